//! Reviews made of the examples: a small one with everything in it, and a large one.

use std::collections::BTreeMap;

use chrono::{TimeDelta, TimeZone, Utc};
use escapee::indicators::{
    agreement, class_table, component_table, covered_share, defects, escape_rate, impact,
    latency_table, sev1_marks, verified_share,
};
use escapee::model::dossier::Dossier;
use escapee::model::incident::{Origin, Phase, Stamp};
use escapee::model::period::Calendar;
use escapee::model::rate::{Grouping, RateDefinition};
use escapee::model::review::{CohortTable, Completeness, Review};
use escapee::model::verdict::EscapeClass;

use super::panels;

/// The classes of escapes in turn.
const CLASSES: [EscapeClass; 8] = [
    EscapeClass::E,
    EscapeClass::F,
    EscapeClass::C,
    EscapeClass::N,
    EscapeClass::B,
    EscapeClass::U,
    EscapeClass::O,
    EscapeClass::S,
];

fn dossier(number: usize) -> Dossier {
    let title = match number % 5 {
        0 => "Payroll run twice on the first of the month".to_owned(),
        1 => "<img src=x onerror=window.stolen=1>\"'&\u{202e} session lost".to_owned(),
        2 => format!("incident {number} a declined card shown as paid"),
        3 => "支付网关超时 – платёж проведён дважды".to_owned(),
        _ => format!("incident {number} with a rather long title that goes on and on"),
    };
    let mut one = panels::incident(&format!("INC-{number}"), &title, CLASSES[number % 8]);
    let shift = TimeDelta::days((number as i64 * 37) % 700);
    let day = Utc.with_ymd_and_hms(2024, 10, 2, 9, 0, 0).unwrap() + shift;
    let stamp =
        |minutes| Some(Stamp { at: day + TimeDelta::minutes(minutes), origin: Origin::Field });
    (one.incident.started_at, one.incident.detected_at) = (stamp(0), stamp(45));
    one.incident.resolved_at = stamp(200);
    one.incident.severity = Some((number % 4 + 1) as u8);
    one.introduced_at = Some(day - TimeDelta::days(1 + (number as i64 * 13) % 400));
    ["payroll", "checkout", "search", "other"][number % 4].clone_into(&mut one.component);
    if number % 3 == 2 {
        one.incident.phase = Phase::Test;
    }
    for fix in &mut one.fixes {
        fix.commit.0 = format!("{number:040x}");
    }
    one
}

/// A review of so many incidents, a third of them caught before release.
pub(crate) fn large_review(incidents: usize) -> Review {
    let dossiers: Vec<Dossier> = (0..incidents).map(dossier).collect();
    let all = defects(&dossiers);
    let calendar = Calendar::default();
    let through = dossiers.iter().filter_map(|d| d.incident.at()).max();
    let panel = panels::panel(20, 6, -1.2);
    let rate = escape_rate(&all, RateDefinition::EscapeRate, Grouping::Quarter, calendar, through);
    Review {
        schema_version: 1,
        scope: escapee::model::scope::Scope::default(),
        banner: Some("invented data".to_owned()),
        data_through: through,
        version: "0.1.0".to_owned(),
        sev1: sev1_marks(&dossiers, &rate),
        rate,
        classes: class_table(&all, calendar),
        impact: impact(&dossiers),
        latency: latency_table(&all, &dossiers),
        components: component_table(&all, calendar),
        calibration: Some(panels::found(&panel)),
        quadrant: panels::corner(&panel),
        alike: None,
        no_panel: None,
        panel_file: None,
        cohort: CohortTable::default(),
        restatements: Vec::new(),
        signal: Vec::new(),
        agreement: agreement(&BTreeMap::new()),
        covered_escapes: covered_share(&all),
        verified_escapes: verified_share(&all),
        completeness: Completeness {
            incidents: incidents as u64,
            defects: all.len() as u64,
            ..Completeness::default()
        },
        dossiers,
        is_of_one: false,
    }
}

/// A review with a bit of everything.
pub(crate) fn small_review() -> Review {
    large_review(40)
}
