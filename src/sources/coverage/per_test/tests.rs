//! What is kept of single tests, what is dropped, and what it costs.

use super::*;

fn told(files: &[Vec<TestLines>]) -> Vec<String> {
    let one = |(name, lines): &TestLines| {
        let lines: Vec<String> = lines.iter().map(|line| line.to_string()).collect();
        format!("{name} {}", lines.join(","))
    };
    files.iter().map(|file| file.iter().map(one).collect::<Vec<_>>().join("; ")).collect()
}

#[test]
fn lines_of_a_test_unite_whatever_comes_between_and_tests_are_sorted() {
    let mut found = PerTest::default();
    let (b, a) = (found.test("b").unwrap(), found.test("a\u{202e}").unwrap());
    assert_eq!((found.test("a"), found.test(" ")), (Some(a), None));
    for (file, test, line) in [(0, b, 1), (0, a, 2), (2, a, 1), (0, b, 3), (0, b, 1)] {
        found.add(file, test, line);
    }
    found.add_all(0, a, [9].into_iter().collect());
    let (files, dropped) = found.finish();
    assert_eq!(told(&files), ["a 2,9; b 1,3", "", "a 1"]);
    assert_eq!(dropped, None);
}

#[test]
fn a_file_whose_tests_do_not_fit_has_none_and_others_keep_theirs() {
    let mut found = PerTest::within(4_000);
    let tests: Vec<u32> = (0..10).filter_map(|n| found.test(&n.to_string())).collect();
    found.add(0, tests[0], 1);
    for test in &tests {
        found.add(1, *test, 16_000);
    }
    found.add(2, tests[1], 2);
    let (files, dropped) = found.finish();
    assert_eq!(told(&files), ["0 1", "", "1 2"]);
    assert_eq!(dropped.as_deref(), Some(not_kept_for(1, "memory").as_str()));
}

#[test]
fn all_are_dropped_and_counted_where_names_alone_take_the_room() {
    let mut found = PerTest::within(1_000);
    for n in 0..10 {
        let test = found.test(&format!("t{n}")).unwrap();
        found.add(n % 3, test, 1);
    }
    let (files, dropped) = found.finish();
    assert_eq!(told(&files), ["", "", ""]);
    assert_eq!(dropped.as_deref(), Some(not_kept_for(3, "memory").as_str()));
}

#[test]
fn what_is_dropped_is_not_gone_over_again_for_each_line_that_comes() {
    let mut found = PerTest::default();
    let test = found.test("t").unwrap();
    (0..100).for_each(|file| found.add(file, test, 1));
    found.drop_all();
    let gone_over = found.files.as_ptr();
    found.add(7, test, 1);
    found.drop_all();
    assert_eq!(found.files.as_ptr(), gone_over, "the files stand where they stood");
    assert_eq!(found.finish().1, Some(not_kept_for(100, "memory")));
}

#[test]
fn lines_far_down_that_turn_from_file_to_file_do_not_cost_without_end() {
    let with_lines = |many: u32| {
        let mut found = nearly_out_of_work();
        let test = found.test("t").unwrap();
        for n in 0..many {
            found.add(n as usize % 2, test, FAR - n % 7);
        }
        found
    };
    assert_eq!(with_lines(20).finish().1, None);
    let many = with_lines(2_000);
    assert!(many.is_dropped && many.sets.is_empty(), "what would cost is given up");
    assert_eq!(many.finish().1, Some(not_kept_for(2, "work")));
}

#[test]
fn what_a_test_ran_of_many_files_is_not_put_together_without_end() {
    let mut found = nearly_out_of_work();
    let test = found.test("t").unwrap();
    let set = |line| [FAR, line].into_iter().collect::<LineSet>();
    for file in 0..200 {
        // Enough for taking two sets, and not for uniting them too.
        found.work.read(20);
        found.add_all(file, test, set(1));
        found.add_all(file, test, set(2));
    }
    let (files, dropped) = found.finish();
    let kept = files.iter().filter(|tests| !tests.is_empty()).count();
    assert!((1..200).contains(&kept), "{kept}");
    assert_eq!(dropped, Some(not_kept_for(200 - kept, "work")));
}

#[test]
fn a_file_whose_first_lines_cost_too_much_is_counted_among_those_not_kept() {
    let mut found = out_of_work();
    let (one, other) = (found.test("one").unwrap(), found.test("other").unwrap());
    found.add(0, one, FAR);
    found.add(0, other, FAR - 1);
    assert_eq!(found.finish().1, Some(not_kept_for(1, "work")));
    let mut found = out_of_work();
    found.add_all(3, one, [FAR].into_iter().collect());
    assert_eq!(found.finish().1, Some(not_kept_for(1, "work")));
}

#[test]
fn a_file_with_nothing_to_put_together_keeps_its_tests_after_one_that_costs_too_much() {
    let mut found = nearly_out_of_work();
    let test = found.test("t").unwrap();
    for (file, line) in [(0, 1), (0, 2), (1, 1)] {
        found.add_all(file, test, [FAR, line].into_iter().collect());
    }
    assert!(!found.work.take(1 << 20), "nothing is left");
    let (files, dropped) = found.finish();
    assert_eq!(told(&files), ["", &format!("t 1,{FAR}")]);
    assert_eq!(dropped, Some(not_kept_for(1, "work")));
}

/// A line far down, whose bitmap takes 32 KiB.
const FAR: u32 = 1 << 18;

/// Returns one with little left of the work that is free.
fn nearly_out_of_work() -> PerTest {
    let mut found = PerTest::default();
    assert!(found.work.take((1 << 28) - (1 << 20)));
    found
}

/// Returns one with no work left that is free.
fn out_of_work() -> PerTest {
    let mut found = PerTest::default();
    assert!(found.work.take(1 << 28));
    found
}

fn not_kept_for(files: usize, what: &str) -> String {
    format!("which tests ran them is not kept for {files} files, as that takes too much {what}")
}
