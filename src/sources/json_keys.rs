//! The keys of a JSON text down to the third level: enough to tell formats apart.
//!
//! A key is written with the keys around it, as in `files/*/mutants`: `*` stands for any key of an
//! object, `[]` for the elements of a list. Only the first members are looked into.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Most members of an object or list looked into.
const MOST: usize = 64;
/// Deepest level looked into.
const DEPTH: usize = 4;

/// The keys of a text.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeSet<String>);

impl Keys {
    /// Returns whether the text has a key at this place.
    pub(super) fn has(&self, place: &str) -> bool {
        self.0.contains(place)
    }
}

impl Keys {
    /// Returns whether the text has one key and none below it.
    pub(super) fn are_one(&self) -> bool {
        self.0.len() == 1
    }

    /// Returns whether the text has a key of digits below this place.
    pub(super) fn has_number_below(&self, place: &str) -> bool {
        let below = |key: &str| {
            let rest = key.strip_prefix(place)?.strip_prefix('/')?;
            (!rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
        };
        self.0.iter().any(|key| below(key).is_some())
    }
}

/// Returns the keys of the text, up to where it stops being JSON.
pub(super) fn of(text: impl Read) -> Keys {
    let mut keys = Keys::default();
    let text = BufReader::with_capacity(1 << 14, text);
    let mut input = serde_json::Deserializer::from_reader(text);
    // A text that breaks off has still shown its first keys.
    let _ =
        Level { places: vec![String::new()], depth: 0, keys: &mut keys }.deserialize(&mut input);
    keys
}

/// A value, and the places its keys are noted under.
struct Level<'k> {
    places: Vec<String>,
    depth: usize,
    keys: &'k mut Keys,
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = 0;
        while let Some(key) = map.next_key::<String>()? {
            seen += 1;
            if seen > MOST && self.depth > 0 || self.depth >= DEPTH || seen > MOST * MOST {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let mut places = Vec::new();
            for place in &self.places {
                let slash = if place.is_empty() { "" } else { "/" };
                self.keys.0.insert(format!("{place}{slash}{key}"));
                if seen <= MOST {
                    places.push(format!("{place}{slash}*"));
                    places.push(format!("{place}{slash}{key}"));
                }
            }
            map.next_value_seed(Level { places, depth: self.depth + 1, keys: self.keys })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let places: Vec<String> = self.places.iter().map(|place| format!("{place}[]")).collect();
        for _ in 0..MOST {
            let inside = Level { places: places.clone(), depth: self.depth, keys: self.keys };
            if list.next_element_seed(inside)?.is_none() {
                return Ok(());
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_place_also_in_a_text_that_breaks_off() {
        let keys = of(&b"{\"files\": {\"a.js\": {\"mutants\": [{\"id\": 1}], \"source\": \"x"[..]);
        for place in ["files", "files/*/mutants", "files/a.js/mutants", "files/*/source", "*/*"] {
            assert_eq!(keys.has(place), place != "*/*", "{place}");
        }
        assert!(of(&b"{\"data\": [{\"files\": 1}]}"[..]).has("data[]/files"));
        assert!(!of(&b"[[[[1]]]]"[..]).has("files"));
        let numbered = of(&b"{\"coverage\": {\"a\": {\"17\": 1}, \"b\": {\"x\": 1}}}"[..]);
        assert!(numbered.has_number_below("coverage/*"));
        assert!(!numbered.has_number_below("coverage") && !numbered.has_number_below("*/b"));
    }
}
