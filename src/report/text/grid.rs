//! Tables without lines: a head, cells in columns, the widest columns wrapping first. Where words would
//! break, or those of the last column get too little room, that one stands below its rows; only where
//! that is not enough do they break.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::screen::Screen;
use super::width::{columns, longest_word, wrap};

/// Columns between two cells.
const GAP: usize = 2;

/// Columns that a last column with more to say gets at least; with fewer it stands below.
const ROOMY: usize = 20;

/// Narrowest column, where words have to break.
const NARROWEST: usize = 3;

/// Which side a column's cells keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table on its way out.
pub(super) struct Grid {
    head: Vec<(&'static str, Side)>,
    rows: Vec<Vec<String>>,
    /// Where the first cell of a row leads, by the row's place.
    addresses: BTreeMap<usize, String>,
}

impl Grid {
    /// Returns an empty table with these columns.
    pub(super) fn new(head: Vec<(&'static str, Side)>) -> Self {
        Self { head, rows: Vec::new(), addresses: BTreeMap::new() }
    }

    /// Adds a row; missing cells are empty.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Adds a row whose first cell leads to an address.
    pub(super) fn linked_row(&mut self, address: Option<&str>, cells: Vec<String>) {
        if let Some(address) = address {
            self.addresses.insert(self.rows.len(), address.to_owned());
        }
        self.row(cells);
    }

    /// Returns whether every cell stands on one line of the screen; a head may wrap.
    pub(super) fn is_whole(&self, screen: &Screen<'_, impl Write>) -> bool {
        let width = |(column, (head, _)): (usize, &(&str, Side))| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| columns(&screen.text(cell))).max().unwrap_or(0);
            widest.max(longest_word(&screen.text(head)))
        };
        let all: usize = self.head.iter().enumerate().map(width).sum();
        all + GAP * self.head.len().saturating_sub(1) <= screen.width()
    }

    /// Writes the table; it is never wider than the screen.
    pub(super) fn write(&self, screen: &mut Screen<'_, impl Write>) -> io::Result<()> {
        let head: Vec<String> = self.head.iter().map(|(name, _)| (*name).to_owned()).collect();
        let rows: Vec<Vec<String>> = std::iter::once(&head)
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| screen.text(cell)).collect())
            .collect();
        let marked: Vec<(&str, bool)> =
            self.head.iter().map(|(name, side)| (*name, *side == Side::Right)).collect();
        if screen.table(&marked, &rows[1..])? {
            return Ok(());
        }
        let (widths, hangs) = self.layout(&rows, screen.width());
        for (number, row) in rows.iter().enumerate() {
            let cells: Vec<Vec<String>> = widths
                .iter()
                .enumerate()
                .map(|(column, width)| row.get(column).map_or(Vec::new(), |c| wrap(c, *width)))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..height {
                let text = self.line(&cells, &widths, line);
                let address = number.checked_sub(1).and_then(|row| self.addresses.get(&row));
                let text = match (cells[0].get(line), address) {
                    (Some(first), Some(address)) if text.starts_with(first.as_str()) => {
                        let rest = text[first.len()..].trim_end();
                        screen.link(first, Some(address)) + rest
                    }
                    _ => text,
                };
                screen.raw(&text, number == 0)?;
            }
            let below = row.get(widths.len()).filter(|cell| hangs && !cell.is_empty());
            for line in below.map_or(Vec::new(), |cell| wrap(cell, screen.width() - GAP)) {
                screen.raw(&format!("{}{line}", " ".repeat(GAP)), number == 0)?;
            }
        }
        Ok(())
    }

    fn line(&self, cells: &[Vec<String>], widths: &[usize], line: usize) -> String {
        let mut text = String::new();
        for (column, width) in widths.iter().enumerate() {
            let cell = cells[column].get(line).map_or("", String::as_str);
            let pad = " ".repeat(width.saturating_sub(columns(cell)));
            if column > 0 {
                text.push_str(&" ".repeat(GAP));
            }
            match self.head[column].1 {
                Side::Left => text.extend([cell, &pad]),
                Side::Right => text.extend([&pad, cell]),
            }
        }
        text
    }

    /// Returns the widths of the columns, and whether the last one stands below instead of having one.
    fn layout(&self, rows: &[Vec<String>], screen: usize) -> (Vec<usize>, bool) {
        let all = self.head.len();
        let (whole, fits) = widths(rows, all, screen, longest_word);
        let longest =
            rows.iter().filter_map(|row| row.get(all - 1)).map(|cell| columns(cell)).max();
        if fits && (whole[all - 1] >= ROOMY || longest.unwrap_or(0) <= ROOMY) {
            return (whole, false);
        }
        if all > 2 && self.head[all - 1].1 == Side::Left {
            let (others, fit) = widths(rows, all - 1, screen, longest_word);
            if fit {
                return (others, true);
            }
        }
        if fits { (whole, false) } else { (widths(rows, all, screen, |_| NARROWEST).0, false) }
    }
}

/// Returns the widths of the first columns on a screen, none narrower than the `least` of its cells, and
/// whether they fit.
fn widths(
    rows: &[Vec<String>],
    count: usize,
    screen: usize,
    least: impl Fn(&str) -> usize,
) -> (Vec<usize>, bool) {
    let most = |rows: &[Vec<String>], column: usize, of: &dyn Fn(&str) -> usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| of(cell)).max().unwrap_or(0)
    };
    let room = screen.saturating_sub(GAP * count.saturating_sub(1));
    let mut widths: Vec<usize> = (0..count).map(|c| most(rows, c, &columns)).collect();
    if widths.iter().sum::<usize>() > room {
        // A head of two words wraps before any cell does.
        let head = |c: usize| longest_word(&rows[0][c]);
        widths = (0..count).map(|c| most(&rows[1..], c, &columns).max(head(c))).collect();
    }
    let least: Vec<usize> = (0..count).map(|c| most(rows, c, &least)).collect();
    for (width, least) in widths.iter_mut().zip(&least) {
        *width = (*width).min(screen.max(*least));
    }
    while widths.iter().sum::<usize>() > room {
        // The widest column gives way; the last of equals, as words stand to the right.
        let open = widths.iter_mut().zip(&least).rev().filter(|(width, least)| **width > **least);
        let Some((widest, _)) = open.max_by_key(|(width, _)| **width) else {
            return (widths, false);
        };
        *widest -= 1;
    }
    (widths, true)
}

#[cfg(test)]
mod tests {
    use super::super::TextStyle;
    use super::*;

    #[test]
    fn numbers_keep_right_and_the_widest_column_wraps() {
        let mut grid = Grid::new(vec![("n", Side::Right), ("words", Side::Left)]);
        grid.row(vec![
            "7".to_owned(),
            "a text that is longer than forty columns can hold".to_owned(),
        ]);
        grid.row(vec!["1,200".to_owned(), "short".to_owned()]);
        let mut out = Vec::new();
        let style = TextStyle { width: 40, ..TextStyle::default() };
        grid.write(&mut Screen::new(&mut out, style, None).unwrap()).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
            n  words
            7  a text that is longer than forty
               columns can hold
        1,200  short
        ");
    }
    /// Returns a table of incidents as lines of a screen of this width.
    fn drawn(width: u16) -> String {
        let mut grid = Grid::new(vec![
            ("incident", Side::Left),
            ("share of all", Side::Right),
            ("component", Side::Left),
            ("title", Side::Left),
        ]);
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        grid.row(row([
            "INC-1",
            "1 of 24 = 4\u{a0}%",
            "checkout",
            "Switzerland is charged in euros",
        ]));
        grid.row(row(["INC-1024", "12 of 24 = 50\u{a0}%", "accounts, payroll", "Way"]));
        grid.row(row(["INC-7", "–", "other", ""]));
        let mut out = Vec::new();
        let style = TextStyle { width, ..TextStyle::default() };
        grid.write(&mut Screen::new(&mut out, style, None).unwrap()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_stand_whole_at_every_width_and_the_last_column_goes_below_before_one_breaks() {
        let words = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            words.sort();
            words
        };
        for width in 40..=100 {
            let text = drawn(width);
            assert_eq!(words(&text), words(&drawn(100)), "{width}:\n{text}");
            assert!(text.lines().all(|line| columns(line) <= width.into()), "{width}:\n{text}");
        }
        insta::assert_snapshot!(drawn(40).replace('\u{a0}', " "), @r"
        incident    share of all  component
          title
        INC-1      1 of 24 = 4 %  checkout
          Switzerland is charged in euros
        INC-1024      12 of 24 =  accounts,
                            50 %  payroll
          Way
        INC-7                  –  other
        ");
    }
}
