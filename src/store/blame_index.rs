//! The blame index of a repository, in parts that are only ever put behind one another.

use rusqlite::named_params;

use super::{Store, StoreError, paths, rows, run};

impl Store {
    /// Returns the kept parts of a repository's blame index, one behind another; empty where none
    /// was kept.
    pub fn blame_index(&self, repo: &str) -> Result<Vec<u8>, StoreError> {
        let sql = include_str!("../../schema/queries/blame_index_parts.sql");
        let key = named_params! { ":repository": repo };
        let parts = rows(&self.connection, sql, key, |row| Ok(row.get::<_, Vec<u8>>("part")?))?;
        Ok(parts.concat())
    }

    /// Keeps one more part of a repository's blame index.
    pub fn add_to_blame_index(&mut self, repo: &str, part: &[u8]) -> Result<(), StoreError> {
        let write = self.write()?;
        let row = named_params! { ":repository": paths::repository(&write, repo)?, ":part": part };
        run(&write, include_str!("../../schema/queries/insert_blame_index_part.sql"), row)?;
        write.commit()?;
        Ok(())
    }

    /// Keeps these parts and no others.
    pub fn replace_blame_index(&mut self, repo: &str, parts: &[u8]) -> Result<(), StoreError> {
        let write = self.write()?;
        let repository = paths::repository(&write, repo)?;
        let sql = include_str!("../../schema/queries/delete_blame_index.sql");
        run(&write, sql, named_params! { ":repository": repository })?;
        let row = named_params! { ":repository": repository, ":part": parts };
        run(&write, include_str!("../../schema/queries/insert_blame_index_part.sql"), row)?;
        write.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_in_order_and_those_of_another_repository_do_not() {
        let mut store = Store::open_in_memory().unwrap();
        assert_eq!(store.blame_index("shop").unwrap(), b"");
        store.add_to_blame_index("shop", b"one").unwrap();
        store.add_to_blame_index("till", b"other").unwrap();
        store.add_to_blame_index("shop", b"two").unwrap();
        assert_eq!(store.blame_index("shop").unwrap(), b"onetwo");
        store.replace_blame_index("shop", b"one").unwrap();
        assert_eq!(store.blame_index("shop").unwrap(), b"one");
        assert_eq!(store.blame_index("till").unwrap(), b"other");
    }
}
