//! What all this means: what can be said at all, did the rate change, each indicator, the floor.
//!
//! Every sentence names its number of escapes, and "cannot tell" is said with what could have been
//! seen. The tier decides which sentences there are.

mod floor;
mod indicator;
mod outlook;
mod rates;

use crate::model::calibration::{Calibration, OddsRatio, Tier};

/// Returns the sentences of a calibration that stands alone: those of [`sentences`], and how the
/// share of the panel's own defects that escaped changed.
///
/// Beside a store they would be a second rate: a panel holds only the defects it could place.
pub fn sentences_of_panel(found: &Calibration) -> Vec<String> {
    let mut said = sentences(found);
    if let Some(change) = rates::of_change(found) {
        said.insert(1, change);
    }
    said
}

/// Returns the sentences of a calibration: what can be said at all, each indicator, the floor, the
/// matched sets.
pub fn sentences(found: &Calibration) -> Vec<String> {
    // A file tells neither the unit of its gaps nor what its sets compare.
    let (unit, sides) = match found.beyond_tests {
        Some(_) => (" days", floor::OF_ROWS),
        None => ("", floor::OF_FILE),
    };
    let mut said = vec![reach(found)];
    said.extend(found.gaps.as_ref().map(|gaps| rates::of_gaps(gaps, unit)));
    said.extend(found.indicators.iter().map(|one| indicator::of_indicator(one, found)));
    said.extend(found.floor.as_ref().map(|floor| floor::of_floor(floor, found.tier)));
    said.extend(found.matched.as_ref().map(|sets| floor::of_contrast(sets, &sides)));
    said.extend(found.test_negative.as_ref().map(outlook::of_test_negative));
    said.extend(found.beyond_tests.as_ref().and_then(outlook::of_beyond));
    said.extend(found.what_if.as_ref().map(outlook::of_floor_elsewhere));
    said
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
