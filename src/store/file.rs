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
