//! Incident records as CSV, with the field names of the record, so that a file can be read back.

use std::io::{self, Write};

use crate::model::incident::{Incident, Stamp};
use crate::report::format::machine;

use super::cell::{Table, number, text_cell};

const HEAD: [&str; 34] = [
    "id",
    "source",
    "url",
    "title",
    "body",
    "kind",
    "status",
    "severity_raw",
    "severity",
    "phase_raw",
    "phase",
    "detected_by",
    "introduced_at",
    "deployed_at",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "reopened_at",
    "component",
    "labels",
    "customers_affected",
    "cost",
    "currency",
    "condition",
    "contained",
    "duplicate_of",
    "problem_id",
    "affected_version",
    "fix_commits",
    "cause_commits",
    "fix_versions",
    "regressed_by",
];

/// Writes incident records; lists are joined by `;`.
pub fn incidents(
    out: &mut impl Write,
    incidents: &[Incident],
    banner: Option<&str>,
) -> io::Result<()> {
    let mut table = Table::new(out, &HEAD, banner)?;
    for incident in incidents {
        table.row(&cells(incident))?;
    }
    table.finish()
}

fn cells(incident: &Incident) -> Vec<String> {
    let text = |field: &Option<String>| text_cell(field.as_deref().unwrap_or(""));
    let time = |stamp: Option<Stamp>| stamp.map_or_else(String::new, |stamp| machine(stamp.at));
    let conditions: Vec<&str> = incident.conditions.iter().map(|c| c.word()).collect();
    vec![
        text_cell(&incident.id),
        text_cell(&incident.source),
        text(&incident.url),
        text_cell(&incident.title),
        text(&incident.body),
        text(&incident.kind),
        text(&incident.status),
        text(&incident.severity_raw),
        number(incident.severity),
        text(&incident.phase_raw),
        incident.phase.to_string(),
        incident.detected_by.to_string(),
        time(incident.introduced_at),
        time(incident.deployed_at),
        time(incident.started_at),
        time(incident.detected_at),
        time(incident.acknowledged_at),
        time(incident.mitigated_at),
        time(incident.resolved_at),
        time(incident.reopened_at),
        text(&incident.component),
        text_cell(&incident.labels.join(";")),
        number(incident.customers_affected),
        number(incident.cost),
        text(&incident.currency),
        conditions.join(";"),
        incident.contained.to_string(),
        text(&incident.duplicate_of),
        text(&incident.problem_id),
        text(&incident.affected_version),
        text_cell(&incident.fix_commits.join(";")),
        text_cell(&incident.cause_commits.join(";")),
        text_cell(&incident.fix_versions.join(";")),
        text_cell(&incident.regressed_by.join(";")),
    ]
}
