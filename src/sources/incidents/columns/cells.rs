//! The cells of a row by the field they give, without those that say nothing.

use super::super::fields::{Field, TIMES, normal};
use super::super::parts::Part;
use super::super::presets::Preset;
use super::Columns;
use crate::sources::table::Row;

/// Cells that mean nothing, where the mapping names none.
const NULL_TOKENS: [&str; 10] =
    ["NULL", "(null)", "None", "nil", "N/A", "NaN", "undefined", "---", "-", "?"];

impl Columns<'_> {
    /// Returns the filled cells of a field; the constant alone where there is one. A part of a
    /// cell that the mapping names goes first; one of the preset's stands in.
    pub(in crate::sources::incidents) fn cells<'r>(
        &'r self,
        row: &'r Row,
        field: Field,
    ) -> Vec<&'r str> {
        if let Some(constant) = self.constants.get(&field) {
            return if self.says_nothing(constant, field) { Vec::new() } else { vec![constant] };
        }
        let parts_in = |parts: &'r [Part]| {
            let parts = parts.iter().filter(move |part| part.field == field);
            parts.flat_map(move |part| part.found(row, field.is_list()))
        };
        let mut cells: Vec<&str> = parts_in(&self.parts).collect();
        cells.extend(self.places.get(&field).into_iter().flatten().map(|at| row.cell(*at)));
        cells.retain(|cell| !self.says_nothing(cell, field));
        if cells.is_empty() {
            cells.extend(parts_in(&self.spare_parts));
        }
        cells
    }

    /// Returns the first filled cell of a field.
    pub(in crate::sources::incidents) fn cell<'r>(
        &'r self,
        row: &'r Row,
        field: Field,
    ) -> Option<&'r str> {
        self.cells(row, field).first().copied()
    }

    /// Returns the word the mapping or else the preset gives for a cell, else the cell.
    pub(in crate::sources::incidents) fn value<'r>(
        &'r self,
        field: Field,
        cell: &'r str,
    ) -> &'r str {
        let words = self.values.get(&field);
        let in_preset = |preset: &Preset| preset.values.iter().any(|(name, _)| *name == field);
        if words.is_none() && !self.preset.is_some_and(in_preset) {
            return cell;
        }
        let lower = cell.to_lowercase();
        let own = words.and_then(|words| words.get(&lower)).map(String::as_str);
        own.or_else(|| self.preset_word(field, &lower)).unwrap_or(cell)
    }

    fn preset_word(&self, field: Field, lower: &str) -> Option<&'static str> {
        let (_, words) = self.preset?.values.iter().find(|(name, _)| *name == field)?;
        words.iter().find(|(word, _)| *word == lower).map(|(_, word)| *word)
    }

    /// Returns what stands between the items of a field's cells, where that is known.
    pub(in crate::sources::incidents) fn separator(&self, field: Field) -> Option<&str> {
        if let Some(separator) = &self.mapping.list_separator {
            Some(separator)
        } else if self.of_json {
            // Each item of a list has a cell of its own; a bare text may still be a list.
            (field == Field::Labels).then_some("\n")
        } else {
            let (_, separator) = self.preset?.separators.iter().find(|(name, _)| *name == field)?;
            Some(separator)
        }
    }

    /// Returns the header that gives a field, for messages.
    pub(in crate::sources::incidents) fn header(&self, field: Field) -> &str {
        let place = self.places.get(&field).and_then(|places| places.first());
        place.map_or(field.word(), |at| self.header[*at].as_str())
    }

    /// Returns the header at a place.
    pub(in crate::sources::incidents) fn header_at(&self, at: usize) -> &str {
        &self.header[at]
    }

    /// Returns whether a column, a part of a cell that the mapping names or a constant gives the field.
    pub(in crate::sources::incidents) fn has(&self, field: Field) -> bool {
        self.constants.contains_key(&field)
            || self.places.contains_key(&field)
            || self.parts.iter().any(|part| part.field == field)
    }

    /// Returns whether the rows come from a tracker's interface rather than from a table.
    pub(in crate::sources::incidents) fn of_json(&self) -> bool {
        self.of_json
    }

    /// Returns the places of all columns that give a field other than prose.
    pub(in crate::sources::incidents) fn places_but_prose(&self) -> Vec<usize> {
        let prose = |field: &Field| matches!(field, Field::Title | Field::Body);
        self.places
            .iter()
            .filter(|(field, _)| !prose(field))
            .flat_map(|(_, at)| at.clone())
            .collect()
    }

    /// Returns the places of the columns that give times.
    pub(in crate::sources::incidents) fn places_of_times(&self) -> Vec<usize> {
        TIMES.iter().filter_map(|time| self.places.get(time)).flatten().copied().collect()
    }

    /// Returns whether the header is a bare word such as `fix`, under which trackers also keep prose.
    pub(in crate::sources::incidents) fn is_vague(&self, field: Field) -> bool {
        matches!(normal(self.header(field)).as_str(), "fix" | "cause")
            && !self.mapping.columns.contains_key(field.word())
    }

    fn says_nothing(&self, cell: &str, field: Field) -> bool {
        let is = |token: &str| cell.eq_ignore_ascii_case(token.trim());
        if cell.is_empty() {
            true
        } else if matches!(field, Field::Title | Field::Body) {
            // A title may well be the word "none".
            cell.eq_ignore_ascii_case("null") || cell == "NaN"
        } else if self.value(field, cell).is_empty() {
            true
        } else if self.mapping.null_tokens.is_empty() {
            NULL_TOKENS.iter().any(|token| is(token))
        } else {
            self.mapping.null_tokens.iter().any(|token| is(token))
        }
    }
}
