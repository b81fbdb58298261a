//! What the repository remembers between questions: bounded maps from object ids.
//!
//! Everything in git is named by its content, so nothing remembered ever goes stale. A map keeps
//! what was used lately: when its young half is full, the old half goes and the young one ages.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use gix::ObjectId;

/// A hash map from keys made of object ids.
pub(super) type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;

/// A set of object ids.
pub(super) type IdSet = HashSet<ObjectId, BuildHasherDefault<IdHasher>>;

/// A map that forgets what was not used for long once its weight passes a bound.
pub(super) struct Memo<K, V> {
    halves: RefCell<Halves<K, V>>,
    bound: usize,
}

struct Halves<K, V> {
    young: IdMap<K, (V, usize)>,
    old: IdMap<K, (V, usize)>,
    weight: usize,
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// Returns an empty map that holds values of at most `bound` weight in all.
    pub(super) fn new(bound: usize) -> Self {
        let halves = Halves { young: IdMap::default(), old: IdMap::default(), weight: 0 };
        Self { halves: RefCell::new(halves), bound }
    }

    /// Returns what is remembered for `key`.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        let mut halves = self.halves.borrow_mut();
        if let Some((value, _)) = halves.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, weight)) = halves.old.remove_entry(key)?;
        halves.insert(key, value.clone(), weight, self.bound);
        Some(value)
    }

    /// Remembers `value`, which weighs `weight`, and gives it back.
    pub(super) fn put(&self, key: K, value: V, weight: usize) -> V {
        self.halves.borrow_mut().insert(key, value.clone(), weight, self.bound);
        value
    }
}

impl<K: Eq + Hash, V> Halves<K, V> {
    fn insert(&mut self, key: K, value: V, weight: usize, bound: usize) {
        if self.weight + weight > bound / 2 {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(key, (value, weight));
    }
}

/// Hashes keys made of object ids and small numbers: ids are hashes already.
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl IdHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8).take(2) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, word: u8) {
        self.mix(u64::from(word));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_lately_stays() {
        // Halves of 10: 3 pushes 1 and 2 into the old half, 1 is used and young again, and 4 drops 2.
        let memo = Memo::new(20);
        memo.put(1_u32, "a", 4);
        memo.put(2, "b", 4);
        memo.put(3, "c", 4);
        assert_eq!(memo.get(&1), Some("a"));
        memo.put(4, "d", 4);
        assert_eq!((memo.get(&2), memo.get(&1), memo.get(&3)), (None, Some("a"), Some("c")));
    }
}
