//! Counts and lines in words.

use crate::model::lines::ranges;

/// Most ranges of lines that one sentence names.
const MOST_RANGES: usize = 8;

/// Returns a count with its noun, as in `1 test` or `3 tests`.
pub(super) fn counted(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Returns lines in words, as in `line 4` or `lines 4-6, 9`.
pub(super) fn line_list(lines: &[u32]) -> String {
    let ranges = ranges(lines.iter().copied());
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let named: Vec<String> = ranges.iter().take(MOST_RANGES).map(ToString::to_string).collect();
    let more = if ranges.len() > MOST_RANGES { " …" } else { "" };
    format!("{noun} {}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_into_ranges_and_long_lists_are_cut() {
        assert_eq!(line_list(&[4]), "line 4");
        assert_eq!(line_list(&[6, 4, 5, 9]), "lines 4-6, 9");
        let scattered: Vec<u32> = (1..=20).map(|n| n * 2).collect();
        assert_eq!(line_list(&scattered), "lines 2, 4, 6, 8, 10, 12, 14, 16 …");
        assert_eq!((counted(1, "test"), counted(0, "test")), ("1 test".into(), "0 tests".into()));
    }
}
