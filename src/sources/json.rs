//! JSON as it is rather than as it should be: members one by one, and types that take what comes.
//!
//! A member of another type than expected is empty; only text that is no JSON ends the reading,
//! and what came before stays. Nesting is capped by the parser.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

pub(super) use super::json_scalar::{Number, Text};
use super::json_scalar::{Wanted, otherwise};

/// Calls `take` with each member of the object, or each element of the list, that stands at a place
/// of the text, in order, without keeping any. In a place, `*` is any key and `[]` any element.
pub(super) fn each<'de, T: Deserialize<'de>>(
    text: &'de str,
    place: &[&str],
    mut take: impl FnMut(String, T),
) -> Result<(), serde_json::Error> {
    let mut input = serde_json::Deserializer::from_str(text);
    Each { place, take: &mut take, kind: PhantomData }.deserialize(&mut input)?;
    input.end()
}

/// Visits what stands at a place one by one; anything else is passed over.
struct Each<'p, T, F> {
    place: &'p [&'p str],
    take: &'p mut F,
    kind: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(String, T)> DeserializeSeed<'de> for Each<'_, T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(String, T)> Visitor<'de> for Each<'_, T, F> {
    type Value = ();
    otherwise!((); scalars);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.place.split_first() {
                None => (self.take)(key, map.next_value()?),
                Some((step, rest)) if *step == key || *step == "*" => {
                    map.next_value_seed(Each { place: rest, take: self.take, kind: self.kind })?;
                }
                Some(_) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        match self.place.split_first() {
            None => {
                while let Some(element) = list.next_element()? {
                    (self.take)(String::new(), element);
                }
            }
            Some((&"[]", rest)) => loop {
                let inside = Each { place: rest, take: &mut *self.take, kind: self.kind };
                if list.next_element_seed(inside)?.is_none() {
                    break;
                }
            },
            Some(_) => while list.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(())
    }
}

/// A value that has to be an object; `None` is anything else.
#[derive(Debug, Clone)]
pub(super) struct Maybe<T>(pub(super) Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Wanted<Maybe<T>> {
    type Value = Maybe<T>;
    otherwise!(Maybe(None); scalars, list);

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Maybe<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|value| Maybe(Some(value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

/// The elements of a list; of anything else none.
#[derive(Debug, Clone)]
pub(super) struct List<T>(pub(super) Vec<T>);

/// The members of an object in order; of anything else none.
#[derive(Debug, Clone)]
pub(super) struct Map<T>(pub(super) Vec<(String, T)>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Wanted<List<T>> {
    type Value = List<T>;
    otherwise!(List::default(); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(List(elements))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Wanted<Map<T>> {
    type Value = Map<T>;
    otherwise!(Map::default(); scalars, list);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<T>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Map(members))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_another_type_is_empty_and_costs_nothing_else() {
        let mut seen = Vec::new();
        let text = r#"{"a": [1, "2", null, -1, [3], {"x": 1}, 0.5], "b": {"x": [1]}, "c": null}"#;
        each(text, &[], |key, list: List<Number>| seen.push((key, list.0))).unwrap();
        let hits: Vec<_> = seen[0].1.iter().map(|n| n.is_hit()).collect();
        assert_eq!(hits, [Some(true), Some(true), None, None, None, None, Some(true)]);
        assert!(seen[1].1.is_empty() && seen[2].1.is_empty());
        let (mut places, text) =
            (Vec::new(), r#"{"d": [{"f": {"a": {}, "b": 1}}, {"g": {"c": {}}}]}"#);
        let place = ["d", "[]", "f"];
        each(text, &place, |key, one: Maybe<IgnoredAny>| places.push((key, one.0.is_some())))
            .unwrap();
        assert_eq!(places, [("a".to_owned(), true), ("b".to_owned(), false)]);
        assert_eq!((Number(Some(0.5)).line(), Number(Some(7.0)).line()), (None, Some(7)));
    }

    #[test]
    fn members_before_a_cut_are_given_and_nesting_has_an_end() {
        let mut seen = 0;
        assert!(each("{\"a\": [1], \"b\": [2", &[], |_, _: List<Number>| seen += 1).is_err());
        assert_eq!(seen, 1);
        let deep = format!("{{\"a\": {}", "[".repeat(100_000));
        assert!(each(&deep, &[], |_, _: IgnoredAny| ()).is_err());
    }
}
