//! What an LCOV report says of one path, gathered over all its sections.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::branches::Branches;
use crate::model::coverage::{FileCoverage, FinerTotals, ReportFile};
use crate::model::line_set::LineSet;
use crate::sources::xml::clean;

/// One path of a report.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The path as written.
    pub(super) path: String,
    /// Its branches.
    pub(super) branches: Branches,
    coverage: FileCoverage,
    tests: Vec<(String, LineSet)>,
    by_test: HashMap<String, usize>,
    /// The test whose section is open.
    test: Option<usize>,
    is_python: bool,
    highest: u32,
}

impl Gathered {
    /// Returns the empty record of a path.
    pub(super) fn new(path: &[u8]) -> Self {
        let path = clean(&String::from_utf8_lossy(path));
        let is_python = Path::new(&path).extension().is_some_and(|extension| extension == "py");
        Self {
            path,
            is_python,
            branches: Branches::default(),
            coverage: FileCoverage::default(),
            tests: Vec::new(),
            by_test: HashMap::new(),
            test: None,
            highest: 0,
        }
    }

    /// Begins a section of a test; of none where the name is empty.
    pub(super) fn begin(&mut self, test: &str) {
        self.test = match self.by_test.get(test) {
            _ if test.is_empty() => None,
            Some(index) => Some(*index),
            None => {
                self.tests.push((clean(test), LineSet::default()));
                self.by_test.insert(test.to_owned(), self.tests.len() - 1);
                Some(self.tests.len() - 1)
            }
        };
    }

    /// Adds an instrumented line, hit or not, to the open section. Returns how many bits more its
    /// line sets may take now.
    pub(super) fn add_line(&mut self, line: u32, hit: bool) -> u64 {
        let mut growth = self.reach(line);
        self.coverage.instrumented.insert(line);
        if hit {
            self.coverage.hit.insert(line);
            if let Some(test) = self.test {
                let lines = &mut self.tests[test].1;
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

/// Returns the files, each path once and sorted, their branches, and how many files have branches
/// nobody can use.
pub(super) fn report_files(gathered: Vec<Gathered>) -> (Vec<ReportFile>, FinerTotals, usize) {
    let mut without_branches = 0;
    let mut branches = None;
    let mut files: BTreeMap<String, ReportFile> = BTreeMap::new();
    for mut one in gathered {
        match one.branches.partial(&one.coverage) {
            Some(partial) => one.coverage.partial = partial,
            None => without_branches += 1,
        }
        if let Some((all, taken)) = one.branches.counts() {
            let (sum, sum_taken) = branches.unwrap_or((0, 0));
            branches = Some((sum + all, sum_taken + taken));
        }
        // Paths that differ in their slashes alone meet here.
        let file = files.entry(one.path.replace('\\', "/")).or_default();
        if file.raw_path.is_empty() {
            file.raw_path = one.path;
        }
        file.coverage.unite(&one.coverage);
        for (test, lines) in one.tests.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            match file.tests.binary_search_by(|(name, _)| name.cmp(&test)) {
                Ok(at) => file.tests[at].1.unite(&lines),
                Err(at) => file.tests.insert(at, (test, lines)),
            }
        }
    }
    let mut files: Vec<ReportFile> = files.into_values().collect();
    files.sort_by(|a, b| a.raw_path.cmp(&b.raw_path));
    let finer = FinerTotals {
        branches: branches.map(|(all, _)| all),
        branches_hit: branches.map(|(_, taken)| taken),
        ..FinerTotals::default()
    };
    (files, finer, without_branches)
}

/// Whether a checksum is an MD5 in base64 without padding, as coverage.py writes it.
fn is_md5_in_base64(checksum: &[u8]) -> bool {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let checksum = checksum.trim_ascii();
    checksum.len() == 22 && checksum.iter().all(is_base64)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::model::coverage::CoverageReport;
    use crate::sources::coverage::read;

    fn one(text: &str) -> (FileCoverage, CoverageReport) {
        let report = read(text.as_bytes()).unwrap();
        (report.files[0].coverage.clone(), report)
    }

    #[test]
    fn agrees_with_the_lcov_crate_where_that_can_read() {
        let mut text = String::new();
        for file in 0..20_u32 {
            let _ = write!(text, "TN:\nSF:src/f{}.rs\nFN:1,main\nFNDA:1,main\n", file % 15);
            for line in (1..200).step_by(1 + file as usize % 3) {
                let _ = writeln!(text, "DA:{line},{}", (line * 31 + file * 17) % 4 / 2);
            }
            text += "BRDA:1,0,0,1\nLF:1\nLH:1\nend_of_record\n";
        }
        let mut theirs: BTreeMap<String, (LineSet, LineSet)> = BTreeMap::new();
        let mut path = String::new();
        for record in lcov::Reader::new(text.as_bytes()) {
            match record.unwrap() {
                lcov::Record::SourceFile { path: file } => path = file.display().to_string(),
                lcov::Record::LineData { line, count, .. } => {
                    let (instrumented, hit) = theirs.entry(path.clone()).or_default();
                    instrumented.insert(line);
                    if count > 0 {
                        hit.insert(line);
                    }
                }
                _ => {}
            }
        }
        let ours = read(text.as_bytes()).unwrap().files.into_iter();
        let ours: BTreeMap<_, _> =
            ours.map(|f| (f.raw_path, (f.coverage.instrumented, f.coverage.hit))).collect();
        assert_eq!((ours.len(), &ours), (15, &theirs));
    }

    #[test]
    fn sections_of_one_file_unite_whatever_the_slashes_and_tests_keep_their_lines() {
        let text = "TN:one\r\nSF:src\\a.c\r\nDA:1,1\r\nDA:2,0\r\nend_of_record\r\n\
                    TN:two\nSF:src/a.c\nDA:2,3\nDA:3,0\nend_of_record\n";
        let report = read(text.as_bytes()).unwrap();
        let file = &report.files[0].coverage;
        let lines = |set: &LineSet| set.iter().collect::<Vec<_>>();
        assert_eq!((report.files.len(), report.files[0].raw_path.as_str()), (1, "src\\a.c"));
        assert_eq!((lines(&file.instrumented), lines(&file.hit)), (vec![1, 2, 3], vec![1, 2]));
        let set = |line| [line].into_iter().collect::<LineSet>();
        assert_eq!(report.files[0].tests, [("one".to_owned(), set(1)), ("two".to_owned(), set(2))]);
    }

    #[test]
    fn records_without_a_place_are_listed() {
        let report =
            read(&b"TN:\n# remark\n\nDA:1,1\nhello\nFOO:1\nSF:\nSF:a\nSF:b\nend_of_record\n"[..])
                .unwrap();
        let at: Vec<u64> = report.rejected.iter().map(|dropped| dropped.line).collect();
        assert_eq!((at, report.files.len()), (vec![4, 5, 6, 7], 2));
        assert_eq!(report.warnings, ["1 sections have no end_of_record and end at the next file"]);
    }

    #[test]
    fn lines_beyond_the_files_own_total_are_told() {
        let (file, report) = one("SF:a.py\nDA:1,1\nDA:2,1\nDA:3,0\nLF:2\nend_of_record\n");
        assert_eq!(file.instrumented.count(), 3);
        assert!(report.warnings[0].starts_with("1 lines more than their files count"));
    }

    #[test]
    fn lines_no_file_has_are_listed_and_cost_nothing_else() {
        let (file, report) =
            one("SF:a.c\nDA:0,1\nDA:-3,1\nDA:x,1\nDA:4000000000,1\nDA:2,1\nend_of_record\n");
        assert_eq!(file.instrumented.iter().collect::<Vec<_>>(), [2]);
        let at: Vec<u64> = report.rejected.iter().map(|dropped| dropped.line).collect();
        assert_eq!(at, [2, 3, 4, 5]);
    }
}
