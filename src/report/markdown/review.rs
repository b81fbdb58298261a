//! A review in Markdown.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::review::Review;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, day, of, rate, severity, thousands};
use crate::report::sheet::{covered_then, verified_then};
use crate::report::summary;
use crate::report::text::{Sources, apart, notes};

use super::escape::escape;
use super::{TITLE, write_banner, write_dossier};
use crate::report::sheet::View;

/// Writes a review: headline, figures, rates, classes, incidents, one section each, definitions.
pub fn review(out: &mut impl Write, review: &Review) -> io::Result<()> {
    write_banner(out, review.banner.as_deref())?;
    writeln!(out, "# {}\n", escape(&summary::headline(review)))?;
    writeln!(out, "{}\n", escape(&summary::lead(review).join(" ")))?;
    table(
        out,
        &["figure", "value", "rests on"],
        summary::key_figures(review)
            .iter()
            .map(|figure| vec![figure.label.to_owned(), figure.value.clone(), figure.note.clone()]),
    )?;
    rates(out, review)?;
    classes(out, review)?;
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
        write_dossier(out, dossier, View::Show, "###")?;
        writeln!(out)?;
    }
    writeln!(out, "## Data\n")?;
    let counts = summary::completeness(review);
    table(out, &["what", "count"], counts.into_iter().map(|(what, n)| vec![what.to_owned(), n]))?;
    writeln!(out, "## Definitions and limits\n")?;
    for (term, meaning) in summary::definitions(review) {
        writeln!(out, "- **{term}**: {}", escape(&meaning))?;
    }
    for limit in summary::limits() {
        writeln!(out, "- {limit}")?;
    }
    let through = review.data_through.map_or_else(|| MISSING.to_owned(), day);
    writeln!(out, "\nescapee {} · data through {through}", escape(&one_line(&review.version, 40)))
}

fn rates(out: &mut impl Write, review: &Review) -> io::Result<()> {
    writeln!(out, "## Escape rate\n")?;
    let rows = review.rate.rows.iter().chain([&review.rate.total]);
    let last = review.rate.rows.len();
    let head = [
        review.rate.by.word(),
        "escape rate [95 %]",
        "escapes",
        "unlinked",
        "no evidence",
        "unknown phase",
    ];
    table(
        out,
        &head,
        rows.enumerate().map(|(place, row)| {
            vec![
                if place == last { "all".to_owned() } else { row.key.clone() },
                row.rate
                    .as_ref()
                    .filter(|_| review.rate.has_caught_source)
                    .map_or_else(|| MISSING.to_owned(), rate),
                thousands(row.escapes),
                of(&row.unlinked),
                of(&row.no_evidence),
                thousands(row.unknown_phase),
            ]
        }),
    )?;
    let sources = Sources { count: None, complete_through: review.data_through };
    for note in notes(&review.rate, sources) {
        writeln!(out, "- {}", escape(&note))?;
    }
    writeln!(out)
}

fn classes(out: &mut impl Write, review: &Review) -> io::Result<()> {
    writeln!(out, "## Why the tests missed them\n")?;
    table(
        out,
        &["class", "in words", "share [95 %]"],
        review
            .classes
            .shares
            .iter()
            .map(|(class, share)| vec![class.to_string(), class.label().to_owned(), rate(share)]),
    )?;
    apart(&review.classes).map_or(Ok(()), |text| writeln!(out, "{}\n", escape(&text)))
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

fn table(
    out: &mut impl Write,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    writeln!(out, "| {} |", head.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(head.len()))?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    writeln!(out)
}
