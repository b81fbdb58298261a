//! A part of a cell that gives a field: a severity in a title, a phase in a status or label.

use regex::Regex;

use super::fields::Field;
use crate::sources::SourceError;
use crate::sources::table::Row;

/// Where a part of a cell is found.
pub(super) struct Part {
    /// The field it gives.
    pub(super) field: Field,
    places: Vec<usize>,
    pattern: Regex,
}

impl Part {
    /// Returns the part, or what is wrong with its pattern.
    pub(super) fn new(
        field: Field,
        places: Vec<usize>,
        pattern: &str,
    ) -> Result<Self, SourceError> {
        let bad = |source| SourceError::BadPattern {
            field: field.word(),
            pattern: pattern.to_owned(),
            source: Box::new(source),
        };
        Ok(Self { field, places, pattern: Regex::new(pattern).map_err(bad)? })
    }

    /// Returns whether it reads the column at a place.
    pub(super) fn reads(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// Returns the headers of the columns it reads.
    pub(super) fn headers<'h>(&self, header: &'h [String]) -> impl Iterator<Item = &'h String> {
        self.places.clone().into_iter().filter_map(|at| header.get(at))
    }

    /// Returns what it finds in a row: the first, or all.
    pub(super) fn found<'r>(&'r self, row: &'r Row, all: bool) -> Vec<&'r str> {
        let cells = self.places.iter().map(|at| row.cell(*at));
        let matches = cells.flat_map(|cell| self.pattern.captures_iter(cell));
        let texts = matches.filter_map(|found| found.get(1).or_else(|| found.get(0)));
        let texts = texts.map(|text| text.as_str().trim()).filter(|text| !text.is_empty());
        texts.take(if all { usize::MAX } else { 1 }).collect()
    }
}
