//! Real escaped bugs with measured coverage: the state of every region line, and the verdict.
//!
//! `ESCAPEE_TRUTH` names a folder with `incidents.csv`, `manifest.json`, `truth.csv`,
//! `truth_lines.csv` and `reports/`; `ESCAPEE_TRUTH_REPO` a clone of the project. Without them the
//! comparison is left out, and said so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use escapee::model::commit::Time;
use escapee::model::dossier::Dossier;
use escapee::model::incident::Phase;
use escapee::model::moment::MomentKind;
use escapee::pipeline::analyze::Options;
use escapee::pipeline::import::{self, Input};
use escapee::pipeline::reports::{self, Pin, ReportInput, ReportPlace};
use escapee::pipeline::{Place, Workspace, read};

/// Rows of a CSV, a map from header to cell each.
pub(crate) fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// What is imported besides line coverage and test runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Evidence {
    /// Coverage of single tests.
    pub(crate) contexts: bool,
    /// Mutants.
    pub(crate) mutants: bool,
}

/// Imports incidents and the reports of the folder and gives the dossiers at the fix's parent.
pub(crate) fn dossiers(
    data: &Path,
    clone: &Path,
    database: &Path,
    evidence: Evidence,
) -> Vec<Dossier> {
    let place = Place { folder: clone.to_owned(), database: Some(database.to_owned()) };
    let mut workspace = Workspace::open_or_create(&place).unwrap();
    let at = Time::UNIX_EPOCH;
    let bytes = std::fs::read(data.join("incidents.csv")).unwrap();
    let input = Input { name: "incidents.csv", bytes: &bytes, at };
    let done = import::incidents(&mut workspace, input, Some(Phase::Production), false).unwrap();
    assert!(done.reconciliation.balances(), "{:?}", done.reconciliation);

    let manifest = std::fs::read_to_string(data.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for incident in manifest["incidents"].as_object().unwrap().values() {
        for report in incident["reports"].as_array().unwrap() {
            let place = ReportPlace {
                repo: None,
                pin: Pin::of_person(report["commit"].as_str().unwrap()),
                series: "main".to_owned(),
                merged_as: Vec::new(),
                max_unmapped: 50,
                keep_hits: false,
            };
            let load = |key: &str| {
                report[key].as_str().map(|name| std::fs::read(data.join(name)).unwrap())
            };
            if let Some(bytes) = load("lcov") {
                let input = ReportInput { name: "lcov", file: &&bytes[..], at };
                let done = reports::coverage(&mut workspace, &input, &place).unwrap();
                assert!(done.balances(), "{done:?}");
            }
            if let Some(bytes) = load("contexts_of_fixed_files").filter(|_| evidence.contexts) {
                let input = ReportInput { name: "contexts", file: &&bytes[..], at };
                let done = reports::coverage(&mut workspace, &input, &place).unwrap();
                assert!(done.balances(), "{done:?}");
            }
            if let Some(bytes) = load("mutation").filter(|_| evidence.mutants) {
                let input = ReportInput { name: "mutation", file: &&bytes[..], at };
                let done = reports::mutants(&mut workspace, &input, &place).unwrap();
                assert!(done.balances(), "{done:?}");
            }
            if let Some(bytes) = load("junit") {
                let input = ReportInput { name: "junit", file: &&bytes[..], at };
                let done = reports::tests(&mut workspace, &input, &place).unwrap();
                assert!(done.balances(), "{done:?}");
            }
        }
    }
    let options = Options { moment: Some(MomentKind::FixParent), ..Options::default() };
    read::dossiers(&mut workspace, &options, &mut |_, _, _| {}).unwrap()
}

/// The state that the measured columns of a line mean. Where no test imports the file, it is in no
/// report; what was measured as "did not run" is then "not in the report".
fn expected_state(row: &BTreeMap<String, String>, unreported: bool) -> &'static str {
    match (row["type"].as_str(), row["hit"].as_str(), row["import_time"].as_str()) {
        ("blank" | "comment" | "docstring" | "excluded" | "other", ..) => "not-instrumented",
        (_, "1", "1") => "import-only",
        (_, "1", _) => "covered",
        (_, "0", _) if unreported => "not-in-report",
        (_, "0", _) => "uncovered",
        _ => "not-instrumented",
    }
}

fn expected_class(words: &str) -> &'static str {
    match words {
        "uncovered" => "C",
        "partly" => "B",
        "covered, not asserted" => "E",
        "covered and asserted, other state" => "F",
        _ => "U",
    }
}

#[test]
fn region_lines_and_verdicts_agree_with_what_was_measured() {
    let named = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(data), Some(clone)) = (named("ESCAPEE_TRUTH"), named("ESCAPEE_TRUTH_REPO")) else {
        eprintln!("skipped: ESCAPEE_TRUTH and ESCAPEE_TRUTH_REPO name no data to compare with");
        return;
    };
    let scratch = tempfile::tempdir().unwrap();
    let dossiers = dossiers(&data, &clone, &scratch.path().join("truth.db"), Evidence::default());

    let mut found: BTreeMap<(String, String, u32), String> = BTreeMap::new();
    for dossier in &dossiers {
        for region in &dossier.regions {
            for line in &region.lines {
                let key = (dossier.incident.id.clone(), region.path.clone(), line.line);
                found.insert(key, line.state.to_string());
            }
        }
    }
    let mut differences = Vec::new();
    let incidents = rows(&data.join("truth.csv"));
    let unreported: BTreeSet<&String> = incidents
        .iter()
        .filter(|row| row["files_not_in_report"] != "0")
        .map(|row| &row["id"])
        .collect();
    let lines = rows(&data.join("truth_lines.csv"));
    let mut wanted = BTreeSet::new();
    for row in &lines {
        let key = (row["id"].clone(), row["file"].clone(), row["line"].parse().unwrap());
        let expected = expected_state(row, unreported.contains(&row["id"]));
        match found.get(&key) {
            Some(state) if state == expected => {}
            state => differences.push(format!("{key:?}: {state:?}, measured {expected}")),
        }
        wanted.insert(key);
    }
    let agree = lines.len() - differences.len();
    println!("lines: {agree} of {} agree", lines.len());
    for extra in found.keys().filter(|key| !wanted.contains(*key)) {
        differences.push(format!("{extra:?}: {}, not measured", found[extra]));
    }
    let mut verdicts = 0;
    for row in &incidents {
        let expected = expected_class(&row["class_from_facts"]);
        let dossier = dossiers.iter().find(|dossier| dossier.incident.id == row["id"]).unwrap();
        let class = dossier.verdict.class.word();
        if class == expected {
            verdicts += 1;
        } else {
            differences.push(format!("{}: class {class}, measured {expected}", row["id"]));
        }
    }
    println!("verdicts: {verdicts} of {} agree", incidents.len());
    for difference in &differences {
        println!("  {difference}");
    }
    assert_eq!(agree, lines.len(), "a region line has another state than was measured");
    assert_eq!(found.len(), wanted.len(), "a region holds a line that was not measured");
    // A file in no report and a fix over several files differ by definition; no more than that.
    assert!(verdicts * 10 >= incidents.len() * 9, "fewer than nine of ten classes agree");
}
