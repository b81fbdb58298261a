//! Would it have worked? Each period forecast from those before, against size and change alone and
//! against the past rate.

use std::collections::BTreeMap;

use super::cases::Cases;
use super::forecast::Forecaster;
use crate::model::calibration::{Backtest, ForecastBin, Parts, Slope, Tier};
use crate::stats::{Design, auc, corp, effect, expit, garwood, wilson};

/// Fewest rows with an escape, and without, in the past of a forecast.
const MIN_PAST: usize = 5;
/// Share of the lines that are looked at first.
const LOOKED_AT: f64 = 0.2;
/// Forecasts are held this far from 0 and 1 where their logarithm is taken.
const EDGE: f64 = 1e-15;

/// Forecasts of the periods that could be forecast, row by row.
#[derive(Default)]
struct Forecasts {
    full: Vec<f64>,
    log_odds: Vec<f64>,
    base: Vec<f64>,
    past_rate: Vec<f64>,
    places: Vec<usize>,
    periods: u64,
}

/// Returns how forecasts of every period from all before it would have done.
///
/// Scales and coefficients come from the past only. A period is forecast once five rows with an
/// escape lie before it; `None` where there is no such period or they saw only one outcome.
pub(super) fn backtest(cases: &Cases) -> Option<Backtest> {
    let forecasts = forecasts(cases);
    let rows = cases.at(&forecasts.places);
    if !rows.has_both() {
        return None;
    }
    let y: Vec<f64> = rows.escaped.iter().map(|y| f64::from(u8::from(*y))).collect();
    let expected: f64 = forecasts.full.iter().sum();
    let escaped = rows.events() as u64;
    let (lo, hi) = garwood(escaped);
    let brier = |p: &[f64]| mean(p.iter().zip(&y).map(|(p, y)| (p - y).powi(2)));
    let losses = |p: &[f64]| -> Vec<f64> { p.iter().zip(&y).map(|(p, y)| loss(*p, *y)).collect() };
    let (loss_full, loss_base) = (losses(&forecasts.full), losses(&forecasts.base));
    let gains: Vec<f64> = loss_base.iter().zip(&loss_full).map(|(b, f)| b - f).collect();
    let (brier_full, brier_clim) = (brier(&forecasts.full), brier(&forecasts.past_rate));
    let parts = corp(&forecasts.full, &rows.escaped)?;
    let area = |p: &[f64]| auc(p, &rows.escaped, &rows.units).map(|area| area.auc);
    Some(Backtest {
        test_periods: forecasts.periods,
        rows: rows.len() as u64,
        escaped,
        expected,
        observed_over_expected: escaped as f64 / expected,
        oe_lo: lo / expected,
        oe_hi: hi / expected,
        brier_full,
        logloss_full: mean(loss_full.iter().copied()),
        brier_base: brier(&forecasts.base),
        logloss_base: mean(loss_base.iter().copied()),
        brier_clim,
        logloss_clim: mean(losses(&forecasts.past_rate).into_iter()),
        brier_skill_vs_rate: (brier_clim > 0.0).then(|| 1.0 - brier_full / brier_clim),
        corp: Parts {
            brier: parts.brier,
            miscalibration: parts.miscalibration,
            discrimination: parts.discrimination,
            uncertainty: parts.uncertainty,
        },
        logloss_gain: mean(gains.iter().copied()),
        logloss_gain_se: clustered_error(&gains, &rows.units),
        auc_full: area(&forecasts.full),
        auc_base: area(&forecasts.base),
        calibration_slope: slope(&forecasts.log_odds, &rows),
        recall_at_20pct_lines_full: recall(&forecasts.full, &rows),
        recall_at_20pct_lines_base: recall(&forecasts.base, &rows),
        bins: bins(&forecasts.full, &rows.escaped),
        forecasts: {
            let mut sorted = forecasts.full;
            sorted.sort_by(f64::total_cmp);
            sorted
        },
    })
}

/// Returns bins of like count: eight from 400 forecasts on, else five. Below 50 rows with an escape
/// there are none, as their intervals would hold everything.
fn bins(forecasts: &[f64], escaped: &[bool]) -> Vec<ForecastBin> {
    let events = escaped.iter().filter(|y| **y).count() as u64;
    if Tier::of(events) < Tier::Calibrated {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..forecasts.len()).collect();
    order.sort_by(|a, b| forecasts[*a].total_cmp(&forecasts[*b]));
    let count = if order.len() >= 400 { 8 } else { 5 };
    let edge = |bin: usize| order.len() * bin / count;
    let bin = |place: usize| {
        let held = &order[edge(place)..edge(place + 1)];
        let k = held.iter().filter(|place| escaped[**place]).count() as u64;
        ForecastBin {
            forecast: mean(held.iter().map(|place| forecasts[*place])),
            observed: wilson(k, held.len() as u64),
        }
    };
    (0..count).map(bin).collect()
}

fn forecasts(cases: &Cases) -> Forecasts {
    let mut found = Forecasts::default();
    let mut periods = cases.periods.clone();
    periods.sort_unstable();
    periods.dedup();
    for period in periods {
        let of = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..cases.len()).filter(|place| wanted(cases.periods[*place])).collect()
        };
        let past = cases.at(&of(&|p| p < period));
        if past.events() < MIN_PAST || past.len() - past.events() < MIN_PAST {
            continue;
        }
        let learnt = (Forecaster::learnt(&past, true), Forecaster::learnt(&past, false));
        let (Some(full), Some(base)) = learnt else { continue };
        let places = of(&|p| p == period);
        let now = cases.at(&places);
        let log_odds = full.log_odds(&now);
        found.full.extend(log_odds.iter().map(|eta| expit(*eta)));
        found.log_odds.extend(log_odds);
        found.base.extend(base.log_odds(&now).into_iter().map(expit));
        let rate = past.events() as f64 / past.len() as f64;
        found.past_rate.extend(std::iter::repeat_n(rate, now.len()));
        found.places.extend(places);
        found.periods += 1;
    }
    found
}

fn loss(p: f64, y: f64) -> f64 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}

/// Returns the standard error of a mean over rows of which those of one unit go together.
///
/// `√(G / (G - 1) Σ_g (Σ (x - x̄))²) / n`; `None` for fewer than two units.
fn clustered_error(values: &[f64], units: &[usize]) -> Option<f64> {
    let centre = mean(values.iter().copied());
    let mut sums = BTreeMap::new();
    for (value, unit) in values.iter().zip(units) {
        *sums.entry(*unit).or_insert(0.0) += value - centre;
    }
    let groups = sums.len() as f64;
    let squares: f64 = sums.values().map(|sum: &f64| sum * sum).sum();
    (groups > 1.0).then(|| (groups / (groups - 1.0) * squares).sqrt() / values.len() as f64)
}

/// Returns the slope of the outcomes on the forecast log odds: 1 is right, below 1 too bold.
fn slope(log_odds: &[f64], rows: &Cases) -> Option<Slope> {
    let design = Design::new(&[log_odds.to_vec()], &rows.escaped)?;
    let fit = design.fit();
    let found = effect(&design, &fit, 1, design.design_effect(&fit, 1, &rows.units));
    Some(Slope { log_or: found.log_or, log_or_lo: found.lo, log_or_hi: found.hi })
}

/// Returns the share of escaped rows met while looking at a fifth of the lines of each period, the
/// rows with the highest forecast per line first.
///
/// A row is met if it still fits into the fifth, and with it the looking ends at the first that
/// does not.
fn recall(forecasts: &[f64], rows: &Cases) -> f64 {
    let mut by_period: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, period) in rows.periods.iter().enumerate() {
        by_period.entry(*period).or_default().push(place);
    }
    let per_line = |place: usize| forecasts[place] / rows.loc[place].max(1.0);
    let mut met = 0;
    for order in by_period.values_mut() {
        order.sort_by(|a, b| per_line(*b).total_cmp(&per_line(*a)));
        let budget = LOOKED_AT * order.iter().map(|place| rows.loc[*place]).sum::<f64>();
        let mut lines = 0.0;
        for place in order {
            lines += rows.loc[*place];
            if lines > budget {
                break;
            }
            met += usize::from(rows.escaped[*place]);
        }
    }
    met as f64 / rows.events() as f64
}
