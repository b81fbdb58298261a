//! Matched sets: a row per case or control.

use super::cells::Cells;
use crate::model::panel::MatchedRow;
use crate::sources::SourceError;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<MatchedRow>, SourceError> {
    let mut cells = Cells::read(bytes)?;
    let stratum = cells.needed("stratum")?;
    let [is_case, exposed] = [cells.needed("is_case")?, cells.needed("exposed")?];
    (0..cells.table.rows.len())
        .map(|row| {
            Ok(MatchedRow {
                stratum: cells.name(row, stratum)?,
                is_case: cells.flag(row, is_case)?,
                exposed: cells.flag(row, exposed)?,
            })
        })
        .collect()
}
