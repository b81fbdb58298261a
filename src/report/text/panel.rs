//! A panel for a terminal: how large it is, which rows are marked, and what marks none.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::model::built_panel::BuiltPanel;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Writes the marked rows of a panel and what is left out; with `explain` every incident by id.
pub fn panel(
    out: &mut impl Write,
    built: &BuiltPanel,
    explain: bool,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let panel = &built.panel;
    let marked = panel.rows.iter().filter(|row| row.escapes > 0).count() as u64;
    screen.heading(&format!(
        "Panel: {}, {marked} with an escape; {} of {} mark a row",
        count(panel.rows.len() as u64, "row"),
        panel.rows.iter().map(|row| row.escapes).sum::<u64>(),
        count(built.escapes, "escape"),
    ))?;
    screen.blank()?;
    let mut grid = Grid::new(vec![
        ("indicator", Side::Left),
        ("rows measured", Side::Right),
        ("escaped rows measured", Side::Right),
    ]);
    for one in &panel.indicators {
        let known = |escaped: bool| {
            let rows = panel.rows.iter().zip(&one.values);
            let kept = rows.filter(|(row, v)| v.is_some() && (!escaped || row.escapes > 0));
            kept.count().to_string()
        };
        grid.row(vec![one_line(&one.name, 40), known(false), known(true)]);
    }
    grid.write(&mut screen)?;
    screen.blank()?;
    let mut rows = Grid::new(vec![
        ("quarter", Side::Left),
        ("unit", Side::Left),
        ("lines", Side::Right),
        ("changed", Side::Right),
        ("coverage", Side::Right),
        ("escapes", Side::Right),
    ]);
    let coverage = panel.indicators.iter().find(|one| one.name == "coverage");
    for (place, row) in panel.rows.iter().enumerate().filter(|(_, row)| row.escapes > 0) {
        let covered = coverage.and_then(|one| one.values[place]);
        rows.row(vec![
            row.period.clone(),
            one_line(&row.unit, 200),
            row.loc.to_string(),
            row.churn.to_string(),
            covered.map_or_else(|| MISSING.to_owned(), |c| format!("{c:.0}\u{a0}%")),
            row.escapes.to_string(),
        ]);
    }
    rows.write(&mut screen)?;
    screen.blank()?;
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, why) in &built.left_out {
        reasons.entry(why).or_default().push(id);
    }
    for (why, ids) in reasons {
        let ids = if explain { format!(": {}", ids.join(", ")) } else { String::new() };
        let n = count(built.left_out.iter().filter(|(_, w)| w == why).count() as u64, "escape");
        screen.paragraph(&one_line(&format!("Left out: {n}, as {why}{ids}."), 4_000))?;
    }
    if explain {
        for (place, row) in panel.rows.iter().enumerate() {
            let (escaped, caught) = (&built.escape_ids[place], &built.caught_ids[place]);
            if escaped.is_empty() && caught.is_empty() {
                continue;
            }
            let list = |ids: &[String]| {
                if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
            };
            let caught = if panel.has_caught { list(caught) } else { "not known".to_owned() };
            screen.paragraph(&one_line(
                &format!(
                    "{} {}: escaped: {}; caught: {}",
                    row.period,
                    row.unit,
                    list(escaped),
                    caught
                ),
                4_000,
            ))?;
        }
    }
    for note in &panel.notes {
        screen.paragraph(&format!("note: {}", one_line(note, 300)))?;
    }
    Ok(())
}
