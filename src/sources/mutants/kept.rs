//! What the mutants of a report have in common, kept once: their operators, and the tests that ran or
//! killed them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use super::collector::MAX_SIZE;
use crate::model::mutation::TestNames;
use crate::sources::names::Names;
use crate::sources::room::Room;

/// Most letters that the tests of one mutant may have, in bytes.
const MAX_NAMES: usize = 8 << 20;
/// Most tests of one mutant.
pub(super) const MAX_TESTS: usize = 1 << 17;
/// Bytes that a list takes beside its tests, and each of them.
const LIST_SIZE: usize = 64;
const PLACE_SIZE: usize = 16;

/// Why tests of a mutant are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unkept {
    /// There is no room for them.
    NoRoom,
    /// They are more than any suite has.
    TooMany,
}

/// Texts and lists of tests, each kept once.
#[derive(Debug)]
pub(super) struct Kept {
    names: Names,
    lists: HashTable<TestNames>,
    hashes: RandomState,
    room: Room,
}

impl Default for Kept {
    fn default() -> Self {
        Self::within(MAX_SIZE)
    }
}

impl Kept {
    /// Returns one with room for so many bytes.
    pub(super) fn within(bytes: u64) -> Self {
        let (names, hashes) = (Names::default(), RandomState::new());
        Self { names, lists: HashTable::new(), hashes, room: Room::of(bytes) }
    }

    /// Takes room for something else; returns whether there was any.
    pub(super) fn take_room(&mut self, bytes: usize) -> bool {
        self.room.take(bytes)
    }

    /// Returns a text as it is kept; `None` where there is no room for it.
    pub(super) fn text(&mut self, text: &str) -> Option<Arc<str>> {
        self.names.get(text, &mut self.room)
    }

    /// Returns tests, each from [`Self::text`], as they are kept.
    pub(super) fn tests(
        &mut self,
        tests: impl Iterator<Item = Option<Arc<str>>>,
    ) -> Result<TestNames, Unkept> {
        let (mut list, mut letters) = (Vec::new(), 0);
        for test in tests {
            let test = test.ok_or(Unkept::NoRoom)?;
            letters += test.len();
            list.push(test);
            if letters > MAX_NAMES || list.len() > MAX_TESTS {
                return Err(Unkept::TooMany);
            }
        }
        // Names are kept once each, so their addresses tell them apart.
        let hash_of = |list: &[Arc<str>]| {
            let mut hasher = self.hashes.build_hasher();
            for name in list {
                hasher.write_usize(name.as_ptr() as usize);
            }
            hasher.finish()
        };
        let hash = hash_of(&list);
        if let Some(known) = self.lists.find(hash, |known| **known == *list) {
            return Ok(Arc::clone(known));
        }
        if !self.room.take(LIST_SIZE + PLACE_SIZE * list.len()) {
            return Err(Unkept::NoRoom);
        }
        let list: TestNames = list.into();
        self.lists.insert_unique(hash, Arc::clone(&list), |known| hash_of(known));
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_tests_are_kept_once_and_far_too_many_are_refused() {
        let mut kept = Kept::within(100_000_000);
        let name = kept.text("t::adds");
        let mut list = |many| kept.tests(std::iter::repeat_n(name.clone(), many));
        let (one, two) = (list(3).unwrap(), list(3).unwrap());
        assert!(Arc::ptr_eq(&one, &two) && one.len() == 3);
        assert_eq!(list(MAX_TESTS + 1), Err(Unkept::TooMany));
        let mut full = Kept::within(0);
        let none = full.text("t::adds");
        assert_eq!(full.tests([none].into_iter()), Err(Unkept::NoRoom));
    }
}
