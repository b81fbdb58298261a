//! Sentences of the calibration picture.

use std::fmt::Write as _;

use super::super::numbers::{self, counted, two, two_range};
use super::super::text::capital;
use super::Words;
use super::indicators::indicator_name;
use crate::model::calibration::{
    Backtest, Calibration, ForecastBin, IndicatorAnswer, IndicatorVerdict, Tier,
};

/// Returns the indicator whose forecasts are drawn: one that predicts before any other, and among
/// these the one that ranks best, of several the first. `None` where no forecast has bins.
pub(in super::super) fn drawn(found: &Calibration) -> Option<(&IndicatorAnswer, &Backtest)> {
    let with_bins = found.indicators.iter().filter_map(|one| {
        let test = one.backtest.as_ref().filter(|test| !test.bins.is_empty())?;
        Some((one, test))
    });
    // The last of the largest is taken: from the end it is the first, whatever it is named.
    with_bins.rev().max_by(|(a, x), (b, y)| {
        let key = |one: &IndicatorAnswer, test: &Backtest| {
            (one.verdict == IndicatorVerdict::Predicts, test.auc_full.unwrap_or(0.0))
        };
        let ((first, area), (second, other)) = (key(a, x), key(b, y));
        first.cmp(&second).then_with(|| area.total_cmp(&other))
    })
}

/// Returns the sentences of the calibration picture; `None` is no panel.
pub(in super::super) fn calibration_words(found: Option<&Calibration>) -> Words {
    let title = title(found);
    let mut subtitle =
        vec!["Forecast against observed share of unit-periods with an escape.".to_owned()];
    let mut footer = Vec::new();
    let mut description = format!("{title}.");
    if let Some((one, test)) = found.and_then(drawn) {
        let name = indicator_name(&one.name);
        subtitle = vec![
            format!("Forecast from {name}, size and change, against the share that escaped."),
            format!(
                "{} bins of equal count: {}, {} with an escape.",
                test.bins.len(),
                counted(test.rows, "unit-period"),
                numbers::count(test.escaped)
            ),
            "Bars: 95\u{a0}% Wilson interval.".to_owned(),
        ];
        let off = outside(test);
        if off > 0 {
            let bins = counted(test.bins.len() as u64, "bin");
            subtitle.push(format!("{} of {bins} away from its forecast.", numbers::count(off)));
        }
        footer = vec![format!(
            "Each of {} forecast from those before it alone",
            counted(test.test_periods, "period")
        )];
        for bin in &test.bins {
            let n = bin.observed.n;
            let _ = write!(
                description,
                " Forecast {}: {} of {n} escaped, {} {}.",
                numbers::percent(bin.forecast, n),
                bin.observed.k,
                numbers::rate(&bin.observed),
                numbers::interval(&bin.observed),
            );
        }
        for (name, value, note) in trust(test) {
            let _ = write!(description, " {name}: {value} {note}.");
        }
    } else if let Some(found) = found {
        subtitle.push(format!(
            "{}, {} with an escape.",
            counted(found.rows, "unit-period"),
            numbers::count(found.rows_with_escape)
        ));
    }
    Words { title, subtitle, footer, description }
}

/// Returns what tells how far forecasts can be trusted: what, the number, its interval or a yardstick.
pub(in super::super) fn trust(test: &Backtest) -> Vec<(&'static str, String, String)> {
    let mut rows = Vec::new();
    if let Some(area) = test.auc_full {
        let base = test.auc_base.map_or_else(|| numbers::UNKNOWN.to_owned(), two);
        rows.push(("Ranking (AUC)", two(area), format!("size and change alone: {base}")));
    }
    if let Some(slope) = test.calibration_slope {
        let range = two_range(slope.log_or_lo, slope.log_or_hi).replace('-', "−");
        rows.push((
            "Calibration slope",
            two(slope.log_or).replace('-', "−"),
            format!("[{range}], 1 is right"),
        ));
    }
    let range = two_range(test.oe_lo, test.oe_hi);
    rows.push((
        "Escaped over forecast",
        two(test.observed_over_expected),
        format!("[{range}], 1 is right"),
    ));
    rows.push((
        "Brier score",
        format!("{:.3}", test.brier_full),
        format!("past rate alone: {:.3}", test.brier_clim),
    ));
    rows
}

/// Returns what to do with forecasts like these.
pub(in super::super) fn advice(test: &Backtest) -> &'static str {
    match finding(test) {
        Finding::Bold | Finding::Timid | Finding::TooFew | Finding::TooMany => {
            "Use the rank, not the number."
        }
        Finding::Nothing if outside(test) > 0 => {
            "The number holds but where the mark is hollow; check those bins first."
        }
        Finding::NoGain => "Size and change alone may do as well.",
        Finding::Nothing => "Nothing speaks against the number; the bars say how far.",
        Finding::NoSkill => "Do not use these forecasts.",
    }
}

enum Finding {
    NoSkill,
    Bold,
    Timid,
    TooFew,
    TooMany,
    /// They fit, and what they gain over size and change alone may be nothing.
    NoGain,
    Nothing,
}

/// Returns how many bins have an interval that leaves their forecast out.
fn outside(test: &Backtest) -> u64 {
    let off = |bin: &&ForecastBin| {
        let ends = bin.observed.lo.zip(bin.observed.hi);
        ends.is_some_and(|(lo, hi)| bin.forecast < lo || bin.forecast > hi)
    };
    test.bins.iter().filter(off).count() as u64
}

/// Returns whether the logarithmic loss that the indicator takes off size and change is beyond
/// chance: its 95 % interval over units lies above 0.
fn gains(test: &Backtest) -> bool {
    test.logloss_gain_se.is_some_and(|se| test.logloss_gain > 1.96 * se)
}

fn finding(test: &Backtest) -> Finding {
    if test.brier_full >= test.brier_clim {
        return Finding::NoSkill;
    }
    match test.calibration_slope {
        Some(slope) if slope.log_or_hi < 1.0 => Finding::Bold,
        Some(slope) if slope.log_or_lo > 1.0 => Finding::Timid,
        _ if test.oe_lo > 1.0 => Finding::TooFew,
        _ if test.oe_hi < 1.0 => Finding::TooMany,
        _ if !gains(test) => Finding::NoGain,
        _ => Finding::Nothing,
    }
}

fn title(found: Option<&Calibration>) -> String {
    let Some(found) = found else {
        return "No forecast can be checked without a panel".to_owned();
    };
    if found.tier < Tier::Calibrated {
        return format!(
            "Too few escapes to check forecasts (n = {}, 50 needed)",
            numbers::count(found.rows_with_escape)
        );
    }
    let Some((one, test)) = drawn(found) else {
        return "No forecast of a later period could be made and checked".to_owned();
    };
    let name = capital(&indicator_name(&one.name));
    match finding(test) {
        Finding::NoSkill => format!("{name}: forecasts were no better than the past rate"),
        Finding::Bold => format!("{name}: forecasts were too bold"),
        Finding::Timid => format!("{name}: forecasts were too timid"),
        Finding::TooFew => format!("{name}: more escaped than was forecast"),
        Finding::TooMany => format!("{name}: fewer escaped than was forecast"),
        Finding::NoGain => {
            format!("{name}: no gain shown over size and change alone")
        }
        Finding::Nothing if outside(test) > 0 => {
            let (off, bins) = (numbers::count(outside(test)), test.bins.len());
            format!("{name}: forecasts fit but in {off} of {bins} bins")
        }
        Finding::Nothing => format!("{name}: no fault found in its forecasts"),
    }
}
