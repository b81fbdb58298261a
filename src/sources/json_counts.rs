//! Lists with a place for each line of a file, packed: such lists are long, and most of their counts
//! are small.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::json_scalar::{Wanted, otherwise};
use crate::model::packed_coverage::{number, put_number};

/// What a place in a list of lines says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// No code: `null` or a word.
    None,
    /// A number: how often the line ran.
    Ran(u64),
    /// A number below zero.
    Negative,
    /// A list, an object or a truth value.
    Other,
}

/// The places of a list, in order; of anything else none.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts(Vec<u8>);

impl Counts {
    /// Returns the places.
    pub(super) fn iter(&self) -> impl Iterator<Item = Count> {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            (!rest.is_empty()).then(|| match number(&mut rest) {
                0 => Count::None,
                1 => Count::Negative,
                2 => Count::Other,
                times => Count::Ran(times - 3),
            })
        })
    }

    fn push(&mut self, count: Count) {
        let value = match count {
            Count::None => 0,
            Count::Negative => 1,
            Count::Other => 2,
            Count::Ran(times) => times.saturating_add(3),
        };
        put_number(value, |byte| self.0.push(byte));
    }
}

impl<'de> Visitor<'de> for Wanted<Count> {
    type Value = Count;
    otherwise!(Count::Other; list, map);

    fn visit_bool<E>(self, _: bool) -> Result<Count, E> {
        Ok(Count::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Count, E> {
        Ok(u64::try_from(number).map_or(Count::Negative, Count::Ran))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Count, E> {
        Ok(Count::Ran(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Count, E> {
        // A part of a run is a run.
        Ok(if number < 0.0 { Count::Negative } else { Count::Ran(number.ceil() as u64) })
    }

    fn visit_str<E>(self, _: &str) -> Result<Count, E> {
        Ok(Count::None)
    }

    fn visit_unit<E>(self) -> Result<Count, E> {
        Ok(Count::None)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Wanted<Counts> {
    type Value = Counts;
    otherwise!(Counts::default(); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Counts, A::Error> {
        let mut counts = Counts::default();
        while let Some(count) = list.next_element()? {
            counts.push(count);
        }
        Ok(counts)
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_what_was_written_and_small_counts_take_a_byte() {
        let text = "[null, 0, 3, -1, 0.5, \"ignored\", [1], true, 18446744073709551615]";
        let counts: Counts = serde_json::from_str(text).unwrap();
        let [none, other] = [Count::None, Count::Other];
        let ran = Count::Ran;
        let all = [none, ran(0), ran(3), Count::Negative, ran(1), none, other, other];
        let read: Vec<Count> = counts.iter().collect();
        assert_eq!((&read[..8], read[8]), (&all[..], ran(u64::MAX - 3)));
        let many: Counts = serde_json::from_str(&format!("[{}1]", "1,".repeat(999))).unwrap();
        assert_eq!(many.0.len(), 1_000);
        assert_eq!(serde_json::from_str::<Counts>("{\"a\": 1}").unwrap().iter().count(), 0);
    }
}
