//! A table of incidents to a batch: which rows are taken, which are not and why.

use std::collections::HashMap;

use super::Decided;
use super::columns::Columns;
use super::fields::TIMES;
use super::notes::{about_columns, about_size};
use super::record::Reader;
use crate::model::batch::{Batch, Dropped};
use crate::model::incident::Incident;
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::table::{self, Row};
use crate::sources::text::Cleaner;
use crate::sources::time::TimeRules;

pub(super) fn read(
    bytes: &[u8],
    mapping: &IncidentMapping,
) -> Result<(Batch<Incident>, Decided), SourceError> {
    let mut table = table::read(bytes)?;
    let mut decided = Decided {
        encoding: table.encoding.to_owned(),
        delimiter: table.delimiter.to_string(),
        zone: mapping.zone.clone(),
        ..Decided::default()
    };
    let mut batch = Batch {
        skipped: std::mem::take(&mut table.skipped),
        rejected: std::mem::take(&mut table.rejected),
        notes: std::mem::take(&mut table.notes),
        ..Batch::default()
    };
    let columns = Columns::choose(&table, mapping, &mut decided)?;
    let rules = TimeRules::new(mapping.date_format.as_deref(), mapping.zone.as_deref())?;
    let mut reader = Reader::new(&columns, mapping, rules);
    reader.settle_dates(&table.rows, &mut decided, &mut batch.notes)?;
    let mut line_of: HashMap<String, u64> = HashMap::new();
    for row in &table.rows {
        if let Some(notice) = export_notice(row) {
            batch.notes.push(format!("the export says it is not whole: {notice}"));
            batch
                .skipped
                .push(Dropped { line: row.line, reason: "a notice of the exporter".to_owned() });
            continue;
        }
        let outcome = reader.incident(row).and_then(|incident| match line_of.get(&incident.id) {
            Some(first) => Err(format!("repeats the id `{}` of line {first}", incident.id)),
            None => Ok(incident),
        });
        match outcome {
            Ok(incident) => {
                line_of.insert(incident.id.clone(), row.line);
                batch.accepted.push(incident);
            }
            Err(reason) => batch.rejected.push(Dropped { line: row.line, reason }),
        }
    }
    batch.rejected.sort();
    batch.skipped.sort();
    if !TIMES.iter().any(|time| columns.has(*time)) {
        batch.notes.push("no column of times: no period can count these incidents".to_owned());
    }
    batch.notes.extend(about_columns(&decided.columns));
    batch.notes.extend(about_size(table.rows.len()));
    batch.notes.extend(reader.noticed());
    decided.notes.clone_from(&batch.notes);
    Ok((batch, decided))
}

/// Returns the sentence by which an exporter says that it left rows out.
fn export_notice(row: &Row) -> Option<String> {
    let text = row.only_cell()?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let counts = words.windows(3).any(|w| w[1] == "of" && number(w[0]) && number(w[2]));
    (counts && text.contains("included")).then(|| Cleaner::default().line(text, 200))
}
