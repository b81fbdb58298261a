//! Where the next escapes may be: only if the same list would have done better in the past.

use super::cases::{Cases, Scale};
use super::forecast::Forecaster;
use crate::model::calibration::{
    Calibration, IndicatorAnswer, IndicatorVerdict, Risk, RiskBasis, RiskRow,
};
use crate::model::panel::Panel;
use crate::stats::expit;

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the units with the highest forecasts, the basis first.
///
/// The indicator is the one whose forecasts of past periods from those before gained most over size
/// and change alone, among those that predict; its gain must be above 1.96 of its standard errors.
/// Without one there is no list, and the reason stands instead.
pub fn risk(past: &Panel, now: &Panel, found: &Calibration) -> Risk {
    let none = |why: String| Risk { basis: None, rows: Vec::new(), why_not: Some(why) };
    let n = found.rows_with_escape;
    let predicts = found.indicators.iter().filter(|one| one.verdict == IndicatorVerdict::Predicts);
    let mut tried = false;
    let better = |one: &&IndicatorAnswer| {
        tried = true;
        one.backtest
            .as_ref()
            .is_some_and(|b| b.logloss_gain_se.is_some_and(|se| b.logloss_gain > Z * se))
    };
    let gain = |one: &&IndicatorAnswer| one.backtest.as_ref().map_or(0.0, |b| b.logloss_gain);
    let best = predicts.filter(better).max_by(|a, b| gain(a).total_cmp(&gain(b)));
    let Some((answer, backtest)) = best.and_then(|one| Some((one, one.backtest.as_ref()?))) else {
        return none(if tried {
            format!(
                "No list: forecasts of past periods were not shown to be better with any indicator \
                 than with size and change alone ({n} rows with an escape)."
            )
        } else {
            format!(
                "No list: no indicator is shown to predict escapes here ({n} rows with an escape)."
            )
        });
    };
    let column =
        |panel: &'_ Panel| panel.indicators.iter().find(|i| i.name == answer.name).cloned();
    let (Some(then), Some(today)) = (column(past), column(now)) else {
        return none(format!(
            "No list: `{}` is not measured now ({n} rows with an escape).",
            answer.name
        ));
    };
    let cases = Cases::complete(past, &[&then]);
    let ahead = Cases::complete(now, &[&today]);
    let learnt = Forecaster::learnt(&cases, true).zip(Scale::of(&cases.values[0]));
    let Some((forecaster, scale)) = learnt else {
        return none(format!("No list: the past cannot be fitted ({n} rows with an escape)."));
    };
    let units = now.rows.iter().zip(&today.values).filter(|(_, value)| value.is_some());
    let mut rows: Vec<RiskRow> = units
        .zip(forecaster.log_odds(&ahead))
        .map(|((row, value), log_odds)| RiskRow {
            unit: row.unit.clone(),
            forecast: expit(log_odds),
            value: value.unwrap_or_default(),
            mean: scale.mean,
            loc: row.loc,
            churn: row.churn,
        })
        .collect();
    rows.sort_by(|a, b| b.forecast.total_cmp(&a.forecast).then_with(|| a.unit.cmp(&b.unit)));
    let basis = RiskBasis {
        indicator: answer.name.clone(),
        periods: backtest.test_periods,
        escaped: backtest.escaped,
        recall: backtest.recall_at_20pct_lines_full,
        recall_base: backtest.recall_at_20pct_lines_base,
        observed_over_expected: backtest.observed_over_expected,
        oe_lo: backtest.oe_lo,
        oe_hi: backtest.oe_hi,
    };
    Risk { basis: Some(basis), rows, why_not: None }
}
