//! Records of incidents to a batch: which rows are taken, which are not and why. The rows are gone
//! through twice, first to decide how they are read and then to read them, so that no more than one
//! has to stand in memory.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::columns::Columns;
use super::fields::TIMES;
use super::notes::{about_columns, about_size};
use super::presets::{self, Preset};
use super::raw::RawCells;
use super::record::Reader;
use super::settled::Cells;
use super::skips::Skips;
use super::states::LastStates;
use super::{Decided, Taker, Took, numbered};
use crate::model::batch::{Batch, Dropped};
use crate::model::incident::Incident;
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::table::{Item, Row, Table};
use crate::sources::text::Cleaner;
use crate::sources::time::TimeRules;

/// Why an older row of a record is left out.
const EARLIER: &str = "an earlier state of a record that comes again";

/// Goes through all rows of a file once; the visitor says whether to go on. Gives back what was
/// noticed.
pub(super) type Pass<'p> =
    dyn FnMut(&mut dyn FnMut(Item) -> bool) -> Result<Vec<String>, SourceError> + 'p;

/// Reads all rows of a table, which has a header and no rows of its own, into a taker. What is not
/// taken is in the batch, which holds no incident.
pub(super) fn read(
    mut table: Table,
    pass: &mut Pass<'_>,
    proposed: Option<&'static Preset>,
    mapping: &IncidentMapping,
    taker: &mut dyn Taker,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let preset = match &mapping.preset {
        Some(name) => presets::named(name)?,
        None => proposed,
    };
    let delimiter = if table.of_json { String::new() } else { table.delimiter.to_string() };
    let mut decided = Decided {
        format: if table.of_json { "json" } else { "csv" }.to_owned(),
        preset: preset.map(|preset| preset.name.to_owned()),
        encoding: table.encoding.to_owned(),
        delimiter,
        zone: mapping.zone.clone(),
        of_dump: !table.of_json && !table.raws.is_empty(),
        ..Decided::default()
    };
    let mut batch = Batch {
        skipped: std::mem::take(&mut table.skipped),
        rejected: std::mem::take(&mut table.rejected),
        notes: std::mem::take(&mut table.notes),
        ..Batch::default()
    };
    let proposal = match (preset, &mapping.preset) {
        (Some(preset), None) => {
            let (name, what) = (preset.name, if table.of_json { "keys" } else { "headers" });
            Some(format!(
                "read as an export of {name}, as its {what} say; --preset none reads it by headers alone"
            ))
        }
        _ => None,
    };
    if table.of_json && table.header.is_empty() {
        batch.notes.extend(proposal);
        taker.start(&decided, 0);
        number_records(&table, &mut batch);
        decided.notes.clone_from(&batch.notes);
        return Ok((batch, decided));
    }
    let columns = Columns::choose(&table, mapping, preset, &mut decided)?;
    let cells = Cells::new(&table, &columns, preset);
    let rules = TimeRules::new(mapping.date_format.as_deref(), mapping.zone.as_deref())?;
    let mut reader = Reader::new(&columns, &rules);
    let skips = Skips::new(preset, &table);

    let numbered = preset.is_some_and(|preset| preset.numbered);
    let mut repositories = numbered::Repositories::default();
    let mut states = LastStates::new(&table, &columns, &rules);
    let mut rows = 0;
    let noticed = pass(&mut |item| {
        if let Item::Row(mut row) = item {
            rows += 1;
            cells.settle(&mut row);
            if skips.reason(&row).is_none() {
                reader.look_at(&row);
                states.look_at(&row);
                if numbered && let Some(url) = columns.cell(&row, super::Field::Url) {
                    repositories.see(url);
                }
            }
        }
        true
    })?;
    batch.notes.extend(noticed);
    batch.notes.extend(proposal);
    reader.settle_dates(&mut decided, &mut batch.notes)?;
    let several = numbered && repositories.are_several();
    if !several && states.are_needed() {
        pass(&mut |item| {
            if let Item::Row(mut row) = item {
                cells.settle(&mut row);
                if skips.reason(&row).is_none() {
                    states.see(&row);
                }
            }
            true
        })?;
        batch.notes.extend(states.note());
    }
    taker.start(&decided, rows);

    let raw = RawCells::new(&table, &decided);
    let taking = Taking {
        of_json: table.of_json,
        several,
        states: &states,
        raw: &raw,
        table: &table,
        batch: &mut batch,
        known: HashMap::new(),
        kept: Vec::new(),
    };
    taking.all(pass, &cells, &skips, &mut reader, taker)?;
    if !TIMES.iter().any(|time| columns.has(*time)) {
        batch.notes.push("no column of times: no period can count these incidents".to_owned());
    }
    batch.notes.extend(about_columns(&decided.columns));
    batch.notes.extend(about_size(rows));
    let noticed = reader.noticed();
    batch.notes.extend(noticed.into_iter().map(|note| {
        if table.of_json { note.replace(", first on line ", ", first in record ") } else { note }
    }));
    number_records(&table, &mut batch);
    decided.notes.clone_from(&batch.notes);
    Ok((batch, decided))
}

/// Takes the rows, each once.
struct Taking<'t> {
    of_json: bool,
    several: bool,
    states: &'t LastStates<'t>,
    raw: &'t RawCells,
    table: &'t Table,
    batch: &'t mut Batch<Incident>,
    /// Of each id where it came first, and a digest of the record.
    known: HashMap<u64, (usize, u64, u64)>,
    /// The records of a JSON file, where the last of several of one id counts.
    kept: Vec<(u64, Incident)>,
}

impl Taking<'_> {
    fn all(
        mut self,
        pass: &mut Pass<'_>,
        cells: &Cells,
        skips: &Skips,
        reader: &mut Reader<'_>,
        taker: &mut dyn Taker,
    ) -> Result<(), SourceError> {
        pass(&mut |item| {
            let mut row = match item {
                Item::Skipped(dropped) => {
                    self.batch.skipped.push(dropped);
                    return true;
                }
                Item::Rejected(dropped) => {
                    self.batch.rejected.push(dropped);
                    return true;
                }
                Item::Row(row) => row,
            };
            let raw = self.raw.of(self.table, &row);
            cells.settle(&mut row);
            let line = row.line;
            if let Some(reason) = skips.reason(&row) {
                self.skip(line, reason);
                return true;
            }
            if self.states.came_before_another(&row) {
                self.skip(line, EARLIER);
                return true;
            }
            if let Some(notice) = export_notice(&row) {
                self.batch.notes.push(format!("the export says it is not whole: {notice}"));
                self.skip(line, "a notice of the exporter");
                return true;
            }
            match reader.incident(&row) {
                Ok(incident) => self.take(line, incident, raw, taker),
                Err(reason) => {
                    self.batch.rejected.push(Dropped { line, reason });
                    taker.take(Took::Failed { line, raw })
                }
            }
        })?;
        for (line, incident) in std::mem::take(&mut self.kept) {
            let raw = self.table.raws.get(&line).cloned();
            if !taker.take(Took::Incident { line, incident: Box::new(incident), raw }) {
                break;
            }
        }
        self.batch.rejected.sort();
        self.batch.skipped.sort();
        Ok(())
    }

    fn skip(&mut self, line: u64, reason: &str) {
        self.batch.skipped.push(Dropped { line, reason: reason.to_owned() });
    }

    /// Takes a record unless its id came before; of several records of one id a JSON file means the
    /// last.
    fn take(
        &mut self,
        line: u64,
        mut incident: Incident,
        raw: Option<String>,
        taker: &mut dyn Taker,
    ) -> bool {
        if let Some(id) = numbered::id(&incident).filter(|_| self.several) {
            incident.id = id;
        }
        let (key, digest) = (digest(&incident.id), digest(&format!("{incident:?}")));
        let Some((place, first, known)) = self.known.get(&key).copied() else {
            self.known.insert(key, (self.kept.len(), line, digest));
            if self.of_json {
                self.kept.push((line, incident));
                return true;
            }
            return taker.take(Took::Incident { line, incident: Box::new(incident), raw });
        };
        if known == digest {
            self.skip(line, "the same record again");
        } else if self.of_json && self.kept[place].1.url == incident.url {
            // A page that shifted while it was read, or several deliveries of one record.
            self.skip(first, EARLIER);
            self.known.insert(key, (place, line, digest));
            self.kept[place] = (line, incident);
        } else {
            let unit = if self.of_json { "record" } else { "line" };
            let reason = format!("repeats the id `{}` of {unit} {first}", incident.id);
            self.batch.rejected.push(Dropped { line, reason });
        }
        true
    }
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// JSON has no lines to point to: the number of a record goes into the reason instead.
fn number_records(table: &Table, batch: &mut Batch<Incident>) {
    if !table.of_json {
        return;
    }
    for dropped in &mut batch.rejected {
        dropped.reason = format!("record {}: {}", dropped.line, dropped.reason);
        dropped.line = 0;
    }
    for dropped in &mut batch.skipped {
        dropped.line = 0;
    }
}

/// Returns the sentence by which an exporter says that it left rows out.
fn export_notice(row: &Row) -> Option<String> {
    let text = row.only_cell()?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let counts = words.windows(3).any(|w| w[1] == "of" && number(w[0]) && number(w[2]));
    (counts && text.contains("included")).then(|| Cleaner::default().line(text, 200))
}
