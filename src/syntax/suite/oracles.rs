//! What a helper asserts: itself, by its macros, and by what it calls.

use std::borrow::Cow;

use super::{Place, TestSuite, helper};
use crate::model::assertion::AssertionKind;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::unit::Event;

/// How many macros deep C's macros are followed.
const MAX_MACROS: u8 = 2;

impl TestSuite {
    /// Whether a helper that asserts nothing itself calls what asserts, by its name or by what it does.
    pub(super) fn asserts_further(&self, place: Place) -> bool {
        let unit = self.unit(place);
        let facts = &self.files[place.file as usize].facts;
        unit.events.iter().any(|event| {
            helper::by_convention(facts.language, &facts.found, event, false).is_some()
                || self
                    .helper(place, &unit.owners, place.file as usize, event)
                    .is_some_and(|inner| !self.oracles_of(inner).is_empty())
        })
    }

    /// Returns what a helper asserts itself: the macros it uses included, and what it calls by a name that
    /// asserts.
    pub(super) fn oracles_of(&self, place: Place) -> Vec<(&Event, Cow<'_, Oracle>)> {
        self.oracles_within(place, MAX_MACROS)
    }

    fn oracles_within(&self, place: Place, depth: u8) -> Vec<(&Event, Cow<'_, Oracle>)> {
        let unit = self.unit(place);
        let facts = &self.files[place.file as usize].facts;
        let mut oracles: Vec<(&Event, Cow<'_, Oracle>)> = Vec::new();
        for event in &unit.events {
            if let Some(oracle) = event.oracle.as_deref() {
                oracles.push((event, Cow::Borrowed(oracle)));
            } else if facts.found.name(event.name).ends_with('!')
                && let Some(inner) = self.free_helper(place, event)
            {
                let inner = self.unit(inner).oracles();
                oracles.extend(inner.map(|(event, oracle)| (event, Cow::Borrowed(oracle))));
            } else if (unit.passes_on() || facts.language.family() == Language::C.family())
                && let Some(inner) = self.free_helper(place, event)
                && (unit.passes_on() || self.unit(inner).passes_on())
            {
                // A macro of a macro asserts what that one does itself.
                let mut found = match depth.checked_sub(1) {
                    Some(depth) => self.oracles_within(inner, depth),
                    None => Vec::new(),
                };
                // What is given the word for success wants no failure: `check_err(SHOP_OK, pay())`.
                if event.given_success {
                    for (_, oracle) in &mut found {
                        oracle.to_mut().kind = AssertionKind::Value;
                    }
                }
                oracles.extend(found);
            } else if let Some(named) =
                helper::by_convention(facts.language, &facts.found, event, false)
            {
                let oracle = Oracle::new(named.kind, &named.expects, named.strength);
                oracles.push((event, Cow::Owned(oracle)));
            }
        }
        oracles.truncate(50);
        oracles
    }
}
