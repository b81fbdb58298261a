//! Sentences about the escape rate and the time between escapes.

use crate::model::calibration::{Calibration, Direction, GapAnswer};

/// Returns whether the last period differs from the one before, over the defects of the panel.
pub(super) fn of_change(found: &Calibration) -> Option<String> {
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
    let points = |value: f64| format!("{:+.0}", value * 100.0).replace('-', "−");
    Some(format!(
        "Of the panel's defects, the share that escaped {told} from {} to {}: {:.0} % to {:.0} %, a \
         difference of {} points, plausible {} to {} ({} and {} escapes).",
        before.period,
        last.period,
        was * 100.0,
        is * 100.0,
        points(change.difference),
        points(change.lo),
        points(change.hi),
        before.escaped,
        last.escaped
    ))
}

/// Returns how the last gap between escapes stands, in a unit where that is known.
pub(super) fn of_gaps(gaps: &GapAnswer, unit: &str) -> String {
    let told = match gaps.signal {
        Direction::None => "is what chance gives",
        Direction::Better => "is longer than chance gives",
        Direction::Worse => "is shorter than chance gives",
    };
    format!(
        "The last gap between escapes, {:.1}{unit}, {told} beside a mean of {:.1}{unit} before ({} gaps).",
        gaps.last_gap, gaps.mean_gap_before, gaps.k_before
    )
}
