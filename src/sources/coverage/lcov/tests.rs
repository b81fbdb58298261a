//! Sections, repeats, damage and bounds of tracefiles.

use super::*;
use crate::model::coverage::FileCoverage;
use crate::model::line_set::LineSet;
use crate::sources::coverage::lcov_size::{EMPTY_SIZE, FILE_SIZE};

fn one(text: &str) -> (FileCoverage, CoverageReport) {
    let report = read_within(text.as_bytes(), MAX_SIZE, Tally::default()).unwrap();
    (report.files[0].coverage(), report)
}

fn lines(set: &LineSet) -> Vec<u32> {
    set.iter().collect()
}

#[test]
fn every_known_dirt_in_a_count_leaves_the_line_instrumented() {
    let (file, report) =
        one("SF:a.c\nDA:1,-1\nDA:2,null\nDA:3,=\nDA:4,1.a0e+19\nDA:5\nDA:6,1e+0\nDA:7,0.0\n\
         DA:8,99999999999999999999\nDA:9,1,sum\nend_of_record\n");
    assert_eq!(file.instrumented.count(), 9);
    assert_eq!(lines(&file.hit), [6, 8, 9]);
    assert_eq!(
        report.warnings,
        ["5 hit counts are no number or negative; their lines count as not run"]
    );
}

#[test]
fn a_report_cut_in_the_middle_keeps_what_came_before_and_says_so() {
    let (file, report) = one("SF:a.c\nDA:1,1\nDA:12,0\nDA:1");
    assert_eq!(lines(&file.instrumented), [1, 12]);
    assert_eq!(report.rejected[0].line, 4);
    assert!(report.warnings[0].contains("stops in the middle of `a.c`"));
    let (_, whole) = one("SF:a.c\nDA:1,1\nend_of_record");
    assert!(whole.rejected.is_empty() && whole.warnings.is_empty());
}

#[test]
fn far_lines_that_every_section_packs_anew_are_refused_and_many_tests_of_a_large_file_are_not() {
    let far = format!("SF:a\nDA:16777216,1\n{}", "TN:\nDA:1,1\n".repeat(1_000));
    assert!(matches!(
        read_within(far.as_bytes(), MAX_SIZE, Tally::default()),
        Err(SourceError::TooLarge { .. })
    ));
    let section = "SF:a.c\nDA:1,1\nDA:20000,1\nend_of_record\n";
    let many: Vec<String> = (0..2_000).map(|test| format!("TN:t{test}\n{section}")).collect();
    let many = many.concat();
    assert_eq!(one(&many).0.hit.count(), 2);
}

#[test]
fn line_sets_that_would_not_fit_into_memory_are_refused() {
    let text = "SF:a\nDA:4000,1\nend_of_record\nSF:b\nDA:4000,1\nend_of_record\n";
    // 500 bytes a bitmap, two that say how long one is, and a letter of a path.
    let size = 2_008 + 2 * (FILE_SIZE + 1) + EMPTY_SIZE;
    let refused = read_within(text.as_bytes(), size - 1_500, Tally::default());
    assert!(matches!(refused, Err(SourceError::TooLarge { .. })), "{refused:?}");
    assert_eq!(read_within(text.as_bytes(), size, Tally::default()).unwrap().files.len(), 2);
    let empty = "SF:x\nSF:y\n".repeat(9);
    assert!(read_within(empty.as_bytes(), 2 * FILE_SIZE, Tally::default()).is_err());
}

#[test]
fn an_ordinary_suite_of_2_000_tests_and_300_files_keeps_what_each_test_ran() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for test in 0..2_000 {
        let _ = writeln!(text, "TN:shop_suite_of_carts_test_number_{test}");
        for file in 0..300 {
            let line = (test + file) % 400 + 2;
            let _ = write!(text, "SF:src/f{file}.c\nDA:1,1\nDA:{line},1\nend_of_record\n");
        }
    }
    let report = read(&Document::open(&text.as_bytes()).unwrap()).unwrap();
    assert_eq!((report.files.len(), report.warnings.len()), (300, 0));
    for file in &report.files {
        assert_eq!((file.tests.len(), file.counts().hit), (2_000, 401), "{}", file.raw_path);
    }
    let (name, lines) = &report.files[0].tests[0];
    assert_eq!(&**name, "shop_suite_of_carts_test_number_0");
    assert_eq!(self::lines(lines), [1, 2]);
}

#[test]
fn what_single_tests_ran_goes_before_a_report_is_refused() {
    let far = "DA:3000000,1\n";
    let tests: Vec<String> =
        (0..80).map(|test| format!("TN:t{test}\nSF:a\nDA:{},1\n{far}", test + 1)).collect();
    let text = format!("{}end_of_record\n", tests.concat());
    let report = read(&Document::open(&text.as_bytes()).unwrap()).unwrap();
    assert_eq!(report.files[0].counts().hit, 81);
    assert!(report.files[0].tests.is_empty());
    let note = "which tests ran them is not kept for 1 files, as that takes too much memory";
    assert_eq!(report.warnings.last().map(String::as_str), Some(note));
}
