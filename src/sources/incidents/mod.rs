//! Incident exports to model values. No person becomes part of a record.

mod aliases;
mod batch;
mod columns;
mod fields;
mod front_matter;
mod json;
mod languages;
mod notes;
mod numbered;
mod objects;
mod parts;
mod persons;
mod presets;
mod raw;
mod record;
mod settled;
mod skips;
mod states;
mod values;
mod vocabulary;

pub(in crate::sources) use fields::normal;
pub(in crate::sources) use values::revision;

pub use columns::{ColumnReason, DecidedColumn};
pub use fields::Field;
pub use raw::raw_form;

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::model::batch::Batch;
use crate::model::incident::{Condition, Incident, Phase};
use crate::model::project::IncidentMapping;
use crate::model::raw::{RawForm, RawRecord};
use crate::sources::SourceError;
use crate::sources::encoding::decode;
use crate::sources::input::{Input, Rewind};
use crate::sources::table::{self, Item, Layout, Table};

/// Sizes in bytes of an export that was cut at 15 MB, of either kind of megabyte.
const MAILED: std::ops::RangeInclusive<u64> = 14_900_000..=15_750_000;

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
    /// The date formats found in each time column, in words; empty where no cell holds a time.
    pub date_formats: BTreeMap<String, String>,
    /// What gives each field of the record: headers, best first, or `= ` and a constant.
    pub mapping: BTreeMap<&'static str, Vec<String>>,
    /// Every column and the field it gives.
    pub columns: Vec<DecidedColumn>,
    /// Zone of times that name none; `None` reads UTC and marks the times as guessed.
    pub zone: Option<String>,
    /// What was noticed; the same as the batch's.
    pub notes: Vec<String>,
    /// Whether the cells of a table hold the records as JSON.
    #[serde(skip)]
    pub of_dump: bool,
}

/// What a file gives, one record after the other.
pub enum Took {
    /// An incident.
    Incident {
        /// Line of the file, or the number of the record.
        line: u64,
        /// The record.
        incident: Box<Incident>,
        /// What is kept of it as the source wrote it.
        raw: Option<String>,
    },
    /// A record that could not be understood.
    Failed {
        /// Line of the file, or the number of the record.
        line: u64,
        /// What is kept of it as the source wrote it.
        raw: Option<String>,
    },
}

/// Takes what a file gives.
pub trait Taker {
    /// Learns how the file is read, and how many rows there are, before the first of them.
    fn start(&mut self, decided: &Decided, rows: usize);

    /// Takes a record; gives back whether to go on.
    fn take(&mut self, took: Took) -> bool;
}

/// Keeps incidents in memory.
#[derive(Default)]
struct Collected(Vec<Incident>);

impl Taker for Collected {
    fn start(&mut self, _: &Decided, _: usize) {}

    fn take(&mut self, took: Took) -> bool {
        if let Took::Incident { incident, .. } = took {
            self.0.push(*incident);
        }
        true
    }
}

/// Returns the incidents of an export, CSV or JSON, and what the reader decided about it.
pub fn read(
    bytes: &[u8],
    mapping: &IncidentMapping,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let mut collected = Collected::default();
    let (batch, decided) = read_into(&mut Cursor::new(bytes), "", mapping, &mut collected)?;
    Ok((Batch { accepted: collected.0, ..batch }, decided))
}

/// Reads the incidents of an export into a taker, one by one where the format allows it. The batch
/// says what was not taken and holds no incident.
pub fn read_into(
    file: &mut dyn Rewind,
    name: &str,
    mapping: &IncidentMapping,
    taker: &mut dyn Taker,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let mut input = Input::new(file)?;
    let head = input.head()?;
    if json::begins(&head) {
        let bytes = input.whole()?;
        let (table, proposed) = json::read(&bytes, input.was_cut(), mapping)?;
        return read_table(table, proposed, mapping, taker);
    }
    if front_matter::begins(&head) {
        let bytes = input.whole()?;
        let record = front_matter::record(&decode(&bytes)?.text, name)?;
        let (table, proposed) = json::read_page(record.into(), mapping);
        return read_table(table, proposed, mapping, taker);
    }
    let layout = Layout::of(&mut input)?;
    let table = {
        let rows = layout.rows(&mut input)?;
        layout.table(&rows)
    };
    if table.header.is_empty() {
        return Err(if input.was_cut() { SourceError::Gzip(ended()) } else { SourceError::Empty });
    }
    if json::is_raw_dump(&table) {
        let table = table::read(&input.whole()?)?;
        let (table, proposed) = json::raw_dump(&table, mapping);
        return read_table(table, proposed, mapping, taker);
    }
    let headers = table.header.iter().map(|header| normal(header)).collect();
    let proposed = presets::of_headers(&headers);
    let mut pass = |visit: &mut dyn FnMut(Item) -> bool| {
        let mut rows = layout.rows(&mut input)?;
        while let Some(item) = rows.next_item() {
            if !visit(item) {
                break;
            }
        }
        let mut notes = rows.notes();
        drop(rows);
        notes.extend(table::cut(&input));
        Ok(notes)
    };
    let (mut batch, mut decided) = batch::read(table, &mut pass, proposed, mapping, taker)?;
    if decided.preset.as_deref() == Some("gitlab") && MAILED.contains(&layout.length) {
        let note = "about 15 MB, where GitLab cuts what it mails, so some rows may be missing";
        batch.notes.push(note.to_owned());
        decided.notes.push(note.to_owned());
    }
    Ok((batch, decided))
}

fn ended() -> std::io::Error {
    std::io::ErrorKind::UnexpectedEof.into()
}

/// Reads the rows of a table that stands in memory.
fn read_table(
    mut table: Table,
    proposed: Option<&'static presets::Preset>,
    mapping: &IncidentMapping,
    taker: &mut dyn Taker,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let rows = std::mem::take(&mut table.rows);
    let mut pass = |visit: &mut dyn FnMut(Item) -> bool| {
        for row in &rows {
            if !visit(Item::Row(row.clone())) {
                break;
            }
        }
        Ok(Vec::new())
    };
    batch::read(table, &mut pass, proposed, mapping, taker)
}

/// Reads the incidents of a page that a live tracker gave, already taken apart.
pub fn read_page(
    page: serde_json::Value,
    mapping: &IncidentMapping,
    taker: &mut dyn Taker,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let (table, proposed) = json::read_page(page, mapping);
    read_table(table, proposed, mapping, taker)
}

/// Reads raw records of one form anew. What they were read as stands in where the mapping says
/// nothing else.
pub fn read_raw(
    form: &RawForm,
    records: &[RawRecord],
    mapping: &IncidentMapping,
    taker: &mut dyn Taker,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let mapping = IncidentMapping {
        preset: mapping.preset.clone().or_else(|| form.preset.clone().or(Some("none".into()))),
        date_format: mapping.date_format.clone().or_else(|| form.date_format.clone()),
        zone: mapping.zone.clone().or_else(|| form.zone.clone()),
        ..mapping.clone()
    };
    let (table, proposed) = if form.format == "csv" {
        (Table::of_raw(form.header.clone(), records), None)
    } else {
        json::of_raw(records, &mapping)
    };
    read_table(table, proposed, &mapping, taker)
}

/// Returns whether a preset, a mapping or the record's fields read a header.
pub fn reads(preset: &str, mapping: &IncidentMapping, header: &str) -> bool {
    let preset = presets::named(preset).ok().flatten();
    json::reads(preset, mapping, header)
}

/// Returns whether the mapping itself reads a header.
pub fn reads_mapped(mapping: &IncidentMapping, header: &str) -> bool {
    let parts = mapping.extract.values().map(|part| &part.column);
    let mut headers = mapping.columns.values().chain(parts);
    headers.any(|mapped| normal(mapped) == normal(header))
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
