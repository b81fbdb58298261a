//! Escape classes as a table: counts by period, and each class's share with its interval.

use std::io::{self, Write};

use crate::model::review::{ClassRow, ClassTable};
use crate::model::verdict::EscapeClass;
use crate::report::format::{rate, thousands};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Writes counts of escapes by period and class, the shares, and what is counted apart.
pub fn classes(
    out: &mut impl Write,
    table: &ClassTable,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let classes: Vec<EscapeClass> =
        EscapeClass::ALL.iter().copied().filter(|class| class.is_escape()).collect();
    let mut head = vec![("period", Side::Left)];
    head.extend(classes.iter().map(|class| (class.word(), Side::Right)));
    head.push(("all", Side::Right));
    let mut grid = Grid::new(head);
    for row in &table.rows {
        let mut cells = vec![row.period.to_string()];
        cells.extend(classes.iter().map(|class| thousands(of_class(row, *class))));
        cells.push(thousands(row.counts.iter().map(|(_, n)| n).sum()));
        grid.row(cells);
    }
    grid.write(&mut screen)?;
    screen.blank()?;
    let mut shares = Grid::new(vec![
        ("class", Side::Left),
        ("in words", Side::Left),
        ("share [95 %]", Side::Left),
    ]);
    for (class, share) in &table.shares {
        shares.row(vec![class.to_string(), class.label().to_owned(), rate(share)]);
    }
    shares.write(&mut screen)?;
    if let Some(apart) = apart(table) {
        screen.blank()?;
        screen.paragraph(&apart)?;
    }
    Ok(())
}

/// Returns the count of a class in a period.
pub(in crate::report) fn of_class(row: &ClassRow, class: EscapeClass) -> u64 {
    row.counts.iter().filter(|(c, _)| *c == class).map(|(_, n)| n).sum()
}

/// Returns the sentence on records that are counted apart, where there are any.
pub(in crate::report) fn apart(table: &ClassTable) -> Option<String> {
    let classes = table.apart.iter().map(|(class, n)| (class.label(), *n));
    let parts: Vec<String> = classes
        .chain([("unknown phase", table.unknown_phase)])
        .filter(|(_, n)| *n > 0)
        .map(|(words, n)| format!("{words} {}", thousands(n)))
        .collect();
    (!parts.is_empty()).then(|| format!("Counted apart: {}.", parts.join(", ")))
}
