//! What is kept of records, and what is refused.

use super::*;
use crate::model::line_set::LineSet;

#[test]
fn repeats_unite_whatever_the_slashes_and_the_first_name_stays() {
    let mut found = Collector::default();
    let one = found.file("src\\a.c", 0).unwrap();
    assert_eq!(found.file("src/a.c", 0), Some(one));
    found.line(one, 1, false);
    found.line(one, 1, true);
    found.branches(one, 1, 0, 2);
    found.branches(one, 1, 1, 2);
    let report = found.report("x").unwrap();
    let file = &report.files[0];
    assert_eq!((file.raw_path.as_str(), file.counts().hit), ("src\\a.c", 1));
    assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(2), Some(1)));
    assert!(file.coverage().partial.contains(1));
    assert_eq!(report.finer.statements, None);
}

#[test]
fn line_sets_that_would_not_fit_into_memory_are_refused() {
    let mut found = Collector::default();
    for n in 0..100 {
        let Some(file) = found.file(&n.to_string(), 0) else { break };
        found.line(file, LineSet::MAX_LINE, n > 64);
    }
    assert!(matches!(found.report("x"), Err(SourceError::TooLarge { .. })));
}

#[test]
fn an_ordinary_suite_of_2_000_tests_and_300_files_keeps_what_each_test_ran() {
    let mut found = Collector::default();
    for file in 0..300 {
        let file = found.file(&format!("src/shop/module_{file}/service.py"), 0).unwrap();
        found.line(file, 1, true);
        found.line(file, 300, true);
        for test in 0..2_000 {
            let name = format!("tests/test_shop.py::TestShop::test_number_{test}|run");
            found.tested(file, &name, 1);
            found.tested(file, &name, test % 300 + 1);
        }
    }
    let report = found.report("x").unwrap();
    assert_eq!(report.warnings, [""; 0]);
    assert!(report.files.iter().all(|file| file.tests.len() == 2_000));
    let (name, lines) = &report.files[7].tests[0];
    assert_eq!(&**name, "tests/test_shop.py::TestShop::test_number_0|run");
    assert_eq!(lines.iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn what_single_tests_ran_is_dropped_with_a_word_where_the_coverage_takes_the_room() {
    let mut found = Collector::default();
    let one = found.file("a", 0).unwrap();
    found.line(one, 1, true);
    for test in 0..100_000 {
        found.tested(one, &test.to_string(), test + 1);
    }
    for n in 0..10 {
        let far = found.file(&n.to_string(), 0).unwrap();
        found.line(far, LineSet::MAX_LINE, true);
    }
    let report = found.report("x").unwrap();
    assert_eq!(report.files.len(), 11);
    assert!(report.files.iter().all(|file| file.tests.is_empty()));
    let note = "which tests ran them is not kept for 1 files, as that takes too much memory";
    assert_eq!(report.warnings, [note]);
}
