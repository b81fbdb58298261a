//! The same output as Markdown: headings, lists and tables where a terminal has columns.

use std::io::{self, Write};

use crate::report::markdown::{begin, escape, prose, table};

/// Columns from the left within which an entry of a terminal stands under no other.
const TOP: usize = 2;

/// A page on its way out; texts that reach it stand on one line.
#[derive(Default)]
pub(super) struct Page {
    last: Last,
}

/// What was written last.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Item,
    Block,
}

impl Page {
    /// Writes the banner, which opens the page.
    pub(super) fn banner(&mut self, out: &mut impl Write, text: &str) -> io::Result<()> {
        self.block(out)?;
        writeln!(out, "> **{}**", escape(text))
    }

    /// Writes a heading.
    pub(super) fn heading(&mut self, out: &mut impl Write, text: &str) -> io::Result<()> {
        self.block(out)?;
        writeln!(out, "## {}", escape(text))
    }

    /// Writes a paragraph; commands in it stay code.
    pub(super) fn paragraph(&mut self, out: &mut impl Write, text: &str) -> io::Result<()> {
        self.block(out)?;
        writeln!(out, "{}", begin(&prose(text)))
    }

    /// Writes a table; a column of numbers is marked.
    pub(super) fn table(
        &mut self,
        out: &mut impl Write,
        head: &[(&str, bool)],
        rows: &[Vec<String>],
    ) -> io::Result<()> {
        self.block(out)?;
        // The table brings the empty line behind it.
        self.last = Last::Nothing;
        table(out, head, rows.iter().cloned())
    }

    /// Writes lines of code.
    pub(super) fn code(&mut self, out: &mut impl Write, lines: &[String]) -> io::Result<()> {
        self.block(out)?;
        // Code that is indented would go on with an item above it. No line can close a fence that is longer
        // than its own ticks.
        let runs = lines.iter().flat_map(|line| line.split(|sign| sign != '`'));
        let fence = "`".repeat(runs.map(str::len).max().unwrap_or(0).max(2) + 1);
        writeln!(out, "{fence}")?;
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out, "{fence}")
    }

    /// Writes a label with its word and text as an item of a list; without a label it belongs to the one
    /// above.
    pub(super) fn entry(
        &mut self,
        out: &mut impl Write,
        label: &str,
        word: &str,
        text: &str,
    ) -> io::Result<()> {
        let strong = [label, word].map(escape).join(" ");
        let strong = strong.trim();
        let text = prose(text);
        let line = match (strong.is_empty(), text.is_empty()) {
            (true, _) => begin(&text).into_owned(),
            (false, true) => format!("**{strong}**"),
            (false, false) => format!("**{strong}** {text}"),
        };
        self.item(out, label.is_empty(), &line)
    }

    /// Writes a key and its text as an item of a list, below the one above where a terminal indents it.
    pub(super) fn keyed(
        &mut self,
        out: &mut impl Write,
        (label, indent): (&str, usize),
        key: &str,
        text: &str,
    ) -> io::Result<()> {
        let text = prose(text);
        let line = if key.is_empty() { text } else { format!("{}: {text}", escape(key)) };
        if label.is_empty() {
            return self.item(out, indent > TOP, &begin(&line));
        }
        self.item(out, false, &format!("**{}** {line}", escape(label)))
    }

    fn item(&mut self, out: &mut impl Write, is_below: bool, line: &str) -> io::Result<()> {
        if self.last == Last::Block {
            writeln!(out)?;
        }
        let inset = if is_below && self.last == Last::Item { "  " } else { "" };
        self.last = Last::Item;
        writeln!(out, "{inset}- {line}")
    }

    fn block(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.last != Last::Nothing {
            writeln!(out)?;
        }
        self.last = Last::Block;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::grid::{Grid, Side};
    use super::super::screen::Screen;
    use super::super::{Medium, TextStyle};
    use crate::report::sheet::Tone;

    #[test]
    fn headings_lists_tables_and_code_are_blocks_of_their_own() {
        let style = TextStyle { medium: Medium::Markdown, ..TextStyle::default() };
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, style, Some("invented | data")).unwrap();
        screen.heading("Checks <b>").unwrap();
        screen.blank().unwrap();
        screen.paragraph("- run `escapee show A` and *look*").unwrap();
        screen.entry("links", 15, "GAP", Tone::Bad, "3 of 4").unwrap();
        screen.entry("", 15, "", Tone::Plain, "# mend it").unwrap();
        screen.item("", 2, "12", 4, "a top item").unwrap();
        screen.item("", 4, "13", 4, "below it").unwrap();
        let mut grid = Grid::new(vec![("unit", Side::Left), ("n", Side::Right)]);
        grid.row(vec!["a|b".to_owned(), "1,200".to_owned()]);
        grid.write(&mut screen).unwrap();
        screen.paragraph("2. after").unwrap();
        screen.item("", 2, "14", 4, "an item, and code that is none of it").unwrap();
        screen.code(&["name = \"```\"".to_owned(), "    indented  so".to_owned()]).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        > **invented \| data**

        ## Checks &lt;b&gt;

        \- run `escapee show A` and \*look\*

        - **links GAP** 3 of 4
          - \# mend it
        - 12: a top item
          - 13: below it

        | unit | n |
        | --- | ---: |
        | a\|b | 1,200 |

        2\. after

        - 14: an item, and code that is none of it

        ````
        name = "```"
            indented  so
        ````
        "#);
    }
}
