//! Tables without lines: a head, cells in columns, the widest columns wrapping first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::screen::Screen;
use super::width::{columns, wrap};

/// Columns between two cells.
const GAP: usize = 2;

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

    /// Writes the table; it is never wider than the screen.
    pub(super) fn write(&self, screen: &mut Screen<'_, impl Write>) -> io::Result<()> {
        let head: Vec<String> = self.head.iter().map(|(name, _)| (*name).to_owned()).collect();
        let rows: Vec<Vec<String>> = std::iter::once(&head)
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| screen.text(cell)).collect())
            .collect();
        let widths = self.widths(&rows, screen.width());
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

    fn widths(&self, rows: &[Vec<String>], screen: usize) -> Vec<usize> {
        let widest = |rows: &[Vec<String>], column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|c| columns(c)).max().unwrap_or(0)
        };
        let gaps = GAP * self.head.len().saturating_sub(1);
        let mut widths: Vec<usize> = (0..self.head.len()).map(|c| widest(rows, c)).collect();
        if widths.iter().sum::<usize>() + gaps > screen {
            // A head of two words wraps before any cell does.
            let longest = |c: usize| rows[0][c].split(' ').map(columns).max().unwrap_or(0);
            widths = (0..self.head.len()).map(|c| widest(&rows[1..], c).max(longest(c))).collect();
        }
        for width in &mut widths {
            *width = (*width).min(screen);
        }
        while widths.iter().sum::<usize>() + gaps > screen {
            // The widest column gives way; the last of equals, as words stand to the right.
            let Some(widest) = widths.iter_mut().rev().max_by_key(|w| **w).filter(|w| **w > 3)
            else {
                break;
            };
            *widest -= 1;
        }
        widths
    }
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
}
