//! Tests by their names, each once, in the order they were met, in memory that ends somewhere.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use crate::model::test_run::{TestResult, TestStatus};
use crate::sources::names::Names;
use crate::sources::room::Room;

/// Most bytes that the tests of one report may take, with their names.
pub(super) const MAX_SIZE: u64 = 32 << 20;
/// Bytes that a test takes beside the letters of its name.
const TEST_SIZE: usize = 112;

/// The tests of a report.
#[derive(Debug)]
pub(super) struct Table {
    /// In the order they were met; a test that was only named has no attempt yet.
    pub(super) results: Vec<TestResult>,
    places: HashTable<u32>,
    hashes: RandomState,
    names: Names,
    room: Room,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            results: Vec::new(),
            places: HashTable::new(),
            hashes: RandomState::new(),
            names: Names::default(),
            room: Room::of(MAX_SIZE),
        }
    }
}

impl Table {
    /// Returns a table with less room.
    #[cfg(test)]
    pub(super) fn within(bytes: u64) -> Self {
        Self { room: Room::of(bytes), ..Self::default() }
    }

    /// Returns a name of suites or classes as it is kept; `None` where there is no room for it.
    pub(super) fn name(&mut self, name: &str) -> Option<Arc<str>> {
        self.names.get(name, |bytes| self.room.take(bytes))
    }

    /// Takes room for what a reader keeps beside the tests; returns whether there was any.
    pub(super) fn take_room(&mut self, bytes: usize) -> bool {
        self.room.take(bytes)
    }

    /// Returns the test of a suite and class, each from [`Self::name`], a new one where it is new;
    /// `None` where there is no room for it.
    pub(super) fn test(
        &mut self,
        suite: &Arc<str>,
        class: &Arc<str>,
        name: &str,
    ) -> Option<&mut TestResult> {
        // Suites and classes are kept once each, so their addresses tell them apart.
        let address = |name: &Arc<str>| name.as_ptr() as usize;
        let hash = self.hashes.hash_one((address(suite), address(class), name));
        let (results, hashes) = (&mut self.results, &self.hashes);
        let is = |place: &u32| {
            let known = &results[*place as usize];
            Arc::ptr_eq(&known.suite, suite)
                && Arc::ptr_eq(&known.class, class)
                && *known.name == *name
        };
        if let Some(place) = self.places.find(hash, is) {
            return results.get_mut(*place as usize);
        }
        if !self.room.take(TEST_SIZE + name.len()) {
            return None;
        }
        let place = results.len();
        results.push(TestResult {
            suite: Arc::clone(suite),
            class: Arc::clone(class),
            name: name.into(),
            status: TestStatus::Errored,
            attempts: 0,
        });
        let hash_of = |place: &u32| {
            let known = &results[*place as usize];
            hashes.hash_one((address(&known.suite), address(&known.class), &*known.name))
        };
        self.places.insert_unique(hash, place as u32, hash_of);
        results.get_mut(place)
    }
}
