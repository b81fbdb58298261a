//! JSON: a contract per command, written down in `schema/json`.
//!
//! `schema_version` stands first, keys keep their order, a rate is `{k, n, rate, lo, hi, method}`,
//! times are RFC 3339 in UTC, and what is not known is `null`.

mod assertions;
#[cfg(test)]
mod breaches;
mod calibration;
mod change;
mod charts;
mod checkup;
mod cleaning;
mod demo;
mod dossier;
mod help;
mod import;
mod inspect;
mod links;
mod missing_reports;
mod outlook;
mod panel;
mod rates;
mod record;
mod review;
mod worksheet;

use std::io::{self, Write};

use serde::Serialize;

use crate::model::analysis::AnalysisSummary;
use crate::model::dossier::Dossier;
use crate::model::flow::{FlowReport, Suggestion};
use crate::model::incident::Incident;
use crate::model::region::Trace;
use crate::model::worksheet::{Agreement, Answer};

use super::View;
use super::csv::{RegionRow, region_rows};

pub use assertions::{assertion_summary, assertions};
pub use calibration::calibration;
pub use change::{Change, change, proposal};
pub use charts::{ChartFile, charts};
pub use checkup::checkup;
pub use demo::demo;
pub use help::help;
pub use import::reconciliation;
pub use inspect::inspections;
pub use links::{links, proposals};
pub use missing_reports::missing_reports;
pub use outlook::{gate, risk, sarif};
pub use panel::panel;
pub use rates::rate_study;
pub use review::review;

/// Version of every shape in this room. A key that changes its meaning or goes raises it.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes one incident with all that analysis found out.
pub fn dossier(out: &mut impl Write, dossier: &Dossier, banner: Option<&str>) -> io::Result<()> {
    let body = dossier::DossierShape::new(dossier);
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes the worksheet of one incident.
pub fn worksheet(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    agreement: &Agreement,
    banner: Option<&str>,
) -> io::Result<()> {
    let body = worksheet::WorksheetShape::new(dossier, view, agreement);
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes what people answered, by incident, and how often they and the machine agreed.
pub fn said(
    out: &mut impl Write,
    answers: &[(&str, &[Answer])],
    agreement: &Agreement,
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Said<'a> {
        incident: &'a str,
        answers: &'a [Answer],
    }
    #[derive(Serialize)]
    struct Body<'a> {
        incidents: Vec<Said<'a>>,
        agreement: &'a Agreement,
    }
    let incidents = answers.iter().map(|&(incident, answers)| Said { incident, answers }).collect();
    let body = Body { incidents, agreement };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes the critical flows.
pub fn flows(out: &mut impl Write, reports: &[FlowReport], banner: Option<&str>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        reports: &'a [FlowReport],
    }
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: Body { reports } })
}

/// Writes failure states that no test asserts.
pub fn suggestions(
    out: &mut impl Write,
    suggestions: &[Suggestion],
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        suggestions: &'a [Suggestion],
    }
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: Body { suggestions } })
}

/// Writes incident records.
pub fn incidents(
    out: &mut impl Write,
    incidents: &[Incident],
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        incidents: Vec<record::Record<'a>>,
    }
    let body = Body { incidents: incidents.iter().map(record::Record::new).collect() };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes what an analysis did.
pub fn summary(
    out: &mut impl Write,
    summary: &AnalysisSummary,
    banner: Option<&str>,
) -> io::Result<()> {
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: summary })
}

/// Writes every line of every region with its state, in the order of the CSV.
pub fn regions(out: &mut impl Write, dossiers: &[Dossier], banner: Option<&str>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        regions: Vec<RegionRow<'a>>,
    }
    let body = Body { regions: region_rows(dossiers).collect() };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes traces: of each fix its regions, its candidates, best first, and what stood in the way.
pub fn trace(
    out: &mut impl Write,
    traces: &[(Option<String>, Trace)],
    top: Option<usize>,
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        traces: Vec<Traced<'a>>,
    }
    #[derive(Serialize)]
    struct Traced<'a> {
        repo: Option<&'a str>,
        #[serde(flatten)]
        trace: Trace,
    }
    let traces = traces.iter().map(|(repo, trace)| {
        let mut trace = trace.clone();
        trace.candidates.truncate(top.unwrap_or(usize::MAX));
        Traced { repo: repo.as_deref(), trace }
    });
    let body = Body { traces: traces.collect() };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// What every document begins with.
#[derive(Serialize)]
struct Document<'a, T> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    banner: Option<&'a str>,
    #[serde(flatten)]
    body: T,
}

fn write(out: &mut impl Write, document: &impl Serialize) -> io::Result<()> {
    let mut writer =
        serde_json::Serializer::with_formatter(&mut *out, cleaning::Cleaning::default());
    document.serialize(&mut writer)?;
    writeln!(out)
}

#[cfg(test)]
mod tests;
