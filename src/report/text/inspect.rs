//! What report files are and hold, for people: totals, files, and all that is wrong.

use std::io::{self, Write};

use crate::model::inspection::{InspectedTotals, Inspection};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, thousands};
use crate::report::sheet::Tone;

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Most files listed.
const MOST_FILES: usize = 20;
/// Most rejected records listed.
const MOST_REJECTED: usize = 10;

/// Writes what each file is and holds, or why it could not be read.
pub fn inspections(
    out: &mut impl Write,
    files: &[(String, Result<Inspection, String>)],
    style: TextStyle,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    for (at, (file, found)) in files.iter().enumerate() {
        if at > 0 {
            screen.blank()?;
        }
        match found {
            Ok(found) => inspection(&mut screen, file, found)?,
            Err(error) => {
                screen.paragraph(&format!("{}: {}", one_line(file, 200), one_line(error, 300)))?;
            }
        }
    }
    Ok(())
}

fn inspection(
    screen: &mut Screen<'_, impl Write>,
    file: &str,
    found: &Inspection,
) -> io::Result<()> {
    let kind = found.totals.kind();
    screen.paragraph(&format!("{}: {}, {kind}", one_line(file, 200), found.format))?;
    screen.paragraph(&totals(&found.totals))?;
    if !found.sources.is_empty() {
        sources(screen, found)?;
    }
    for warning in &found.warnings {
        screen.entry("warning", 10, "", Tone::Plain, &one_line(warning, 600))?;
    }
    for dropped in found.rejected.iter().take(MOST_REJECTED) {
        let line =
            if dropped.line > 0 { format!("line {}: ", dropped.line) } else { String::new() };
        let text = format!("{line}{}", one_line(&dropped.reason, 300));
        screen.entry("rejected", 10, "", Tone::Plain, &text)?;
    }
    if found.rejected.len() > MOST_REJECTED {
        let rest = thousands((found.rejected.len() - MOST_REJECTED) as u64);
        let text = format!("and {rest} more (--format json lists them)");
        screen.entry("", 10, "", Tone::Plain, &text)?;
    }
    Ok(())
}

fn totals(totals: &InspectedTotals) -> String {
    let of = |name: &str, hit: Option<u64>, all: Option<u64>| match (hit, all) {
        (Some(hit), Some(all)) => format!(", {} of {} {name}", thousands(hit), thousands(all)),
        _ => String::new(),
    };
    match totals {
        InspectedTotals::Coverage { files, lines, lines_hit, finer } => format!(
            "{} files, {} of {} lines ran{}{}",
            thousands(*files),
            thousands(*lines_hit),
            thousands(*lines),
            of("statements", finer.statements_hit, finer.statements),
            of("branches", finer.branches_hit, finer.branches),
        ),
        InspectedTotals::Tests(tests) => format!(
            "{} test cases: {} passed ({} of them flaky), {} failed, {} errored, {} skipped",
            thousands(tests.testcases),
            thousands(tests.passed),
            thousands(tests.flaky),
            thousands(tests.failed),
            thousands(tests.errored),
            thousands(tests.skipped),
        ),
        InspectedTotals::Mutants { files, mutants, by_status } => {
            let statuses = by_status.iter().map(|(status, n)| {
                format!("{} {}", thousands(*n), status.word().replace('_', " "))
            });
            let statuses: Vec<String> = statuses.collect();
            let (files, mutants) = (thousands(*files), thousands(*mutants));
            format!("{mutants} mutants in {files} files: {}", statuses.join(", "))
        }
    }
}

fn sources(screen: &mut Screen<'_, impl Write>, found: &Inspection) -> io::Result<()> {
    let mutants = matches!(found.totals, InspectedTotals::Mutants { .. });
    let columns: &[(&str, Side)] = if mutants {
        &[("mutants", Side::Right), ("file", Side::Left)]
    } else {
        &[("lines", Side::Right), ("ran", Side::Right), ("file", Side::Left)]
    };
    let mut grid = Grid::new(columns.to_vec());
    let number = |n: Option<u64>| n.map_or_else(|| MISSING.to_owned(), thousands);
    for source in found.sources.iter().take(MOST_FILES) {
        let path = one_line(&source.path, 160);
        grid.row(if mutants {
            vec![number(source.mutants), path]
        } else {
            vec![number(source.lines), number(source.lines_hit), path]
        });
    }
    grid.write(screen)?;
    if found.sources.len() > MOST_FILES {
        let rest = thousands((found.sources.len() - MOST_FILES) as u64);
        screen.paragraph(&format!("and {rest} more files (--format json lists them)"))?;
    }
    Ok(())
}
