//! An import as JSON: what was decided, the sum, and the records a dry run would take.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::batch::{Dropped, Reconciliation};
use crate::model::incident::Incident;

use super::record::Record;
use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct Import<'a, D> {
    decided: &'a D,
    seen: usize,
    imported: usize,
    updated: usize,
    unchanged: usize,
    skipped: Vec<Skipped<'a>>,
    failed: &'a [Dropped],
    notes: &'a [String],
    records: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Skipped<'a> {
    reason: &'a str,
    count: usize,
}

/// Writes the sum of an import with its reasons, and the records where a dry run shows them.
pub fn reconciliation(
    out: &mut impl Write,
    decided: &impl Serialize,
    import: &Reconciliation,
    records: &[Incident],
    banner: Option<&str>,
) -> io::Result<()> {
    let skipped = import.skipped_by_reason();
    let body = Import {
        decided,
        seen: import.seen,
        imported: import.imported,
        updated: import.updated,
        unchanged: import.unchanged,
        skipped: skipped.into_iter().map(|(reason, count)| Skipped { reason, count }).collect(),
        failed: &import.failed,
        notes: &import.notes,
        records: records.iter().map(Record::new).collect(),
    };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}
