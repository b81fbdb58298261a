//! What an LCOV report says of one path, gathered over all its sections.

use std::collections::BTreeMap;
use std::path::Path;

use super::branches::Branches;
use crate::model::coverage::{FileCoverage, ReportFile};
use crate::model::line_set::LineSet;

/// One path of a report.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The path, with `/`.
    pub(super) path: String,
    /// Its branches.
    pub(super) branches: Branches,
    coverage: FileCoverage,
    tests: BTreeMap<String, LineSet>,
    is_python: bool,
    highest: u32,
}

impl Gathered {
    /// Returns the empty record of a path.
    pub(super) fn new(path: &[u8]) -> Self {
        let path = String::from_utf8_lossy(path).replace('\\', "/");
        let is_python = Path::new(&path).extension().is_some_and(|extension| extension == "py");
        Self {
            path,
            is_python,
            branches: Branches::default(),
            coverage: FileCoverage::default(),
            tests: BTreeMap::new(),
            highest: 0,
        }
    }

    /// Adds an instrumented line, hit or not, in the run of `test` if it has a name. Returns how
    /// many bits more its line sets may take now.
    pub(super) fn add_line(&mut self, line: u32, hit: bool, test: &str) -> u64 {
        let mut growth = self.reach(line);
        self.coverage.instrumented.insert(line);
        if !hit {
            return growth;
        }
        self.coverage.hit.insert(line);
        if !test.is_empty() {
            if !self.tests.contains_key(test) {
                self.tests.insert(test.to_owned(), LineSet::default());
            }
            if let Some(lines) = self.tests.get_mut(test) {
                let before = lines.as_bytes().len();
                lines.insert(line);
                growth += (lines.as_bytes().len() - before) as u64 * 8;
            }
        }
        growth
    }

    /// Notes the checksum of a line, by which the files of old coverage.py are known.
    pub(super) fn note_checksum(&mut self, checksum: &[u8]) {
        if self.is_python && is_md5_in_base64(checksum) {
            self.branches.name_destinations();
        }
    }

    fn reach(&mut self, line: u32) -> u64 {
        let more = line.saturating_sub(self.highest);
        self.highest = self.highest.max(line);
        // Two sets, instrumented and hit.
        u64::from(more) * 2
    }
}

/// Returns the files, each path once and sorted, and how many have branches nobody can use.
pub(super) fn report_files(gathered: Vec<Gathered>) -> (Vec<ReportFile>, usize) {
    let mut without_branches = 0;
    let mut files: BTreeMap<String, ReportFile> = BTreeMap::new();
    for mut one in gathered {
        match one.branches.partial(&one.coverage) {
            Some(partial) => one.coverage.partial = partial,
            None => without_branches += 1,
        }
        // Paths that differ in their slashes alone meet here.
        let file = files.entry(one.path).or_default();
        file.coverage.unite(&one.coverage);
        for (test, lines) in one.tests {
            match file.tests.binary_search_by(|(name, _)| name.cmp(&test)) {
                Ok(at) => file.tests[at].1.unite(&lines),
                Err(at) => file.tests.insert(at, (test, lines)),
            }
        }
    }
    let files = files.into_iter().map(|(raw_path, file)| ReportFile { raw_path, ..file }).collect();
    (files, without_branches)
}

/// Whether a checksum is an MD5 in base64 without padding, as coverage.py writes it.
fn is_md5_in_base64(checksum: &[u8]) -> bool {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let checksum = checksum.trim_ascii();
    checksum.len() == 22 && checksum.iter().all(is_base64)
}
