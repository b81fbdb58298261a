//! The incidents of a review as CSV: a row each, with what was found out.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::evidence::CoverageFacts;
use crate::model::review::Review;
use crate::report::format::{MISSING, machine};
use crate::report::sheet::{covered_then, verified_then};

use super::cell::{Table, number, text_cell};

const HEAD: [&str; 20] = [
    "incident",
    "defect",
    "title",
    "phase",
    "severity",
    "component",
    "started_at",
    "detected_at",
    "introduced_at",
    "hidden_days",
    "class",
    "class_label",
    "machine",
    "covered_then",
    "verified_then",
    "statements_ran",
    "statements_known",
    "customers_affected",
    "cost",
    "currency",
];

/// Writes a row for each incident; `defect` is the one that counts for several records of it, `class` what
/// counts, `machine` what the rules found.
pub fn review(out: &mut impl Write, review: &Review) -> io::Result<()> {
    let mut table = Table::new(out, &HEAD, review.banner.as_deref())?;
    for dossier in &review.dossiers {
        table.row(&cells(dossier))?;
    }
    table.finish()
}

fn cells(dossier: &Dossier) -> Vec<String> {
    let incident = &dossier.incident;
    let coverage = dossier.facts.coverage.as_ref().filter(|coverage| coverage.known() > 0);
    let answer = |word: &str| {
        let known = !["UNKNOWN", MISSING].contains(&word);
        if known { word.to_lowercase() } else { String::new() }
    };
    let hidden = dossier.hidden().map(|hidden| hidden.num_seconds() as f64 / 86_400.0);
    vec![
        text_cell(&incident.id),
        text_cell(&dossier.defect),
        text_cell(&incident.title),
        incident.phase.to_string(),
        number(incident.severity),
        text_cell(&dossier.component),
        number(incident.at().map(machine)),
        number(incident.detected_at.map(|stamp| machine(stamp.at))),
        number(dossier.introduction().map(|(at, _)| machine(at))),
        number(hidden.map(|days| format!("{days:.3}"))),
        dossier.class().to_string(),
        dossier.class().label().to_owned(),
        dossier.verdict.class.to_string(),
        answer(&covered_then(dossier).word),
        answer(&verified_then(dossier).word),
        number(coverage.map(CoverageFacts::ran)),
        number(coverage.map(CoverageFacts::known)),
        number(incident.customers_affected),
        number(incident.cost),
        text_cell(incident.currency.as_deref().unwrap_or("")),
    ]
}
