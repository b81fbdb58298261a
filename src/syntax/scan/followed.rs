//! Assertions that further calls of their chain or handlers follow, and those of phpspec, which hang on what they look at.

use super::{Oracle, Scanner};
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::idioms::{Around, Surroundings, asserted, phpspec, several};
use crate::syntax::language::Language;

/// The class that phpspec's specifications derive from.
pub(super) const SPECIFICATION: &str = "ObjectBehavior";

impl<'t> Scanner<'t> {
    /// Returns what the calls of a chain assert that each state an expectation of their own, with their places.
    pub(super) fn each_of(&self, chain: &Chain<'t>) -> Option<Vec<(usize, Oracle)>> {
        if self.language == Language::Php
            && self.is_specification()
            && let Some(found) = phpspec(chain)
        {
            return Some(vec![found]);
        }
        several(self.language, chain)
    }

    /// Whether the class around is one of phpspec's.
    pub(super) fn is_specification(&self) -> bool {
        let class = self.owners.last().and_then(|owner| self.found.bases.get(&owner.name));
        class.is_some_and(|bases| bases.iter().any(|base| base == SPECIFICATION))
    }

    /// Whether a call by its name may be what its chain asserts, whatever follows it.
    pub(super) fn asserts_in_chain(&self, name: &str) -> bool {
        match self.language {
            Language::Php => ["assert", "should"].iter().any(|start| continues(name, start)),
            Language::CSharp => name.starts_with("Throws"),
            _ => false,
        }
    }

    /// Returns the part of a chain that ends in its one assertion, where what follows only goes on with what that
    /// gives back: `$this->get('/')->assertOk()->json('data')`. What follows is noted as called.
    pub(super) fn followed(&mut self, chain: &Chain<'t>) -> Option<Chain<'t>> {
        let asserts = |chain: &Chain<'t>| {
            asserted(self.language, chain, Around(&Surroundings::default)).is_some()
        };
        let last = chain.segments.len().checked_sub(1)?;
        let at = chain.segments[..last]
            .iter()
            .position(|s| s.arguments.is_some() && self.asserts_in_chain(s.name))
            .filter(|_| !asserts(chain) && self.each_of(chain).is_none())?;
        let part = Chain { segments: chain.segments[..=at].to_vec() };
        if !asserts(&part) {
            return None;
        }
        for pair in chain.segments[at..].windows(2) {
            if pair[1].arguments.is_some() {
                self.called(pair[1].line, pair[1].name, Some(pair[0].name));
            }
        }
        Some(part)
    }

    /// Returns the assertion of JavaScript that the first handler of its promise follows, by what it is called in
    /// its library: `assert.rejects(pay(), Limit)` of `assert.rejects(pay(), Limit).then(…)`.
    pub(super) fn before_handlers(&self, chain: &Chain<'t>) -> Option<Chain<'t>> {
        let handles = |s: &Segment<'_>| {
            s.arguments.is_some() && matches!(s.name, "then" | "catch" | "finally")
        };
        let at = chain.segments.iter().position(handles).filter(|at| *at > 0)?;
        if !self.language.is_script() || self.each_of(chain).is_some() {
            return None;
        }
        let part = Chain { segments: chain.segments[..at].to_vec() };
        let part = self.of_object(&part).or_else(|| self.meant(&part)).unwrap_or(part);
        asserted(self.language, &part, Around(&Surroundings::default)).map(|_| part)
    }
}

/// Whether a name is a word and another behind it.
fn continues(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}
