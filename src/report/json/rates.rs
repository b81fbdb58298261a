//! Escape rates as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::rate::{Grouping, RateDefinition, RateRow, RateTable};
use crate::model::rate_study::RateStudy;

use super::{Document, SCHEMA_VERSION};

/// Writes a rate table with the study of the same defects under every definition asked for.
pub fn rate_study(
    out: &mut impl Write,
    table: &RateTable,
    study: &RateStudy,
    banner: Option<&str>,
) -> io::Result<()> {
    let body = StudyShape { table: TableShape::new(table), study };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

#[derive(Serialize)]
struct StudyShape<'a> {
    #[serde(flatten)]
    table: TableShape<'a>,
    study: &'a RateStudy,
}

#[derive(Serialize)]
pub(super) struct TableShape<'a> {
    definition: RateDefinition,
    formula: &'static str,
    by: Grouping,
    has_caught_source: bool,
    undated: u64,
    rows: &'a [RateRow],
    total: &'a RateRow,
}

impl<'a> TableShape<'a> {
    /// Returns the shape of the table.
    pub(super) fn new(table: &'a RateTable) -> Self {
        Self {
            definition: table.definition,
            formula: table.definition.formula(),
            by: table.by,
            has_caught_source: table.has_caught_source,
            undated: table.undated,
            rows: &table.rows,
            total: &table.total,
        }
    }
}
