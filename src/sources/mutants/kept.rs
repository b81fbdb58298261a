//! What the mutants of a report have in common, kept once: their operators, and the tests that ran or
//! killed them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use super::collector::MAX_SIZE;
use crate::model::mutation::TestNames;
use crate::sources::names::Names;
use crate::sources::room::Room;

/// Most bytes that tests and their lists may take of what a report may.
const MAX_TESTS_SIZE: u64 = 12 << 20;
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

/// Tests of one mutant, each as it is kept; one is `None` where there is no room for its name.
pub(super) type TestList = Vec<Option<Arc<str>>>;

/// Texts and lists of tests, each kept once.
#[derive(Debug)]
pub(super) struct Kept {
    names: Names,
    lists: HashTable<TestNames>,
    hashes: RandomState,
    room: Room,
    /// The part of the room that tests and their lists may take, so that they push out no mutant.
    tests_room: Room,
    without_tests: u64,
}

impl Default for Kept {
    fn default() -> Self {
        Self::within(MAX_SIZE, MAX_TESTS_SIZE)
    }
}

impl Kept {
    /// Returns one with room for so many bytes, and so many of them for tests.
    pub(super) fn within(bytes: u64, of_tests: u64) -> Self {
        Self {
            names: Names::default(),
            lists: HashTable::new(),
            hashes: RandomState::new(),
            room: Room::of(bytes),
            tests_room: Room::of(of_tests),
            without_tests: 0,
        }
    }

    /// Takes room for something else; returns whether there was any.
    pub(super) fn take_room(&mut self, bytes: usize) -> bool {
        self.room.take(bytes)
    }

    /// Takes room for something of tests; returns whether there was any.
    pub(super) fn take_room_for_tests(&mut self, bytes: usize) -> bool {
        take_for_tests(&mut self.tests_room, &mut self.room, bytes)
    }

    /// Returns a text as it is kept; `None` where there is no room for it.
    pub(super) fn text(&mut self, text: &str) -> Option<Arc<str>> {
        self.names.get(text, |bytes| self.room.take(bytes))
    }

    /// Returns the name of a test as it is kept; `None` where there is no room for it.
    pub(super) fn test(&mut self, name: &str) -> Option<Arc<str>> {
        let (of_tests, all) = (&mut self.tests_room, &mut self.room);
        self.names.get(name, |bytes| take_for_tests(of_tests, all, bytes))
    }

    /// Returns the tests that killed a mutant and those that ran it, each from [`Self::test`], as they
    /// are kept. Where there is no room for them the mutant has none, and is counted.
    pub(super) fn tests(
        &mut self,
        killed_by: TestList,
        covered_by: Option<TestList>,
    ) -> Result<(TestNames, Option<TestNames>), Unkept> {
        let killed = self.list(killed_by)?;
        let told = covered_by.is_some();
        let covered = covered_by.map(|tests| self.list(tests)).transpose()?.flatten();
        self.without_tests += u64::from(killed.is_none() || told && covered.is_none());
        Ok((killed.unwrap_or_default(), covered))
    }

    /// Returns how many mutants have no tests because there was no room for them.
    pub(super) fn without_tests(&self) -> u64 {
        self.without_tests
    }

    fn list(&mut self, tests: TestList) -> Result<Option<TestNames>, Unkept> {
        let letters: usize = tests.iter().flatten().map(|test| test.len()).sum();
        if letters > MAX_NAMES || tests.len() > MAX_TESTS {
            return Err(Unkept::TooMany);
        }
        let Some(list) = tests.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
        if list.is_empty() {
            return Ok(Some(TestNames::default()));
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
            return Ok(Some(Arc::clone(known)));
        }
        let bytes = LIST_SIZE + PLACE_SIZE * list.len();
        if !take_for_tests(&mut self.tests_room, &mut self.room, bytes) {
            return Ok(None);
        }
        let list: TestNames = list.into();
        self.lists.insert_unique(hash, Arc::clone(&list), |known| hash_of(known));
        Ok(Some(list))
    }
}

/// Takes room for something of tests. What does not fit leaves the room of the mutants as it was.
fn take_for_tests(of_tests: &mut Room, all: &mut Room, bytes: usize) -> bool {
    all.has(bytes) && of_tests.take(bytes) && all.take(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_tests_are_kept_once_and_far_too_many_are_refused() {
        let mut kept = Kept::within(100_000_000, 100_000_000);
        let name = kept.test("t::adds");
        let mut list = |many| kept.tests(vec![name.clone(); many], None);
        let (one, two) = (list(3).unwrap().0, list(3).unwrap().0);
        assert!(Arc::ptr_eq(&one, &two) && one.len() == 3);
        assert_eq!(list(MAX_TESTS + 1), Err(Unkept::TooMany));
    }

    #[test]
    fn tests_that_do_not_fit_are_counted_and_leave_room_for_everything_else() {
        let mut kept = Kept::within(1_000, 200);
        let one = kept.test("t::adds");
        let two = vec![one.clone(), kept.test("t::pays")];
        assert_eq!(kept.tests(two, Some(vec![one])), Ok(([].into(), None)));
        let none = kept.test("t::never");
        assert_eq!(kept.tests(Vec::new(), Some(vec![none])), Ok(([].into(), None)));
        assert_eq!(kept.tests(Vec::new(), None), Ok(([].into(), None)));
        assert_eq!(kept.without_tests(), 2);
        assert!(kept.text("an operator").is_some() && kept.take_room(700));
    }
}
