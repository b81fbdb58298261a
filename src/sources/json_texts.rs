//! Lists of texts, packed into one: such lists are long, and most of their texts are short.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::json_scalar::{Text, Wanted, otherwise};

/// The texts of a list, in order; of anything else none.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let text = &self.all[start..*end as usize];
            start = *end as usize;
            text
        })
    }

    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
    }
}

impl<'de> Visitor<'de> for Wanted<Texts> {
    type Value = Texts;
    otherwise!(Texts::default(); scalars, map);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Texts, A::Error> {
        let mut texts = Texts::default();
        while let Some(text) = list.next_element::<Text>()? {
            texts.push(&text.0);
        }
        Ok(texts)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_out_as_they_went_in_and_anything_else_is_none() {
        let read = |text: &str| serde_json::from_str::<Texts>(text).unwrap();
        let texts = read(r#"["ab", "", 7, null, "c"]"#);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["ab", "", "7", "", "c"]);
        assert_eq!((texts.len(), read("{\"a\": 1}").len(), read("3").len()), (5, 0, 0));
    }
}
