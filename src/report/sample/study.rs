//! A study of one quarter in which all that may be known is known.

use crate::model::incident::Phase;
use crate::model::rate::{Grouping, IntervalMethod, RateDefinition};
use crate::model::rate_study::{
    Cohort, Exposure, ExposureChange, Impact, Measure, MeasureChange, RateStudy, Recovery,
    Restatement, StudyRow,
};

use super::share;

/// Returns the study.
pub(in crate::report) fn rate_study() -> RateStudy {
    let ids = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let change = MeasureChange {
        value: 1.5,
        lo: 0.4,
        hi: None,
        is_ratio: true,
        p: Some(0.4),
        distinct: false,
    };
    let measure = Measure {
        definition: RateDefinition::EscapeRate,
        k: 1,
        n: 2,
        value: Some(0.5),
        lo: Some(0.09),
        hi: Some(0.91),
        method: IntervalMethod::Wilson,
        effective_n: Some(1.8),
        change: Some(change),
        expected: Some((0.1, 0.9)),
        k_of: ids(&["SHOP-142"]),
        n_of: ids(&["SHOP-142", "SHOP-9"]),
    };
    let row = StudyRow {
        key: "2026Q1".to_owned(),
        period: None,
        mature: true,
        measures: vec![measure],
        escapes: 1,
        caught: Some(1),
        contained: 0,
        unknown_phase: 1,
        incidents: 3,
        escape_ids: ids(&["SHOP-142"]),
        caught_ids: Some(ids(&["SHOP-9"])),
        unlinked: share(0, 1),
        no_evidence: share(0, 1),
        covered: share(1, 1),
        verified: share(0, 0),
        exposure: Exposure { changed_lines: Some(900), merges: None, deployments: Some(3) },
        per_exposure: vec![ExposureChange { exposure: "deployments".to_owned(), change }],
        impact: Impact {
            minutes: 90,
            minutes_of: 1,
            money: vec![("EUR".to_owned(), 1_200.5, 1)],
            recovery: Some(Recovery {
                n: 1,
                median: 90.0,
                lo: None,
                hi: None,
                outliers: Vec::new(),
            }),
            ..Impact::default()
        },
    };
    let printed_at = "2026-02-01T00:00:00Z".parse().expect("a time");
    RateStudy {
        by: Grouping::Quarter,
        cohort: Cohort::Discovery,
        mature_days: 90,
        through: Some(printed_at),
        sources: 2,
        definitions: vec![RateDefinition::EscapeRate],
        rows: vec![row.clone()],
        total: row,
        stages: vec![(Phase::Production, share(1, 2))],
        has_caught_source: true,
        unplaced: ids(&["SHOP-7"]),
        restatements: vec![Restatement {
            printed_at,
            key: "2026Q1".to_owned(),
            was: (1, Some(1)),
            is: (1, Some(2)),
            added: ids(&["SHOP-9 (caught)"]),
            removed: Vec::new(),
        }],
        notes: ids(&["no deployments are known"]),
    }
}
