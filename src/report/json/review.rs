//! A review as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::calibration::Calibration;
use crate::model::commit::Time;
use crate::model::components::ComponentRow;
use crate::model::impact::Impact;
use crate::model::latency::LatencyTable;
use crate::model::quadrant::Quadrant;
use crate::model::rate::Rate;
use crate::model::rate_study::Restatement;
use crate::model::review::{
    Alike, ClassTable, CohortRow, CohortTable, Completeness, Review, SignalRow,
};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::Agreement;
use crate::report::sections::{Section, sections};

use super::dossier::DossierShape;
use super::rates::TableShape;
use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct ReviewShape<'a> {
    scope: String,
    data_through: Option<Time>,
    version: &'a str,
    completeness: &'a Completeness,
    covered_escapes: Rate,
    verified_escapes: Rate,
    alike: &'a Option<Alike>,
    rate: TableShape<'a>,
    cohort: Cohort<'a>,
    restatements: &'a [Restatement],
    classes: Classes<'a>,
    agreement: &'a Agreement,
    impact: &'a Impact,
    latency: &'a LatencyTable,
    components: Components<'a>,
    calibration: Option<Document<'a, &'a Calibration>>,
    no_panel: Option<&'a str>,
    quadrant: &'a Option<Quadrant>,
    signal: Vec<Signal>,
    sections: Vec<Part>,
    dossiers: Vec<DossierShape<'a>>,
}

/// The words of one of the ten sections; its numbers are in the keys beside.
#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: &'static str,
    finding: String,
    lines: Vec<String>,
    definition: String,
    n: String,
    query: String,
    caveats: Vec<String>,
}

#[derive(Serialize)]
struct Cohort<'a> {
    mature_days: u32,
    unplaced: u64,
    rows: Vec<Introduced<'a>>,
}

#[derive(Serialize)]
struct Introduced<'a> {
    period: String,
    mature: bool,
    escapes: u64,
    caught: Option<u64>,
    rate: Option<Rate>,
    escape_ids: &'a [String],
}

#[derive(Serialize)]
struct Components<'a> {
    periods: Vec<String>,
    rows: &'a [ComponentRow],
}

#[derive(Serialize)]
struct Signal {
    period: String,
    ratio: Rate,
    unresolved: u64,
}

#[derive(Serialize)]
struct Classes<'a> {
    rows: Vec<Row<'a>>,
    shares: Vec<Share>,
    apart: Vec<Apart>,
    unknown_phase: u64,
    by_people: u64,
}

#[derive(Serialize)]
struct Row<'a> {
    period: String,
    classes: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    class: EscapeClass,
    count: u64,
    ids: &'a [String],
}

#[derive(Serialize)]
struct Share {
    class: EscapeClass,
    words: &'static str,
    #[serde(rename = "share")]
    rate: Rate,
}

#[derive(Serialize)]
struct Apart {
    class: EscapeClass,
    words: &'static str,
    count: u64,
}

/// Writes everything a report prints.
pub fn review(out: &mut impl Write, review: &Review) -> io::Result<()> {
    let body = ReviewShape {
        scope: review.scope.to_string(),
        data_through: review.data_through,
        version: &review.version,
        completeness: &review.completeness,
        covered_escapes: review.covered_escapes,
        verified_escapes: review.verified_escapes,
        alike: &review.alike,
        rate: TableShape::new(&review.rate),
        cohort: cohort(&review.cohort),
        restatements: &review.restatements,
        classes: classes(&review.classes),
        agreement: &review.agreement,
        impact: &review.impact,
        latency: &review.latency,
        components: Components {
            periods: review.components.periods.iter().map(ToString::to_string).collect(),
            rows: &review.components.rows,
        },
        calibration: review.calibration.as_ref().map(|body| Document {
            schema_version: SCHEMA_VERSION,
            banner: None,
            body,
        }),
        no_panel: review.no_panel.as_deref(),
        quadrant: &review.quadrant,
        signal: review.signal.iter().map(signal).collect(),
        sections: sections(review).into_iter().map(part).collect(),
        dossiers: review.dossiers.iter().map(DossierShape::new).collect(),
    };
    let banner = review.banner.as_deref();
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

fn part(section: Section) -> Part {
    let Section { id, title, finding, lines, definition, n, query, caveats, .. } = section;
    Part { id, title, finding, lines, definition, n, query, caveats }
}

fn signal(row: &SignalRow) -> Signal {
    Signal { period: row.period.to_string(), ratio: row.ratio, unresolved: row.unresolved }
}

fn cohort(table: &CohortTable) -> Cohort<'_> {
    let rows = table.rows.iter().map(introduced).collect();
    Cohort { mature_days: table.mature_days, unplaced: table.unplaced, rows }
}

fn introduced(row: &CohortRow) -> Introduced<'_> {
    Introduced {
        period: row.period.to_string(),
        mature: row.mature,
        escapes: row.escapes,
        caught: row.caught,
        rate: row.rate,
        escape_ids: &row.escape_ids,
    }
}

fn classes(table: &ClassTable) -> Classes<'_> {
    let rows = table.rows.iter().map(|row| Row {
        period: row.period.to_string(),
        classes: row
            .counts
            .iter()
            .enumerate()
            .map(|(place, (class, count))| Cell {
                class: *class,
                count: *count,
                ids: row.ids.get(place).map_or(&[], Vec::as_slice),
            })
            .collect(),
    });
    let shares = table.shares.iter().map(|(class, share)| Share {
        class: *class,
        words: class.label(),
        rate: *share,
    });
    let apart = table.apart.iter().map(|(class, count)| Apart {
        class: *class,
        words: class.label(),
        count: *count,
    });
    Classes {
        rows: rows.collect(),
        shares: shares.collect(),
        apart: apart.collect(),
        unknown_phase: table.unknown_phase,
        by_people: table.by_people,
    }
}
