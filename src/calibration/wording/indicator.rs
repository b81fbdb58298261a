//! Sentences about one indicator, as strong as its tier and interval bear.

use super::{escapes, odds, plausible};
use crate::model::calibration::{
    Calibration, IndicatorAnswer, IndicatorStatus, IndicatorVerdict, Tier,
};

/// Smallest Fisher p-value of missing against escaped that passes without a word.
const MISSING_P: f64 = 0.05;
/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the name of an indicator in words.
fn name(one: &IndicatorAnswer) -> String {
    one.name.replace('_', " ")
}

/// Returns the sentence about one indicator.
pub(super) fn of_indicator(one: &IndicatorAnswer, found: &Calibration) -> String {
    let name = name(one);
    let n = escapes(one.escaped);
    let sentence = match one.status {
        IndicatorStatus::NoData => return format!("{name} was not measured."),
        IndicatorStatus::NoEscapes => {
            return format!("{name} cannot be tested: none of {} measured rows escaped.", one.n);
        }
        IndicatorStatus::AllEscaped => {
            return format!("{name} cannot be tested: all {} measured rows escaped.", one.n);
        }
        IndicatorStatus::Constant => {
            format!("{name} cannot be tested: it is the same in all {} rows ({n}).", one.n)
        }
        IndicatorStatus::SuiteLevel => format!(
            "{name} has one value per period, so it cannot be tested by unit: {} periods are not \
             {} rows ({n}).",
            found.periods.len(),
            one.n
        ),
        IndicatorStatus::Ok => match one.tier {
            Tier::Anecdote => {
                format!("{name}: {n} are too few to say anything; read them one by one.")
            }
            Tier::Descriptive => ranked(one, &n),
            _ => judged(one, found, &n),
        },
    };
    let flag = one.missing_vs_escape_fisher_p.is_some_and(|p| p < MISSING_P);
    if flag {
        format!(
            "{sentence} It is missing in {} rows, and not evenly between escaped and other rows: \
             read it with care.",
            one.missing
        )
    } else {
        sentence
    }
}

fn ranked(one: &IndicatorAnswer, n: &str) -> String {
    let Some(area) = &one.auc else { return format!("{} ranks nothing ({n}).", name(one)) };
    let name = name(one);
    let told = if area.lo > 0.5 {
        format!("{name} ranked escaped rows better than chance")
    } else if area.hi < 0.5 {
        format!("{name} ranked escaped rows against the claim")
    } else {
        format!("We cannot tell whether {name} ranks escaped rows better than chance")
    };
    format!(
        "{told}: AUC {:.2}, plausible {:.2} to {:.2}; {n} are too few for an effect at equal size \
         and change.",
        area.auc, area.lo, area.hi
    )
}

fn judged(one: &IndicatorAnswer, found: &Calibration, n: &str) -> String {
    let name = name(one);
    let Some(effect) = &one.firth_adjusted else {
        return format!("{name} cannot be told apart from size and change ({n}).");
    };
    let interval = plausible(effect);
    let tentative = if one.tier == Tier::Tentative { "Tentatively: rows" } else { "Rows" };
    let direction = if effect.log_or < 0.0 { "lower" } else { "higher" };
    match one.verdict {
        IndicatorVerdict::Predicts => format!(
            "{tentative} with 1 SD more {name} had {direction} odds of an escape at equal size and \
             change ({interval}; {n}).{}{}",
            beyond(one),
            forecast(one)
        ),
        IndicatorVerdict::PredictsWrongWay => format!(
            "{tentative} with 1 SD more {name} had {direction} odds of an escape at equal size and \
             change, against the claim ({interval}; {n})."
        ),
        IndicatorVerdict::NoMaterialEffect => format!(
            "1 SD of {name} made no material difference at equal size and change: the whole \
             interval lies within 0.80 to 1.25 ({interval}; {n})."
        ),
        IndicatorVerdict::Insufficient => {
            format!("{name}: {n} of {} are too few on one side for a verdict.", one.n)
        }
        _ => {
            let seen = found.detectable.as_ref().map_or_else(String::new, |seen| {
                format!(
                    " An effect below odds of {} per SD would mostly go unseen, so silence means \
                     little.",
                    odds(seen.or_per_sd)
                )
            });
            format!(
                "We cannot tell whether {name} matters at equal size and change ({interval}; \
                 {n}).{seen}"
            )
        }
    }
}

/// Returns whether it also tells at equal coverage, where that was asked.
fn beyond(one: &IndicatorAnswer) -> String {
    let lowers = one.firth_adjusted.as_ref().is_some_and(|effect| effect.log_or < 0.0);
    match &one.firth_beyond_coverage {
        Some(held) if (lowers && held.log_or_hi < 0.0) || (!lowers && held.log_or_lo > 0.0) => {
            format!(" At equal coverage too ({}).", plausible(held))
        }
        Some(held) => {
            format!(" Whether also at equal coverage, we cannot tell ({}).", plausible(held))
        }
        None => String::new(),
    }
}

/// Returns whether it would have improved forecasts, where there were any.
fn forecast(one: &IndicatorAnswer) -> String {
    let Some(past) = &one.backtest else { return String::new() };
    let known = past.logloss_gain_se.is_some_and(|se| past.logloss_gain > Z * se);
    let n = escapes(past.escaped);
    if known {
        format!(
            " Forecasts of {} periods from those before were better with it than with size and \
             change alone ({n}).",
            past.test_periods
        )
    } else {
        format!(
            " Whether it makes forecasts better than size and change alone, we cannot tell ({n} in \
             {} periods).",
            past.test_periods
        )
    }
}
