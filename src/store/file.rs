//! The file of the database: readable by its owner only.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::migrate::APPLICATION_ID;

/// Makes the file, if it is not there, so that no one else can read it from the first moment on. A
/// database of ours that others can read, after a copy perhaps, is taken back from them; a file of
/// another program stays as it is. SQLite gives its journal files the same mode.
pub(super) fn create_or_keep_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    if is_ours(&mut file)? {
        keep_private(&file)?;
    }
    Ok(())
}

/// Returns whether the file is empty or says in its header that it is ours.
fn is_ours(file: &mut File) -> io::Result<bool> {
    let mut header = Vec::new();
    file.take(72).read_to_end(&mut header)?;
    let id = (APPLICATION_ID as u32).to_be_bytes();
    Ok(header.is_empty() || header.get(68..72) == Some(id.as_slice()))
}

#[cfg(unix)]
fn keep_private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_private(_file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::imports::source;
    use crate::store::{ImportKind, Store, StoreError};

    #[test]
    fn a_database_of_a_newer_schema_or_of_another_program_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| {
            let before = std::fs::read(path).unwrap();
            let error = Store::open(path).unwrap_err();
            assert_eq!(std::fs::read(path).unwrap(), before);
            let known = format!("up to {}", crate::store::migrate::known());
            let told = error.to_string().replace(&known, "up to [this]");
            told.replace(&folder.path().display().to_string(), "")
        };
        let newer = folder.path().join("newer.db");
        drop(Store::open(&newer).unwrap());
        let database = rusqlite::Connection::open(&newer).unwrap();
        database.pragma_update(None, "user_version", 99).unwrap();
        database.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
        drop(database);
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "dear diary, ".repeat(100)).unwrap();
        let other = folder.path().join("other.db");
        rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();

        insta::assert_snapshot!(
            [refused(&newer), refused(&text), refused(&other)].join("\n"),
            @r"
        the database `/newer.db` has schema 99, and this escapee knows schemas up to [this]
        `/notes.txt` is not a database of escapee
        `/other.db` is not a database of escapee
        "
        );
        let nowhere = Store::open(&folder.path().join("no/folder.db")).unwrap_err();
        assert!(matches!(nowhere, StoreError::Open { .. }), "{nowhere}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_file_and_its_journal() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("escapee.db");
        drop(Store::open(&path).unwrap());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let mut store = Store::open(&path).unwrap();
        store.save_incidents(&source(ImportKind::Person, ""), &[]).unwrap();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
        }
    }
}
