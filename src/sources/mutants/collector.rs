//! Gathers mutants file by file.

use std::collections::BTreeMap;

use crate::model::mutation::{Mutant, MutatedFile, MutationReport};
use crate::sources::blob_id::blob_id;
use crate::sources::rejections::Rejections;
use crate::sources::xml::{Ended, clean};

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
    pub(super) fn file(&mut self, path: &str, place: u64) -> Option<&mut MutatedFile> {
        let raw_path = clean(path);
        if raw_path.is_empty() {
            self.rejections.add(place, "a mutant without a file");
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
    pub(super) fn mutant(&mut self, path: &str, place: u64, mutant: Mutant) {
        if let Some(file) = self.file(path, place) {
            file.mutants.push(mutant);
        }
    }

    /// Returns the report of a format that is XML.
    pub(super) fn report_of_xml(
        mut self,
        format: &'static str,
        text: &str,
        ended: Ended,
    ) -> MutationReport {
        self.warnings.extend(ended.warnings);
        if let Some((place, reason)) = ended.stopped {
            self.rejections.add(place, reason);
            self.warnings.push("the report was read up to where it stops being XML".to_owned());
        }
        self.rejections.place_in(text);
        self.report(format)
    }

    /// Returns the report of a format that is JSON.
    pub(super) fn report_of_json(
        mut self,
        format: &'static str,
        ended: Result<(), serde_json::Error>,
    ) -> MutationReport {
        if let Err(error) = ended {
            self.rejections.add(error.line() as u64, format!("not well-formed: {error}"));
            self.warnings.push("the report was read up to where it stops being JSON".to_owned());
        }
        self.report(format)
    }

    fn report(mut self, format: &'static str) -> MutationReport {
        let files: Vec<MutatedFile> = self.files.into_values().collect();
        if files.iter().all(|file| file.mutants.is_empty()) {
            self.warnings.push("the report holds no mutant".to_owned());
        }
        let rejected = self.rejections.list(&mut self.warnings);
        MutationReport { format, files, rejected, warnings: self.warnings }
    }
}
