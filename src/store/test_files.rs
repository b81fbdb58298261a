//! What the scanner read of files, by content: opaque text, so that a scan reads only what is new.

use rusqlite::named_params;

use super::{Store, StoreError, first, run};
use crate::model::commit::BlobId;

/// What decides what the scanner reads: a content, its language, and whether its path is one of tests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScanKey {
    /// The content.
    pub blob: BlobId,
    /// The language's name.
    pub language: &'static str,
    /// Whether the path is one of tests.
    pub in_test_file: bool,
}

impl Store {
    /// Returns what that version of the scanner read, as it was stored.
    pub fn test_file(&self, key: &ScanKey, scanner: u32) -> Result<Option<String>, StoreError> {
        let sql = include_str!("../../schema/queries/test_file_in_blob.sql");
        let key = named_params! {
            ":blob": key.blob.0, ":language": key.language, ":in_test_file": key.in_test_file,
            ":scanner": scanner,
        };
        first(&self.connection, sql, key, |row| Ok(row.get("facts")?))
    }

    /// Stores what a version of the scanner read, all of it or nothing.
    pub fn save_test_files(
        &mut self,
        scanner: u32,
        read: &[(ScanKey, String)],
    ) -> Result<(), StoreError> {
        let write = self.write()?;
        let sql = include_str!("../../schema/queries/upsert_test_file_in_blob.sql");
        for (key, facts) in read {
            let row = named_params! {
                ":blob": key.blob.0, ":language": key.language,
                ":in_test_file": key.in_test_file, ":scanner": scanner, ":facts": facts,
            };
            run(&write, sql, row)?;
        }
        write.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_found_by_content_kind_and_version_only() {
        let mut store = Store::open_in_memory().unwrap();
        let blob = BlobId("a".repeat(40));
        let key = ScanKey { blob, language: "Go", in_test_file: true };
        store.save_test_files(2, &[(key.clone(), "{}".to_owned())]).unwrap();
        assert_eq!(store.test_file(&key, 2).unwrap().as_deref(), Some("{}"));
        assert_eq!(store.test_file(&key, 3).unwrap(), None);
        let beside = ScanKey { in_test_file: false, ..key };
        assert_eq!(store.test_file(&beside, 2).unwrap(), None);
    }
}
