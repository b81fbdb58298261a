//! The lines of regions with their states, a table for each stretch of code.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::report::clean::one_line;
use crate::report::csv::{RegionRow, region_rows};
use crate::report::format::{MISSING, count, thousands};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Signs of a commit id that are shown.
const SHORT: usize = 10;

/// Writes the lines of every region in the order of the CSV: role, state, the report that knows it, how the
/// state was read, and where the line stood at the moment.
pub fn regions(
    out: &mut impl Write,
    dossiers: &[Dossier],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let rows: Vec<RegionRow<'_>> = region_rows(dossiers).collect();
    for region in rows.chunk_by(|one, two| one.place() == two.place()) {
        let (incident, repo, commit, path) = region[0].place();
        let id = one_line(incident, 40);
        screen.heading(&format!("{id}: {path} at {} in {repo}", short(commit)))?;
        let head = [
            ("line", Side::Right),
            ("role", Side::Left),
            ("covered", Side::Left),
            ("report", Side::Left),
            ("method", Side::Left),
            ("line then", Side::Right),
            ("found", Side::Left),
            ("hits", Side::Right),
        ];
        let mut grid = Grid::new(head.to_vec());
        let known = |n: Option<u64>| n.map_or_else(|| MISSING.to_owned(), thousands);
        for row in region {
            grid.row(vec![
                row.line.to_string(),
                row.role.to_owned(),
                row.covered.to_owned(),
                row.evidence_commit.map_or_else(|| MISSING.to_owned(), short),
                row.method.to_owned(),
                known(row.then_line.map(u64::from)),
                row.then.to_owned(),
                known(row.hits),
            ]);
        }
        grid.write(&mut screen)?;
        screen.blank()?;
    }
    let incidents = rows.chunk_by(|one, two| one.incident == two.incident).count();
    screen.paragraph(&format!(
        "{} of {}",
        count(rows.len() as u64, "line"),
        count(incidents as u64, "incident")
    ))
}

fn short(commit: &str) -> String {
    commit.chars().take(SHORT).collect()
}
