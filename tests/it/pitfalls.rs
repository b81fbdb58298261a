//! What real escapes teach a tool to handle, and the test that holds it to each.

use std::path::Path;

/// What was seen in real data; the file of the test; its name.
const PITFALLS: &[(&str, &str, &str)] = &[
    (
        "old coverage.py writes where a branch leads, and line 0 for an exit",
        "src/sources/coverage/branches.rs",
        "branches_named_by_their_destination_are_not_used",
    ),
    (
        "counts may have a third field, be no numbers, or be 0 and 1 only",
        "src/sources/coverage/lcov/tests.rs",
        "every_known_dirt_in_a_count_leaves_the_line_instrumented",
    ),
    (
        "lines that run at import are hit without any test",
        "src/verdict/tests.rs",
        "import_time_and_new_definitions_are_not_determined",
    ),
    (
        "a statement over several lines has records on one of them",
        "src/evidence/line_state/tests.rs",
        "a_statement_over_several_lines_has_one_state_and_a_closure_its_own",
    ),
    (
        "contexts may stand on another line of the statement than its record",
        "tests/it/reports.rs",
        "contexts_give_each_line_its_tests_and_agree_with_the_lcov_of_the_same_run",
    ),
    (
        "blank lines, comments and docstrings are neither covered nor uncovered",
        "src/syntax/outline/tests.rs",
        "python_statements_are_those_coverage_tools_count",
    ),
    (
        "a pragma excludes whole statements and blocks",
        "src/syntax/exclusions.rs",
        "one_excluded_line_excludes_its_whole_statement",
    ),
    (
        "code that was missing has no line of its own",
        "tests/it/tracing.rs",
        "fix_that_only_adds_lines_has_its_neighbours_in_the_function_as_region",
    ),
    (
        "a fix may only add definitions",
        "tests/it/tracing.rs",
        "fix_that_only_adds_definitions_has_no_lines_and_says_so",
    ),
    (
        "a line may change its indent only",
        "tests/it/blame/blamed.rs",
        "a_new_indent_takes_no_blame_when_white_space_is_ignored",
    ),
    (
        "a file that no report holds is not uncovered",
        "src/evidence/line_state/tests.rs",
        "no_report_and_no_such_file_are_not_uncovered",
    ),
    (
        "lines may be younger than the report",
        "src/evidence/line_state/tests.rs",
        "a_line_newer_than_every_report_is_younger",
    ),
    (
        "files move between the report and the fix",
        "tests/it/blame/tracked.rs",
        "lines_are_followed_through_renames_both_ways",
    ),
    (
        "the files of a fix may differ in what tests knew of them",
        "tests/it/tracing/odd_fixes.rs",
        "file_with_most_statements_comes_first_and_configuration_only_counts_alone",
    ),
    (
        "parameters in test ids hold blanks, bars, slashes and brackets",
        "src/evidence/test_id.rs",
        "a_context_with_hostile_parameters_still_names_its_function",
    ),
    (
        "helpers assert for the tests that call them",
        "src/syntax/test_functions/tests/suites.rs",
        "helpers_of_imported_files_assert_for_the_tests_that_call_them",
    ),
    (
        "tests may be inherited",
        "src/syntax/test_functions/tests/suites.rs",
        "tests_of_a_base_in_another_file_run_under_the_class_that_inherits_them",
    ),
    (
        "a program may switch the tracer off, so that code that ran has no hits",
        "tests/it/truth.rs",
        "region_lines_and_verdicts_agree_with_what_was_measured",
    ),
    (
        "a fix may be a merge",
        "tests/it/tracing/odd_fixes.rs",
        "merge_is_read_against_its_first_parent",
    ),
    (
        "the run of a report may have been red itself",
        "tests/it/commands/doctor.rs",
        "a_look_at_the_store_names_what_waits_what_is_lost_what_is_red_and_what_it_weighs",
    ),
    (
        "repositories change their names, and two may hold the same paths",
        "tests/it/commands/places.rs",
        "several_repositories_may_hold_the_same_paths",
    ),
];

#[test]
fn each_pitfall_of_real_escapes_has_a_test_that_is_there() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (pitfall, file, test) in PITFALLS {
        let text = std::fs::read_to_string(project.join(file)).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let at = lines.iter().position(|line| line.starts_with(&format!("fn {test}(")));
        let before = at.map(|at| &lines[at.saturating_sub(3)..at]);
        let is_test = before.is_some_and(|before| before.contains(&"#[test]"));
        assert!(is_test, "{pitfall}: no test `{test}` in {file}");
    }
}
