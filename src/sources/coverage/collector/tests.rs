//! What is kept of records, and what is refused.

use super::*;

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
