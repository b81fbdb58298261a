//! The reports that are missing, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::missing_reports::MissingReports;

use super::{Document, SCHEMA_VERSION, write};

/// Writes what to measure first, with the shell script that does it.
pub fn missing_reports(
    out: &mut impl Write,
    missing: &MissingReports,
    script: &str,
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Shape<'a> {
        #[serde(flatten)]
        missing: &'a MissingReports,
        answered: usize,
        script: &'a str,
    }
    let body = Shape { missing, answered: missing.answered(), script };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}
