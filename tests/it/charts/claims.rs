//! What the pictures of a panel may claim: no more than the data bear, and in which direction.

use escapee::model::calibration::Slope;
use escapee::model::components::ComponentTable;
use escapee::model::panel::Panel;
use escapee::model::quadrant::{Quadrant, QuadrantUnit};
use escapee::report::chart::{
    Theme, calibration, components, coverage_floor, false_confidence, indicators,
};

use super::data::{meta, wilson};
use super::panels;

/// A panel whose units escape the more often the more of them is covered.
fn reversed() -> Panel {
    let mut panel = panels::panel(60, 10, -1.2);
    for (place, row) in panel.rows.iter_mut().enumerate() {
        let coverage = panel.indicators[0].values[place].unwrap();
        row.escapes = u64::from((place * 37) % 100 < (coverage / 2.0) as usize);
    }
    panel
}

#[test]
fn the_floor_says_in_which_direction_escapes_go_and_promises_nothing() {
    let chart = coverage_floor(Some(&panels::found(&reversed())), &meta(Theme::Light));
    assert!(chart.title.starts_with("Escapes rise with coverage"), "{}", chart.title);
    assert!(!chart.svg.to_lowercase().contains("#c44e00"), "low coverage is not alarming there");
    for chart in [
        chart,
        coverage_floor(Some(&panels::found(&panels::panel(60, 10, -1.2))), &meta(Theme::Dark)),
    ] {
        assert!(!chart.svg.contains("necessary") && chart.svg.contains("set in advance"));
        assert!(chart.subtitle.contains("before adjustment"), "{}", chart.subtitle);
    }
}

#[test]
fn where_nothing_was_measured_no_indicator_is_said_to_fail() {
    let mut panel = panels::panel(60, 10, -1.2);
    for indicator in &mut panel.indicators {
        indicator.values.fill(None);
    }
    let chart = indicators(Some(&panels::found(&panel)), &meta(Theme::Light));
    assert_eq!(chart.title, "No indicator has been measured yet");
    assert!(!chart.subtitle.contains("would be seen"), "{}", chart.subtitle);
    panel.indicators.clear();
    let chart = indicators(Some(&panels::found(&panel)), &meta(Theme::Light));
    assert_eq!(chart.title, "No indicator has been measured yet");
}

#[test]
fn forecasts_that_do_no_better_than_size_and_change_are_said_to() {
    let mut found = panels::found(&panels::panel(60, 10, -1.2));
    found.indicators.retain(|one| one.backtest.as_ref().is_some_and(|test| !test.bins.is_empty()));
    found.indicators.truncate(1);
    let mut titles = Vec::new();
    for gain in [0.001, 0.1] {
        let test = found.indicators[0].backtest.as_mut().unwrap();
        let slope = Slope { log_or: 1.0, log_or_lo: 0.8, log_or_hi: 1.2 };
        (test.calibration_slope, test.oe_lo, test.oe_hi) = (Some(slope), 0.8, 1.2);
        (test.brier_full, test.brier_clim) = (0.1, 0.2);
        (test.logloss_gain, test.logloss_gain_se) = (gain, Some(0.01));
        for bin in &mut test.bins {
            bin.observed = wilson(20, 40);
            bin.forecast = 0.5;
        }
        titles.push(calibration(Some(&found), &meta(Theme::Light)).title);
    }
    let name = titles[0].split(':').next().unwrap().to_owned();
    let same = "not shown to forecast better than size and change alone";
    assert_eq!(
        titles,
        [format!("{name}: {same}"), format!("{name}: no fault found in its forecasts")]
    );
    let test = found.indicators[0].backtest.as_mut().unwrap();
    // A gain of unknown error is none that is shown.
    let error = test.logloss_gain_se.take();
    let unknown = calibration(Some(&found), &meta(Theme::Light)).title;
    assert_eq!(unknown, format!("{name}: {same}"));
    let test = found.indicators[0].backtest.as_mut().unwrap();
    test.logloss_gain_se = error;
    test.bins[0].forecast = 0.01;
    let bins = test.bins.len();
    let chart = calibration(Some(&found), &meta(Theme::Light));
    assert_eq!(chart.title, format!("{name}: forecasts fit but in 1 of {bins} bins"));
    assert!(chart.subtitle.contains("away from its forecast"), "{}", chart.subtitle);
}

/// Ten units, of which one is well covered and poorly checked.
fn quadrant(in_corner: u64, elsewhere: u64) -> Quadrant {
    let unit = |place: u64| QuadrantUnit {
        name: format!("unit-{place}"),
        coverage: 90.0,
        mutation_score: if place == 0 { 20.0 } else { 80.0 },
        escapes: if place == 0 { in_corner } else { u64::from(place <= elsewhere) },
    };
    Quadrant {
        periods: vec!["2026Q1".to_owned()],
        units: (0..10).map(unit).collect(),
        unplaced: 0,
        unplaced_escapes: 0,
        floor: 60.0,
        bar: 70.0,
        corner: wilson(in_corner, in_corner + elsewhere),
    }
}

#[test]
fn the_corner_is_alarming_only_where_it_holds_more_than_its_share() {
    let meta = meta(Theme::Light);
    let alarm = |svg: &str| svg.to_lowercase().contains("#c44e00");
    // 2 of 11 where 1 of 10 units would hold 10 %, and 7 of 7: too few.
    for (found, title) in [
        (quadrant(2, 9), "No sign of false confidence: 2 of 11 escapes in the corner"),
        (quadrant(7, 0), "Too few escapes to tell where coverage misleads (n = 7)"),
    ] {
        let chart = false_confidence(Some(&found), &meta);
        assert_eq!(chart.title, title);
        assert!(!found.misleads() && !alarm(&chart.svg), "{title}");
    }
    let told = false_confidence(Some(&quadrant(2, 9)), &meta).subtitle.replace('\u{a0}', " ");
    assert!(told.contains("There: 2 of 11 escapes, 18 % [5 – 48 %]; by the share of units 10 %."));
    let found = quadrant(9, 3);
    let chart = false_confidence(Some(&found), &meta);
    assert_eq!(chart.title, "1 unit well covered, poorly checked carries 9 of 12 escapes");
    assert!(found.misleads() && alarm(&chart.svg));
}

#[test]
fn where_no_component_matches_the_names_of_the_trackers_are_a_hint() {
    let mut table: ComponentTable = panels::components(&["other"], 4, 8.0);
    table.unmatched = vec![("checkout".to_owned(), 40), ("search".to_owned(), 9)];
    let chart = components(&table, &meta(Theme::Light));
    assert!(chart.title.starts_with("No escape matches a component"), "{}", chart.title);
    assert!(chart.subtitle.contains("Trackers name checkout (40), search (9)"));
    assert!(chart.subtitle.contains("in “other”"), "{}", chart.subtitle);
    let known = components(&panels::components(&["pay", "other"], 4, 8.0), &meta(Theme::Light));
    assert!(known.subtitle.contains("in 1 component and “other”"), "{}", known.subtitle);
}
