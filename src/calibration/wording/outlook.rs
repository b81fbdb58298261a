//! Sentences about what no test looks at, about defects that were caught, and about other floors.

use super::floor::{Sides, of_contrast};
use crate::model::calibration::{Contrast, WhatIf};
use crate::model::rate::Rate;

/// Returns how many escapes are known to lie where no test metric looks.
pub(super) fn of_beyond(rate: &Rate) -> Option<String> {
    Some(format!(
        "{} of {} escapes {} known to lie where no test metric looks, such as configuration or another company's \
         system ({:.0} %, plausible {:.0} to {:.0} %): a ceiling for every indicator.",
        rate.k,
        rate.n,
        if rate.k == 1 { "is" } else { "are" },
        100.0 * rate.rate?,
        100.0 * rate.lo?,
        100.0 * rate.hi?
    ))
}

/// Escaped against caught defects of the same quarter.
const OF_CAUGHT: Sides = Sides {
    cases: "escaped defects",
    others: "caught ones of the same quarter",
    had: "had a failure state asserted, theirs or another,",
};

/// Returns how escaped defects compare with caught ones of the same quarter.
pub(super) fn of_test_negative(sets: &Contrast) -> String {
    format!(
        "{} This holds only if caught defects are logged whatever the tests say.",
        of_contrast(sets, &OF_CAUGHT)
    )
}

/// Returns what another floor would have flagged, and claims no more.
pub(super) fn of_floor_elsewhere(found: &WhatIf) -> String {
    let share = |rate: &Rate| {
        let ends = rate.rate.zip(rate.lo).zip(rate.hi);
        ends.map_or_else(String::new, |((rate, lo), hi)| {
            format!(" ({:.0} %, plausible {:.0} to {:.0} %)", 100.0 * rate, 100.0 * lo, 100.0 * hi)
        })
    };
    let unknown = if found.unknown > 0 {
        format!(" {} more escapes had no coverage known.", found.unknown)
    } else {
        String::new()
    };
    format!(
        "Had the floor been {} % on changed units, {} of {} escapes would have been flagged{}, at the \
         price of {} of {} rows to test ({:.0} lines). Whether a flag would have kept any of them \
         from escaping, this does not say.{unknown}",
        found.floor,
        found.escapes.k,
        found.escapes.n,
        share(&found.escapes),
        found.rows.k,
        found.rows.n,
        found.lines
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caught_defects_are_compared_by_any_failure_state_not_by_their_own() {
        let sets = Contrast {
            strata: 9,
            informative_strata: 7,
            cases: 9,
            controls: 30,
            exposed_cases: 6,
            exposed_controls: 8,
            or_cmle: Some(3.0),
            midp_lo: Some(1.2),
            midp_hi: Some(9.0),
            midp_p: None,
            exact_lo: None,
            exact_hi: None,
            exact_p: None,
            or_mh: None,
            mh_lo: None,
            mh_hi: None,
            or_cmle_infinite: None,
        };
        let said = of_test_negative(&sets);
        let opening = "Escaped defects had a failure state asserted, theirs or another, more often than \
                       caught ones of the same quarter (";
        assert!(said.starts_with(opening), "{said}");
    }
}
