//! Incident exports to model values. No person becomes part of a record.

mod aliases;
mod batch;
mod columns;
mod fields;
mod json;
mod notes;
mod numbered;
mod objects;
mod parts;
mod persons;
mod presets;
mod record;
mod skips;
mod values;
mod vocabulary;

pub(in crate::sources) use fields::normal;
pub(in crate::sources) use values::revision;

pub use columns::{ColumnReason, DecidedColumn};
pub use fields::Field;

use crate::model::batch::Batch;
use crate::model::incident::{Condition, Incident, Phase};
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::compression::plain;
use crate::sources::table;

/// Sizes in bytes of an export that was cut at 15 MB, of either kind of megabyte.
const MAILED: std::ops::RangeInclusive<usize> = 14_900_000..=15_750_000;

/// What the reader decided about a file, for a preview before anything is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Decided {
    /// `csv` or `json`.
    pub format: String,
    /// The tracker whose export it is, by name or because the headers or keys tell.
    pub preset: Option<String>,
    /// Name of the encoding.
    pub encoding: String,
    /// What stands between cells; empty for JSON.
    pub delimiter: String,
    /// Every column and the field it gives.
    pub columns: Vec<DecidedColumn>,
    /// The date formats of each time column.
    pub dates: Vec<DecidedDates>,
    /// Zone of times that name none; `None` reads UTC and marks the times as guessed.
    pub zone: Option<String>,
    /// What was noticed; the same as the batch's.
    pub notes: Vec<String>,
}

/// The date formats found in a column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DecidedDates {
    /// The header as written.
    pub header: String,
    /// The field it gives.
    pub field: String,
    /// The formats, in words; empty where no cell holds a time.
    pub formats: String,
}

/// Returns the incidents of an export, CSV or JSON, and what the reader decided about it.
pub fn read(
    bytes: &[u8],
    mapping: &IncidentMapping,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let plain = plain(bytes)?;
    if json::begins(&plain.bytes) {
        let (table, proposed) = json::read(&plain, mapping)?;
        return batch::read(table, proposed, mapping);
    }
    let table = table::read(bytes)?;
    if let Some((table, proposed)) = json::raw_dump(&table, mapping) {
        return batch::read(table, proposed, mapping);
    }
    let headers = table.header.iter().map(|header| normal(header)).collect();
    let proposed = presets::of_headers(&headers);
    let (mut batch, mut decided) = batch::read(table, proposed, mapping)?;
    if decided.preset.as_deref() == Some("gitlab") && MAILED.contains(&plain.bytes.len()) {
        let note = "about 15 MB, where GitLab cuts what it mails, so some rows may be missing";
        batch.notes.push(note.to_owned());
        decided.notes.push(note.to_owned());
    }
    Ok((batch, decided))
}

/// Returns the id of an issue among those of several repositories, `owner/name#42`, where its
/// address tells the repository.
pub fn id_among_repositories(incident: &Incident) -> Option<String> {
    numbered::id(incident)
}

/// Returns the notes on columns that are dropped or that nothing reads.
pub fn column_notes(decided: &Decided) -> Vec<String> {
    notes::about_columns(&decided.columns)
}

/// Returns the names of the presets, and `none`.
pub fn preset_names() -> Vec<&'static str> {
    presets::names()
}

/// Returns whether there is a preset of that name; `none` is one.
pub fn is_preset(name: &str) -> bool {
    presets::named(name).is_ok()
}

/// Returns the names of the record's fields, for messages and documentation.
pub fn field_names() -> String {
    Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ")
}

/// Returns the severity a text names: 1 (worst) to 4.
pub fn severity(text: &str) -> Option<u8> {
    vocabulary::severity(text)
}

/// Returns the phase a text names; unknown where it names two or none.
pub fn phase(text: &str) -> Phase {
    vocabulary::phase(text)
}

/// Returns the condition a text names.
pub fn condition(text: &str) -> Option<Condition> {
    vocabulary::condition(text)
}

/// Returns a time with its origin from a text in one of the formats that say by themselves which
/// day they mean, as a command's argument gives it.
pub fn time(text: &str) -> Option<crate::model::incident::Stamp> {
    let rules = crate::sources::time::TimeRules::default();
    let format = rules.column("time", std::iter::once(text)).ok()?;
    rules.stamp(&format, text)
}
