//! A blame index in a file of its own, for `trace --index FILE`.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::model::blame_index::BlameIndex;

/// The file of a blame index. Parts are put behind one another, so whatever a kill cuts off is the
/// last part only.
pub(super) struct IndexFile {
    path: PathBuf,
    file: File,
    /// Whether no other process writes it.
    ours: bool,
}

impl IndexFile {
    /// Opens the file, which is made where it is not there and which only its owner can read. A file
    /// of something else is refused and stays as it is.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let refused = |source| Error::File { action: "open", path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(refused)?;
        let mut start = Vec::new();
        let mark = BlameIndex::MARK.len() as u64;
        (&file).take(mark).read_to_end(&mut start).map_err(refused)?;
        if !BlameIndex::MARK.starts_with(&start) {
            return Err(Error::NotAnIndex { path: path.to_owned() });
        }
        let ours = file.try_lock().is_ok();
        Ok(Self { path: path.to_owned(), file, ours })
    }

    /// Returns whether no other process writes the file; else it is read and nothing is kept.
    pub(super) fn is_ours(&self) -> bool {
        self.ours
    }

    /// Returns all that was kept.
    pub(super) fn read(&mut self) -> Result<Vec<u8>, Error> {
        let mut kept = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0));
        let read = read.and_then(|_| self.file.read_to_end(&mut kept));
        read.map_err(|source| self.failed("read", source))?;
        Ok(kept)
    }

    /// Keeps one more part.
    pub(super) fn add(&mut self, part: &[u8]) -> Result<(), Error> {
        if !self.ours {
            return Ok(());
        }
        self.file.write_all(part).map_err(|source| self.failed("write", source))
    }

    /// Keeps no more than the first bytes.
    pub(super) fn cut(&mut self, length: usize) -> Result<(), Error> {
        if !self.ours {
            return Ok(());
        }
        self.file.set_len(length as u64).map_err(|source| self.failed("write", source))
    }

    fn failed(&self, action: &'static str, source: std::io::Error) -> Error {
        Error::File { action, path: self.path.clone(), source }
    }
}
