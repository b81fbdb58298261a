//! Indicators of the user's own: `unit`, `date`, `value`, and `indicator` where the file holds
//! several.

use super::cells::Cells;
use crate::model::batch::{Batch, Dropped};
use crate::model::commit::Time;
use crate::model::own_indicator::OwnValue;
use crate::model::panel::{Claim, is_taken};
use crate::sources::SourceError;

/// Returns the values of a file; `name` names the indicator where no column does. A row that cannot
/// be read is rejected with its line, and one without a value skipped.
pub(super) fn read(
    bytes: &[u8],
    name: Option<&str>,
    claim: Claim,
) -> Result<Batch<OwnValue>, SourceError> {
    if let Some(name) = name {
        free(name)?;
    }
    let mut cells = Cells::read(bytes)?;
    let [unit, date, value] =
        [cells.needed("unit")?, cells.needed("date")?, cells.needed("value")?];
    let names = if name.is_some() { None } else { Some(cells.needed("indicator")?) };
    let mut batch = Batch::default();
    for row in 0..cells.table.rows.len() {
        let line = cells.line(row);
        let one = |cells: &mut Cells| -> Result<Option<OwnValue>, SourceError> {
            let at = day(cells.cell(row, date))
                .ok_or_else(|| cells.bad(row, date, "a date, as in 2026-03-31"))?;
            let Some(measured) = cells.measured(row, value)? else { return Ok(None) };
            let name = match (names, name) {
                (Some(column), _) => cells.name(row, column)?,
                (None, name) => name.unwrap_or_default().to_owned(),
            };
            let name = free(&name)?;
            Ok(Some(OwnValue { name, unit: cells.name(row, unit)?, at, value: measured, claim }))
        };
        match one(&mut cells) {
            Ok(Some(value)) => batch.accepted.push(value),
            Ok(None) => {
                let reason = "it has no value".to_owned();
                batch.skipped.push(Dropped { line, reason });
            }
            Err(error) => batch.rejected.push(Dropped { line, reason: error.to_string() }),
        }
    }
    batch.notes = cells.cleaner.notes();
    Ok(batch)
}

/// Returns the name as a panel writes it; an error where a panel has such a column of its own.
fn free(name: &str) -> Result<String, SourceError> {
    let name = name.trim().to_lowercase().replace([' ', '-'], "_");
    if is_taken(&name) { Err(SourceError::TakenIndicator { name }) } else { Ok(name) }
}

/// Returns the first instant of the day a cell names, in UTC.
fn day(cell: &str) -> Option<Time> {
    let day = chrono::NaiveDate::parse_from_str(cell.trim(), "%Y-%m-%d").ok()?;
    Some(day.and_time(chrono::NaiveTime::MIN).and_utc())
}
