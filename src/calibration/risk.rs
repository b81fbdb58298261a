//! Where the next escapes may be: only if the same list would have done better in the past.

use super::cases::{Cases, Scale};
use super::forecast::Forecaster;
use crate::model::built_panel::{BuiltPanel, Undone};
use crate::model::calibration::{
    Calibration, IndicatorAnswer, IndicatorVerdict, NextStep, Risk, RiskBasis, RiskRow,
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
pub fn risk(built: &BuiltPanel, found: &Calibration) -> Risk {
    let (past, now) = (&built.panel, &built.now);
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
    let units = now.rows.iter().zip(&today.values).enumerate();
    let mut rows: Vec<RiskRow> = units
        .filter_map(|(place, (row, value))| Some((place, row, (*value)?)))
        .zip(forecaster.log_odds(&ahead))
        .map(|((place, row, value), log_odds)| RiskRow {
            unit: row.unit.clone(),
            forecast: expit(log_odds),
            value,
            mean: scale.mean,
            loc: row.loc,
            churn: row.churn,
            next: built.undone.get(place).and_then(|undone| next(&answer.name, undone)),
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

/// Returns the cheapest thing that moves an indicator of a unit.
fn next(indicator: &str, undone: &Undone) -> Option<NextStep> {
    let undone = undone.clone();
    match indicator {
        "coverage" => undone.unrun.map(|(path, lines)| NextStep::RunLines { path, lines }),
        "branch_coverage" => {
            undone.untaken.map(|(path, branches)| NextStep::TakeBranches { path, branches })
        }
        "mutation_score" => {
            undone.surviving.map(|(path, mutants)| NextStep::KillMutants { path, mutants })
        }
        "failure_state_assertion" => undone.unasserted.map(|state| NextStep::AssertState { state }),
        "assertion_density" => {
            undone.quietest.map(|(path, assertions)| NextStep::AssertIn { path, assertions })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_names_the_file_or_state_that_moves_the_indicator() {
        let undone = Undone {
            unrun: Some(("a.py".to_owned(), 12)),
            untaken: Some(("b.py".to_owned(), 3)),
            surviving: None,
            unasserted: Some("card-declined".to_owned()),
            quietest: Some(("test_a.py".to_owned(), 0)),
        };
        let lines = NextStep::RunLines { path: "a.py".to_owned(), lines: 12 };
        assert_eq!(next("coverage", &undone), Some(lines));
        let branches = NextStep::TakeBranches { path: "b.py".to_owned(), branches: 3 };
        assert_eq!(next("branch_coverage", &undone), Some(branches));
        assert_eq!(next("mutation_score", &undone), None);
        let state = NextStep::AssertState { state: "card-declined".to_owned() };
        assert_eq!(next("failure_state_assertion", &undone), Some(state));
        assert_eq!(next("drilled", &undone), None);
    }
}
