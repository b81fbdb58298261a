//! What is missing, as JSON.

use std::io::{self, Write};

use crate::model::checkup::Checkup;

use super::{Document, SCHEMA_VERSION, write};

/// Writes what a look at the data found.
pub fn checkup(out: &mut impl Write, checkup: &Checkup, banner: Option<&str>) -> io::Result<()> {
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: checkup })
}
