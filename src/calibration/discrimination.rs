//! Does it rank? Escaped rows above the others, over all and among units of like size.

use std::collections::BTreeMap;

use super::cases::Cases;
use crate::model::calibration::Discrimination;
use crate::model::panel::Claim;
use crate::stats::{auc, auc_interval, midranks};

/// Groups of like size in each period.
const SIZES: usize = 3;

/// Returns how well the first column ranks escaped rows, in the direction claimed in advance.
///
/// The interval is the score interval with both sides divided by the design effect of repeated
/// units; where that is not defined, it counts as 1.
pub(super) fn discrimination(cases: &Cases, claim: Claim) -> Option<Discrimination> {
    let scores = scores(cases, claim);
    let found = auc(&scores, &cases.escaped, &cases.units)?;
    let effect = found.design_effect.unwrap_or(1.0);
    let (lo, hi) = auc_interval(found.auc, found.marked, found.others, effect);
    Some(Discrimination {
        auc: found.auc,
        se_delong: found.se_delong,
        se_cluster: found.se_cluster,
        design_effect: found.design_effect,
        lo,
        hi,
        mann_whitney_p: found.mann_whitney_p,
    })
}

fn scores(cases: &Cases, claim: Claim) -> Vec<f64> {
    cases.values[0].iter().map(|value| claim.sign() * value).collect()
}

/// Returns the area over pairs of one period and one third by size, and how many pairs those are.
///
/// `Σ m n A / Σ m n` over the groups. Thirds are by the rank of the lines of code within the period,
/// rows of equal size in the order of the panel. `None` without a pair.
pub(super) fn within_size(cases: &Cases, claim: Claim) -> (Option<f64>, u64) {
    let mut by_period: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, period) in cases.periods.iter().enumerate() {
        by_period.entry(*period).or_default().push(place);
    }
    let scores = scores(cases, claim);
    let (mut won, mut pairs) = (0.0, 0);
    for places in by_period.values_mut() {
        places.sort_by(|a, b| cases.loc[*a].total_cmp(&cases.loc[*b]));
        let size = places.len();
        for third in 0..SIZES {
            let group: Vec<usize> = (0..size)
                .filter(|rank| rank * SIZES / size == third)
                .map(|rank| places[rank])
                .collect();
            let (area, count) = pairs_won(&group, &scores, &cases.escaped);
            won += area;
            pairs += count;
        }
    }
    ((pairs > 0).then(|| won / pairs as f64), pairs)
}

/// Returns the pairs whose escaped row has the higher score, ties counting half, and all pairs.
fn pairs_won(group: &[usize], scores: &[f64], escaped: &[bool]) -> (f64, u64) {
    let own: Vec<f64> = group.iter().map(|place| scores[*place]).collect();
    let ranks = midranks(&own);
    let marked = group.iter().filter(|place| escaped[**place]).count();
    let of_marked = group.iter().zip(&ranks).filter(|(place, _)| escaped[**place]);
    let sum: f64 = of_marked.map(|(_, rank)| rank).sum();
    let m = marked as f64;
    (sum - m * (m + 1.0) / 2.0, (marked * (group.len() - marked)) as u64)
}
