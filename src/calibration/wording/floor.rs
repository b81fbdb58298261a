//! Sentences about the floor of coverage and about matched sets.

use super::{escapes, odds};
use crate::model::calibration::{Contrast, Floor, FloorVerdict, OddsRatio, Tier};

pub(super) fn of_floor(floor: &Floor, tier: Tier) -> String {
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
        FloorVerdict::Contradicted if floor.is_reversed() => format!(
            "Before adjustment a larger share of rows escaped at or above {knot} % coverage than below \
             it; at equal size and change, 10 points more above {knot} % went with {above} ({n}), so \
             the floor is not where it was set."
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

pub(super) fn of_contrast(sets: &Contrast) -> String {
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
