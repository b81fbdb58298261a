//! A calibration as JSON: its own shape, with the version first.

use std::io::{self, Write};

use crate::model::calibration::Calibration;

use super::{Document, SCHEMA_VERSION};

/// Writes every number of a calibration, and the sentences.
pub fn calibration(
    out: &mut impl Write,
    found: &Calibration,
    banner: Option<&str>,
) -> io::Result<()> {
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: found })
}
