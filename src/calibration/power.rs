//! How little can we see? The smallest effects this number of escapes would show.

use crate::model::calibration::Detectable;
use crate::stats::{detectable_area, detectable_odds, detectable_odds_per_sd};

/// Returns the smallest effects seen with 80 % power; `None` where no row or every row escaped.
///
/// Rows are not events: two thousand rows with fourteen escapes are fourteen.
pub(super) fn detectable(events: u64, rows: u64) -> Option<Detectable> {
    Some(Detectable {
        or_per_sd: detectable_odds_per_sd(events, rows)?,
        auc: detectable_area(events, rows)?,
        or_risk_half_exposed: detectable_odds(events, 0.5, true),
        or_protective_half_exposed: detectable_odds(events, 0.5, false),
        or_risk_fifth_exposed: detectable_odds(events, 0.2, true),
        or_protective_fifth_exposed: detectable_odds(events, 0.2, false),
    })
}
