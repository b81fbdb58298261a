//! Gathers mutants file by file.

use std::collections::BTreeMap;

use crate::model::mutation::{Mutant, MutatedFile, MutationReport};
use crate::sources::blob_id::blob_id;
use crate::sources::ended::Ended;
use crate::sources::rejections::Rejections;
use crate::sources::xml::clean;

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    files: BTreeMap<String, MutatedFile>,
    /// Records that could not be read.
    pub(super) rejections: Rejections,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
}

impl Collector {
    /// Returns the file of a path; `None` where it is no path.
    pub(super) fn file(&mut self, path: &str, line: u64) -> Option<&mut MutatedFile> {
        let raw_path = clean(path);
        if raw_path.is_empty() {
            self.rejections.add(line, "a mutant without a file");
            return None;
        }
        let file = self.files.entry(raw_path.replace('\\', "/")).or_default();
        if file.raw_path.is_empty() {
            file.raw_path = raw_path;
        }
        Some(file)
    }

    /// Keeps the id of a file's source, and that of what git stores for it on a machine whose line
    /// ends are others.
    pub(super) fn pin(&mut self, path: &str, source: &str) {
        if let Some(file) = self.file(path, 0) {
            file.blob = Some(blob_id(source.as_bytes()));
            let in_git = source.contains("\r\n").then(|| source.replace("\r\n", "\n"));
            file.blob_in_git = in_git.map(|source| blob_id(source.as_bytes()));
        }
    }

    /// Adds a mutant.
    pub(super) fn mutant(&mut self, path: &str, line: u64, mutant: Mutant) {
        if let Some(file) = self.file(path, line) {
            file.mutants.push(mutant);
        }
    }

    /// Returns the report of a text whose reading ended so; `what` is what it may have stopped being.
    pub(super) fn report_of(
        mut self,
        format: &'static str,
        what: &str,
        ended: Ended,
    ) -> MutationReport {
        ended.note(what, &mut self.rejections, &mut self.warnings);
        let files: Vec<MutatedFile> = self.files.into_values().collect();
        if files.iter().all(|file| file.mutants.is_empty()) {
            self.warnings.push("the report holds no mutant".to_owned());
        }
        let rejected = self.rejections.list(&mut self.warnings);
        MutationReport { format, files, rejected, warnings: self.warnings }
    }
}
