//! Escapes by the quarter in which the change that carried them shipped.

use crate::model::rate_study::{RateStudy, StudyRow};
use crate::model::review::{CohortRow, CohortTable};
use crate::stats::wilson;

/// Returns the rows of a study that places defects by introduction, as a review prints them.
///
/// A defect without a known introduction stands in no row and is counted beside.
pub fn cohort_table(study: &RateStudy) -> CohortTable {
    let row = |row: &StudyRow| {
        Some(CohortRow {
            period: row.period?,
            mature: row.mature,
            escapes: row.escapes,
            caught: row.caught,
            rate: study.has_caught_source.then(|| wilson(row.escapes, row.found())),
            escape_ids: row.escape_ids.clone(),
        })
    };
    CohortTable {
        rows: study.rows.iter().filter_map(row).collect(),
        unplaced: study.unplaced.len() as u64,
        mature_days: study.mature_days,
    }
}
