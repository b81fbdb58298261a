//! Is the time since the last escape long or short? Gaps between escapes, exactly.

use super::rates::SIGNAL;
use crate::model::calibration::{Direction, GapAnswer};
use crate::stats::{longer_gap, mean_gap};

/// Returns the last gap against those before; `None` with fewer than two gaps.
///
/// Gaps are taken as exponential: escapes come one by one at an even rate.
pub(super) fn gaps(gaps: &[f64]) -> Option<GapAnswer> {
    let (last, before) = gaps.split_last()?;
    if before.is_empty() {
        return None;
    }
    let (k, sum) = (before.len() as u64, before.iter().sum::<f64>());
    let p = longer_gap(sum, k, *last);
    let signal = match p {
        Some(p) if p <= SIGNAL => Direction::Better,
        Some(p) if p >= 1.0 - SIGNAL => Direction::Worse,
        _ => Direction::None,
    };
    let total = sum + last;
    let (mean_gap_lo, mean_gap_hi) = mean_gap(total, k + 1)?;
    Some(GapAnswer {
        k_before: k,
        mean_gap_before: sum / k as f64,
        last_gap: *last,
        p_gap_this_long: p,
        signal,
        mean_gap_all: total / (k + 1) as f64,
        mean_gap_lo,
        mean_gap_hi,
    })
}
