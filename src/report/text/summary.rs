//! What an analysis did, and lists of questions with their answers.

use std::io::{self, Write};

use crate::model::analysis::AnalysisSummary;
use crate::model::verdict::EscapeClass;
use crate::report::clean::one_line;
use crate::report::sheet::Tone;

use super::TextStyle;
use super::screen::Screen;

/// Problems that are listed; the rest is counted.
const MOST: usize = 12;

/// Writes what an analysis did: counts, classes, and what stood in the way.
pub fn summary(
    out: &mut impl Write,
    summary: &AnalysisSummary,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    screen.paragraph(&format!(
        "incidents {} = analysed {} + unchanged {}",
        summary.incidents, summary.analysed, summary.unchanged
    ))?;
    screen.paragraph(&format!(
        "linked to code {} · with a region {} · with coverage evidence {}",
        summary.linked, summary.with_region, summary.with_evidence
    ))?;
    for (word, count) in &summary.classes {
        let class = EscapeClass::ALL.iter().find(|class| class.word() == word);
        let label = class.map_or("", |class| class.label());
        screen.entry(&format!("{word} {count}"), 10, "", Tone::Plain, label)?;
    }
    if !summary.classes.is_empty() {
        screen
            .paragraph("Each a record; rates and reports count a defect once, by its earliest.")?;
    }
    for (problem, count) in summary.problems.iter().take(MOST) {
        let text = format!("{count} × {}", one_line(problem, 300));
        screen.entry("missing", 10, "", Tone::Plain, &text)?;
    }
    if summary.problems.len() > MOST {
        let rest = summary.problems.len() - MOST;
        let text = format!("and {rest} more kinds; `escapee show ID` lists each");
        screen.entry("", 10, "", Tone::Plain, &text)?;
    }
    Ok(())
}

/// Writes questions with their answers, a line each.
pub fn answers(
    out: &mut impl Write,
    answers: &[(String, String)],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let width = answers.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 2;
    for (label, answer) in answers {
        screen.entry(label, width, "", Tone::Plain, &one_line(answer, 600))?;
    }
    Ok(())
}
