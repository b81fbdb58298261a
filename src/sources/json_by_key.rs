//! Objects of JSON read key by key: those that nobody asks for are passed over, however much stands below
//! them, and take nothing of the room of the others: source maps, expansions of macros.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::json::{Budget, Member, Text};
use super::json_scalar::otherwise;

/// What is read of an object.
pub(super) trait ByKey: Default {
    /// Reads the value of a key; gives back whether it is one that is asked for. One that is not is left
    /// unread.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut A,
        budget: &Budget,
    ) -> Result<bool, A::Error>;
}

/// Reads members key by key.
pub(super) struct EachByKey<T, F> {
    take: F,
    kind: PhantomData<T>,
}

impl<T: ByKey, F: FnMut(String, Option<T>)> EachByKey<T, F> {
    /// Returns a reader that gives each member with its key; `None` is a member that is no object.
    pub(super) fn new(take: F) -> Self {
        Self { take, kind: PhantomData }
    }
}

impl<T: ByKey, F: FnMut(String, Option<T>)> Member for EachByKey<T, F> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        key: String,
        budget: &Budget,
        member: D,
    ) -> Result<(), D::Error> {
        let one = Object::of(budget).deserialize(member)?;
        (self.take)(key, one);
        Ok(())
    }
}

/// An object to be read.
pub(super) struct Object<'b, T> {
    budget: &'b Budget,
    kind: PhantomData<T>,
}

impl<'b, T> Object<'b, T> {
    /// Returns one that reads within a budget.
    pub(super) fn of(budget: &'b Budget) -> Self {
        Self { budget, kind: PhantomData }
    }
}

impl<'de, T: ByKey> DeserializeSeed<'de> for Object<'_, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Option<T>, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: ByKey> Visitor<'de> for Object<'_, T> {
    type Value = Option<T>;
    otherwise!(None; scalars, list);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<T>, A::Error> {
        let mut one = T::default();
        loop {
            let Some(Text(key)) = map.next_key()? else { return Ok(Some(one)) };
            if !one.read(&key, &mut map, self.budget)? {
                let left = self.budget.pass();
                map.next_value::<IgnoredAny>()?;
                self.budget.go_on(left);
            }
        }
    }
}
