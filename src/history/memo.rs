//! What the repository remembers between questions: bounded maps from object ids.
//!
//! Everything in git is named by its content, so nothing remembered ever goes stale. A map that
//! outgrows its bound is emptied; that costs time and never changes an answer.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A map that forgets everything once its weight passes a bound.
pub(super) struct Memo<K, V> {
    inner: RefCell<Inner<K, V>>,
    bound: usize,
}

struct Inner<K, V> {
    map: HashMap<K, V, BuildHasherDefault<IdHasher>>,
    weight: usize,
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// Returns an empty map that holds values of at most `bound` weight in all.
    pub(super) fn new(bound: usize) -> Self {
        Self { inner: RefCell::new(Inner { map: HashMap::default(), weight: 0 }), bound }
    }

    /// Returns what is remembered for `key`.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.inner.borrow().map.get(key).cloned()
    }

    /// Remembers `value`, which weighs `weight`, and gives it back.
    pub(super) fn put(&self, key: K, value: V, weight: usize) -> V {
        let mut inner = self.inner.borrow_mut();
        if inner.weight + weight > self.bound {
            inner.map.clear();
            inner.weight = 0;
        }
        inner.weight += weight;
        inner.map.insert(key, value.clone());
        value
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
    fn a_full_memo_starts_anew_and_still_answers() {
        let memo = Memo::new(10);
        memo.put(1_u32, "a", 6);
        assert_eq!(memo.get(&1), Some("a"));
        memo.put(2, "b", 6);
        assert_eq!((memo.get(&1), memo.get(&2)), (None, Some("b")));
    }
}
