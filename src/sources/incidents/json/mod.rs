//! JSON exports and dumps of programming interfaces to the table that the columns are chosen from:
//! one page, several in an array, one record a line, or pages one after the other.

mod documents;
mod flatten;
mod reshape;
mod rich_text;

use std::collections::BTreeSet;

pub(super) use documents::Object;
use documents::Records;

use super::fields::normal;
use super::presets::{self, Preset};
use crate::model::project::IncidentMapping;
use crate::model::raw::RawRecord;
use crate::sources::SourceError;
use crate::sources::encoding::decode;
use crate::sources::table::Table;

/// Returns whether a file begins like JSON: with a brace or bracket, after marks and blanks.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let blank = |byte: &&u8| {
        matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xff | 0xfe) || byte.is_ascii_whitespace()
    };
    let head = &bytes[..bytes.len().min(4096)];
    matches!(head.iter().find(|byte| !blank(byte)), Some(b'{' | b'['))
}

/// Returns the records of a JSON file as a table, and the tracker that its keys tell.
pub(super) fn read(
    bytes: &[u8],
    cut: bool,
    mapping: &IncidentMapping,
) -> Result<(Table, Option<&'static Preset>), SourceError> {
    let decoded = decode(bytes)?;
    let mut records = Records::default();
    records.read(&decoded.text)?;
    if cut {
        records.notes.push("the gzip data ends in the middle; what came before was read".into());
    }
    Ok(table(records, decoded.encoding, mapping))
}

/// Returns the records of a page that is taken apart already.
pub(super) fn read_page(
    page: serde_json::Value,
    mapping: &IncidentMapping,
) -> (Table, Option<&'static Preset>) {
    let mut records = Records::default();
    records.document(page);
    table(records, "UTF-8", mapping)
}

/// Returns whether anything reads a header.
pub(super) fn reads(
    preset: Option<&'static Preset>,
    mapping: &IncidentMapping,
    header: &str,
) -> bool {
    flatten::Wanted::new(preset, mapping).has(header)
}

/// Returns the records of raw records, which are objects.
pub(super) fn of_raw(
    raws: &[RawRecord],
    mapping: &IncidentMapping,
) -> (Table, Option<&'static Preset>) {
    let mut records = Records::default();
    for raw in raws {
        records.cell(raw.line + 1, &raw.document);
    }
    table(records, "UTF-8", mapping)
}

/// Returns whether a table is a raw dump: its column `data` holds JSON.
pub(super) fn is_raw_dump(table: &Table) -> bool {
    let headers: BTreeSet<&str> = table.header.iter().map(String::as_str).collect();
    ["params", "data", "input"].iter().all(|name| headers.contains(name))
}

/// Returns the records inside the cells of a raw dump.
pub(super) fn raw_dump(
    table: &Table,
    mapping: &IncidentMapping,
) -> (Table, Option<&'static Preset>) {
    let place = table.header.iter().position(|header| header == "data").unwrap_or_default();
    let mut records = Records::default();
    records.skipped.clone_from(&table.skipped);
    records.rejected.clone_from(&table.rejected);
    records.notes.clone_from(&table.notes);
    for row in &table.rows {
        records.cell(row.line, row.cell(place));
    }
    let (mut read, preset) = self::table(records, table.encoding, mapping);
    (read.delimiter, read.of_json) = (table.delimiter, false);
    (read, preset)
}

fn table(
    mut records: Records,
    encoding: &'static str,
    mapping: &IncidentMapping,
) -> (Table, Option<&'static Preset>) {
    let keys: Vec<BTreeSet<String>> = records
        .objects
        .iter()
        .take(50)
        .map(|(_, object)| object.keys().map(|key| normal(key)).collect())
        .collect();
    let preset = keys.iter().find_map(presets::of_keys);
    let named = mapping.preset.as_deref().and_then(|name| presets::named(name).ok());
    records.reshape();
    let wanted = flatten::Wanted::new(named.unwrap_or(preset), mapping);
    let (header, rows) = flatten::rows(&records.objects, &wanted);
    records.rejected.sort();
    let table = Table {
        encoding,
        delimiter: ',',
        of_json: true,
        header,
        rows,
        skipped: records.skipped,
        rejected: records.rejected,
        notes: records.notes,
        raws: records.raws,
    };
    (table, preset)
}
