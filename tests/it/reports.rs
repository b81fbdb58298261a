//! Real report files, where they lie beside the project: every one is read with the counts of its
//! `expected.csv`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers belong to tests")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use escapee::model::inspection::{InspectedTotals, Inspection};
use escapee::sources::{coverage, inspect, mutants};

/// Folder, and the metrics that say nothing of what escapee counts.
const FOLDERS: &[(&str, &[&str])] = &[
    ("clover", &[]),
    ("cobertura", &[]),
    ("dotcover", &[]),
    ("go-coverprofile", &["blocks"]),
    ("go-test-json", &["packages_pass", "packages_fail", "packages_skip"]),
    ("istanbul-json", &["functions", "functions_covered"]),
    ("jacoco", &[]),
    ("junit", &[]),
    ("lcov", &[]),
    ("llvm-cov-json", &[]),
    ("nunit", &[]),
    ("opencover", &[]),
    ("pit-xml", &[]),
    ("simplecov-json", &[]),
    ("stryker-json", &["test_files"]),
    ("trx", &[]),
    ("vs-coverage-xml", &["ranges_no", "ranges_partial", "ranges_yes"]),
];

#[derive(Debug, serde::Deserialize)]
struct Expected {
    report: String,
    source: String,
    metric: String,
    value: u64,
}

fn shared(folder: &str) -> Option<PathBuf> {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = project.ancestors().map(|place| place.join("shared").join(folder));
    let found = places.into_iter().find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared/{folder} beside the project");
    }
    found
}

/// Returns what escapee counts under a metric; `None` where it counts no such thing.
fn counted(found: &Inspection, bytes: &[u8], source: &str, metric: &str) -> Option<u64> {
    if source != "*" {
        let one = found.sources.iter().find(|one| one.path == source)?;
        return match metric {
            "lines" | "summary_lines" => one.lines,
            "lines_hit" | "summary_lines_covered" => one.lines_hit,
            "mutants" => one.mutants,
            "statements" | "statements_covered" => of_blocks(bytes, source, metric),
            status => of_file(bytes, source, status),
        };
    }
    match &found.totals {
        InspectedTotals::Coverage { files, lines, lines_hit, finer } => match metric {
            "files" => Some(*files),
            "lines" | "summary_lines" => Some(*lines),
            "lines_hit" | "summary_lines_covered" | "report_LINE_covered" => Some(*lines_hit),
            "report_LINE_missed" => Some(lines - lines_hit),
            "statements" | "sequence_points" => finer.statements,
            "statements_covered" | "sequence_points_visited" => finer.statements_hit,
            "branches" => finer.branches,
            "branches_covered" => finer.branches_hit,
            _ => None,
        },
        InspectedTotals::Tests(tests) => match metric {
            "ref_publish_action_tests"
            | "testcases"
            | "results"
            | "tests_incl_subtests_and_parents" => Some(tests.testcases),
            "ref_publish_action_tests_succ"
            | "passed_cases"
            | "result_passed"
            | "outcome_Passed"
            | "pass" => Some(tests.passed),
            "ref_publish_action_tests_fail"
            | "failed_cases"
            | "result_failed"
            | "outcome_Failed"
            | "fail" => Some(tests.failed),
            "ref_publish_action_tests_skip" | "skipped_cases" | "result_skipped" | "skip" => {
                Some(tests.skipped)
            }
            "ref_publish_action_tests_error" | "errored_cases" | "unfinished" => {
                Some(tests.errored)
            }
            _ => None,
        },
        InspectedTotals::Mutants { files, mutants, by_status } => {
            let by_word: BTreeMap<String, u64> =
                by_status.iter().map(|(status, n)| (status.word().replace('_', ""), *n)).collect();
            let status = metric.strip_prefix("status_").map(|s| s.to_lowercase().replace('_', ""));
            let report = mutants::read(bytes).unwrap();
            let all = || report.files.iter().flat_map(|file| &file.mutants);
            let killed = by_word.get("killed").copied().unwrap_or(0);
            match metric {
                "files" => Some(*files),
                "mutants" => Some(*mutants),
                "detected_true" => Some(killed + by_word.get("timeout").copied().unwrap_or(0)),
                "with_killingTest" | "mutants_with_killedBy" => {
                    Some(all().filter(|m| !m.killed_by.is_empty()).count() as u64)
                }
                "mutants_with_coveredBy" => {
                    Some(all().filter(|m| m.covered_by.is_some()).count() as u64)
                }
                _ => status.map(|status| by_word.get(&status).copied().unwrap_or(0)),
            }
        }
    }
}

/// Returns how many mutants of a file have a status.
fn of_file(bytes: &[u8], source: &str, status: &str) -> Option<u64> {
    let report = mutants::read(bytes).ok()?;
    let file = report.files.into_iter().find(|file| file.raw_path == source)?;
    let has = |word: &str| word.replace('_', "") == status.to_lowercase();
    Some(file.mutants.iter().filter(|mutant| has(mutant.status.word())).count() as u64)
}

/// Returns the statements of one file of a Go profile: the report of its blocks alone.
fn of_blocks(bytes: &[u8], source: &str, metric: &str) -> Option<u64> {
    let text = std::str::from_utf8(bytes).ok()?;
    let own = text.lines().filter(|line| line.starts_with(&format!("{source}:")));
    let own = format!("mode: set\n{}\n", own.collect::<Vec<_>>().join("\n"));
    let finer = coverage::read(own.as_bytes()).ok()?.finer;
    if metric == "statements" { finer.statements } else { finer.statements_hit }
}

#[test]
fn every_real_report_gives_the_counts_of_its_expected_csv() {
    let Some(reports) = shared("reports") else { return };
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (folder, passed_over) in FOLDERS {
        let folder_path = reports.join(folder);
        let rows = csv::Reader::from_path(folder_path.join("expected.csv")).unwrap();
        for row in rows.into_deserialize() {
            let row: Expected = row.unwrap();
            if passed_over.contains(&row.metric.as_str()) {
                continue;
            }
            let bytes = std::fs::read(folder_path.join(&row.report)).unwrap();
            let found = inspect(&bytes).unwrap();
            assert_eq!(found.format, *folder, "{}", row.report);
            assert_eq!(found.rejected, [], "{}", row.report);
            let counted = counted(&found, &bytes, &row.source, &row.metric);
            compared += 1;
            if counted != Some(row.value) {
                wrong.push(format!("{row:?}: {counted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 200, "{compared}");
}

#[test]
fn no_real_report_is_refused() {
    let Some(reports) = shared("reports") else { return };
    for folder in std::fs::read_dir(reports).unwrap().map(|entry| entry.unwrap().path()) {
        for file in files(&folder) {
            if file.extension().is_none_or(|ending| ending != "csv" && ending != "md") {
                let found = inspect(&std::fs::read(&file).unwrap());
                assert!(found.is_ok(), "{}: {found:?}", file.display());
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

#[test]
fn contexts_give_each_line_its_tests_and_agree_with_the_lcov_of_the_same_run() {
    let Some(truth) = shared("truth") else { return };
    let mut runs = 0;
    for project in std::fs::read_dir(truth).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(incidents) = std::fs::read_dir(project.join("reports")) else { continue };
        for incident in incidents.map(|entry| entry.unwrap().path()) {
            for contexts in files(&incident) {
                let name = contexts.file_name().unwrap().to_string_lossy().into_owned();
                let Some((run, _)) =
                    name.split_once('.').filter(|_| name.ends_with("contexts.json.gz"))
                else {
                    continue;
                };
                let json = coverage::read(&std::fs::read(&contexts).unwrap()).unwrap();
                assert_eq!((json.format, json.rejected.len()), ("coverage.py-json", 0));
                let lcov = std::fs::read(incident.join(format!("{run}.info.gz"))).unwrap();
                let lcov = coverage::read(&lcov).unwrap();
                for file in &json.files {
                    let Some(same) = lcov.files.iter().find(|f| f.raw_path == file.raw_path) else {
                        panic!("{name}: {} is not in the lcov report", file.raw_path)
                    };
                    // Lines with no code of their own are excluded in one and listed in the other.
                    let mut more = same.coverage().instrumented.clone();
                    more.subtract(&file.coverage().instrumented);
                    for line in file.coverage().instrumented.iter() {
                        assert_eq!(
                            (line, file.coverage().hit.contains(line)),
                            (line, same.coverage().hit.contains(line)),
                            "{name} {}",
                            file.raw_path
                        );
                    }
                }
                runs += 1;
            }
        }
    }
    assert!(runs > 50, "{runs}");
}

#[test]
fn mutation_reports_of_the_truth_agree_with_their_flat_tables() {
    #[derive(serde::Deserialize)]
    struct Flat {
        id: String,
        file: String,
        line: u32,
        status: String,
    }
    let Some(truth) = shared("truth") else { return };
    let mut compared = 0;
    for project in std::fs::read_dir(truth).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(table) = csv::Reader::from_path(project.join("mutants.csv")) else { continue };
        let mut flat: BTreeMap<String, Vec<(String, u32, String)>> = BTreeMap::new();
        for row in table.into_deserialize() {
            let row: Flat = row.unwrap();
            flat.entry(row.id).or_default().push((row.file, row.line, row.status.to_lowercase()));
        }
        for (id, mut rows) in flat {
            let file = project.join("reports").join(&id).join("mutation.json");
            let report = mutants::read(&std::fs::read(file).unwrap()).unwrap();
            let mut found: Vec<_> = report
                .files
                .iter()
                .flat_map(|file| file.mutants.iter().map(|m| (file.raw_path.clone(), m)))
                .map(|(path, m)| (path, m.lines.unwrap().first, m.status.word().replace('_', "")))
                .collect();
            rows.sort();
            found.sort();
            compared += rows.len();
            assert_eq!(found, rows, "{id}");
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn inspect_needs_no_database_tells_every_file_and_fails_for_one_that_is_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let good = file("report", "SF:a.c\nDA:1,1\nDA:x,1\nend_of_record\n");
    let bad = file("lcov.info", "hello\n");
    let run = |files: &[&PathBuf], format: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_escapee"))
            .current_dir(folder.path())
            .args(["inspect", "--format", format])
            .args(files)
            .output()
            .unwrap()
    };
    let told = run(&[&good, &bad], "json");
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let reports = &json["reports"];
    assert_eq!((&reports[0]["format"], &reports[0]["kind"]), (&"lcov".into(), &"coverage".into()));
    assert_eq!(reports[0]["rejected"][0]["line"], 3);
    assert!(reports[1]["error"].as_str().unwrap().contains("none of the known formats"));
    assert_eq!(told.status.code(), Some(2));
    let text = run(&[&good], "text");
    assert_eq!(text.status.code(), Some(0));
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("1 files, 1 of 1 lines ran") && text.contains("line 3"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
