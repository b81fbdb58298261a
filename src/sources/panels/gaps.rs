//! Times between escapes, oldest first: one a row.

use super::cells::Cells;
use crate::sources::SourceError;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<f64>, SourceError> {
    let cells = Cells::read(bytes)?;
    let gap = cells.needed("gap")?;
    (0..cells.table.rows.len()).map(|row| cells.amount(row, gap)).collect()
}
