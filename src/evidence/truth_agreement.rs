//! Line states against measured truth: real bugs, with the report of the commit before each fix.
//!
//! The outline is made from the truth's own columns, so that only the reading of coverage is under
//! test. The data lies beside the project; without it the test says so and passes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::line_state::{SeriesEvidence, line_evidence};
use crate::model::commit::CommitId;
use crate::model::coverage::FileCoverage;
use crate::model::evidence::{EvidenceMethod, LineState};
use crate::model::line_set::LineSet;
use crate::model::lines::LineRange;
use crate::model::outline::{LineKind, Outline, Statement};
use crate::model::region::{LineRole, RegionLine};

/// One line of `truth_lines.csv`.
struct Truth {
    line: u32,
    kind: String,
    statement: Option<u32>,
    hit: bool,
    import_time: bool,
}

/// Returns the folder of the truth, in a folder `shared` beside the project or above it.
fn truth_folder() -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    project.ancestors().map(|folder| folder.join("shared/truth")).find(|folder| folder.is_dir())
}

fn truths(text: &str) -> BTreeMap<(String, String), Vec<Truth>> {
    let mut by_file: BTreeMap<(String, String), Vec<Truth>> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let truth = Truth {
            line: cells[2].parse().unwrap(),
            kind: cells[4].to_owned(),
            statement: cells[5].parse().ok(),
            hit: cells[6] == "1",
            import_time: cells[8] == "1",
        };
        by_file.entry((cells[0].to_owned(), cells[1].to_owned())).or_default().push(truth);
    }
    by_file
}

fn coverage(report: &str, path: &str) -> Option<FileCoverage> {
    let section = report.split("end_of_record").find(|section| {
        section.lines().any(|line| line.strip_prefix("SF:").is_some_and(|file| file == path))
    })?;
    let mut coverage = FileCoverage::default();
    for record in section.lines().filter_map(|line| line.strip_prefix("DA:")) {
        let mut fields = record.split(',');
        let line = fields.next().unwrap().parse().unwrap();
        coverage.instrumented.insert(line);
        if fields.next() != Some("0") {
            coverage.hit.insert(line);
        }
    }
    Some(coverage)
}

fn outline(truths: &[Truth]) -> Outline {
    let mut statements: BTreeMap<u32, Statement> = BTreeMap::new();
    let last = truths.iter().map(|t| t.line).max().unwrap();
    let mut lines = vec![LineKind::Code; last as usize];
    for truth in truths {
        lines[truth.line as usize - 1] = match truth.kind.as_str() {
            "blank" => LineKind::Blank,
            "comment" => LineKind::Comment,
            "docstring" => LineKind::Docstring,
            "other" => LineKind::Structure,
            _ => LineKind::Code,
        };
        if let Some(first) = truth.statement {
            let import_time = truth.import_time;
            let range = LineRange { first, last: truth.line };
            let statement =
                statements.entry(first).or_insert(Statement { lines: range, import_time });
            statement.lines.last = statement.lines.last.max(truth.line);
        }
    }
    Outline { statements: statements.into_values().collect(), lines, ..Outline::default() }
}

fn expected(truth: &Truth, in_report: bool) -> LineState {
    match (truth.kind.as_str(), truth.hit, truth.import_time) {
        ("statement" | "continuation", _, _) if !in_report => LineState::NotInReport,
        ("statement" | "continuation", true, true) => LineState::ImportOnly,
        ("statement" | "continuation", true, false) => LineState::Covered,
        ("statement" | "continuation", false, _) => LineState::Uncovered,
        _ => LineState::NotInstrumented,
    }
}

#[test]
fn every_region_line_of_the_real_bugs_has_its_measured_state() {
    let Some(folder) = truth_folder() else {
        println!("skipped: no folder `shared/truth` beside the project");
        return;
    };
    let (mut compared, mut excluded_but_listed) = (0, 0);
    for project in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(text) = fs::read_to_string(project.join("truth_lines.csv")) else { continue };
        for ((id, path), truths) in truths(&text) {
            let file = File::open(project.join("reports").join(&id).join("buggy.info.gz")).unwrap();
            let mut report = String::new();
            flate2::read::GzDecoder::new(file).read_to_string(&mut report).unwrap();
            let coverage = coverage(&report, &path);
            let in_report = coverage.is_some();
            let listed = coverage.clone().unwrap_or_default().instrumented;
            let series = SeriesEvidence {
                commit: CommitId(id.clone()),
                taken_at: chrono::DateTime::UNIX_EPOCH,
                method: EvidenceMethod::AtCommit,
                coverage,
                hits: None,
                younger: LineSet::default(),
                ambiguous: LineSet::default(),
            };
            let lines: Vec<RegionLine> = truths
                .iter()
                .map(|truth| RegionLine { line: truth.line, role: LineRole::Deleted })
                .collect();
            let found = line_evidence(&lines, Some(&outline(&truths)), &[series]);
            for (found, truth) in found.iter().zip(&truths) {
                // coverage.py's LCOV lists excluded lines that ran like any other line.
                if truth.kind == "excluded" && listed.contains(truth.line) {
                    excluded_but_listed += 1;
                    continue;
                }
                let state = expected(truth, in_report);
                assert_eq!(found.state, state, "{id} {path}:{}", truth.line);
                compared += 1;
            }
        }
    }
    println!("compared {compared} lines");
    assert!(compared > 100, "only {compared} lines were compared");
    assert!(excluded_but_listed <= 4, "{excluded_but_listed} excluded lines were let pass");
}
