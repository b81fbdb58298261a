//! Brings reports into the store: what was measured at a commit. The commit is never assumed, and a
//! path that matches nothing in its tree stays visible.

mod arrival;
mod coverage;
mod from_git;
mod hits;
mod mapped;
mod mutants;
mod pending;
mod pin;
mod target;
mod tests;

pub use coverage::coverage;
pub use from_git::from_git;
pub use mutants::mutants;
pub use pending::{Outcome, Resolved, resolve};
pub use pin::{Pin, pin};
pub use tests::tests;

use std::io::Read as _;

use sha2::{Digest, Sha256};

use self::arrival::Read;
use super::Workspace;
use super::import::hexadecimal;
use crate::error::Error;
use crate::model::batch::Reconciliation;
use crate::model::commit::Time;
use crate::sources::{Source, SourceError};
use crate::store::ImportSource;

/// A report file to import.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    /// File name, for messages and the log of imports.
    pub name: &'a str,
    /// What it holds.
    pub file: &'a dyn Source,
    /// When it is imported.
    pub at: Time,
}

impl ReportInput<'_> {
    /// Returns the SHA-256 of its bytes, in lower-case hexadecimal.
    fn digest(&self) -> Result<String, Error> {
        let failed = |source| self.unreadable(SourceError::Read(source));
        let mut bytes = self.file.open().map_err(failed)?;
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match bytes.read(&mut buffer).map_err(failed)? {
                0 => return Ok(hexadecimal(&hash.finalize())),
                read => hash.update(&buffer[..read]),
            }
        }
    }

    fn unreadable(&self, source: SourceError) -> Error {
        Error::Import { name: self.name.to_owned(), source }
    }

    fn source<'s>(&'s self, read: &Read<'s>, done: &Reconciliation) -> ImportSource<'s> {
        let (skipped, failed) = (done.skipped.len(), done.failed.len());
        let (kind, digest) = (read.kind, read.digest);
        ImportSource { kind, name: self.name, digest, at: self.at, skipped, failed }
    }
}

/// Brings one report file into the store.
pub type Importer =
    fn(&mut Workspace, &ReportInput<'_>, &ReportPlace) -> Result<Reconciliation, Error>;

/// What a report belongs to. The commit is never assumed.
#[derive(Debug, Clone)]
pub struct ReportPlace {
    /// Repository name; `None` is the first of `escapee.toml`.
    pub repo: Option<String>,
    /// Revision the report was measured at, and what named it.
    pub pin: Pin,
    /// Suite the report belongs to.
    pub series: String,
    /// Revisions it also stands for.
    pub merged_as: Vec<String>,
    /// Share of files, in percent, that may match nothing in the repository.
    pub max_unmapped: u8,
    /// Whether to keep how often lines ran, as is done for the commits of releases anyway.
    pub keep_hits: bool,
}
