//! A table of incidents to a batch: which rows are taken, which are not and why.

use std::collections::HashMap;

use super::columns::Columns;
use super::fields::{TIMES, normal};
use super::notes::{about_columns, about_size};
use super::presets::{self, Preset};
use super::record::Reader;
use super::skips::Skips;
use super::{Decided, numbered, objects};
use crate::model::batch::{Batch, Dropped};
use crate::model::incident::Incident;
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::table::{Row, Table};
use crate::sources::text::Cleaner;
use crate::sources::time::TimeRules;

pub(super) fn read(
    mut table: Table,
    proposed: Option<&'static Preset>,
    mapping: &IncidentMapping,
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
        ..Decided::default()
    };
    let mut batch = Batch {
        skipped: std::mem::take(&mut table.skipped),
        rejected: std::mem::take(&mut table.rejected),
        notes: std::mem::take(&mut table.notes),
        ..Batch::default()
    };
    if let (Some(preset), None) = (preset, &mapping.preset) {
        let (name, what) = (preset.name, if table.of_json { "keys" } else { "headers" });
        batch.notes.push(format!(
            "read as an export of {name}, as its {what} say; --preset none reads it by headers alone"
        ));
    }
    if table.of_json && table.rows.is_empty() {
        number_records(&table, &mut batch);
        decided.notes.clone_from(&batch.notes);
        return Ok((batch, decided));
    }
    let mut rows = std::mem::take(&mut table.rows);
    let columns = Columns::choose(&table, mapping, preset, &mut decided)?;
    settle_cells(&mut rows, &table, &columns, preset);
    let rules = TimeRules::new(mapping.date_format.as_deref(), mapping.zone.as_deref())?;
    let mut reader = Reader::new(&columns, rules);
    let skips = Skips::new(preset, &table);
    let (rows, left_out): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| skips.reason(row).is_none());
    for row in &left_out {
        let reason = skips.reason(row).unwrap_or_default().to_owned();
        batch.skipped.push(Dropped { line: row.line, reason });
    }
    reader.settle_dates(&rows, &mut decided, &mut batch.notes)?;
    let numbered = preset.is_some_and(|preset| preset.numbered);
    take(&rows, &mut reader, (table.of_json, numbered), &mut batch);
    if !TIMES.iter().any(|time| columns.has(*time)) {
        batch.notes.push("no column of times: no period can count these incidents".to_owned());
    }
    batch.notes.extend(about_columns(&decided.columns));
    batch.notes.extend(about_size(rows.len() + left_out.len()));
    let noticed = reader.noticed();
    batch.notes.extend(noticed.into_iter().map(|note| {
        if table.of_json { note.replace(", first on line ", ", first in record ") } else { note }
    }));
    number_records(&table, &mut batch);
    decided.notes.clone_from(&batch.notes);
    Ok((batch, decided))
}

/// Reads every row; of several records of one id a JSON file means the last.
fn take(
    rows: &[Row],
    reader: &mut Reader<'_>,
    (of_json, numbered): (bool, bool),
    batch: &mut Batch<Incident>,
) {
    let mut read = Vec::new();
    for row in rows {
        if let Some(notice) = export_notice(row) {
            batch.notes.push(format!("the export says it is not whole: {notice}"));
            let reason = "a notice of the exporter".to_owned();
            batch.skipped.push(Dropped { line: row.line, reason });
            continue;
        }
        match reader.incident(row) {
            Ok(incident) => read.push((row.line, incident)),
            Err(reason) => batch.rejected.push(Dropped { line: row.line, reason }),
        }
    }
    let several = numbered && numbered::of_several(read.iter().map(|(_, incident)| incident));
    let mut place_of: HashMap<String, (usize, u64)> = HashMap::new();
    for (line, mut incident) in read {
        let mut skip = |line: u64, reason: &str| {
            batch.skipped.push(Dropped { line, reason: reason.to_owned() });
        };
        if let Some(id) = numbered::id(&incident).filter(|_| several) {
            incident.id = id;
        }
        let Some((place, first)) = place_of.get(&incident.id).copied() else {
            place_of.insert(incident.id.clone(), (batch.accepted.len(), line));
            batch.accepted.push(incident);
            continue;
        };
        if batch.accepted[place] == incident {
            skip(line, "the same record again");
        } else if of_json && batch.accepted[place].url == incident.url {
            // A page that shifted while it was read, or several deliveries of one record.
            skip(first, "an earlier state of a record that comes again");
            place_of.insert(incident.id.clone(), (place, line));
            batch.accepted[place] = incident;
        } else {
            let unit = if of_json { "record" } else { "line" };
            let reason = format!("repeats the id `{}` of {unit} {first}", incident.id);
            batch.rejected.push(Dropped { line, reason });
        }
    }
    batch.rejected.sort();
    batch.skipped.sort();
}

/// Replaces objects and lists in cells by what they stand for, and gives times the zone that a
/// column of their row names.
fn settle_cells(
    rows: &mut [Row],
    table: &Table,
    columns: &Columns<'_>,
    preset: Option<&'static Preset>,
) {
    let offset = preset
        .and_then(|preset| preset.offset_column)
        .and_then(|header| table.header.iter().position(|there| normal(there) == header));
    let (places, times) = (columns.places_but_prose(), columns.places_of_times());
    for row in rows {
        for at in &places {
            if let Some(cell) = row.cells.get_mut(*at)
                && let Some(plain) = objects::plain(cell)
            {
                *cell = plain;
            }
        }
        let Some(zone) = offset.map(|at| row.cell(at).to_owned()).filter(|zone| !zone.is_empty())
        else {
            continue;
        };
        for at in &times {
            if let Some(cell) = row.cells.get_mut(*at).filter(|cell| !cell.trim().is_empty()) {
                *cell = format!("{} {zone}", cell.trim());
            }
        }
    }
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
