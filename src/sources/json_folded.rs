//! Lists and objects of JSON that are put together while they are read: a hostile one is far larger in
//! memory element by element than as text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};

use super::json_scalar::{Text, Wanted, otherwise};

/// What a list or an object is put together to.
pub(super) trait Fold: Default {
    /// An element of the list, or the value of a key.
    type Part: DeserializeOwned;

    /// Adds a part, with its key in an object.
    fn add(&mut self, key: Option<&str>, part: Self::Part);
}

/// What the parts of a list or an object make; of anything else nothing is made.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded<F>(pub(super) F);

impl<'de, F: Fold> Visitor<'de> for Wanted<Folded<F>> {
    type Value = Folded<F>;
    otherwise!(Folded(F::default()); scalars);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Folded<F>, A::Error> {
        let mut all = F::default();
        while let Some(part) = list.next_element()? {
            all.add(None, part);
        }
        Ok(Folded(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Folded<F>, A::Error> {
        let mut all = F::default();
        while let Some((key, part)) = map.next_entry::<Text, _>()? {
            all.add(Some(&key.0), part);
        }
        Ok(Folded(all))
    }
}

impl<'de, F: Fold> Deserialize<'de> for Folded<F> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::json::Number;

    #[derive(Debug, Default, PartialEq)]
    struct Sum(f64, String);

    impl Fold for Sum {
        type Part = Number;

        fn add(&mut self, key: Option<&str>, part: Number) {
            self.0 += part.0.unwrap_or_default();
            self.1.push_str(key.unwrap_or("-"));
        }
    }

    #[test]
    fn lists_and_objects_are_put_together_and_anything_else_makes_nothing() {
        let made = |text: &str| serde_json::from_str::<Folded<Sum>>(text).unwrap().0;
        assert_eq!(made("[1, [2], 3]"), Sum(4.0, "---".to_owned()));
        assert_eq!(made(r#"{"a": 1, "b": {}, "c": 2}"#), Sum(3.0, "abc".to_owned()));
        assert_eq!((made("7"), made("null")), (Sum::default(), Sum::default()));
    }
}
