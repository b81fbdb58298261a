//! A review as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::commit::Time;
use crate::model::rate::Rate;
use crate::model::review::{ClassTable, Completeness, Review};
use crate::model::verdict::EscapeClass;

use super::dossier::DossierShape;
use super::rates::TableShape;
use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct ReviewShape<'a> {
    scope: &'a str,
    data_through: Option<Time>,
    version: &'a str,
    completeness: &'a Completeness,
    covered_escapes: Rate,
    verified_escapes: Rate,
    rate: TableShape<'a>,
    classes: Classes<'a>,
    dossiers: Vec<DossierShape<'a>>,
}

#[derive(Serialize)]
struct Classes<'a> {
    rows: Vec<Row<'a>>,
    shares: Vec<Share>,
    apart: Vec<Apart>,
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
        scope: &review.scope,
        data_through: review.data_through,
        version: &review.version,
        completeness: &review.completeness,
        covered_escapes: review.covered_escapes,
        verified_escapes: review.verified_escapes,
        rate: TableShape::new(&review.rate),
        classes: classes(&review.classes),
        dossiers: review.dossiers.iter().map(DossierShape::new).collect(),
    };
    let banner = review.banner.as_deref();
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
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
    Classes { rows: rows.collect(), shares: shares.collect(), apart: apart.collect() }
}
