//! The charts there are, and what was drawn of them, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{Document, SCHEMA_VERSION};

/// A chart: what it asks, and, where it was drawn, what it found and the files it was written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartFile {
    /// Its name.
    pub name: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// The finding; `None` where it was not drawn.
    pub title: Option<String>,
    /// The finding in numbers; `None` where it was not drawn.
    pub description: Option<String>,
    /// Whether it shows data, not a sentence in an empty frame; `None` where it was not drawn.
    pub has_data: Option<bool>,
    /// The files it was written to.
    pub files: Vec<String>,
}

/// Writes charts.
pub fn charts(out: &mut impl Write, charts: &[ChartFile], banner: Option<&str>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        charts: &'a [ChartFile],
    }
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body: Body { charts } })
}
