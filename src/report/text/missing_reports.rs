//! The reports that are missing, for a wiki: what to measure first, what no report answers, and the script.

use std::io::{self, Write};

use crate::model::missing_reports::MissingReports;
use crate::report::clean::one_line;
use crate::report::format::day;
use crate::report::script::sum;

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Writes the commits to measure, the most useful first, the incidents that no report can answer, and the
/// script that makes the reports.
pub fn missing_reports(
    out: &mut impl Write,
    missing: &MissingReports,
    script: &str,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    screen.paragraph(&sum(missing))?;
    let head = [("rank", Side::Right), ("commit", Side::Left), ("day", Side::Left)];
    let more = [("repository", Side::Left), ("incidents", Side::Left)];
    let mut grid = Grid::new(head.into_iter().chain(more).collect());
    for (rank, one) in (1..).zip(&missing.commits) {
        let rank: u64 = rank;
        let ids: Vec<_> = one.incidents.iter().map(|id| one_line(id, 40)).collect();
        grid.row(vec![
            rank.to_string(),
            one.commit.short().to_owned(),
            day(one.committed_at),
            one_line(&one.repo, 40),
            ids.join(" "),
        ]);
    }
    if !missing.commits.is_empty() {
        grid.write(&mut screen)?;
    }
    if !missing.unanswerable.is_empty() {
        screen.paragraph("No coverage report can answer:")?;
    }
    for one in &missing.unanswerable {
        screen.item("", 0, &one_line(&one.incident, 40), 0, one.reason)?;
    }
    if missing.commits.is_empty() {
        return Ok(());
    }
    screen.code(&script.lines().map(str::to_owned).collect::<Vec<_>>())
}
