//! What may be said: the verdict of an indicator and of a floor.

use crate::model::calibration::{
    FloorVerdict, IndicatorAnswer, IndicatorStatus, IndicatorVerdict, OddsRatio,
};
use crate::model::panel::Claim;

/// Fewest rows with an escape, and without, for a verdict on an indicator.
const MIN_EVENTS: u64 = 10;
/// Largest q that counts.
const MAX_Q: f64 = 0.10;
/// Odds ratios between these are of no matter.
const IMMATERIAL: (f64, f64) = (0.80, 1.25);
/// Fewest rows with an escape for a verdict on a floor.
const MIN_FLOOR_EVENTS: u64 = 20;
/// Fewest of them on either side of the floor.
const MIN_SIDE_EVENTS: u64 = 5;

/// Returns what may be said of an indicator.
///
/// "Not significant" is never "no effect": that needs the whole interval inside 0.80 to 1.25.
pub(super) fn of_indicator(answer: &IndicatorAnswer, claim: Claim) -> IndicatorVerdict {
    if answer.status != IndicatorStatus::Ok {
        return IndicatorVerdict::NotTestable;
    }
    if answer.escaped < MIN_EVENTS || answer.n - answer.escaped < MIN_EVENTS {
        return IndicatorVerdict::Insufficient;
    }
    let (Some(effect), Some(q)) = (&answer.firth_adjusted, answer.q) else {
        return IndicatorVerdict::NotTestable;
    };
    let (protects, endangers) = (effect.log_or_hi < 0.0, effect.log_or_lo > 0.0);
    if q <= MAX_Q && (protects || endangers) {
        return if protects == (claim == Claim::Protects) {
            IndicatorVerdict::Predicts
        } else {
            IndicatorVerdict::PredictsWrongWay
        };
    }
    if is_immaterial(effect) {
        IndicatorVerdict::NoMaterialEffect
    } else {
        IndicatorVerdict::CannotTell
    }
}

/// Returns what may be said of a floor, from the slopes on its two sides.
pub(super) fn of_floor(
    below: Option<&OddsRatio>,
    above: Option<&OddsRatio>,
    events_below: u64,
    events_above: u64,
) -> FloorVerdict {
    let few = events_below + events_above < MIN_FLOOR_EVENTS
        || events_below.min(events_above) < MIN_SIDE_EVENTS;
    let (Some(below), Some(above), false) = (below, above, few) else {
        return FloorVerdict::Insufficient;
    };
    if above.log_or_hi < 0.0 {
        return FloorVerdict::Contradicted;
    }
    match (below.log_or_hi < 0.0, is_immaterial(above)) {
        (true, true) => FloorVerdict::Supported,
        (true, false) => FloorVerdict::Half,
        (false, _) => FloorVerdict::NotShown,
    }
}

fn is_immaterial(effect: &OddsRatio) -> bool {
    effect.or_lo >= IMMATERIAL.0 && effect.or_hi <= IMMATERIAL.1
}
