//! Gathers mutants file by file, in memory that ends somewhere.

use std::collections::BTreeMap;

use super::kept::{Kept, Unkept};
use crate::model::mutation::{Mutant, MutantStatus, MutatedFile, MutationReport};
use crate::sources::SourceError;
use crate::sources::blob_id::blob_id;
use crate::sources::ended::Ended;
use crate::sources::rejections::Rejections;
use crate::sources::text::clean;

/// Most bytes that the mutants of one report may take, with their files and tests.
pub(super) const MAX_SIZE: u64 = 28 << 20;
/// Bytes that a file takes beside the letters of its path and its mutants.
const FILE_SIZE: usize = 640;
/// Mutants that a file has room for from the first on.
const FIRST_MUTANTS: usize = 4;

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    files: BTreeMap<String, MutatedFile>,
    /// What mutants have in common.
    pub(super) kept: Kept,
    left_out: BTreeMap<MutantStatus, u64>,
    lacks_files: bool,
    /// Records that could not be read.
    pub(super) rejections: Rejections,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
}

impl Collector {
    /// Returns the file of a path; `None` where it is no path or there is no room for it.
    pub(super) fn file(&mut self, path: &str, line: u64) -> Option<&mut MutatedFile> {
        let raw_path = clean(path);
        if raw_path.is_empty() {
            self.rejections.add(line, "a mutant without a file");
            return None;
        }
        let path = raw_path.replace('\\', "/");
        if !self.files.contains_key(&path)
            && !self.kept.take_room(FILE_SIZE + path.len() + raw_path.len())
        {
            self.lacks_files = true;
            return None;
        }
        let file = self.files.entry(path).or_default();
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

    /// Adds a mutant; what does not fit is counted, and one with too many tests is listed.
    pub(super) fn mutant(
        &mut self,
        path: &str,
        line: u64,
        status: MutantStatus,
        mutant: Result<Mutant, Unkept>,
    ) {
        let Some(file) = self.file(path, line) else { return };
        let grows = file.mutants.len() == file.mutants.capacity();
        let growth = if grows { file.mutants.len().max(FIRST_MUTANTS) } else { 0 };
        let has_room = self.kept.take_room(growth * size_of::<Mutant>());
        let Some(file) = self.file(path, line) else { return };
        match mutant {
            Ok(mutant) if has_room => file.mutants.push(mutant),
            Err(Unkept::TooMany) => {
                let path = file.raw_path.clone();
                let reason = format!("a mutant of `{path}` names more tests than any suite has");
                self.rejections.add(line, reason);
            }
            _ => {
                file.left_out += 1;
                *self.left_out.entry(status).or_default() += 1;
            }
        }
    }

    /// Returns the report of a text whose reading ended so; `what` is what it may have stopped being.
    pub(super) fn report_of(
        mut self,
        format: &'static str,
        what: &str,
        ended: Ended,
    ) -> Result<MutationReport, SourceError> {
        if self.lacks_files {
            return Err(SourceError::TooLargeReport { what: "files", limit: MAX_SIZE });
        }
        ended.note(what, &mut self.rejections, &mut self.warnings);
        let mut files: Vec<MutatedFile> = Vec::with_capacity(self.files.len());
        files.extend(self.files.into_values());
        let is_empty = |file: &MutatedFile| file.mutants.is_empty() && file.left_out == 0;
        if files.iter().all(is_empty) {
            self.warnings.push("the report holds no mutant".to_owned());
        }
        let left_out = self.left_out.values().sum::<u64>();
        if left_out > 0 {
            let limit = MAX_SIZE >> 20;
            self.warnings.push(format!(
                "{left_out} mutants are counted and not kept, as those before take {limit} MiB"
            ));
        }
        let without_tests = self.kept.without_tests();
        if without_tests > 0 {
            self.warnings.push(format!(
                "the tests of {without_tests} mutants are not kept, as those before take too much memory"
            ));
        }
        let rejected = self.rejections.list(&mut self.warnings);
        let (left_out, warnings) = (self.left_out, self.warnings);
        Ok(MutationReport { format, files, left_out, rejected, warnings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutants_that_do_not_fit_are_counted_by_status_and_files_that_do_not_fit_refuse_the_report() {
        let mutant = || Mutant {
            lines: None,
            operator: "m".into(),
            replacement: None,
            status: MutantStatus::Killed,
            killed_by: [].into(),
            covered_by: None,
        };
        let room = FILE_SIZE + 2 + FIRST_MUTANTS * size_of::<Mutant>();
        let mut found = Collector { kept: Kept::within(room as u64, 0), ..Collector::default() };
        for _ in 0..6 {
            found.mutant("a", 0, MutantStatus::Killed, Ok(mutant()));
        }
        found.mutant("a", 0, MutantStatus::Survived, Err(Unkept::NoRoom));
        let report = found.report_of("x", "JSON", Ended::default()).unwrap();
        assert_eq!((report.files[0].mutants.len(), report.files[0].left_out), (4, 3));
        let counts: Vec<_> = report.by_status().into_iter().collect();
        assert_eq!(counts, [(MutantStatus::Killed, 6), (MutantStatus::Survived, 1)]);
        assert!(report.warnings[0].starts_with("3 mutants are counted and not kept"));

        let mut found = Collector { kept: Kept::within(room as u64, 0), ..Collector::default() };
        assert!((0..9).any(|n| found.file(&n.to_string(), 0).is_none()));
        let refused = found.report_of("x", "JSON", Ended::default());
        assert!(matches!(refused, Err(SourceError::TooLargeReport { what: "files", .. })));
    }
}
