//! A member of JSON read in parts, where a list in it may be too long to be kept: a text of it, and the
//! elements of its list one by one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::json::{Budget, Member, Text};
use super::json_scalar::otherwise;

/// A part of a member.
pub(super) enum Part<T> {
    /// The member is an object, whose parts follow.
    Begin,
    /// The member is none.
    NoObject,
    /// Its text.
    Text(String),
    /// An element of its list.
    Element(T),
}

/// Reads members in parts.
pub(super) struct Parted<'k, T, F> {
    /// Key of the text.
    text: &'k str,
    /// Key of the list.
    list: &'k str,
    take: F,
    kind: PhantomData<T>,
}

impl<'k, T: DeserializeOwned, F: FnMut(&str, Part<T>)> Parted<'k, T, F> {
    /// Returns a reader that gives the parts with the key of their member.
    pub(super) fn new(text: &'k str, list: &'k str, take: F) -> Self {
        Self { text, list, take, kind: PhantomData }
    }
}

impl<T: DeserializeOwned, F: FnMut(&str, Part<T>)> Member for Parted<'_, T, F> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        key: String,
        budget: &Budget,
        member: D,
    ) -> Result<(), D::Error> {
        let inside = Inside { parted: self, key: &key, budget };
        if !member.deserialize_any(inside)? {
            (self.take)(&key, Part::NoObject);
        }
        Ok(())
    }
}

/// Visits a member; gives back whether it is an object.
struct Inside<'p, 'k, T, F> {
    parted: &'p mut Parted<'k, T, F>,
    key: &'p str,
    budget: &'p Budget,
}

impl<'de, T: DeserializeOwned, F: FnMut(&str, Part<T>)> Visitor<'de> for Inside<'_, '_, T, F> {
    type Value = bool;
    otherwise!(false; scalars, list);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let Self { parted, key, budget } = self;
        (parted.take)(key, Part::Begin);
        loop {
            budget.allow();
            let Some(part) = map.next_key::<String>()? else { return Ok(true) };
            if part == parted.text {
                let text = map.next_value::<Text>()?.0;
                (parted.take)(key, Part::Text(text));
            } else if part == parted.list {
                map.next_value_seed(Elements { parted: &mut *parted, key, budget })?;
            } else {
                budget.pass();
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
}

/// Visits the list of a member.
struct Elements<'p, 'k, T, F> {
    parted: &'p mut Parted<'k, T, F>,
    key: &'p str,
    budget: &'p Budget,
}

impl<'de, T: DeserializeOwned, F: FnMut(&str, Part<T>)> DeserializeSeed<'de>
    for Elements<'_, '_, T, F>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: DeserializeOwned, F: FnMut(&str, Part<T>)> Visitor<'de> for Elements<'_, '_, T, F> {
    type Value = ();
    otherwise!((); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.budget.allow();
            let Some(element) = list.next_element()? else { return Ok(()) };
            (self.parted.take)(self.key, Part::Element(element));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::sources::json::{Number, each_read};
    use crate::sources::text_stream::TextStream;

    #[test]
    fn a_list_longer_than_any_member_may_be_is_given_element_by_element() {
        let numbers = "1234567,".repeat(2 << 20);
        let text =
            format!("{{\"a\": {{\"x\": 1, \"list\": [{numbers}1], \"text\": \"t\"}}, \"b\": 1}}");
        let (mut told, mut elements) = (Vec::new(), 0);
        let take = |key: &str, part: Part<Number>| match part {
            Part::Begin => told.push(format!("{key} begins")),
            Part::NoObject => told.push(format!("{key} is no object")),
            Part::Text(text) => told.push(format!("{key} has {text}")),
            Part::Element(_) => elements += 1,
        };
        let stream = TextStream::new(Box::new(text.as_bytes()), Rc::default());
        let ended = each_read(stream, &[], Parted::new("text", "list", take));
        assert_eq!(ended.stopped, None);
        assert_eq!(told, ["a begins", "a has t", "b is no object"]);
        assert_eq!(elements, (2 << 20) + 1);
    }
}
