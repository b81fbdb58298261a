//! The cells of a row put into plain words: objects and lists, times whose zone has a column.

use super::columns::Columns;
use super::fields::normal;
use super::objects;
use super::presets::Preset;
use crate::sources::table::{Row, Table};

/// The cells that are put into plain words before they are read.
pub(super) struct Cells {
    objects: Vec<usize>,
    times: Vec<usize>,
    offset: Option<usize>,
}

impl Cells {
    /// Returns the cells of a table's columns that are put into plain words.
    pub(super) fn new(
        table: &Table,
        columns: &Columns<'_>,
        preset: Option<&'static Preset>,
    ) -> Self {
        let offset = preset
            .and_then(|preset| preset.offset_column)
            .and_then(|header| table.header.iter().position(|there| normal(there) == header));
        Self { objects: columns.places_but_prose(), times: columns.places_of_times(), offset }
    }

    /// Replaces objects and lists in cells by what they stand for, and gives times the zone that a
    /// column of their row names.
    pub(super) fn settle(&self, row: &mut Row) {
        for at in &self.objects {
            if let Some(cell) = row.cells.get_mut(*at)
                && let Some(plain) = objects::plain(cell)
            {
                *cell = plain;
            }
        }
        let Some(zone) =
            self.offset.map(|at| row.cell(at).to_owned()).filter(|zone| !zone.is_empty())
        else {
            return;
        };
        for at in &self.times {
            if let Some(cell) = row.cells.get_mut(*at).filter(|cell| !cell.trim().is_empty()) {
                *cell = format!("{} {zone}", cell.trim());
            }
        }
    }
}
