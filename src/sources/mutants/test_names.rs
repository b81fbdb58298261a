//! The tests that a mutation-testing-elements report lists, by the ids its mutants name them with.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::kept::Kept;
use crate::sources::document::Document;
use crate::sources::json::{Maybe, Text, each_read};
use crate::sources::json_parted::{Part, Parted};
use crate::sources::text::clean;

/// Bytes that a test takes beside the letters of its id and name.
const TEST_SIZE: usize = 112;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Test {
    id: Text,
    name: Text,
}

/// Names of tests by their ids.
pub(super) struct TestNames {
    by_id: HashMap<Box<str>, Arc<str>>,
    /// Whether there was no room for all of them.
    is_cut: bool,
}

impl TestNames {
    /// Returns the tests that a report lists.
    pub(super) fn of(document: &Document<'_>, kept: &mut Kept) -> Self {
        let mut names = Self { by_id: HashMap::new(), is_cut: false };
        let take = |path: &str, part: Part<Maybe<Test>>| {
            let Part::Element(Maybe(Some(test))) = part else { return };
            let name = clean(&test.name.0);
            let full = if path.is_empty() { name } else { format!("{}::{name}", clean(path)) };
            let id = test.id.0.into_boxed_str();
            let full = kept.test(&full).filter(|_| kept.take_room_for_tests(TEST_SIZE + id.len()));
            match full {
                Some(full) => drop(names.by_id.insert(id, full)),
                None => names.is_cut = true,
            }
        };
        // What is wrong with the text is told by the reading of its files.
        let _ = each_read(document.text(), &["testFiles"], Parted::new("", "tests", take));
        names
    }

    /// Returns the name of a test, or its id where the report lists no such test; `None` where there
    /// is no room for it.
    pub(super) fn get(&self, id: &str, kept: &mut Kept) -> Option<Arc<str>> {
        match self.by_id.get(id) {
            Some(name) => Some(Arc::clone(name)),
            None if self.is_cut => None,
            None => kept.test(&clean(id)),
        }
    }
}
