//! The one way text leaves: cleaned, wrapped, in ASCII if asked, coloured last.

use std::io::{self, Write};

use anstyle::Style;

use crate::report::clean::clean;
use crate::report::sheet::Tone;

use super::ascii::ascii;
use super::colour::tone_style;
use super::hyperlink::hyperlink;
use super::page::Page;
use super::width::{columns, longest_word, wrap};
use super::{Medium, TextStyle};

/// Columns in front of a text that has no room below its label.
const INSET: usize = 4;

/// Text on its way out.
pub(super) struct Screen<'a, W> {
    out: &'a mut W,
    width: usize,
    color: bool,
    ascii: bool,
    links: bool,
    page: Option<Page>,
}

impl<'a, W: Write> Screen<'a, W> {
    /// Returns a screen; the banner, where there is one, is its first line.
    pub(super) fn new(out: &'a mut W, style: TextStyle, banner: Option<&str>) -> io::Result<Self> {
        let TextStyle { color, ascii, links, .. } = style;
        let page = (style.medium == Medium::Markdown).then(Page::default);
        let width = page.as_ref().map_or(usize::from(style.width.clamp(40, 100)), |_| usize::MAX);
        let mut screen = Self { out, width, color, ascii, links, page };
        let banner = banner.map(|banner| screen.text(banner));
        match (&mut screen.page, banner) {
            (Some(page), Some(text)) => page.banner(screen.out, &text)?,
            (None, Some(text)) => {
                screen.paragraph(&text)?;
                screen.blank()?;
            }
            (_, None) => {}
        }
        Ok(screen)
    }

    /// Returns how many columns there are; a page has any number.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Returns the text as it may leave, on one line.
    pub(super) fn text(&self, text: &str) -> String {
        let text = clean(text);
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        self.signs(words.join(" "))
    }

    fn signs(&self, line: String) -> String {
        if self.ascii { ascii(&line) } else { line }
    }

    /// Writes an empty line; in Markdown every block has one.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        if self.page.is_some() { Ok(()) } else { writeln!(self.out) }
    }

    /// Writes the text from the first column on.
    pub(super) fn paragraph(&mut self, text: &str) -> io::Result<()> {
        let text = &self.text(text);
        if let Some(page) = &mut self.page {
            return page.paragraph(self.out, text);
        }
        self.entry("", 0, "", Tone::Plain, text)
    }

    /// Writes a bold line.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = self.text(text);
        if let Some(page) = &mut self.page {
            return page.heading(self.out, &text);
        }
        for line in wrap(&text, self.width) {
            let line = self.paint(&line, Style::new().bold());
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Writes a bold id, which leads to its address, with its title hanging beside it.
    pub(super) fn headline(
        &mut self,
        id: &str,
        address: Option<&str>,
        title: &str,
    ) -> io::Result<()> {
        let id = self.text(id);
        if self.page.is_some() {
            return self.heading(&format!("{id}: {title}"));
        }
        let indent = columns(&id) + 2;
        if indent + 20 > self.width {
            self.heading(&id)?;
            return self.heading(title);
        }
        for (number, line) in wrap(&self.text(title), self.width - indent).iter().enumerate() {
            let (head, pad) = match number {
                0 => (self.link(&id, address), 2),
                _ => (String::new(), indent),
            };
            let pad = " ".repeat(pad);
            let line = self.paint(&format!("{head}{pad}{line}"), Style::new().bold());
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Returns the text as a link to the address where links are on.
    pub(super) fn link(&self, text: &str, address: Option<&str>) -> String {
        if self.links { hyperlink(text, address) } else { text.to_owned() }
    }

    /// Writes a table of words and numbers (`true`) in Markdown; else returns `false`, and the caller draws.
    pub(super) fn table(
        &mut self,
        head: &[(&str, bool)],
        rows: &[Vec<String>],
    ) -> io::Result<bool> {
        match &mut self.page {
            Some(page) => page.table(self.out, head, rows).map(|()| true),
            None => Ok(false),
        }
    }

    /// Writes lines of code as they are; the caller made them fit.
    pub(super) fn code(&mut self, lines: &[String]) -> io::Result<()> {
        let line = |line: &String| self.signs(clean(line).replace('\n', " "));
        let lines: Vec<String> = lines.iter().map(line).collect();
        match &mut self.page {
            Some(page) => page.code(self.out, &lines),
            None => lines.iter().try_for_each(|line| self.raw(line, false)),
        }
    }

    /// Writes a line as it is but for colour; the caller cleaned and measured it.
    pub(super) fn raw(&mut self, line: &str, bold: bool) -> io::Result<()> {
        let line = line.trim_end();
        let line = if bold { self.paint(line, Style::new().bold()) } else { line.to_owned() };
        writeln!(self.out, "{line}")
    }

    /// Writes a label, a word in its tone, and a text that hangs under itself at `indent`.
    pub(super) fn entry(
        &mut self,
        label: &str,
        indent: usize,
        word: &str,
        tone: Tone,
        text: &str,
    ) -> io::Result<()> {
        let (label, word, text) = (self.text(label), self.text(word), self.text(text));
        if let Some(page) = &mut self.page {
            return page.entry(self.out, &label, &word, &text);
        }
        let longest = longest_word(&text);
        if indent + longest > self.width && INSET + longest <= self.width && indent > INSET {
            // Only further left do all its words stand whole.
            if !label.is_empty() || !word.is_empty() {
                self.entry(&label, indent, &word, tone, "")?;
            }
            return self.entry("", INSET, "", Tone::Plain, &text);
        }
        let gap = if word.is_empty() || text.is_empty() { 0 } else { 2 };
        let lead = columns(&word) + gap;
        let mut lines = wrap(&text, self.width.saturating_sub(indent)).into_iter();
        // The first line is shorter by the word, so it is wrapped apart.
        let first = if lead > 0 {
            let mut narrow = wrap(&text, self.width.saturating_sub(indent + lead)).into_iter();
            let first = narrow.next().unwrap_or_default();
            let rest = narrow.collect::<Vec<_>>().join(" ");
            lines = if rest.is_empty() { Vec::new() } else { wrap(&rest, self.width - indent) }
                .into_iter();
            first
        } else {
            lines.next().unwrap_or_default()
        };
        let pad = " ".repeat(indent.saturating_sub(columns(&label)));
        let head = format!(
            "{}{pad}{}{}{first}",
            self.paint(&label, Style::new().bold()),
            self.paint(&word, tone_style(tone)),
            " ".repeat(gap),
        );
        writeln!(self.out, "{}", head.trim_end())?;
        for line in lines {
            writeln!(self.out, "{}{line}", " ".repeat(indent))?;
        }
        Ok(())
    }

    /// Writes a label at the left, a key in a column of its own, and a text that hangs under itself.
    ///
    /// A key wider than its column, or a screen too narrow for both or for a word of the text beside the key,
    /// puts the key before the text.
    pub(super) fn item(
        &mut self,
        label: &str,
        indent: usize,
        key: &str,
        key_width: usize,
        text: &str,
    ) -> io::Result<()> {
        let (key, text) = (self.text(key), self.text(text));
        let label = self.text(label);
        if let Some(page) = &mut self.page {
            return page.keyed(self.out, (&label, indent), &key, &text);
        }
        let column = indent + key_width + 2;
        let fits = |indent: usize| longest_word(&text) + indent <= self.width;
        let is_narrow = column + 20 > self.width || (!fits(column) && fits(INSET));
        if key_width == 0 || columns(&key) > key_width || is_narrow {
            let colon = if key.is_empty() { "" } else { ": " };
            return self.entry(&label, indent, "", Tone::Plain, &format!("{key}{colon}{text}"));
        }
        let (label_gap, key_gap) =
            (indent.saturating_sub(columns(&label)), column - indent - columns(&key));
        let mut lines = wrap(&text, self.width - column).into_iter();
        let first = lines.next().unwrap_or_default();
        let label = self.paint(&label, Style::new().bold());
        let (label_gap, key_gap) = (" ".repeat(label_gap), " ".repeat(key_gap));
        writeln!(self.out, "{}", format!("{label}{label_gap}{key}{key_gap}{first}").trim_end())?;
        for line in lines {
            writeln!(self.out, "{}{line}", " ".repeat(column))?;
        }
        Ok(())
    }

    fn paint(&self, text: &str, style: Style) -> String {
        if !self.color || text.is_empty() || style == Style::new() {
            return text.to_owned();
        }
        format!("{style}{text}{style:#}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(
        style: TextStyle,
        fill: impl Fn(&mut Screen<'_, Vec<u8>>) -> io::Result<()>,
    ) -> String {
        let mut out = Vec::new();
        fill(&mut Screen::new(&mut out, style, None).unwrap()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_hangs_under_itself_beside_a_word() {
        let style = TextStyle { width: 40, ..TextStyle::default() };
        let text = write(style, |s| {
            s.entry("LABEL", 8, "YES", Tone::Good, "one two three four five six seven eight nine")
        });
        insta::assert_snapshot!(text, @r"
        LABEL   YES  one two three four five six
                seven eight nine
        ");
    }

    #[test]
    fn colour_repeats_words_and_is_off_by_default() {
        let paint = |color| {
            let style = TextStyle { color, ..TextStyle::default() };
            write(style, |s| s.entry("A", 4, "NO", Tone::Bad, "text"))
        };
        assert_eq!(paint(false), "A   NO  text\n");
        assert!(paint(true).contains("\u{1b}[1m\u{1b}[31mNO\u{1b}[0m  text"));
    }

    #[test]
    fn an_id_leads_to_its_tracker_where_links_are_on_and_the_address_is_safe() {
        let head = |links, address| {
            let style = TextStyle { links, ..TextStyle::default() };
            write(style, |s| s.headline("INC-1", address, "paid twice"))
        };
        let plain = "INC-1  paid twice\n";
        let linked = "\u{1b}]8;;https://t.example/1\u{1b}\\INC-1\u{1b}]8;;\u{1b}\\  paid twice\n";
        assert_eq!(head(true, Some("https://t.example/1")), linked);
        assert_eq!(head(false, Some("https://t.example/1")), plain);
        let hostile = [
            None,
            Some("http://t.example/1"),
            Some("https://t.example/\u{1b}]0;x"),
            Some("https://t.example/é"),
        ];
        for address in hostile {
            assert_eq!(head(true, address), plain);
        }
    }
}
