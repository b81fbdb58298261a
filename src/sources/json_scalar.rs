//! Numbers and texts of JSON that take what comes: a value of another type is empty.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::line_set::LineSet;

/// Visits any value and gives a `T`.
pub(super) struct Wanted<T>(pub(super) PhantomData<T>);

/// Gives a visitor the rest of the types, each of which is taken for nothing.
macro_rules! otherwise {
    ($nothing:expr; $($type:ident),*) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
        $(otherwise!(@ $nothing; $type);)*
    };
    (@ $nothing:expr; numbers) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> { Ok($nothing) }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> { Ok($nothing) }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> { Ok($nothing) }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ $nothing:expr; scalars) => {
        otherwise!(@ $nothing; numbers);
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> { Ok($nothing) }
        fn visit_unit<E>(self) -> Result<Self::Value, E> { Ok($nothing) }
    };
    (@ $nothing:expr; list) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }
    };
    (@ $nothing:expr; map) => {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }
    };
}
pub(super) use otherwise;

/// A number, also one written as text; `None` is anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Number(pub(super) Option<f64>);

/// Whether something is so: a truth value, or a number other than zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flag(pub(super) bool);

/// The lines of a list of numbers, as a set: such lists are long.
#[derive(Debug, Clone, Default)]
pub(super) struct LineNumbers {
    /// The lines.
    pub(super) lines: LineSet,
    /// How many elements are no line a file can have.
    pub(super) others: usize,
}

/// A text; empty is anything else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) String);

impl Number {
    /// Returns whether it is above zero; `None` where it is no number or negative.
    pub(super) fn is_hit(self) -> Option<bool> {
        self.0.filter(|n| n.is_finite() && *n >= 0.0).map(|n| n > 0.0)
    }

    /// Returns the line it names, if it is one a file can have.
    pub(super) fn line(self) -> Option<u32> {
        let highest = f64::from(LineSet::MAX_LINE);
        self.0.filter(|n| n.fract() == 0.0 && (1.0..=highest).contains(n)).map(|n| n as u32)
    }

    /// Returns it as a whole number; `None` where it is negative or none.
    pub(super) fn whole(self) -> Option<u64> {
        self.0.filter(|n| n.is_finite() && *n >= 0.0).map(|n| n as u64)
    }
}

impl<'de> Visitor<'de> for Wanted<Number> {
    type Value = Number;
    otherwise!(Number(None); list, map);

    fn visit_bool<E>(self, _: bool) -> Result<Number, E> {
        Ok(Number(None))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
        Ok(Number(Some(number as f64)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
        Ok(Number(Some(number as f64)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
        Ok(Number(Some(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Number, E> {
        Ok(Number(text.trim().parse().ok()))
    }

    fn visit_unit<E>(self) -> Result<Number, E> {
        Ok(Number(None))
    }
}

impl<'de> Visitor<'de> for Wanted<Flag> {
    type Value = Flag;
    otherwise!(Flag(false); list, map);

    fn visit_bool<E>(self, is: bool) -> Result<Flag, E> {
        Ok(Flag(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Flag, E> {
        Ok(Flag(number != 0))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Flag, E> {
        Ok(Flag(number != 0))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Flag, E> {
        Ok(Flag(number != 0.0))
    }

    fn visit_str<E>(self, _: &str) -> Result<Flag, E> {
        Ok(Flag(false))
    }

    fn visit_unit<E>(self) -> Result<Flag, E> {
        Ok(Flag(false))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Wanted<LineNumbers> {
    type Value = LineNumbers;
    otherwise!(LineNumbers::default(); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<LineNumbers, A::Error> {
        let mut found = LineNumbers::default();
        while let Some(number) = list.next_element::<Number>()? {
            match number.line() {
                Some(line) => drop(found.lines.insert(line)),
                None => found.others += 1,
            }
        }
        Ok(found)
    }
}

impl<'de> Deserialize<'de> for LineNumbers {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Wanted<Text> {
    type Value = Text;
    otherwise!(Text::default(); list, map);

    fn visit_bool<E>(self, _: bool) -> Result<Text, E> {
        Ok(Text::default())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text::default())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_written_as_text_and_anything_else_is_none() {
        let read = |text: &str| serde_json::from_str::<Number>(text).unwrap().0;
        assert_eq!((read("7"), read("\" 7.5 \"")), (Some(7.0), Some(7.5)));
        for other in ["null", "true", "[1]", "{\"a\": 1}", "\"x\""] {
            assert_eq!(read(other), None, "{other}");
        }
        let text = |text: &str| serde_json::from_str::<Text>(text).unwrap().0;
        assert_eq!((text("\"a\""), text("3"), text("[]")), ("a".into(), "3".into(), String::new()));
    }
}
