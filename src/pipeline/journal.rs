//! Traces that are done, kept in a file, so that a long run that was stopped goes on where it was.
//!
//! A line of JSON for each trace, written as soon as it is made. A line that was cut off when the
//! run was stopped is passed over, and its fix is traced again. Each line carries a key of all that
//! its answer hangs on, so that what was made under other options or before a fetch is not used.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::commit::CommitId;
use crate::model::region::Trace;

/// Traces that are done, in a file.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    known: HashMap<(String, CommitId), Trace>,
    used: usize,
}

#[derive(Serialize)]
struct NewLine<'a> {
    key: &'a str,
    trace: &'a Trace,
}

#[derive(Deserialize)]
struct Line {
    key: String,
    trace: Trace,
}

impl Journal {
    /// Opens the journal at `path`, with what an earlier run left in it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut known = HashMap::new();
        let mut whole = true;
        match File::open(path) {
            Ok(file) => {
                let mut reader = BufReader::new(file);
                let mut line = Vec::new();
                while reader.read_until(b'\n', &mut line).map_err(failed("read", path))? > 0 {
                    whole = line.ends_with(b"\n");
                    if let Ok(Line { key, trace }) = serde_json::from_slice(&line) {
                        known.insert((key, trace.fix.clone()), trace);
                    }
                    line.clear();
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(failed("read", path)(source)),
        }
        let file = OpenOptions::new().create(true).append(true).open(path);
        let mut file = file.map_err(failed("write", path))?;
        if !whole {
            file.write_all(b"\n").map_err(failed("write", path))?;
        }
        Ok(Self { path: path.to_owned(), file, known, used: 0 })
    }

    /// Returns how many answers of an earlier run were taken over so far.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Returns the trace of a fix that was made under the same key.
    pub(super) fn take(&mut self, key: &str, fix: &CommitId) -> Option<Trace> {
        let found = self.known.remove(&(key.to_owned(), fix.clone()));
        self.used += usize::from(found.is_some());
        found
    }

    /// Adds a trace.
    pub(super) fn add(&mut self, key: &str, trace: &Trace) -> Result<(), Error> {
        let written = serde_json::to_vec(&NewLine { key, trace })
            .map_err(std::io::Error::from)
            .and_then(|mut line| {
                line.push(b'\n');
                self.file.write_all(&line)
            });
        written.map_err(failed("write", &self.path))
    }

    /// Removes the file: everything is done.
    pub fn remove(self) -> Result<(), Error> {
        let Self { path, file, .. } = self;
        drop(file);
        std::fs::remove_file(&path).map_err(failed("remove", &path))
    }
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File { action, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(fix: &str) -> Trace {
        let fix = CommitId(fix.to_owned());
        Trace { fix, parent: None, files: Vec::new(), candidates: Vec::new(), notes: Vec::new() }
    }

    #[test]
    fn what_was_written_whole_is_known_and_a_line_cut_off_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("traced.csv.part");
        let mut first = Journal::open(&path).unwrap();
        first.add("k", &trace("a")).unwrap();
        first.add("k", &trace("b")).unwrap();
        drop(first);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 9]).unwrap();

        let mut second = Journal::open(&path).unwrap();
        assert_eq!(second.take("k", &CommitId("a".into())), Some(trace("a")));
        assert_eq!(second.take("k", &CommitId("b".into())), None);
        second.add("k", &trace("b")).unwrap();
        assert_eq!(second.used(), 1);
        drop(second);

        let mut third = Journal::open(&path).unwrap();
        assert_eq!(third.take("other", &CommitId("b".into())), None);
        assert_eq!(third.take("k", &CommitId("b".into())), Some(trace("b")));
        third.remove().unwrap();
        assert!(!path.exists());
    }
}
