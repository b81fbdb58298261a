//! The memory that hostile reports take: one line without an end, and records without number.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::RepoBuilder;

use self::coverage::COVERAGE;
use self::records::{MUTANTS, TESTS};

mod coverage;
mod records;

/// Most memory that a report may take beside what the least of them does, in KiB. A release build begins
/// with 13 MiB, so that the whole of it stays below 64 MiB; a debug build begins with much more.
const MOST: u64 = 48 << 10;

/// Returns the most memory a run of `inspect` took, in KiB, and its exit code.
fn peak_of_inspect(file: &Path) -> (u64, Option<i32>) {
    let mut inspect = Command::new(env!("CARGO_BIN_EXE_escapee"));
    peak_of(inspect.args(["inspect", "--format", "json"]).arg(file))
}

/// Returns the most memory a run of a command took, in KiB, and its exit code.
pub(crate) fn peak_of(command: &mut Command) -> (u64, Option<i32>) {
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let process = format!("/proc/{}", run.id());
    let own = fs::read_link("/proc/self/exe").unwrap();
    let mut peak = 0;
    let code = loop {
        // Until the program has begun, a moment after it is spawned, the memory is that of these tests.
        let has_begun = fs::read_link(format!("{process}/exe")).is_ok_and(|program| program != own);
        let status = || fs::read_to_string(format!("{process}/status")).ok();
        let text = has_begun.then(status).flatten().unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        if let Some(status) = run.try_wait().unwrap() {
            break status.code();
        }
        std::thread::yield_now();
    };
    assert!(peak > 0);
    (peak, code)
}

/// Returns what `inspect` takes for a long report of a single line.
fn least_peak(folder: &Path) -> u64 {
    let path = folder.join("least");
    fs::write(&path, format!("SF:a\n{}end_of_record\n", "DA:1,1\n".repeat(1 << 20))).unwrap();
    let (peak, code) = peak_of_inspect(&path);
    assert_eq!(code, Some(0));
    peak
}

/// Families of formats, each with a report of one endless line: what it begins with, what is said
/// again and again, and what it ends with.
const ENDLESS: &[(&str, &str, &str, &str)] = &[
    ("lcov", "SF:a\nDA:1,", "1", "\nend_of_record\n"),
    ("lcov path", "SF:", "a/", "\nDA:1,1\nend_of_record\n"),
    ("go profile", "mode: set\na.go:1.1,", "1", " 1 1\n"),
    (
        "xml text",
        "<coverage line-rate='1'><sources><source>",
        "x",
        "</source></sources></coverage>",
    ),
    ("xml tag", "<coverage line-rate='1'><class filename='", "x", "'/></coverage>"),
    (
        "junit output",
        "<testsuite><testcase name='a'><system-out>",
        "x",
        "</system-out></testcase></testsuite>",
    ),
    (
        "json list",
        "{\"meta\": {}, \"totals\": {}, \"files\": {\"a.py\": {\"executed_lines\": [",
        "1,",
        "1]}}}",
    ),
    ("json source", "{\"files\": {\"a.js\": {\"mutants\": [], \"source\": \"", "x", "\"}}}"),
    ("json event", "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"", "x", "\"}\n"),
    ("tap", "ok 1 - ", "x", "\n"),
];

/// `ESCAPEE_LINE_MB` makes the lines longer; `ESCAPEE_LINE_MB=1024` is a whole gigabyte of each.
#[test]
fn one_endless_line_of_any_format_stays_within_64_mib() {
    let megabytes = std::env::var("ESCAPEE_LINE_MB").ok().and_then(|text| text.parse().ok());
    let size = megabytes.unwrap_or(80_usize) << 20;
    let folder = tempfile::tempdir().unwrap();
    let least = least_peak(folder.path());
    for (name, start, unit, end) in ENDLESS {
        let path = folder.path().join("endless");
        let mut file = io::BufWriter::new(fs::File::create(&path).unwrap());
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let block = unit.repeat(1 << 16);
        let blocks = std::iter::repeat_n(block.as_bytes(), size / block.len());
        for part in [start.as_bytes()].into_iter().chain(blocks).chain([end.as_bytes()]) {
            file.write_all(part).unwrap();
            bomb.write_all(part).unwrap();
        }
        drop(file);
        let (peak, code) = peak_of_inspect(&path);
        assert!(code == Some(0) && peak < least + MOST, "{name}: {peak} KiB, {code:?}");
        fs::write(&path, bomb.finish().unwrap()).unwrap();
        let (packed, code) = peak_of_inspect(&path);
        assert!(
            code == Some(0) && packed < least + MOST,
            "{name}, gzipped: {packed} KiB, {code:?}"
        );
        eprintln!("{name}: {} MiB of one line in {peak} KiB, gzipped in {packed} KiB", size >> 20);
    }
}

/// A record by its number.
type Record = fn(usize, &mut String) -> std::fmt::Result;

/// What a report is called, what it begins with, a record, and what it ends with.
type Report = (&'static str, &'static str, Record, &'static str);

/// Records of a report that is only looked at, where nothing else is asked for.
const USUAL: usize = 250_000;

/// Reports that are refused, as they hold more files or cause more work than any report; all else is
/// read.
const REFUSED: &[&str] = &[
    "lcov: empty files",
    "lcov: files",
    "lcov: tests",
    "cobertura: empty files",
    "jacoco: empty files",
    "istanbul: empty files",
    "opencover: ids of files",
    "dotcover: ids of files",
    "elements: files",
];

/// Writes a report of countless records; `ESCAPEE_RECORDS` makes more of them. Returns how many.
fn write_countless(path: &Path, (_, start, record, end): &Report, usual: usize) -> usize {
    let records = std::env::var("ESCAPEE_RECORDS").ok().and_then(|text| text.parse().ok());
    let records = records.unwrap_or(usual);
    let mut text = (*start).to_owned();
    for number in 0..records {
        record(number, &mut text).unwrap();
    }
    text += end;
    fs::write(path, &text).unwrap();
    records
}

#[test]
fn countless_records_of_any_format_stay_within_64_mib() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("countless");
    let least = least_peak(folder.path());
    for report in [COVERAGE, TESTS, MUTANTS].concat() {
        let (name, records) = (report.0, write_countless(&path, &report, USUAL));
        let (peak, code) = peak_of_inspect(&path);
        let usual = if REFUSED.contains(&name) { 2 } else { 0 };
        let ended = if records == USUAL { code == Some(usual) } else { code.is_some() };
        assert!(ended && peak < least + MOST, "{name}: {peak} KiB, {code:?}");
        let size = fs::metadata(&path).unwrap().len() / 1_000_000;
        eprintln!(
            "{name}: {records} records, {size} MB of text, in {peak} KiB, exit code {code:?}"
        );
    }
}

/// Reports that are imported: what they hold, and how an import of the usual number ends, which is
/// more than real suites have.
const IMPORTED: &[(&str, &[Report], &str, i32)] = &[
    ("tests", TESTS, "junit: tests", 0),
    ("tests", TESTS, "trx: tests", 0),
    ("tests", TESTS, "go: packages", 0),
    ("mutants", MUTANTS, "elements: mutants", 0),
    ("mutants", MUTANTS, "elements: lists of tests", 0),
    ("mutants", MUTANTS, "elements: files", 2),
    ("mutants", MUTANTS, "pit: mutants", 0),
];

#[test]
fn countless_tests_and_mutants_are_imported_or_refused_within_64_mib() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("countless");
    let least = least_peak(folder.path());
    for (kind, reports, name, usual) in IMPORTED {
        let report = reports.iter().find(|(known, ..)| known == name).unwrap();
        let mut repo = RepoBuilder::new();
        repo.commit("add", &[("a.js", "x")]);
        let escapee = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_escapee"));
            command.current_dir(repo.path());
            command
        };
        assert_eq!(peak_of(escapee().arg("init")).1, Some(0));
        let records = write_countless(&path, report, 110_000);
        let mut import = escapee();
        import.args(["import", kind, "--commit", "HEAD", "--max-unmapped", "100"]).arg(&path);
        let (peak, code) = peak_of(&mut import);
        let ended = if records == 110_000 { code == Some(*usual) } else { code.is_some() };
        assert!(ended && peak < least + MOST, "{name}: {peak} KiB, {code:?}");
        eprintln!("{name}: {records} records in {peak} KiB, exit code {code:?}");
    }
}
