//! Folders and files that are called after help for tests.

/// What follows `test` in the name of a folder or file that helps tests.
const HELP: &[&str] = &[
    "help",
    "helper",
    "helpers",
    "kit",
    "support",
    "tool",
    "tools",
    "util",
    "utility",
    "utilities",
    "utils",
];

/// Whether a folder or file is called after help for tests, as `testutil`.
pub(super) fn helps_tests(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    let rest = stem.strip_prefix("test").map(|rest| rest.trim_start_matches(['-', '_']));
    rest.is_some_and(|rest| HELP.contains(&rest))
}
