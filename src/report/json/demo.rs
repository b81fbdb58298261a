//! What the demo made, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::analysis::AnalysisSummary;
use crate::model::batch::Reconciliation;

use super::{Document, SCHEMA_VERSION, write};

/// Writes where the demo lies, what became of the records it imported, what the analysis did, and the files
/// it wrote.
pub fn demo(
    out: &mut impl Write,
    folder: &str,
    imports: &[(&str, Reconciliation)],
    analysis: &AnalysisSummary,
    files: &[String],
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Import<'a> {
        kind: &'a str,
        seen: usize,
        imported: usize,
        updated: usize,
        unchanged: usize,
        skipped: usize,
        failed: usize,
    }
    #[derive(Serialize)]
    struct Body<'a> {
        folder: &'a str,
        imports: Vec<Import<'a>>,
        analysis: &'a AnalysisSummary,
        files: &'a [String],
    }
    let imports = imports.iter().map(|(kind, sum)| Import {
        kind,
        seen: sum.seen,
        imported: sum.imported,
        updated: sum.updated,
        unchanged: sum.unchanged,
        skipped: sum.skipped.len(),
        failed: sum.failed.len(),
    });
    let body = Body { folder, imports: imports.collect(), analysis, files };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}
