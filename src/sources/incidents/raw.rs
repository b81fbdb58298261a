//! What is kept of a record as its source wrote it: without the columns and objects that hold
//! persons, with addresses and mentions masked and novels cut.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::Decided;
use super::columns::ColumnReason;
use super::objects::is_person;
use super::persons::names_person;
use crate::model::raw::RawForm;
use crate::sources::table::{Row, Table};
use crate::sources::text::{Cleaner, MAX_BODY, is_harmful};

/// The cells of a table's rows that are kept.
pub(super) struct RawCells {
    places: Vec<usize>,
}

impl RawCells {
    /// Returns which cells of a table are kept.
    pub(super) fn new(table: &Table, decided: &Decided) -> Self {
        if table.of_json || !table.raws.is_empty() {
            return Self { places: Vec::new() };
        }
        let kept = |(at, column): (usize, &super::DecidedColumn)| {
            (column.reason != ColumnReason::Person).then_some(at)
        };
        Self { places: decided.columns.iter().enumerate().filter_map(kept).collect() }
    }

    /// Returns what is kept of a row.
    pub(super) fn of(&self, table: &Table, row: &Row) -> Option<String> {
        if table.of_json || !table.raws.is_empty() {
            return table.raws.get(&row.line).cloned();
        }
        let mut cells: Vec<Cow<'_, str>> =
            self.places.iter().map(|at| masked(row.cell(*at))).collect();
        while cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        serde_json::to_string(&cells).ok()
    }
}

/// Returns the form of a file's raw records.
pub fn raw_form(decided: &Decided) -> RawForm {
    let csv = decided.format == "csv" && !decided.of_dump;
    let kept = decided.columns.iter().filter(|column| column.reason != ColumnReason::Person);
    RawForm {
        format: if csv { "csv" } else { "json" }.to_owned(),
        header: if csv { kept.map(|column| column.header.clone()).collect() } else { Vec::new() },
        preset: decided.preset.clone(),
        zone: decided.zone.clone(),
        ..RawForm::default()
    }
}

/// Returns what is kept of an object.
pub(super) fn kept(object: &Map<String, Value>) -> Map<String, Value> {
    let entries = object.iter().filter(|(key, _)| !names_person(key));
    entries.filter_map(|(key, value)| Some((key.clone(), kept_value(value)?))).collect()
}

fn kept_value(value: &Value) -> Option<Value> {
    match value {
        Value::Object(object) if is_person(object) => None,
        Value::Object(object) => Some(Value::Object(kept(object))),
        Value::Array(items) => Some(items.iter().filter_map(kept_value).collect()),
        Value::String(text) => Some(Value::String(masked(text).into_owned())),
        other => Some(other.clone()),
    }
}

fn masked(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '@' | '\r') && (c == '\n' || c == '\t' || !is_harmful(c));
    if text.len() <= MAX_BODY && !text.contains("[~") && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Cleaner::default().block(text, MAX_BODY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_person_is_kept_and_the_rest_is() {
        let object = serde_json::json!({
            "key": "SHOP-1", "assignee": {"displayName": "Jane Roe"}, "watchers": ["Jane Roe"],
            "fields": {"summary": "ask jane@example.org", "lead": "Jane Roe",
                "parts": [{"name": "pay"}, {"accountId": "7", "name": "Jane Roe"}]},
        });
        let kept = Value::Object(kept(object.as_object().unwrap()));
        let expected = serde_json::json!({
            "key": "SHOP-1",
            "fields": {"summary": "ask <email>", "parts": [{"name": "pay"}]},
        });
        assert_eq!(kept, expected);
    }
}
