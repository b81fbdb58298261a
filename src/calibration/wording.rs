//! What all this means: what can be said at all, did the rate change, each indicator, the floor.
//!
//! Every sentence names its number of escapes, and "cannot tell" is said with what could have been
//! seen. The tier decides which sentences there are.

use crate::model::calibration::{
    Calibration, Contrast, Direction, Floor, FloorVerdict, GapAnswer, IndicatorAnswer,
    IndicatorStatus, IndicatorVerdict, OddsRatio, Tier,
};

/// Smallest Fisher p-value of missing against escaped that passes without a word.
const MISSING_P: f64 = 0.05;

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the sentences of a calibration: what can be said at all, each indicator, the floor, the
/// matched sets.
pub fn sentences(found: &Calibration) -> Vec<String> {
    let mut said = vec![reach(found)];
    said.extend(of_change(found));
    said.extend(found.gaps.as_ref().map(of_gaps));
    said.extend(found.indicators.iter().map(|one| of_indicator(one, found)));
    said.extend(found.floor.as_ref().map(|floor| of_floor(floor, found.tier)));
    said.extend(found.matched.as_ref().map(of_contrast));
    said
}

/// Returns the name of an indicator in words.
fn name(one: &IndicatorAnswer) -> String {
    one.name.replace('_', " ")
}

fn escapes(n: u64) -> String {
    if n == 1 { "1 row with an escape".to_owned() } else { format!("{n} rows with an escape") }
}

/// Returns what this many escapes can show at all.
fn reach(found: &Calibration) -> String {
    let n = escapes(found.rows_with_escape);
    let tier = match found.tier {
        Tier::Anecdote => "a list and rates, no statement about indicators",
        Tier::Descriptive => "how indicators rank, no effects",
        Tier::Tentative => "tentative effects, no floor",
        Tier::Indicative => "indicative effects and the floor set in advance",
        Tier::Calibrated => "effects and the floor set in advance",
    };
    match &found.detectable {
        None => format!("With {n} of {} there is nothing to compare.", found.rows),
        Some(seen) => format!(
            "With {n} of {} this supports {tier}; an effect would be noticed with 80 % power from \
             odds of {} per standard deviation on, or {} the other way.",
            found.rows,
            odds(seen.or_per_sd),
            odds(1.0 / seen.or_per_sd)
        ),
    }
}

/// Returns the sentence about one indicator.
fn of_indicator(one: &IndicatorAnswer, found: &Calibration) -> String {
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

/// Returns whether the last period differs from the one before.
fn of_change(found: &Calibration) -> Option<String> {
    let change = found.rates.last_vs_previous?;
    let [.., before, last] = found.rates.by_period.as_slice() else { return None };
    let (was, is) = (before.rate?.escape_rate?, last.rate?.escape_rate?);
    let told = if change.hi < 0.0 {
        "fell"
    } else if change.lo > 0.0 {
        "rose"
    } else {
        "cannot be told to have changed"
    };
    Some(format!(
        "The escape rate {told} from {} to {}: {:.0} % to {:.0} %, a difference of {:+.0} points, \
         plausible {:+.0} to {:+.0} ({} and {} escapes).",
        before.period,
        last.period,
        was * 100.0,
        is * 100.0,
        change.difference * 100.0,
        change.lo * 100.0,
        change.hi * 100.0,
        before.escaped,
        last.escaped
    ))
}

/// Returns how the last gap between escapes stands.
fn of_gaps(gaps: &GapAnswer) -> String {
    let told = match gaps.signal {
        Direction::None => "is what chance gives",
        Direction::Better => "is longer than chance gives",
        Direction::Worse => "is shorter than chance gives",
    };
    format!(
        "The last gap between escapes, {:.1}, {told} beside a mean of {:.1} before ({} gaps).",
        gaps.last_gap, gaps.mean_gap_before, gaps.k_before
    )
}

fn of_floor(floor: &Floor, tier: Tier) -> String {
    let knot = floor.knot;
    let n = format!("{} below, {} at or above", escapes(floor.events_below), floor.events_above);
    if tier < Tier::Indicative || floor.verdict == FloorVerdict::Insufficient {
        return format!(
            "Whether coverage has a floor at {knot} % is not asked of so few escapes ({n}); it \
             takes 20, with 5 on either side."
        );
    }
    let above = floor.above.as_ref().map_or_else(String::new, per_ten);
    let below = floor.below.as_ref().map_or_else(String::new, per_ten);
    match floor.verdict {
        FloorVerdict::Supported => format!(
            "A floor of coverage at {knot} % fits: below it 10 points more went with {below}, above \
             it with {above}, which is no material difference ({n})."
        ),
        FloorVerdict::Half => format!(
            "Below {knot} % coverage, 10 points more went with {below}; above it we cannot say \
             whether coverage still helps: {above} ({n}). This is not evidence for a floor."
        ),
        FloorVerdict::Contradicted => format!(
            "Coverage still told above {knot} %: 10 points more went with {above} ({n}), so the \
             floor is not where it was set."
        ),
        _ => format!(
            "That coverage tells below {knot} % was not shown: 10 points more went with {below} \
             ({n}); about {knot} % as a floor this says nothing."
        ),
    }
}

/// Returns an effect per 10 points in percent of the odds, with its interval.
fn per_ten(effect: &OddsRatio) -> String {
    let change = |or: f64| {
        let percent = ((or - 1.0) * 100.0).round();
        if percent < 0.0 {
            format!("{} % lower", -percent)
        } else if percent > 0.0 {
            format!("{percent} % higher")
        } else {
            "equal".to_owned()
        }
    };
    format!(
        "{} odds of an escape (plausible {} to {})",
        change(effect.or),
        change(effect.or_lo),
        change(effect.or_hi)
    )
}

fn of_contrast(sets: &Contrast) -> String {
    let n = format!(
        "{} of {} cases and {} of {} controls; {} of {} sets tell anything",
        sets.exposed_cases,
        sets.cases,
        sets.exposed_controls,
        sets.controls,
        sets.informative_strata,
        sets.strata
    );
    let Some(lo) = sets.midp_lo else {
        return format!("The matched sets do not differ in the trait, so they say nothing ({n}).");
    };
    let hi = sets.midp_hi.map_or_else(|| "no upper end".to_owned(), odds);
    let told = if lo > 1.0 {
        "Escaped cases had the trait more often than their matched controls"
    } else if sets.midp_hi.is_some_and(|hi| hi < 1.0) {
        "Escaped cases had the trait less often than their matched controls"
    } else {
        "We cannot tell whether escaped cases had the trait more or less often than their matched \
         controls"
    };
    let estimate = match (sets.or_cmle, sets.or_cmle_infinite) {
        (Some(or), _) => format!("odds {}", odds(or)),
        (None, Some(true)) => "odds without bound".to_owned(),
        _ => "odds unknown".to_owned(),
    };
    format!("{told} ({estimate}, plausible {} to {hi}; {n}).", odds(lo))
}

fn plausible(effect: &OddsRatio) -> String {
    format!("odds {}, plausible {} to {}", odds(effect.or), odds(effect.or_lo), odds(effect.or_hi))
}

/// Returns an odds ratio with as many digits as it can bear.
fn odds(or: f64) -> String {
    match or {
        or if !or.is_finite() => "no bound".to_owned(),
        or if or >= 1_000.0 => "over 1,000".to_owned(),
        or if or >= 100.0 => format!("{or:.0}"),
        or if or >= 10.0 => format!("{or:.1}"),
        or if or >= 0.01 => format!("{or:.2}"),
        or if or > 0.0 => "under 0.01".to_owned(),
        _ => "0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_keep_the_digits_they_can_bear() {
        let said: Vec<String> =
            [0.0, 0.001, 0.48, 2.0, 12.34, 456.7, 1e9, f64::INFINITY].map(odds).to_vec();
        assert_eq!(
            said,
            ["0", "under 0.01", "0.48", "2.00", "12.3", "457", "over 1,000", "no bound"]
        );
    }
}
