//! Panels made here with a known truth: what is found, what is refused, what is said.

use super::*;
use crate::model::calibration::{FloorVerdict, IndicatorStatus, IndicatorVerdict};
use crate::model::panel::{Claim, PanelIndicator, PanelRow};

/// Returns a panel of `units` by 6 periods; the chance of an escape is given by size and coverage.
/// The draws are fixed: a multiplier walks through the unit interval.
fn panel(units: usize, chance: impl Fn(f64, f64) -> f64) -> Panel {
    let mut panel = Panel { has_caught: true, ..Panel::default() };
    let mut walk = 0.5_f64;
    let mut next = || {
        walk = (walk * 997.0 + 0.618_033_988_75).fract();
        walk
    };
    let (mut coverage, mut density, mut ratio) = (Vec::new(), Vec::new(), Vec::new());
    for period in 1..=6 {
        for unit in 0..units {
            let (size, cover) = (next(), next() * 100.0);
            let escaped = next() < chance(size, cover);
            panel.rows.push(PanelRow {
                unit: format!("u{unit:03}"),
                period: format!("2026-0{period}"),
                loc: (40.0 + 900.0 * size).round(),
                churn: (50.0 * next()).round(),
                escapes: u64::from(escaped),
                caught: Some(u64::from(next() < 0.2)),
            });
            coverage.push(Some(cover));
            density.push(Some(next()));
            ratio.push(Some(f64::from(period)));
        }
    }
    let indicator = |name: &str, values| PanelIndicator {
        name: name.to_owned(),
        claim: Claim::Protects,
        values,
    };
    panel.indicators = vec![
        indicator("coverage", coverage),
        indicator("assertion_density", density),
        indicator("test_signal_ratio", ratio),
    ];
    panel
}

fn told(panel: &Panel) -> Calibration {
    calibrate(panel, None, None, KNOT)
}

#[test]
fn what_protects_predicts_and_what_does_not_is_never_said_to() {
    let found = told(&panel(70, |_, cover| if cover < 50.0 { 0.3 } else { 0.05 }));
    assert_eq!(found.indicators[0].verdict, IndicatorVerdict::Predicts);
    assert_ne!(found.indicators[1].verdict, IndicatorVerdict::Predicts);
    assert_eq!(found.indicators[2].status, IndicatorStatus::SuiteLevel);
    assert!(found.indicators[0].backtest.is_some());
}

#[test]
fn turning_the_claim_turns_area_and_verdict_and_no_effect() {
    let mut panel = panel(70, |_, cover| if cover < 50.0 { 0.3 } else { 0.05 });
    let one = told(&panel);
    panel.indicators[0].claim = Claim::Endangers;
    let other = told(&panel);
    let (one, other) = (&one.indicators[0], &other.indicators[0]);
    assert!((one.auc.unwrap().auc + other.auc.unwrap().auc - 1.0).abs() < 1e-12);
    assert_eq!(one.firth_adjusted, other.firth_adjusted);
    assert_eq!(other.verdict, IndicatorVerdict::PredictsWrongWay);
}

#[test]
fn few_escapes_get_no_effect_and_no_floor_in_words() {
    let few = panel(12, |_, cover| if cover < 60.0 { 0.15 } else { 0.02 });
    let found = told(&few);
    assert!((5..10).contains(&found.rows_with_escape), "{}", found.rows_with_escape);
    assert_eq!(found.indicators[0].verdict, IndicatorVerdict::Insufficient);
    assert_eq!(found.floor.as_ref().unwrap().verdict, FloorVerdict::Insufficient);
    let said = found.sentences.join("\n");
    assert!(said.contains("too few for an effect") && said.contains("is not asked of so few"));
    assert!(!said.contains("odds of an escape"), "{said}");
}

#[test]
fn no_sentence_claims_a_cause_and_each_on_an_indicator_names_its_n() {
    for units in [1, 12, 40] {
        let found = told(&panel(units, |size, cover| 0.1 + 0.2 * size - cover / 1_000.0));
        for sentence in &found.sentences {
            for word in ["prove", "cause", " safe", "significant"] {
                assert!(!sentence.contains(word), "{sentence}");
            }
            assert!(sentence.chars().any(|c| c.is_ascii_digit()), "{sentence}");
        }
    }
}

#[test]
fn neither_the_order_of_rows_nor_the_names_of_units_change_an_effect() {
    let one = panel(60, |size, _| 0.05 + 0.2 * size);
    let mut other = one.clone();
    other.rows.reverse();
    for row in &mut other.rows {
        row.unit = format!("z{}", row.unit);
    }
    for indicator in &mut other.indicators {
        indicator.values.reverse();
    }
    let (one, other) = (told(&one), told(&other));
    let effect = |c: &Calibration| c.indicators[0].firth_adjusted.clone().unwrap();
    assert!((effect(&one).log_or_lo - effect(&other).log_or_lo).abs() < 1e-7);
    assert!((effect(&one).design_effect - effect(&other).design_effect).abs() < 1e-9);
    assert_eq!(one.rates, other.rates);
}

#[test]
fn forecasts_do_not_see_the_period_they_forecast() {
    let one = panel(60, |size, _| 0.05 + 0.3 * size);
    let mut other = one.clone();
    // Escapes of the last period change; forecasts of it may not.
    for row in other.rows.iter_mut().filter(|row| row.period == "2026-06") {
        row.escapes = 1 - row.escapes;
    }
    let expected = |c: &Calibration| c.indicators[0].backtest.as_ref().unwrap().expected;
    assert!((expected(&told(&one)) - expected(&told(&other))).abs() < 1e-9);
}

#[test]
fn an_empty_panel_says_so_and_nothing_else() {
    let found = told(&Panel::default());
    assert_eq!(found.sentences, ["With 0 rows with an escape of 0 there is nothing to compare."]);
    assert_eq!((found.floor, found.detectable), (None, None));
}

#[test]
fn coverage_exactly_at_the_floor_is_above_it() {
    let mut at = panel(30, |_, _| 0.3);
    at.indicators[0].values.iter_mut().for_each(|value| {
        *value = Some(if value.unwrap() < 50.0 { 59.99 } else { 60.0 });
    });
    let above = at.indicators[0].values.iter().filter(|v| **v == Some(60.0)).count() as u64;
    assert_eq!(told(&at).floor.unwrap().rows_above, above);
}
