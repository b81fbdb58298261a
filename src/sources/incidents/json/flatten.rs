//! Records to rows: a value, the display value of an object, and the items of a list each get a
//! cell; what lies deeper only where it is asked for. Persons give none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::fields::{Field, normal};
use super::super::objects::display;
use super::super::presets::Preset;
use super::documents::Object;
use crate::model::project::IncidentMapping;
use crate::sources::table::Row;

/// Most items of a list that are kept.
const MOST: usize = 500;

/// The headers that somebody reads, in one spelling.
pub(super) struct Wanted {
    preset: Option<&'static Preset>,
    headers: BTreeSet<String>,
}

impl Wanted {
    /// Returns what a preset, a mapping and the known headers read.
    pub(super) fn new(preset: Option<&'static Preset>, mapping: &IncidentMapping) -> Self {
        let parts = mapping.extract.values().map(|part| &part.column);
        let mapped = mapping.columns.values().chain(parts).map(|header| normal(header));
        let known = Field::ALL.iter().flat_map(|field| field.aliases()).map(|h| (*h).to_owned());
        Self { preset, headers: mapped.chain(known).collect() }
    }

    /// Returns whether somebody reads a path.
    pub(super) fn has(&self, path: &str) -> bool {
        let header = normal(path);
        self.headers.contains(&header) || self.preset.is_some_and(|preset| preset.knows(&header))
    }
}

/// Returns the header and the rows of records; a path with several values heads several columns.
pub(super) fn rows(objects: &[(u64, Object)], wanted: &Wanted) -> (Vec<String>, Vec<Row>) {
    let flat: Vec<_> = objects.iter().map(|(_, object)| cells(object, wanted)).collect();
    let mut widths: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &flat {
        for (path, values) in record {
            let width = widths.entry(path).or_default();
            *width = values.len().max(*width);
        }
    }
    let mut header = Vec::new();
    let mut starts = BTreeMap::new();
    for (path, width) in &widths {
        starts.insert((*path).to_owned(), header.len());
        header.extend(std::iter::repeat_n((*path).to_owned(), *width));
    }
    let row = |(line, record): (u64, BTreeMap<String, Vec<String>>)| {
        // A row ends with its last filled cell, so that one long list does not widen all rows.
        let mut cells: Vec<String> = Vec::new();
        for (path, values) in record {
            cells.resize(starts[&path], String::new());
            cells.extend(values);
        }
        Row { line, cells }
    };
    let lines: Vec<u64> = objects.iter().map(|(line, _)| *line).collect();
    let rows = lines.into_iter().zip(flat).map(row).collect();
    (header, rows)
}

fn cells(object: &Object, wanted: &Wanted) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (key, value) in object {
        for item in items(value) {
            if let Some(text) = display(item) {
                push(&mut found, key, text);
            }
            deeper(key, item, wanted, &mut found, 1);
        }
    }
    found
}

fn deeper(
    path: &str,
    value: &Value,
    wanted: &Wanted,
    found: &mut BTreeMap<String, Vec<String>>,
    depth: usize,
) {
    let Value::Object(inner) = value else { return };
    for (key, value) in inner {
        let path = format!("{path}.{key}");
        for item in items(value) {
            if wanted.has(&path)
                && let Some(text) = display(item)
            {
                push(found, &path, text);
            }
            if depth < 4 {
                deeper(&path, item, wanted, found, depth + 1);
            }
        }
    }
}

/// Returns the items of a list, of a page inside a record, or the value itself.
fn items(value: &Value) -> Vec<&Value> {
    let nodes = value.get("nodes").or_else(|| value.get("edges")).and_then(Value::as_array);
    match (value, nodes) {
        (Value::Array(items), _) => items.iter().take(MOST).collect(),
        (_, Some(nodes)) => {
            nodes.iter().take(MOST).map(|node| node.get("node").unwrap_or(node)).collect()
        }
        _ => vec![value],
    }
}

fn push(found: &mut BTreeMap<String, Vec<String>>, path: &str, text: String) {
    let values = found.entry(path.to_owned()).or_default();
    if values.len() < MOST {
        values.push(text);
    }
}
