//! Traces: the region of each fix and the commits that may have introduced it.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::model::lines::ranges;
use crate::model::region::{Candidate, Clue, FileRegion, Trace, TraceNote};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, lines, stretch};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Writes each fix with its region and its candidates, the best `top` of them where that is given.
pub fn trace(
    out: &mut impl Write,
    traces: &[(Option<String>, Trace)],
    top: Option<usize>,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for (number, (repo, trace)) in traces.iter().enumerate() {
        if number > 0 {
            screen.blank()?;
        }
        let parent = trace.parent.as_ref().map_or(MISSING, |parent| parent.short());
        let place = repo.as_deref().map(|repo| format!(" in {repo}")).unwrap_or_default();
        screen.heading(&format!("fix {}{place}", trace.fix.short()))?;
        screen.paragraph(&format!("Lines are those of its first parent {parent}."))?;
        for file in &trace.files {
            screen.paragraph(&region_words(file))?;
        }
        for note in &trace.notes {
            screen.paragraph(&note_words(note))?;
        }
        candidates(&mut screen, trace, top)?;
    }
    Ok(())
}

fn candidates(
    screen: &mut Screen<'_, impl Write>,
    trace: &Trace,
    top: Option<usize>,
) -> io::Result<()> {
    if trace.candidates.is_empty() {
        return screen.paragraph("No commit found that introduced it.");
    }
    let mut grid = Grid::new(vec![
        ("rank", Side::Right),
        ("introduced by", Side::Left),
        ("lines", Side::Left),
        ("confidence", Side::Right),
        ("method", Side::Left),
    ]);
    for (rank, candidate) in trace.candidates.iter().take(top.unwrap_or(usize::MAX)).enumerate() {
        let lines = candidate.lines.map(|range| format!(":{}", stretch(range)));
        grid.row(vec![
            (rank + 1).to_string(),
            candidate.commit.short().to_owned(),
            format!("{}{}", candidate.path, lines.unwrap_or_default()),
            format!("{:.2}", candidate.confidence),
            candidate.method.to_string(),
        ]);
    }
    grid.write(screen)?;
    for candidate in trace.candidates.iter().take(top.unwrap_or(usize::MAX)) {
        if !candidate.clues.is_empty() {
            screen.paragraph(&clue_words(candidate))?;
        }
    }
    Ok(())
}

/// The strongest clues for a candidate and against it.
fn clue_words(candidate: &Candidate) -> String {
    let side = |speaks: fn(&Clue) -> bool, most: usize| {
        let clues = candidate.clues.iter().filter(|clue| speaks(clue)).take(most);
        let words = clues.map(|clue| {
            format!("{} {:.2} ({:+.2})", clue.words, clue.value, clue.adds).replace("(-", "(−")
        });
        words.collect::<Vec<_>>().join("; ")
    };
    let (good, bad) = (side(|clue| clue.adds > 0.005, 4), side(|clue| clue.adds < -0.005, 2));
    let mut text = candidate.commit.short().to_owned();
    for (label, clues) in [("for it", good), ("against it", bad)] {
        if !clues.is_empty() {
            let _ = write!(text, " - {label}: {clues}");
        }
    }
    if text == candidate.commit.short() {
        text.push_str(" - the only candidate");
    }
    text
}

fn region_words(file: &FileRegion) -> String {
    let stretches = ranges(file.lines.iter().map(|line| line.line));
    let mut text = if stretches.is_empty() {
        format!("{}: no line existed", file.path)
    } else {
        format!("{}: {}", file.path, lines(&stretches[..stretches.len().min(8)]))
    };
    if stretches.len() > 8 {
        text = format!("{text} and {} more", stretches.len() - 8);
    }
    if let Some(function) = file.functions.first() {
        text = format!("{text} in {}", one_line(function, 100));
    }
    if file.only_adds {
        text.push_str(" (the fix only adds)");
    }
    text
}

fn note_words(note: &TraceNote) -> String {
    match note {
        TraceNote::Root => "Note: the fix has no parent.".to_owned(),
        TraceNote::Merge => "Note: a merge, read against its first parent.".to_owned(),
        TraceNote::Empty => "Note: it changes nothing against its first parent.".to_owned(),
        TraceNote::Reverted { by } => format!("Note: taken back by {}.", by.short()),
        TraceNote::ShallowBoundary => {
            "Note: history ends at a shallow boundary; fetch more of it (git fetch --unshallow)."
                .to_owned()
        }
        TraceNote::Unreadable { path } => format!("Note: {path} is binary or too large."),
        TraceNote::MissingObject { id } => format!(
            "Note: unknown, because object {id} is missing or damaged; fetch it \
             (git fetch --refetch)."
        ),
    }
}
