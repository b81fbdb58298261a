//! What the terminal and the environment say of how text may be printed.

use std::ffi::OsStr;

/// Whether standard output is a terminal that shows links and nobody asked for bare text.
pub(super) fn knows_links(stdout: &impl std::io::IsTerminal) -> bool {
    let variable = |name| std::env::var_os(name).unwrap_or_default();
    stdout.is_terminal()
        && wants_more_than_text(&variable("NO_COLOR"), &variable("TERM"))
        && supports_hyperlinks::supports_hyperlinks()
}

/// Whether an environment leaves room for more than bare text: `NO_COLOR` unset or empty, and a terminal
/// that is not `dumb`.
fn wants_more_than_text(no_color: &OsStr, term: &OsStr) -> bool {
    no_color.is_empty() && term != "dumb"
}

/// Whether the locale writes UTF-8.
pub(super) fn utf8() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .is_none_or(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_left_out_where_bare_text_is_asked_for_or_the_terminal_knows_no_more() {
        let wants =
            |no_color: &str, term: &str| wants_more_than_text(no_color.as_ref(), term.as_ref());
        assert!(wants("", "xterm-256color"));
        assert!(wants("", ""), "a terminal without a name is asked by other variables");
        assert!(!wants("1", "xterm-256color"));
        assert!(!wants("0", "xterm-256color"), "any value counts: no-color.org");
        assert!(!wants("", "dumb"));
    }

    #[test]
    fn a_stream_that_is_no_terminal_never_shows_links() {
        let file = tempfile::tempfile().expect("a file");
        assert!(!knows_links(&file));
    }
}
