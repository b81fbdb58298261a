//! A review in Markdown.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::review::Review;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, day, severity};
use crate::report::sections::{Section, data, sections};
use crate::report::sheet::{covered_then, verified_then};
use crate::report::{key_figures, summary};

use super::{TITLE, escape, prose, write_banner, write_dossier};
use crate::report::sheet::View;

/// Longest text of a cell.
const CELL: usize = 300;

/// Writes a review: headline, figures, the sections of the page, incidents, one section each,
/// definitions.
pub fn review(out: &mut impl Write, review: &Review) -> io::Result<()> {
    write_banner(out, review.banner.as_deref())?;
    writeln!(out, "# {}\n", escape(&summary::headline(review)))?;
    writeln!(out, "{}\n", escape(&summary::lead(review).join(" ")))?;
    table(
        out,
        &["figure", "value", "rests on"],
        key_figures::key_figures(review)
            .iter()
            .map(|figure| vec![figure.label.to_owned(), figure.value.clone(), figure.note.clone()]),
    )?;
    let sections = sections(review);
    for one in &sections[1..] {
        section(out, review, one)?;
    }
    writeln!(out, "## Incidents\n")?;
    let head = [
        "incident",
        "title",
        "severity",
        "started",
        "component",
        "class",
        "covered then",
        "verified then",
    ];
    table(out, &head, review.dossiers.iter().map(incident_cells))?;
    for dossier in &review.dossiers {
        write_dossier(out, dossier, View::Review, "###")?;
        writeln!(out)?;
    }
    writeln!(out, "## Data\n")?;
    let counts = summary::completeness(review);
    table(out, &["what", "count"], counts.into_iter().map(|(what, n)| vec![what.to_owned(), n]))?;
    writeln!(out, "## Definitions and limits\n")?;
    for (term, meaning) in summary::definitions(review) {
        writeln!(out, "- **{term}**: {}", prose(&meaning))?;
    }
    for limit in summary::limits() {
        writeln!(out, "- {limit}")?;
    }
    let through = review.data_through.map_or_else(|| MISSING.to_owned(), day);
    writeln!(out, "\nescapee {} · data through {through}", escape(&one_line(&review.version, 40)))
}

/// Writes a section as the page has it: finding, the tables behind its charts, its own, sentences,
/// what it means.
fn section(out: &mut impl Write, review: &Review, section: &Section) -> io::Result<()> {
    writeln!(out, "## {}\n\n**{}.**\n", section.title, escape(&section.finding))?;
    let behind = section.charts.iter().filter_map(|chart| data(chart, review));
    for held in behind.chain(section.table.clone()) {
        writeln!(out, "{}\n", escape(&held.caption))?;
        let head: Vec<&str> = held.columns().map(|(name, _)| name).collect();
        table(out, &head, held.rows.iter().cloned())?;
    }
    for line in section.lines.iter().chain(&section.more) {
        writeln!(out, "- {}", prose(line))?;
    }
    if !section.lines.is_empty() {
        writeln!(out)?;
    }
    let meaning = [
        ("Definition", format!("{}.", section.definition.trim_end_matches('.'))),
        ("Rests on", format!("{}.", section.n)),
        ("Ask again", format!("{}.", section.query)),
        ("Cannot say", section.caveats.join(" ")),
    ];
    let meaning = meaning.map(|(what, words)| format!("{what}: {}", escape(&words)));
    writeln!(out, "{}\n", meaning.join(" "))
}

fn incident_cells(dossier: &Dossier) -> Vec<String> {
    let incident = &dossier.incident;
    let class = dossier.class();
    vec![
        one_line(&incident.id, 60),
        one_line(&incident.title, TITLE),
        severity(incident.severity),
        incident.at().map_or_else(|| MISSING.to_owned(), day),
        one_line(&dossier.component, 60),
        format!("{class} {}", class.label()),
        covered_then(dossier).word.to_lowercase(),
        verified_then(dossier).word.to_lowercase(),
    ]
}

/// Writes a table whose cells are cut where they are too long to read.
fn table(
    out: &mut impl Write,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let columns: Vec<(&str, bool)> = head.iter().map(|name| (*name, false)).collect();
    let cut = |row: Vec<String>| row.iter().map(|cell| one_line(cell, CELL)).collect();
    super::table(out, &columns, rows.map(cut))
}
