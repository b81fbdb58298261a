//! Invented panels, latencies, components and incidents for the charts, in every size.

use chrono::{TimeDelta, TimeZone, Utc};
use escapee::calibration::{KNOT, calibrate};
use escapee::indicators::quadrant;
use escapee::model::calibration::Calibration;
use escapee::model::commit::CommitId;
use escapee::model::components::{ComponentRow, ComponentTable};
use escapee::model::dossier::{Dossier, TracedFix};
use escapee::model::evidence::{CoverageFacts, Facts, FailureState, LineState, MutantTally};
use escapee::model::incident::{DetectedBy, Incident, Origin, Phase, Stamp};
use escapee::model::latency::{HiddenEscape, LatencyRow, LatencyTable};
use escapee::model::link::Confidence;
use escapee::model::moment::{Moment, MomentKind, Rung};
use escapee::model::panel::{Claim, Panel, PanelIndicator, PanelRow};
use escapee::model::quadrant::Quadrant;
use escapee::model::region::{Candidate, CandidateMethod};
use escapee::model::verdict::{EscapeClass, Verdict};
use escapee::stats::median;

use super::data::{quarter, wilson};

/// Numbers that look drawn by chance and are the same each time, in `[0, 1)`.
fn chance(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(2) + 1;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24)
    }
}

/// A panel where escapes follow the mutation score, and coverage only below its floor.
pub(crate) fn panel(units: usize, periods: i32, base: f64) -> Panel {
    let mut next = chance(7);
    let mut panel = Panel { has_caught: true, ..Panel::default() };
    let mut columns: Vec<Vec<Option<f64>>> = vec![Vec::new(); 4];
    for unit in 0..units {
        let (loc, quality) = (400.0 + 3_000.0 * next(), next());
        for period in 0..periods {
            let coverage = (30.0 + 68.0 * (0.6 * quality + 0.4 * next())).min(99.0);
            let mutation = (20.0 + 75.0 * (0.5 * next() + 0.5 * next())).min(98.0);
            let density = 2.0 + 10.0 * next();
            let signal = 0.3 + 0.6 * next();
            let risk = base + 2.6 * (60.0 - coverage).max(0.0) / 40.0 - 0.045 * (mutation - 55.0);
            let escapes = u64::from(next() < 1.0 / (1.0 + (-risk).exp()));
            panel.rows.push(PanelRow {
                unit: format!("unit-{unit:03}"),
                period: format!("{}Q{}", 2024 + period / 4, period % 4 + 1),
                loc,
                churn: 10.0 + 300.0 * next(),
                escapes,
                caught: Some((next() * 4.0) as u64),
            });
            let seen = next() > 0.08;
            columns[0].push(Some(coverage));
            columns[1].push(seen.then_some(mutation));
            columns[2].push(Some(density));
            columns[3].push(Some(signal));
        }
    }
    let names = ["coverage", "mutation_score", "assertion_density", "test_signal_ratio"];
    panel.indicators = names
        .into_iter()
        .zip(columns)
        .map(|(name, values)| PanelIndicator {
            name: name.to_owned(),
            claim: Claim::Protects,
            values,
        })
        .collect();
    panel
}

pub(crate) fn found(panel: &Panel) -> Calibration {
    calibrate(panel, None, None, KNOT)
}

pub(crate) fn corner(panel: &Panel) -> Option<Quadrant> {
    quadrant(panel, f64::from(KNOT))
}

/// Escapes of the classes named, hidden for days to years.
pub(crate) fn latencies(counts: &[(EscapeClass, usize)], unplaced: u64) -> LatencyTable {
    let mut next = chance(11);
    let mut all = Vec::new();
    let rows = counts
        .iter()
        .map(|(class, count)| {
            let center = 1.5 + 0.6 * (*class as usize as f64);
            let mut days: Vec<f64> =
                (0..*count).map(|_| (center + 2.4 * (next() + next() - 1.0)).exp()).collect();
            days.sort_by(f64::total_cmp);
            all.extend(days.iter().copied());
            let escape = |(place, days): (usize, &f64)| HiddenEscape {
                id: format!("{class}-{place}"),
                days: *days,
            };
            LatencyRow {
                class: *class,
                median: median(&days),
                escapes: days.iter().enumerate().map(escape).collect(),
            }
        })
        .collect();
    LatencyTable { rows, median: median(&all), unplaced, by_record: 0 }
}

/// Escapes of some components over quarters from Q1 2024.
pub(crate) fn components(names: &[&str], quarters: usize, factor: f64) -> ComponentTable {
    let mut next = chance(13);
    let mut period = quarter(2024, 1);
    let periods: Vec<_> = std::iter::repeat_with(|| {
        let this = period;
        period = period.next();
        this
    })
    .take(quarters)
    .collect();
    let counts: Vec<Vec<u64>> = names
        .iter()
        .enumerate()
        .map(|(place, _)| {
            (0..quarters).map(|_| (factor * next() * 4.0 / (1.0 + place as f64)) as u64).collect()
        })
        .collect();
    let all = counts.iter().flatten().sum();
    let rows = names
        .iter()
        .zip(counts)
        .map(|(name, escapes)| ComponentRow {
            name: (*name).to_owned(),
            share: wilson(escapes.iter().sum(), all),
            caught: None,
            escapes,
        })
        .collect();
    ComponentTable { periods, rows, unmatched: Vec::new() }
}

/// An incident with an answer to everything the timeline shows.
pub(crate) fn incident(id: &str, title: &str, class: EscapeClass) -> Dossier {
    let at = |day: i64, minute: i64| {
        Utc.with_ymd_and_hms(2026, 7, 21, 9, 0, 0).unwrap()
            + TimeDelta::days(day)
            + TimeDelta::minutes(minute)
    };
    let stamp = |day, minute| Some(Stamp { at: at(day, minute), origin: Origin::Field });
    let mut incident = Incident::new(id, "csv", title);
    incident.phase = Phase::Production;
    incident.severity = Some(1);
    incident.detected_by = DetectedBy::Customer;
    (incident.started_at, incident.detected_at) = (stamp(41, 0), stamp(41, 45));
    incident.resolved_at = stamp(41, 192);
    incident.customers_affected = Some(1_204);
    let commit = |digit: &str| CommitId(digit.repeat(40));
    let moment = |kind| Moment {
        kind,
        rung: Rung::Deployment,
        commit: Some(commit("a")),
        at: Some(at(10, 0)),
        version: Some("r2026.07.4".to_owned()),
    };
    Dossier {
        defect: id.to_owned(),
        component: "payroll".to_owned(),
        links: vec![],
        fixes: vec![TracedFix {
            repo: "shop".to_owned(),
            commit: commit("f"),
            subject: "one payment a run".to_owned(),
            at: at(41, 150),
            regions: vec![],
            dropped: None,
        }],
        candidates: vec![Candidate {
            commit: commit("3"),
            path: "src/batch.py".to_owned(),
            lines: None,
            confidence: 0.87,
            method: CandidateMethod::Deleted,
            clues: vec![],
        }],
        introduced_at: Some(at(0, 0)),
        moment: Some(moment(MomentKind::Shipped)),
        first_shipped: Some(moment(MomentKind::FirstShipped)),
        regions: vec![escapee::model::evidence::RegionEvidence {
            repo: "shop".to_owned(),
            commit: commit("a"),
            path: "src/batch.py".to_owned(),
            lines: vec![],
            evidence_at: Some(at(9, 0)),
            now: vec![],
            functions: vec![],
            only_adds: false,
            then: None,
        }],
        file_verdicts: vec![],
        signals: None,
        facts: Facts {
            coverage: Some(CoverageFacts {
                path: "src/batch.py".to_owned(),
                statements: [(LineState::Covered, 16), (LineState::Uncovered, 1)].into(),
                ..CoverageFacts::default()
            }),
            mutants: Some(MutantTally { killed: 2, survived: 6, no_coverage: 1 }),
            signal_known: true,
            failure_state: Some(FailureState { level: 1, ..FailureState::default() }),
            ..Facts::default()
        },
        verdict: Verdict {
            class,
            rule: 7,
            sub: vec![],
            evidence: vec![],
            abstained: vec![],
            would_change: vec![],
            confidence: Confidence::Medium,
        },
        worksheet: escapee::model::worksheet::Worksheet::default(),
        missing: vec![],
        incident,
    }
}

/// The incident with all its times, where nothing else is known.
pub(crate) fn bare(started: bool) -> Dossier {
    let full = incident("OPS-7", "Something is slow", EscapeClass::U);
    let mut record = full.incident.clone();
    if !started {
        (record.started_at, record.detected_at) = (None, None);
    }
    (record.resolved_at, record.severity, record.customers_affected) = (None, None, None);
    Dossier {
        incident: record,
        candidates: vec![],
        introduced_at: None,
        first_shipped: None,
        moment: None,
        regions: vec![],
        fixes: vec![],
        facts: Facts::default(),
        ..full
    }
}

/// A panel of ten units a band of coverage, whose escapes are all those of the band from 60 % on, and half
/// of those below.
pub(crate) fn one_band_all_escaped() -> Panel {
    let mut panel = panel(50, 1, -1.2);
    for (place, row) in panel.rows.iter_mut().enumerate() {
        row.escapes = u64::from(place / 10 == 2 || place < 20 && place % 2 == 0);
    }
    panel.indicators.truncate(1);
    for (place, value) in panel.indicators[0].values.iter_mut().enumerate() {
        *value = Some([20.0, 50.0, 70.0, 85.0, 95.0][place / 10] + (place % 10) as f64 / 2.0);
    }
    panel
}
