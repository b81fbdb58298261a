//! The one table of Markdown: a head, a row of dashes, cells that nothing in them can leave.

use std::io::{self, Write};

use super::escape::escape;

/// Writes a table and an empty line. A column holds words, or numbers, which keep to the right.
pub(in crate::report) fn table(
    out: &mut impl Write,
    columns: &[(&str, bool)],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let head: Vec<String> = columns.iter().map(|(name, _)| escape(name)).collect();
    writeln!(out, "| {} |", head.join(" | "))?;
    let rule = columns.iter().map(|(_, is_number)| if *is_number { "---:" } else { "---" });
    writeln!(out, "| {} |", rule.collect::<Vec<_>>().join(" | "))?;
    for row in rows {
        let cells =
            (0..columns.len()).map(|at| row.get(at).map_or_else(String::new, |c| escape(c)));
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_bars_line_ends_tags_and_direction_marks_to_itself() {
        let mut out = Vec::new();
        let hostile = "a | b\r\n| c <img src=x> \u{202e}`d` _e_ \u{1b}[31m*f*".to_owned();
        let rows = [vec![hostile, "7".to_owned()], vec!["short".to_owned()]];
        table(&mut out, &[("what", false), ("n", true)], rows.into_iter()).unwrap();
        let text = String::from_utf8(out).unwrap();
        insta::assert_snapshot!(text, @r"
        | what | n |
        | --- | ---: |
        | a \| b \| c &lt;img src=x&gt; \`d\` \_e\_ \[31m\*f\* | 7 |
        | short |  |
        ");
    }
}
