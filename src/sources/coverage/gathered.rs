//! What an LCOV report says of one path, gathered over all its sections and packed between them.

use std::path::Path;

use super::branches::Branches;
use super::section::Section;
use crate::model::branches::BranchLines;
use crate::model::coverage::{FinerTotals, ReportFile, TestLines};
use crate::model::line_hits::LineHits;
use crate::model::packed_coverage::{PackedCoverage, Pieces};

/// One path of a report.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Bitmaps of instrumented and of hit lines, and the branches.
    packed: Pieces,
    /// How often lines ran; few reports have it, and a hundred thousand files without it stay small.
    hits: Option<Box<LineHits>>,
    is_python: bool,
    names_destinations: bool,
}

/// After so many files room is given back.
const GIVEN_BACK: usize = 4096;

impl Gathered {
    /// Returns the empty record of a path.
    pub(super) fn new(path: &str) -> Self {
        let is_python = Path::new(path).extension().is_some_and(|extension| extension == "py");
        Self { is_python, ..Self::default() }
    }

    /// Takes what a section holds. Returns how many bytes more it takes now.
    pub(super) fn take(&mut self, section: &mut Section) -> u64 {
        let [instrumented, hit, branches] = self.packed.parts();
        section.unite(instrumented, hit);
        section.branches.unpack(branches);
        let before = self.packed.size();
        self.packed = section.packed();
        self.packed.size().saturating_sub(before) as u64
    }

    /// Returns how many bytes it takes packed.
    pub(super) fn size(&self) -> u64 {
        self.packed.size() as u64
    }

    /// Takes how often its lines ran.
    pub(super) fn set_hits(&mut self, hits: LineHits) {
        self.hits = Some(Box::new(hits));
    }

    /// Notes the checksum of a line, by which the files of old coverage.py are known.
    pub(super) fn note_checksum(&mut self, checksum: &[u8]) {
        self.names_destinations |= self.is_python && is_md5_in_base64(checksum);
    }

    /// Marks the file as written by a tool that names the line a branch leads to, 0 for an exit.
    pub(super) fn name_destinations(&mut self) {
        self.names_destinations = true;
    }
}

/// The files of a report, and what its branches say.
#[derive(Debug, Default)]
pub(super) struct AllFiles {
    /// Each path once, sorted.
    pub(super) files: Vec<ReportFile>,
    /// Branches of all files.
    pub(super) finer: FinerTotals,
    /// Files with branches nobody can use.
    pub(super) without_branches: usize,
}

impl AllFiles {
    /// Returns the files of the gathered ones, each with its path, and with the tests that stand at its
    /// place.
    pub(super) fn new(
        mut gathered: Vec<(String, Gathered)>,
        mut tests: Vec<Vec<TestLines>>,
    ) -> Self {
        let mut all = Self::default();
        all.files.reserve_exact(gathered.len());
        let mut branches = Branches::default();
        // From the end, so that what is done with gives its room back while the files take theirs.
        while let Some((path, one)) = gathered.pop() {
            branches.clear();
            let tests = tests.get_mut(gathered.len()).map(std::mem::take);
            all.take(path, one, &mut branches, tests.unwrap_or_default());
            if gathered.len().is_multiple_of(GIVEN_BACK) {
                gathered.shrink_to_fit();
            }
        }
        all.files.sort_unstable_by(|a, b| a.raw_path.cmp(&b.raw_path));
        all
    }

    fn take(
        &mut self,
        path: String,
        one: Gathered,
        branches: &mut Branches,
        tests: Vec<TestLines>,
    ) {
        let [instrumented, hit, packed] = one.packed.parts();
        branches.unpack(packed);
        if let Some((all, taken)) = branches.counts() {
            *self.finer.branches.get_or_insert(0) += all;
            *self.finer.branches_hit.get_or_insert(0) += taken;
        }
        let partial = branches.partial(instrumented, hit).filter(|_| !one.names_destinations);
        self.without_branches += usize::from(partial.is_none());
        // Branches that lead to one line are one record there, so what leaves a line is not known.
        let by_line = if partial.is_some() { branches.by_line() } else { BranchLines::default() };
        let partial = partial.unwrap_or_default();
        self.files.push(ReportFile {
            raw_path: path,
            packed: PackedCoverage::new([instrumented, hit, partial.as_bytes()], &by_line),
            tests,
            stated: None,
            hits: one.hits.map(|hits| *hits),
        });
    }
}

/// Whether a checksum is an MD5 in base64 without padding, as coverage.py writes it.
fn is_md5_in_base64(checksum: &[u8]) -> bool {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let checksum = checksum.trim_ascii();
    checksum.len() == 22 && checksum.iter().all(is_base64)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;

    use crate::model::coverage::{CoverageReport, FileCoverage};
    use crate::model::line_set::LineSet;
    use crate::sources::coverage::read;
    fn one(text: &str) -> (FileCoverage, CoverageReport) {
        let report = read(text.as_bytes()).unwrap();
        (report.files[0].coverage(), report)
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
        let ours: BTreeMap<_, _> = ours
            .map(|f| (f.coverage(), f.raw_path))
            .map(|(coverage, path)| (path, (coverage.instrumented, coverage.hit)))
            .collect();
        assert_eq!((ours.len(), &ours), (15, &theirs));
    }

    #[test]
    fn sections_of_one_file_unite_whatever_the_slashes_and_tests_keep_their_lines() {
        let text = "TN:one\r\nSF:src\\a.c\r\nDA:1,1\r\nDA:2,0\r\nend_of_record\r\n\
                    TN:two\nSF:src/a.c\nDA:2,3\nDA:3,0\nend_of_record\n";
        let report = read(text.as_bytes()).unwrap();
        let file = &report.files[0].coverage();
        let lines = |set: &LineSet| set.iter().collect::<Vec<_>>();
        assert_eq!((report.files.len(), report.files[0].raw_path.as_str()), (1, "src\\a.c"));
        assert_eq!((lines(&file.instrumented), lines(&file.hit)), (vec![1, 2, 3], vec![1, 2]));
        let set = |line| [line].into_iter().collect::<LineSet>().into();
        assert_eq!(report.files[0].tests, [("one".into(), set(1)), ("two".into(), set(2))]);
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
