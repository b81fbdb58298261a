//! Texts that a report says again and again, each kept once.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

/// Bytes that a text takes beside its letters.
const TEXT_SIZE: usize = 64;

/// Texts, each kept once.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashTable<Arc<str>>,
    hashes: RandomState,
}

impl Names {
    /// Returns the text as it is kept; `None` where it is new and `take` has no room for its bytes.
    pub(super) fn get(&mut self, text: &str, take: impl FnOnce(usize) -> bool) -> Option<Arc<str>> {
        let hash = self.hashes.hash_one(text);
        if let Some(known) = self.known.find(hash, |known| **known == *text) {
            return Some(Arc::clone(known));
        }
        if !take(TEXT_SIZE + text.len()) {
            return None;
        }
        let new: Arc<str> = text.into();
        let hashes = &self.hashes;
        self.known.insert_unique(hash, Arc::clone(&new), |known| hashes.hash_one(&**known));
        Some(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_known_where_there_is_no_room_for_more() {
        let mut names = Names::default();
        let one = names.get("unit", |bytes| bytes == TEXT_SIZE + 4).unwrap();
        assert_eq!(names.get("more", |_| false), None);
        assert!(Arc::ptr_eq(&one, &names.get("unit", |_| false).unwrap()));
    }
}
