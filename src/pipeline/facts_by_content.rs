//! What test files hold, by content: read once for all threads, and forgotten when no tree that is looked at has
//! it any more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;
use crate::store::ScanKey;
use crate::syntax::TestFile;

/// What was read of a content; `None` where it cannot be parsed.
pub(super) type Facts = Option<Arc<TestFile>>;

/// Contents that are remembered before the first are forgotten.
const LEAST: usize = 4_096;

/// A content's facts; empty while they are read.
type Slot = Arc<Mutex<Option<Facts>>>;

/// Facts by content and kind of path.
#[derive(Default)]
pub(super) struct FactsByContent {
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    by_key: HashMap<ScanKey, Slot>,
    /// How many were in use when it was last looked.
    in_use: usize,
}

impl FactsByContent {
    /// Returns what is known of a content, or what `read` finds. Who asks while another reads waits for the
    /// answer.
    pub(super) fn of(
        &self,
        key: &ScanKey,
        read: impl FnOnce() -> Result<Facts, Error>,
    ) -> Result<Facts, Error> {
        let slot = self.slots.lock().unwrap_or_else(PoisonError::into_inner).slot(key);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*slot {
            return Ok(known.clone());
        }
        let facts = read()?;
        *slot = Some(facts.clone());
        Ok(facts)
    }
}

impl Slots {
    fn slot(&mut self, key: &ScanKey) -> Slot {
        if let Some(known) = self.by_key.get(key) {
            return Arc::clone(known);
        }
        if self.by_key.len() >= LEAST.max(2 * self.in_use) {
            self.by_key.retain(|_, slot| is_used(slot));
            self.in_use = self.by_key.len();
        }
        Arc::clone(self.by_key.entry(key.clone()).or_default())
    }
}

/// Whether somebody reads the content, or has a tree with it.
fn is_used(slot: &Slot) -> bool {
    let Ok(facts) = slot.try_lock() else { return true };
    let held = facts.as_ref().and_then(Option::as_ref).is_some_and(|f| Arc::strong_count(f) > 1);
    held || Arc::strong_count(slot) > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::BlobId;
    use crate::syntax::Language;

    fn key(n: usize) -> ScanKey {
        ScanKey { blob: BlobId(n.to_string()), language: "Python", in_test_file: true }
    }

    fn facts() -> Facts {
        TestFile::read(Language::Python, true, b"def test_a(): assert 1\n").ok().map(Arc::new)
    }

    #[test]
    fn what_a_tree_holds_is_read_once_and_the_rest_is_forgotten_in_time() {
        let known = FactsByContent::default();
        let held = known.of(&key(0), || Ok(facts())).unwrap();
        for n in 1..3 * LEAST {
            known.of(&key(n), || Ok(facts())).unwrap();
        }
        assert!(known.slots.lock().unwrap().by_key.len() <= LEAST);
        let again = known.of(&key(0), || Ok(None)).unwrap();
        assert!(Arc::ptr_eq(&held.unwrap(), &again.unwrap()));
        assert!(known.of(&key(1), || Ok(None)).unwrap().is_none(), "it was remembered");
    }
}
