//! The escape rate of a study's rows as a rate table, for groups that only a study knows.

use crate::model::rate::{RateChange, RateDefinition, RateRow, RateTable};
use crate::model::rate_study::{Measure, RateStudy, StudyRow};
use crate::stats::wilson;

/// Returns the escape rate of every row of a study. Expected range and change are those of the study, where it
/// was asked for the escape rate; the defects that stand in no row are `undated`.
pub fn table_of(study: &RateStudy) -> RateTable {
    let has_caught_source = study.has_caught_source;
    RateTable {
        definition: RateDefinition::EscapeRate,
        by: study.by,
        rows: study.rows.iter().map(|one| row(one, has_caught_source)).collect(),
        total: RateRow { key: "total".to_owned(), ..row(&study.total, has_caught_source) },
        has_caught_source,
        undated: study.unplaced.len() as u64,
    }
}

fn row(row: &StudyRow, has_caught_source: bool) -> RateRow {
    let all = row.found() + row.unknown_phase;
    let bound = |k: u64| (has_caught_source && row.unknown_phase > 0).then(|| wilson(k, all));
    let is_rate = |one: &&Measure| one.definition == RateDefinition::EscapeRate;
    let rate = row.measures.iter().find(is_rate);
    let change = rate
        .and_then(|one| one.change)
        .and_then(|step| Some(RateChange { difference: step.value, lo: step.lo, hi: step.hi? }));
    RateRow {
        key: row.key.clone(),
        period: row.period,
        mature: row.mature,
        rate: has_caught_source.then(|| wilson(row.escapes, row.found())),
        rate_if_unknown_caught: bound(row.escapes),
        rate_if_unknown_escaped: bound(row.escapes + row.unknown_phase),
        escapes: row.escapes,
        caught: row.caught,
        contained: row.contained,
        unknown_phase: row.unknown_phase,
        incidents: row.incidents,
        unlinked: row.unlinked,
        no_evidence: row.no_evidence,
        expected: rate.and_then(|one| one.expected),
        change,
        escape_ids: row.escape_ids.clone(),
    }
}
