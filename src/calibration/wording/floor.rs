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

/// The two sides of a contrast, and what is compared, in words.
pub(super) struct Sides {
    /// The cases.
    pub(super) cases: &'static str,
    /// The others.
    pub(super) others: &'static str,
    /// What may be true of either: the end of a sentence.
    pub(super) had: &'static str,
}

/// Matched sets of a file, which alone knows what the exposure is.
pub(super) const OF_FILE: Sides =
    Sides { cases: "escaped cases", others: "their matched controls", had: "were exposed" };
/// Rows of the store, each with the four of its period nearest in size and change.
pub(super) const OF_ROWS: Sides = Sides {
    cases: "rows that escaped",
    others: "the rows most like them",
    had: "had a linked test that names a failure state",
};

/// Returns how cases and others of the same sets differ.
pub(super) fn of_contrast(sets: &Contrast, sides: &Sides) -> String {
    let Sides { cases, others, had } = sides;
    let n = format!(
        "{} of {} against {} of {}; {} of {} sets hold a difference",
        sets.exposed_cases,
        sets.cases,
        sets.exposed_controls,
        sets.controls,
        sets.informative_strata,
        sets.strata
    );
    let Some(lo) = sets.midp_lo else {
        return format!("Whether {cases} {had} more often than {others} cannot be told ({n}).");
    };
    let hi = sets.midp_hi.map_or_else(|| "no upper end".to_owned(), odds);
    let mut first = cases.chars();
    let capital: String =
        first.next().map(|letter| letter.to_ascii_uppercase()).into_iter().chain(first).collect();
    let told = if lo > 1.0 {
        format!("{capital} {had} more often than {others}")
    } else if sets.midp_hi.is_some_and(|hi| hi < 1.0) {
        format!("{capital} {had} less often than {others}")
    } else {
        format!("We cannot tell whether {cases} {had} more or less often than {others}")
    };
    let estimate = match (sets.or_cmle, sets.or_cmle_infinite) {
        (Some(or), _) => format!("odds {}", odds(or)),
        (None, Some(true)) => "odds without bound".to_owned(),
        _ => "odds unknown".to_owned(),
    };
    format!("{told} ({estimate}, plausible {} to {hi}; {n}).", odds(lo))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contrast_names_what_was_compared_and_claims_no_more_than_its_sets_hold() {
        let sets = Contrast {
            strata: 8,
            informative_strata: 0,
            cases: 14,
            controls: 0,
            exposed_cases: 5,
            exposed_controls: 0,
            or_cmle: None,
            midp_lo: None,
            midp_hi: None,
            midp_p: None,
            exact_lo: None,
            exact_hi: None,
            exact_p: None,
            or_mh: None,
            mh_lo: None,
            mh_hi: None,
            or_cmle_infinite: None,
        };
        assert_eq!(
            of_contrast(&sets, &OF_ROWS),
            "Whether rows that escaped had a linked test that names a failure state more often than \
             the rows most like them cannot be told (5 of 14 against 0 of 0; 0 of 8 sets hold a \
             difference)."
        );
        let told = Contrast { midp_lo: Some(1.2), midp_hi: Some(4.0), or_cmle: Some(2.0), ..sets };
        let said = of_contrast(&told, &OF_FILE);
        assert!(
            said.starts_with("Escaped cases were exposed more often than their matched controls ("),
            "{said}"
        );
    }
}
