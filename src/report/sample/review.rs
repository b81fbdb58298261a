//! Reviews and rate tables for tests.

use super::incident::{bare, dossier, verdict};
use super::{at, hostile};
use crate::model::components::{ComponentRow, ComponentTable};
use crate::model::dossier::Dossier;
use crate::model::impact::Impact;
use crate::model::incident::Origin;
use crate::model::latency::LatencyTable;
use crate::model::period::Period;
use crate::model::rate::{
    Grouping, IntervalMethod, Rate, RateChange, RateDefinition, RateRow, RateTable,
};
use crate::model::rate_study::Restatement;
use crate::model::review::{
    Alike, ClassRow, ClassTable, CohortRow, CohortTable, Completeness, Review, SignalRow,
};
use crate::model::scope::Scope;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::Agreement;

/// Returns `k` of `n` with an interval that is wide enough to look real.
pub(in crate::report) fn share(k: u64, n: u64) -> Rate {
    let value = (n > 0).then(|| k as f64 / n as f64);
    let half = (n > 0).then(|| 0.9 / (n as f64).sqrt());
    Rate {
        k,
        n,
        rate: value,
        lo: value.zip(half).map(|(value, half)| (value - half).max(0.0)),
        hi: value.zip(half).map(|(value, half)| (value + half).min(1.0)),
        method: IntervalMethod::Wilson,
    }
}

fn quarter(place: usize) -> Period {
    Period::Quarter { year: 2025 + place as i32 / 4, quarter: place as u32 % 4 + 1 }
}

fn row(key: String, period: Option<Period>, escapes: u64, caught: u64, unknown: u64) -> RateRow {
    let all = escapes + caught;
    RateRow {
        key,
        period,
        mature: true,
        rate: Some(share(escapes, all)),
        rate_if_unknown_caught: (unknown > 0).then(|| share(escapes, all + unknown)),
        rate_if_unknown_escaped: (unknown > 0).then(|| share(escapes + unknown, all + unknown)),
        escapes,
        caught: Some(caught),
        contained: 1,
        unknown_phase: unknown,
        incidents: all + 2,
        unlinked: share(escapes / 4, escapes),
        no_evidence: share(escapes / 6, escapes),
        expected: Some((0.1, 0.55)),
        change: None,
        escape_ids: vec![],
    }
}

/// Returns seven quarters of rates.
pub(in crate::report) fn rate_table() -> RateTable {
    let counts =
        [(9, 21, 0), (7, 24, 0), (11, 18, 2), (16, 11, 1), (14, 16, 0), (9, 19, 3), (12, 19, 4)];
    let mut rows: Vec<RateRow> = counts
        .into_iter()
        .enumerate()
        .map(|(place, (escapes, caught, unknown))| {
            row(quarter(place).to_string(), Some(quarter(place)), escapes, caught, unknown)
        })
        .collect();
    rows[6].change = Some(RateChange { difference: 0.066, lo: -0.17, hi: 0.29 });
    RateTable {
        definition: RateDefinition::EscapeRate,
        by: Grouping::Quarter,
        rows,
        total: row("all".to_owned(), None, 78, 128, 10),
        has_caught_source: true,
        undated: 1,
    }
}

/// Returns classes of the same quarters.
pub(in crate::report) fn classes() -> ClassTable {
    use EscapeClass::{B, C, E, F, N, O, S, U, X0, X1};
    let rows = (0..7).map(|place| ClassRow {
        period: quarter(place),
        counts: vec![(C, 1), (B, 1), (E, 2), (N, 3), (F, 4), (U, 1)],
        ids: vec![vec!["SHOP-142".to_owned()]; 6],
    });
    let shares = [(S, 2), (C, 10), (B, 8), (O, 3), (E, 15), (N, 12), (F, 21), (U, 7)];
    ClassTable {
        rows: rows.collect(),
        shares: shares.map(|(class, k)| (class, share(k, 78))).to_vec(),
        apart: vec![(X0, 3), (X1, 1)],
        unknown_phase: 1,
        by_people: 0,
    }
}

/// Returns escapes of two components in the same quarters.
pub(in crate::report) fn components() -> ComponentTable {
    let row = |name: &str, each: u64| ComponentRow {
        name: name.to_owned(),
        escapes: vec![each; 7],
        caught: None,
        share: share(7 * each, 77),
    };
    let (periods, rows) =
        ((0..7).map(quarter).collect(), vec![row("checkout", 8), row("other", 3)]);
    ComponentTable { periods, rows, unmatched: Vec::new() }
}

fn variant(key: &str, title: &str, class: EscapeClass, severity: u8, started: &str) -> Dossier {
    let mut variant = dossier();
    variant.incident.id = key.to_owned();
    variant.incident.title = title.to_owned();
    variant.incident.severity = Some(severity);
    variant.incident.started_at =
        Some(crate::model::incident::Stamp { at: at(started), origin: Origin::Field });
    variant.verdict = verdict(class);
    variant
}

/// Returns a review of a quarter with seven incidents, one of them hostile, one bare.
pub(in crate::report) fn review() -> Review {
    let mut uncovered = variant(
        "SHOP-131",
        "Legacy invoice path drops the discount",
        EscapeClass::C,
        3,
        "2026-08-02T13:00:00Z",
    );
    if let Some(coverage) = &mut uncovered.facts.coverage {
        coverage.statements = [(crate::model::evidence::LineState::Uncovered, 6)].into();
        coverage.unrun = (40..46).collect();
    }
    uncovered.facts.tests = None;
    uncovered.facts.failure_state = None;
    uncovered.facts.mutants = None;
    Review {
        schema_version: 1,
        scope: Scope { quarter: Period::parse("2026Q3"), ..Scope::default() },
        banner: Some("invented data".to_owned()),
        data_through: Some(at("2026-09-30T00:00:00Z")),
        version: "0.1.0".to_owned(),
        rate: rate_table(),
        sev1: Vec::new(),
        classes: classes(),
        impact: Impact::default(),
        latency: LatencyTable::default(),
        components: ComponentTable::default(),
        calibration: None,
        quadrant: None,
        no_panel: None,
        panel_file: None,
        alike: Some(Alike { escaped: share(5, 8), others: share(24, 32) }),
        cohort: CohortTable {
            rows: vec![CohortRow {
                period: Period::parse("2026Q2").unwrap(),
                mature: true,
                escapes: 2,
                caught: Some(3),
                rate: Some(share(2, 5)),
                escape_ids: vec!["SHOP-131".to_owned(), "SHOP-142".to_owned()],
            }],
            unplaced: 1,
            mature_days: 90,
        },
        restatements: vec![Restatement {
            printed_at: at("2026-07-01T00:00:00Z"),
            key: "2026Q2".to_owned(),
            was: (8, Some(26)),
            is: (9, Some(27)),
            added: vec!["SHOP-139 (escaped)".to_owned()],
            removed: Vec::new(),
        }],
        signal: vec![SignalRow {
            period: Period::parse("2026Q3").unwrap(),
            ratio: share(6, 9),
            unresolved: 2,
        }],
        agreement: Agreement { blind: share(4, 5), open: share(0, 0), abstained: 0 },
        covered_escapes: share(9, 10),
        verified_escapes: share(3, 10),
        completeness: Completeness {
            incidents: 43,
            defects: 35,
            unlinked: 3,
            no_evidence: 2,
            unknown_phase: 4,
            coverage_reports: 24,
            test_runs: 31,
            releases: 26,
        },
        is_of_one: false,
        dossiers: vec![
            dossier(),
            variant(
                "SHOP-150",
                "Payroll run twice on the first of the month",
                EscapeClass::N,
                1,
                "2026-08-31T06:02:00Z",
            ),
            variant(
                "SHOP-139",
                "Declined card shown as paid",
                EscapeClass::F,
                2,
                "2026-07-20T10:00:00Z",
            ),
            variant(
                "SHOP-135",
                "Report total ignores refunds",
                EscapeClass::E,
                3,
                "2026-07-11T08:00:00Z",
            ),
            uncovered,
            hostile(),
            bare(),
        ],
    }
}
