//! Reports of one run in different formats, where real ones lie beside the project: they give the same
//! lines, or differ where the formats or their samples do, line by line with the reason.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use escapee::model::coverage::{CoverageReport, FileCoverage};
use escapee::model::line_set::LineSet;
use escapee::sources::coverage;

/// Two reports of one run, and the files in which they differ.
struct Pair {
    one: &'static str,
    other: &'static str,
    apart: &'static [Apart],
}

/// Where two reports of a file differ.
struct Apart {
    path: &'static str,
    /// Lines that only one of them lists.
    only_one: &'static [u32],
    only_other: &'static [u32],
    /// Lines both list, which ran in one of them only.
    hit_in_other: &'static [u32],
}

const PAIRS: &[Pair] = &[
    Pair {
        one: "lcov/ReportGenerator__lcov.info",
        other: "clover/ReportGenerator__Clover.xml",
        apart: &[
            // The Clover sample was cut: its own metrics count the 33 lines that LCOV lists, 24 of
            // them hit, and its lines end at the lambda of line 41.
            Apart {
                path: "C:/temp/TestClass.cs",
                only_one: &[41, 42, 44, 46, 47, 52, 53, 54, 55, 56, 57],
                only_other: &[],
                hit_in_other: &[],
            },
            // Of a property on one line Clover counts the constructor's call of its setter, 2, where
            // LCOV says 0; the metrics of the sample count 24 lines, without it.
            Apart {
                path: "C:/temp/TestClass2.cs",
                only_one: &[],
                only_other: &[],
                hit_in_other: &[15],
            },
        ],
    },
    Pair {
        one: "dotcover/ReportGenerator__dotCover.xml",
        other: "vs-coverage-xml/ReportGenerator__DynamicCodeCoverage.xml",
        // Two tools looked at the program: inside a computation expression Visual Studio has ranges
        // of their own for the lines between two statements of dotCover.
        apart: &[Apart {
            path: "C:/temp/Module1.fs",
            only_one: &[],
            only_other: &[15, 43],
            hit_in_other: &[],
        }],
    },
];

fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if !path.is_dir() {
        println!("{} is not beside the project: nothing to compare", path.display());
        return None;
    }
    Some(path)
}

fn by_path(report: &CoverageReport) -> BTreeMap<String, FileCoverage> {
    let files = report.files.iter();
    files.map(|file| (file.raw_path.replace('\\', "/"), file.coverage())).collect()
}

fn read(path: &Path) -> CoverageReport {
    let report = coverage::read(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(report.rejected, [], "{}", path.display());
    report
}

fn without(lines: &LineSet, others: &LineSet) -> Vec<u32> {
    lines.iter().filter(|line| !others.contains(*line)).collect()
}

/// Returns the lines only one lists, those only the other lists, and those both list that ran in the
/// other alone and in the one alone.
fn difference(one: &FileCoverage, other: &FileCoverage) -> [Vec<u32>; 4] {
    let common =
        |line: &u32| one.instrumented.contains(*line) && other.instrumented.contains(*line);
    let ran_more = |a: &FileCoverage, b: &FileCoverage| {
        without(&a.hit, &b.hit).into_iter().filter(common).collect::<Vec<_>>()
    };
    [
        without(&one.instrumented, &other.instrumented),
        without(&other.instrumented, &one.instrumented),
        ran_more(other, one),
        ran_more(one, other),
    ]
}

#[test]
fn files_of_one_run_in_two_formats_give_the_same_lines_but_where_the_formats_differ() {
    let Some(reports) = shared("reports") else { return };
    for pair in PAIRS {
        let [one, other] = [pair.one, pair.other].map(|path| by_path(&read(&reports.join(path))));
        assert!(one.keys().eq(other.keys()), "{}: {:?} {:?}", pair.one, one.keys(), other.keys());
        for (path, file) in &one {
            let apart = pair.apart.iter().find(|apart| apart.path == path);
            let lines = |of: fn(&Apart) -> &[u32]| apart.map_or(&[][..], of).to_vec();
            let expected = [
                lines(|apart| apart.only_one),
                lines(|apart| apart.only_other),
                lines(|apart| apart.hit_in_other),
                Vec::new(),
            ];
            assert_eq!(difference(file, &other[path]), expected, "{} {path}", pair.one);
        }
    }
}

#[test]
fn every_two_reports_that_name_one_file_are_held_together() {
    let Some(reports) = shared("reports") else { return };
    let mut read_by_name = BTreeMap::new();
    for folder in std::fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(files) = std::fs::read_dir(&folder) else { continue };
        for file in files.map(|entry| entry.unwrap().path()) {
            let Ok(report) = coverage::read(&std::fs::read(&file).unwrap()) else { continue };
            let name = file.strip_prefix(&reports).unwrap().display().to_string();
            read_by_name.insert(name, by_path(&report));
        }
    }
    assert!(read_by_name.len() > 15, "{}", read_by_name.len());
    let mut found = Vec::new();
    for (one, files) in &read_by_name {
        for (other, others) in read_by_name.range(one.clone()..).skip(1) {
            if files.keys().any(|path| others.contains_key(path)) {
                found.push([one.as_str(), other.as_str()]);
            }
        }
    }
    let mut held: Vec<[&str; 2]> = PAIRS.iter().map(|pair| [pair.one, pair.other]).collect();
    for pair in &mut held {
        pair.sort_unstable();
    }
    held.sort_unstable();
    assert_eq!(found, held);
}

#[test]
fn the_json_of_coverage_py_gives_the_lines_of_its_lcov_but_the_excluded_ones() {
    let Some(truth) = shared("truth") else { return };
    let (mut compared, mut apart) = (0, 0);
    for project in std::fs::read_dir(truth).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(incidents) = std::fs::read_dir(project.join("reports")) else { continue };
        for incident in incidents.map(|entry| entry.unwrap().path()) {
            for json in std::fs::read_dir(&incident).unwrap().map(|entry| entry.unwrap().path()) {
                let name = json.file_name().unwrap().to_string_lossy().into_owned();
                if !name.ends_with("contexts.json.gz") {
                    continue;
                }
                let run = name.split('.').next().unwrap();
                let lcov = by_path(&read(&incident.join(format!("{run}.info.gz"))));
                let unpacked = flate2::read::GzDecoder::new(std::fs::File::open(&json).unwrap());
                let raw: serde_json::Value = serde_json::from_reader(unpacked).unwrap();
                // The JSON was cut down to the files of the incident.
                for (path, file) in by_path(&read(&json)) {
                    let excluded: Vec<u32> =
                        serde_json::from_value(raw["files"][&path]["excluded_lines"].clone())
                            .unwrap();
                    let [only_json, only_lcov, more_lcov, more_json] =
                        difference(&file, &lcov[&path]);
                    // Old LCOV lists excluded lines that ran, which the JSON names as excluded.
                    let told = only_lcov.iter().all(|line| excluded.contains(line));
                    assert!(told, "{} {path}: {only_lcov:?}", json.display());
                    let rest = [only_json, more_lcov, more_json];
                    assert_eq!(rest, [const { Vec::<u32>::new() }; 3], "{} {path}", json.display());
                    apart += only_lcov.len();
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 60, "{compared}");
    println!("{compared} files compared; {apart} excluded lines stand in the LCOV alone");
}
