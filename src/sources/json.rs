//! JSON as it is rather than as it should be: members one by one, and types that take what comes.
//!
//! A member of another type than expected is empty; only text that is no JSON ends the reading,
//! and what came before stays. Nesting is capped by the parser.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::ended::Ended;
pub(super) use super::json_counts::{Count, Counts};
pub(super) use super::json_folded::{Fold, Folded};
pub(super) use super::json_nested::Maybe;
use super::json_scalar::otherwise;
pub(super) use super::json_scalar::{Flag, LineNumbers, Number, Text};
pub(super) use super::json_texts::Texts;
use super::text_stream::TextStream;

/// Most bytes of one member; what is larger ends the reading.
const MAX_MEMBER: u64 = 8 << 20;

/// Calls `take` with each member of the object, or each element of the list, that stands at a place
/// of the text, in order, without keeping any. In a place, `*` is any key and `[]` any element.
pub(super) fn each<T: DeserializeOwned>(
    text: TextStream<'_>,
    place: &[&str],
    take: impl FnMut(String, T),
) -> Ended {
    each_read(text, place, Whole { take, kind: PhantomData })
}

/// As [`each`], with what reads the members where they are too large to be kept whole.
pub(super) fn each_read(text: TextStream<'_>, place: &[&str], mut reader: impl Member) -> Ended {
    let budget = Budget::default();
    budget.allow();
    let bytes = Guarded { input: text.into_bytes(), left: budget.clone() };
    let mut input = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 14, bytes));
    let each = Each { place, reader: &mut reader, budget: &budget };
    let ended = each.deserialize(&mut input).and_then(|()| input.end());
    let stopped = |error: serde_json::Error| (error.line() as u64, told(&error));
    Ended { stopped: ended.err().map(stopped), warnings: Vec::new() }
}

/// What reads a member.
pub(super) trait Member {
    /// Reads the member of that key. What is large inside has to ask the budget for each part.
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        key: String,
        budget: &Budget,
        member: D,
    ) -> Result<(), D::Error>;
}

/// Reads a member whole.
struct Whole<T, F> {
    take: F,
    kind: PhantomData<T>,
}

impl<T: DeserializeOwned, F: FnMut(String, T)> Member for Whole<T, F> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        key: String,
        _: &Budget,
        member: D,
    ) -> Result<(), D::Error> {
        (self.take)(key, T::deserialize(member)?);
        Ok(())
    }
}

fn told(error: &serde_json::Error) -> String {
    if error.is_io() { error.to_string() } else { format!("not well-formed: {error}") }
}

/// How many bytes may be read before the budget is filled again.
#[derive(Clone, Default)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    /// Lets one more member be read.
    pub(super) fn allow(&self) {
        self.0.set(MAX_MEMBER);
    }

    /// Lets as much be passed over as there is; returns what was left.
    pub(super) fn pass(&self) -> u64 {
        self.0.replace(u64::MAX)
    }

    /// Goes on with what was left.
    pub(super) fn go_on(&self, left: u64) {
        self.0.set(left);
    }
}

/// Bytes that end where a member grows too large.
struct Guarded<R> {
    input: R,
    left: Budget,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let left = &self.left.0;
        if left.get() < read as u64 {
            let limit = MAX_MEMBER >> 20;
            return Err(io::Error::other(format!("a member is larger than {limit} MiB")));
        }
        left.set(left.get() - read as u64);
        Ok(read)
    }
}

/// Visits what stands at a place one by one; anything else is passed over.
struct Each<'p, M> {
    place: &'p [&'p str],
    reader: &'p mut M,
    budget: &'p Budget,
}

/// A member at the place.
struct Found<'p, M>(String, &'p mut M, &'p Budget);

impl<'de, M: Member> DeserializeSeed<'de> for Found<'_, M> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        let Self(key, reader, budget) = self;
        reader.read(key, budget, input)
    }
}

impl<'de, M: Member> DeserializeSeed<'de> for Each<'_, M> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, M: Member> Visitor<'de> for Each<'_, M> {
    type Value = ();
    otherwise!((); scalars);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { place, reader, budget } = self;
        loop {
            budget.allow();
            let Some(key) = map.next_key::<String>()? else { return Ok(()) };
            match place.split_first() {
                None => map.next_value_seed(Found(key, &mut *reader, budget))?,
                Some((step, rest)) if *step == key || *step == "*" => {
                    map.next_value_seed(Each { place: rest, reader: &mut *reader, budget })?;
                }
                Some(_) => {
                    // What is passed over is kept nowhere.
                    budget.pass();
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { place, reader, budget } = self;
        match place.split_first() {
            None => loop {
                budget.allow();
                let found = Found(String::new(), &mut *reader, budget);
                if list.next_element_seed(found)?.is_none() {
                    break;
                }
            },
            Some((&"[]", rest)) => loop {
                let inside = Each { place: rest, reader: &mut *reader, budget };
                if list.next_element_seed(inside)?.is_none() {
                    break;
                }
            },
            Some(_) => {
                budget.pass();
                while list.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements of a list.
    #[derive(Default)]
    struct All(Vec<Number>);

    impl Fold for All {
        type Part = Number;

        fn add(&mut self, key: Option<&str>, part: Number) {
            self.0.extend(key.is_none().then_some(part));
        }
    }

    fn stream(text: &str) -> TextStream<'_> {
        TextStream::new(Box::new(text.as_bytes()), Rc::default())
    }

    #[test]
    fn a_member_of_another_type_is_empty_and_costs_nothing_else() {
        let mut seen = Vec::new();
        let text = r#"{"a": [1, "2", null, -1, [3], {"x": 1}, 0.5], "b": {"x": [1]}, "c": null}"#;
        let ended = each(stream(text), &[], |key, list: Folded<All>| seen.push((key, list.0.0)));
        assert_eq!(ended.stopped, None);
        let hits: Vec<_> = seen[0].1.iter().map(|n| n.is_hit()).collect();
        assert_eq!(hits, [Some(true), Some(true), None, None, None, None, Some(true)]);
        assert!(seen[1].1.is_empty() && seen[2].1.is_empty());
        let (mut places, text) =
            (Vec::new(), r#"{"d": [{"f": {"a": {}, "b": 1}}, {"g": {"c": {}}}]}"#);
        let place = ["d", "[]", "f"];
        let take = |key, one: Maybe<IgnoredAny>| places.push((key, one.0.is_some()));
        assert_eq!(each(stream(text), &place, take).stopped, None);
        assert_eq!(places, [("a".to_owned(), true), ("b".to_owned(), false)]);
        assert_eq!((Number(Some(0.5)).line(), Number(Some(7.0)).line()), (None, Some(7)));
    }

    #[test]
    fn members_before_a_cut_are_given_and_nesting_has_an_end() {
        let mut seen = 0;
        let cut = stream("{\"a\": [1],\n\"b\": [2");
        let ended = each(cut, &[], |_, _: Folded<All>| seen += 1);
        assert_eq!((seen, ended.stopped.unwrap().0), (1, 2));
        let deep = format!("{{\"a\": {}", "[".repeat(100_000));
        assert!(each(stream(&deep), &[], |_, _: IgnoredAny| ()).stopped.is_some());
    }

    #[test]
    fn a_member_larger_than_any_file_ends_the_reading_and_one_passed_over_does_not() {
        let long = "x".repeat(40 << 20);
        let text = format!("{{\"skip\": \"{long}\", \"files\": {{\"a\": 1, \"b\": \"{long}\"}}}}");
        let mut seen = Vec::new();
        let ended = each(stream(&text), &["files"], |key, _: Text| seen.push(key));
        assert_eq!(seen, ["a"]);
        assert!(ended.stopped.unwrap().1.contains("a member is larger than 8 MiB"));
    }
}
