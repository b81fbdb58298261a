//! What the pictures of a panel may claim: no more than the data bear, and in which direction.

use escapee::model::calibration::{FloorVerdict, Slope};
use escapee::model::components::ComponentTable;
use escapee::model::latency::Median;
use escapee::model::panel::Panel;
use escapee::model::quadrant::{Quadrant, QuadrantUnit};
use escapee::model::verdict::EscapeClass;
use escapee::report::chart::{
    Sev1Mark, Theme, calibration, class_breakdown, components, coverage_floor, escape_rate,
    false_confidence, indicators, latency,
};

use super::data::{eight_quarters, meta, rate_table, wilson};
use super::panels;
use super::sheet::Sheet;

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
fn of_too_few_escapes_the_forest_shows_no_effect() {
    let mut panel = panels::panel(30, 4, -1.2);
    let mut few = 0;
    for row in &mut panel.rows {
        few += row.escapes;
        row.escapes = if few > 7 { 0 } else { row.escapes };
    }
    let found = panels::found(&panel);
    let counted = found.indicators.iter().find(|one| one.firth_adjusted.is_some());
    let counted = counted.expect("an effect is estimated, and marked by its tier");
    assert!(counted.told_effect().is_none() && counted.told_auc().is_some());
    let drawn = indicators(Some(&found), &meta(Theme::Light));
    assert!(!drawn.description.contains("odds ratio"), "{}", drawn.description);
    assert!(drawn.description.contains(", AUC "), "{}", drawn.description);
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
fn a_panel_without_rows_is_not_called_unmeasured() {
    let found = panels::found(&panels::panel(0, 0, 0.0));
    assert_eq!(found.rows, 0);
    for title in [
        indicators(Some(&found), &meta(Theme::Light)).title,
        coverage_floor(Some(&found), &meta(Theme::Light)).title,
    ] {
        assert!(title.ends_with("without a panel"), "{title}");
    }
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
    let same = "no gain shown over size and change alone";
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
    assert!(!chart.svg.contains("Nothing speaks against the number"), "a bin does");
    assert!(chart.svg.contains(">The number holds but where"), "{}", chart.svg);
    found.indicators[0].name = "test_signal_ratio".to_owned();
    found.indicators[0].backtest.as_mut().unwrap().logloss_gain_se = None;
    let long = calibration(Some(&found), &meta(Theme::Light)).title;
    assert!(long.starts_with("Test signal ratio: no gain") && long.chars().count() <= 70, "{long}");
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

#[test]
fn a_class_is_told_by_its_letter_where_there_is_no_colour() {
    let chart = class_breakdown(&eight_quarters(), &meta(Theme::Light));
    let sheet = Sheet::read(&chart.svg);
    for &class in EscapeClass::ALL {
        let has = sheet.hovers.iter().any(|hover| hover.ends_with(class.label()));
        let named = sheet.texts.iter().any(|text| text.text.starts_with(&format!("{class} ")));
        let inside = sheet.texts.iter().any(|text| text.text == class.word());
        assert_eq!((named, inside), (has, has), "{class}");
    }
}

#[test]
fn every_quarter_with_an_incident_of_severity_one_says_which_or_how_many() {
    let table = rate_table(&[(12, 30); 8]);
    let marks: Vec<Sev1Mark> = table
        .rows
        .iter()
        .flat_map(|row| (0..3).map(|place| (row.period.unwrap(), place)))
        .map(|(period, place)| Sev1Mark {
            id: format!("INC-{place}"),
            title: "Checkout is down".to_owned(),
            class: None,
            period,
        })
        .collect();
    let chart = escape_rate(&table, &marks, &meta(Theme::Light));
    let sheet = Sheet::read(&chart.svg);
    let labels = sheet.texts.iter().filter(|text| text.text == "INC-0 +2" || text.text == "3×");
    assert_eq!(labels.count(), 8);
}

#[test]
fn the_interval_of_a_median_is_never_cut_inside_a_number() {
    let mut table = panels::latencies(&[(EscapeClass::C, 20)], 0);
    let (lo, hi) = (Some(25.0 / 24.0), Some(4_260.0));
    table.rows[0].median = Some(Median { n: 20, value: 60.0, lo, hi });
    let sheet = Sheet::read(&latency(&table, &meta(Theme::Light)).svg);
    let told: Vec<String> =
        sheet.texts.iter().map(|text| text.text.replace('\u{a0}', " ")).collect();
    assert!(told.contains(&"25 h – 4,260 d".to_owned()), "{told:?}");
}

#[test]
fn a_floor_is_named_in_a_title_only_where_the_verdict_bears_it() {
    let mut found = panels::found(&panels::panel(60, 10, -1.2));
    let floor = found.floor.as_mut().unwrap();
    // No direction of the bands and no effect above, so that the verdict alone decides.
    (floor.share_below, floor.share_above, floor.above) = (wilson(10, 40), wilson(12, 50), None);
    let mut titles = Vec::new();
    for verdict in [
        FloorVerdict::Supported,
        FloorVerdict::Half,
        FloorVerdict::Contradicted,
        FloorVerdict::NotShown,
        FloorVerdict::Insufficient,
    ] {
        found.floor.as_mut().unwrap().verdict = verdict;
        titles.push(coverage_floor(Some(&found), &meta(Theme::Light)).title.replace('\u{a0}', " "));
    }
    let (n, told) = titles[4].split_once("(n = ").unwrap();
    assert_eq!((n, told.ends_with(')')), ("Too few escapes to test the 60 % floor ", true));
    assert_eq!(
        titles[..4],
        [
            "Below 60 % coverage escapes rise; above it coverage stops telling",
            "Coverage tells below 60 %; whether it stops there is open",
            "Escapes fall with coverage above 60 % too: no floor there",
            "No evidence that escapes rise below 60 % coverage",
        ]
    );
}

#[test]
fn a_class_hides_the_longest_only_where_its_interval_lies_above_all_others() {
    let mut table = panels::latencies(&[(EscapeClass::C, 20), (EscapeClass::N, 20)], 0);
    let mut title = |lo: f64, n: u64| {
        table.rows[0].median = Some(Median { n: 20, value: 10.0, lo: Some(5.0), hi: Some(20.0) });
        table.rows[1].median = Some(Median { n, value: 50.0, lo: Some(lo), hi: Some(90.0) });
        table.median = Some(Median { n: 40, value: 30.0, lo: Some(20.0), hi: Some(40.0) });
        latency(&table, &meta(Theme::Light)).title
    };
    assert_eq!(title(21.0, 20), "Defects beyond the suite hide the longest: median 21 to 90 days");
    let all = "The median escape hid for 20 to 40 days";
    assert_eq!(title(19.0, 20), all, "the intervals meet");
    assert_eq!(title(21.0, 9), all, "nine are too few");
    let few = latency(&panels::latencies(&[(EscapeClass::C, 9)], 0), &meta(Theme::Light)).title;
    assert_eq!(few, "Too few escapes to tell how long they hide (n = 9)");
}

#[test]
fn a_time_hidden_is_claimed_no_finer_than_its_interval_and_only_of_the_escapes_placed() {
    let mut table = panels::latencies(&[(EscapeClass::C, 8), (EscapeClass::N, 8)], 1);
    let mut title = |lo: f64, hi: f64, unplaced: u64| {
        table.median = Some(Median { n: 16, value: 49.0, lo: Some(lo), hi: Some(hi) });
        table.unplaced = unplaced;
        latency(&table, &meta(Theme::Light)).title
    };
    let placed = "The median escape hid for 27 to 80 days (16 of 17 placed)";
    assert_eq!(title(27.0, 80.0, 1), placed);
    assert_eq!(title(27.0, 80.0, 0), "The median escape hid for 27 to 80 days");
    assert_eq!(title(0.5, 80.0, 0), "The median escape hid for 12 hours to 80 days");
    assert_eq!(title(49.0, 49.2, 0), "The median escape hid for 49 days");
    // The same of a class that hides the longest.
    let mut table = panels::latencies(&[(EscapeClass::C, 20), (EscapeClass::N, 20)], 3);
    table.rows[0].median = Some(Median { n: 20, value: 10.0, lo: Some(5.0), hi: Some(20.0) });
    table.rows[1].median = Some(Median { n: 20, value: 50.0, lo: Some(21.0), hi: Some(90.0) });
    let longest = latency(&table, &meta(Theme::Light)).title;
    assert_eq!(longest, "Defects beyond the suite hide the longest (40 of 43 placed)");
}

#[test]
fn a_component_has_the_most_only_where_its_interval_says_so() {
    let title = |counts: [u64; 2]| {
        let mut table = panels::components(&["pay", "search"], 1, 1.0);
        let all = counts.iter().sum();
        for (row, n) in table.rows.iter_mut().zip(counts) {
            (row.escapes, row.share) = (vec![n], wilson(n, all));
        }
        components(&table, &meta(Theme::Light)).title
    };
    // Of 40, 30 has the interval 60 to 86 %, 22 has 40 to 69 %.
    assert_eq!(title([30, 10]), "Most escapes are in pay (30 of 40)");
    assert_eq!(title([22, 18]), "No component stands out as the one with most escapes");
    assert_eq!(title([6, 3]), "Too few escapes to compare components (n = 9)");
}
