//! Real escaped bugs: the tests that ran the region, what they assert and the mutants on it, against
//! what was measured; and how right links by name are where per-test coverage is left out.
//!
//! The same folders as in `truth`. The measured side is read from the raw reports here, by other code
//! than the one under test.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use escapee::model::dossier::Dossier;
use escapee::model::verdict::EscapeClass;

use crate::truth::{Evidence, dossiers, rows};

/// What a test says that has nothing to compare with.
const SKIPPED: &str = "skipped: ESCAPEE_TRUTH and ESCAPEE_TRUTH_REPO name no data to compare with";

/// Tests by file and name, without owners and parameters.
type Tests = BTreeSet<(String, String)>;

/// Returns the file and the function of a context such as `tests/x.py::Class::()::test[a|b]|run`.
fn test_of(context: &str) -> Option<(String, String)> {
    let (id, _) = context.rsplit_once('|')?;
    let id = id.split('[').next()?;
    let (file, rest) = id.split_once("::")?;
    let function = rest.split("::").filter(|part| *part != "()").last()?;
    Some((file.to_owned(), function.to_owned()))
}

/// Returns the tests whose contexts stand on the statements of the region lines of a file.
fn measured_tests(
    data: &Path,
    manifest: &serde_json::Value,
    id: &str,
    file: &str,
    lines: &[BTreeMap<String, String>],
) -> Option<Tests> {
    let reports = manifest["incidents"][id]["reports"].as_array()?;
    let report = reports.iter().find(|report| report["kind"] == "at-buggy-commit")?;
    let path = data.join(report["contexts_of_fixed_files"].as_str()?);
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).ok()?).read_to_string(&mut text).ok()?;
    let report: serde_json::Value = serde_json::from_str(&text).ok()?;
    let contexts = report["files"][file]["contexts"].as_object()?;
    // Contexts may stand on any line of a statement, so those of all its region lines are united.
    let mut tests = Tests::new();
    for row in lines.iter().filter(|row| row["id"] == id && row["file"] == file) {
        for line in [&row["line"], &row["statement_line"]] {
            let here = contexts.get(line).and_then(|names| names.as_array());
            let ids = here.into_iter().flatten().filter_map(|id| id.as_str());
            tests.extend(ids.filter_map(test_of));
        }
    }
    Some(tests)
}

fn found_tests(dossier: &Dossier) -> Tests {
    named_tests(dossier).map(|(test, _)| test).collect()
}

/// Each test with the way it was linked.
fn named_tests(dossier: &Dossier) -> impl Iterator<Item = ((String, String), String)> {
    dossier.facts.tests.iter().flatten().map(|test| {
        let name = test.name.rsplit('.').next().unwrap_or(&test.name);
        ((test.path.clone(), name.to_owned()), test.method.to_string())
    })
}

struct Truth {
    data: PathBuf,
    clone: PathBuf,
    manifest: serde_json::Value,
    incidents: Vec<BTreeMap<String, String>>,
    lines: Vec<BTreeMap<String, String>>,
}

impl Truth {
    /// Returns the data that the environment names.
    fn named() -> Option<Self> {
        let named = |name| std::env::var_os(name).map(PathBuf::from);
        let (Some(data), Some(clone)) = (named("ESCAPEE_TRUTH"), named("ESCAPEE_TRUTH_REPO"))
        else {
            return None;
        };
        let manifest = std::fs::read_to_string(data.join("manifest.json")).unwrap();
        Some(Self {
            manifest: serde_json::from_str(&manifest).unwrap(),
            incidents: rows(&data.join("truth.csv")),
            lines: rows(&data.join("truth_lines.csv")),
            data,
            clone,
        })
    }

    fn dossiers(&self, evidence: Evidence) -> Vec<Dossier> {
        let scratch = tempfile::tempdir().unwrap();
        dossiers(&self.data, &self.clone, &scratch.path().join("truth.db"), evidence)
    }

    fn measured(&self, dossier: &Dossier) -> Option<Tests> {
        let path = &dossier.regions.first()?.path;
        measured_tests(&self.data, &self.manifest, &dossier.incident.id, path, &self.lines)
    }

    fn row(&self, dossier: &Dossier) -> &BTreeMap<String, String> {
        self.incidents.iter().find(|row| row["id"] == dossier.incident.id).unwrap()
    }
}

#[test]
fn covering_tests_assertions_and_mutants_agree_with_what_was_measured() {
    let Some(truth) = Truth::named() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let dossiers = truth.dossiers(Evidence { contexts: true, mutants: true });
    let (mut same, mut compared, mut differences) = (0, 0, Vec::new());
    let (mut asserts, mut asserts_same) = (0, 0);
    let (mut silent, mut fewer) = (Vec::new(), Vec::new());
    for dossier in &dossiers {
        let id = &dossier.incident.id;
        let row = truth.row(dossier);
        if let Some(measured) = truth.measured(dossier).filter(|tests| !tests.is_empty()) {
            compared += 1;
            let found = found_tests(dossier);
            if found == measured {
                same += 1;
            } else {
                let lost: Vec<_> = measured.difference(&found).collect();
                let more: Vec<_> = found.difference(&measured).collect();
                differences.push(format!("{id}: not found {lost:?}, not measured {more:?}"));
            }
            if row["source_files"] == "1" {
                asserts += 1;
                let counted: usize =
                    dossier.facts.tests.iter().flatten().map(|test| test.assertions.len()).sum();
                if counted.to_string() == row["asserts_in_tests"] {
                    asserts_same += 1;
                } else {
                    // What was counted stands in the bodies of tests; assertions of helpers come on top.
                    let measured: usize = row["asserts_in_tests"].parse().unwrap();
                    differences
                        .push(format!("{id}: {counted} assertions, {measured} in the bodies"));
                    if counted < measured {
                        fewer.push(id.clone());
                    }
                }
            }
        }
        if dossier.verdict.class == EscapeClass::E
            && row["class_from_facts"] != "covered, not asserted"
        {
            silent.push(id.clone());
        }
    }
    let (mutants_same, mutants) = compare_mutants(&truth, &dossiers, &mut differences);
    println!("covering tests: {same} of {compared} sets agree");
    println!("assertions in them: {asserts_same} of {asserts} counts agree (fixes of one file)");
    println!("mutants: {mutants_same} of {mutants} regions agree");
    for difference in &differences {
        println!("  {difference}");
    }
    assert!(
        silent.is_empty(),
        "called silent because of a helper or an inherited test: {silent:?}"
    );
    assert_eq!(same, compared, "the covering tests differ from the contexts");
    assert_eq!(mutants_same, mutants, "the mutants differ");
    assert!(fewer.is_empty(), "fewer assertions than stand in the tests: {fewer:?}");
}

/// Compares the mutants on the top file's region by what became of them.
fn compare_mutants(
    truth: &Truth,
    dossiers: &[Dossier],
    differences: &mut Vec<String>,
) -> (usize, usize) {
    let Ok(text) = std::fs::metadata(truth.data.join("mutants.csv")) else { return (0, 0) };
    assert!(text.is_file());
    let table = rows(&truth.data.join("mutants.csv"));
    let (mut same, mut compared) = (0, 0);
    for dossier in dossiers {
        let Some(region) = dossier.regions.first() else { continue };
        let here: Vec<_> = table
            .iter()
            .filter(|row| row["id"] == dossier.incident.id && row["file"] == region.path)
            .filter(|row| row["part"] == "region")
            .collect();
        if here.is_empty() {
            continue;
        }
        compared += 1;
        let count =
            |of: &[&str]| here.iter().filter(|row| of.contains(&row["status"].as_str())).count();
        let wanted = [count(&["Killed", "Timeout"]), count(&["Survived"]), count(&["NoCoverage"])];
        let found = dossier.facts.mutants.map_or([0; 3], |tally| {
            [tally.killed, tally.survived, tally.no_coverage].map(|n| n as usize)
        });
        if found == wanted {
            same += 1;
        } else {
            let id = &dossier.incident.id;
            differences.push(format!("{id}: mutants {found:?}, measured {wanted:?}"));
        }
    }
    (same, compared)
}

#[test]
fn links_by_name_are_measured_against_per_test_coverage() {
    let Some(truth) = Truth::named() else {
        eprintln!("{SKIPPED}");
        return;
    };
    let dossiers = truth.dossiers(Evidence::default());
    let mut by_method: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut any, mut with_measured) = (0, 0);
    for dossier in &dossiers {
        let Some(measured) = truth.measured(dossier).filter(|tests| !tests.is_empty()) else {
            continue;
        };
        with_measured += 1;
        let found = found_tests(dossier);
        let right = found.intersection(&measured).count();
        any += usize::from(right > 0);
        let by_name: BTreeMap<(String, String), String> = named_tests(dossier).collect();
        for (test, method) in by_name {
            let entry = by_method.entry(method).or_default();
            *entry = (entry.0 + usize::from(measured.contains(&test)), entry.1 + 1);
        }
    }
    println!("by name: {any} of {with_measured} regions have a right test");
    for (method, (right, found)) in &by_method {
        println!("  {method}: {right} right of {found} linked");
    }
    // The verdict that calls code silent must not rest on names that lead elsewhere.
    assert!(any * 10 >= with_measured * 8, "fewer than eight of ten regions have a right test");
}
