//! What the phases of an outcome of cargo-mutants come to: a build that failed, tests that failed, or
//! neither. They are not kept.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::mutation::MutantStatus;
use crate::sources::json::{Maybe, Text};
use crate::sources::json_scalar::{Wanted, otherwise};

/// What the phases come to; `None` where they do not tell.
#[derive(Debug, Default)]
pub(super) struct Phases(pub(super) Option<MutantStatus>);

#[derive(Deserialize, Default)]
#[serde(default)]
struct Phase {
    #[serde(rename = "phase")]
    name: Text,
    process_status: Word,
    cargo_result: Word,
    result: Word,
}

/// A status: a word, or an object with the word for its key, as in `{"Failure": 101}`.
#[derive(Default)]
struct Word(Option<String>);

impl<'de> Visitor<'de> for Wanted<Phases> {
    type Value = Phases;
    otherwise!(Phases(None); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Phases, A::Error> {
        let mut tested = false;
        while let Some(phase) = list.next_element::<Maybe<Phase>>()? {
            let phase = phase.0.unwrap_or_default();
            let is_test = phase.name.0 == "Test";
            tested |= is_test;
            let word = phase.process_status.0.or(phase.cargo_result.0).or(phase.result.0);
            let ended = match word.as_deref() {
                Some("Success") => continue,
                None => None,
                Some("Timeout") => Some(MutantStatus::Timeout),
                Some(_) if is_test => Some(MutantStatus::Killed),
                Some(_) => Some(MutantStatus::CompileError),
            };
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Phases(ended));
        }
        let status = if tested { MutantStatus::Survived } else { MutantStatus::Pending };
        Ok(Phases(Some(status)))
    }
}

impl<'de> Deserialize<'de> for Phases {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Wanted<Word> {
    type Value = Word;
    otherwise!(Word(None); numbers, list);

    fn visit_str<E>(self, word: &str) -> Result<Word, E> {
        Ok(Word(Some(word.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Word, E> {
        Ok(Word(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word, A::Error> {
        let mut first = None;
        while let Some((key, _)) = map.next_entry::<String, IgnoredAny>()? {
            first.get_or_insert(key);
        }
        Ok(Word(first))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}
