//! How well a score ranks: the area under the ROC curve, its errors and its score interval.

use std::collections::BTreeMap;

use super::rank::{midranks, tie_sizes};
use super::root::root;
use super::special::normal_p;

/// Square of the 97.5 % quantile of the normal distribution.
const Z2: f64 = 1.959_963_984_540_054 * 1.959_963_984_540_054;

/// How well a score ranks the marked rows above the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Auc {
    /// Share of (marked, other) pairs whose marked row has the higher score, ties counting half.
    pub auc: f64,
    /// Marked rows.
    pub marked: usize,
    /// Other rows.
    pub others: usize,
    /// `DeLong`'s standard error; `None` where either side has one row.
    pub se_delong: Option<f64>,
    /// Obuchowski's standard error over clusters; `None` where `DeLong`'s is or where either side
    /// stands in one cluster.
    pub se_cluster: Option<f64>,
    /// `max(1, (cluster error / DeLong error)²)`; 1 where `DeLong`'s is 0.
    pub design_effect: Option<f64>,
    /// Two-sided p-value of the Mann-Whitney test.
    pub mann_whitney_p: f64,
}

/// Returns how well the scores rank the marked rows; rows of one cluster are not independent.
///
/// `A = (R - m (m + 1) / 2) / (m n)` with `R` the sum of the marked rows' midranks. In `[0, 1]`, 0.5
/// for a score that tells nothing; `None` without a row on either side. Errors: `DeLong` et al.
/// (1988), Biometrics 44; Obuchowski (1997), Biometrics 53. Test: normal approximation with
/// correction for ties and continuity.
pub fn auc(scores: &[f64], marked: &[bool], clusters: &[usize]) -> Option<Auc> {
    let m = marked.iter().filter(|mark| **mark).count();
    let n = marked.len() - m;
    if m == 0 || n == 0 {
        return None;
    }
    let (yes, no) = (m as f64, n as f64);
    let ranks = midranks(scores);
    let sum: f64 = ranks.iter().zip(marked).filter(|(_, mark)| **mark).map(|(r, _)| r).sum();
    let u = sum - yes * (yes + 1.0) / 2.0;
    let area = u / (yes * no);
    let places = placements(scores, marked, &ranks, yes, no);
    let se_delong = (m > 1 && n > 1).then(|| {
        let spread = |side: bool, size: f64| {
            let of_side = places.iter().zip(marked).filter(|(_, mark)| **mark == side);
            of_side.map(|(p, _)| (p - area).powi(2)).sum::<f64>() / (size - 1.0) / size
        };
        (spread(true, yes) + spread(false, no)).sqrt()
    });
    let se_cluster =
        se_delong.and_then(|_| cluster_error(&places, marked, clusters, area, yes, no));
    let design_effect = se_delong.and_then(|plain| match se_cluster {
        Some(cluster) if plain > 0.0 => Some((cluster / plain).powi(2).max(1.0)),
        Some(_) => Some(1.0),
        None => None,
    });
    let mann_whitney_p = mann_whitney(u, yes, no, scores);
    Some(Auc {
        auc: area,
        marked: m,
        others: n,
        se_delong,
        se_cluster,
        design_effect,
        mann_whitney_p,
    })
}

/// Returns of each row the share of rows of the other side it stands on the right side of.
fn placements(scores: &[f64], marked: &[bool], ranks: &[f64], yes: f64, no: f64) -> Vec<f64> {
    let side = |wanted: bool| {
        let places: Vec<usize> =
            (0..scores.len()).filter(|place| marked[*place] == wanted).collect();
        let own: Vec<f64> = places.iter().map(|place| scores[*place]).collect();
        (places, midranks(&own))
    };
    let mut shares = vec![0.0; scores.len()];
    let (places, own) = side(true);
    for (place, own) in places.into_iter().zip(own) {
        shares[place] = (ranks[place] - own) / no;
    }
    let (places, own) = side(false);
    for (place, own) in places.into_iter().zip(own) {
        shares[place] = 1.0 - (ranks[place] - own) / yes;
    }
    shares
}

fn cluster_error(
    places: &[f64],
    marked: &[bool],
    clusters: &[usize],
    area: f64,
    yes: f64,
    no: f64,
) -> Option<f64> {
    #[derive(Default)]
    struct Sums {
        yes: f64,
        no: f64,
        has_yes: bool,
        has_no: bool,
    }
    let mut sums: BTreeMap<usize, Sums> = BTreeMap::new();
    for ((place, mark), cluster) in places.iter().zip(marked).zip(clusters) {
        let sum = sums.entry(*cluster).or_default();
        if *mark {
            sum.yes += place - area;
            sum.has_yes = true;
        } else {
            sum.no += place - area;
            sum.has_no = true;
        }
    }
    let with_yes = sums.values().filter(|sum| sum.has_yes).count() as f64;
    let with_no = sums.values().filter(|sum| sum.has_no).count() as f64;
    if with_yes < 2.0 || with_no < 2.0 {
        return None;
    }
    let all = sums.len() as f64;
    let s10: f64 = sums.values().map(|sum| sum.yes * sum.yes).sum();
    let s01: f64 = sums.values().map(|sum| sum.no * sum.no).sum();
    let s11: f64 = sums.values().map(|sum| sum.yes * sum.no).sum();
    let variance = with_yes / (with_yes - 1.0) * s10 / (yes * yes)
        + with_no / (with_no - 1.0) * s01 / (no * no)
        + 2.0 * all / (all - 1.0) * s11 / (yes * no);
    Some(variance.max(0.0).sqrt())
}

fn mann_whitney(u: f64, yes: f64, no: f64, scores: &[f64]) -> f64 {
    let all = yes + no;
    let tied: f64 = tie_sizes(scores).iter().map(|n| (*n as f64).powi(3) - *n as f64).sum();
    let variance = yes * no / 12.0 * ((all + 1.0) - tied / (all * (all - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    let distance = ((u - yes * no / 2.0).abs() - 0.5).max(0.0);
    normal_p(distance / variance.sqrt())
}

/// Returns the 95 % score interval of an area of `area` over `marked` and `others` rows, both
/// divided by the design effect.
///
/// The ends solve `(t - A)² = z² V(t)` with Hanley and `McNeil`'s
/// `V(t) = t (1-t) [1 + (m-1)(1-t)/(2-t) + (n-1) t/(1+t)] / (m n)`. In `[0, 1]`, exactly 0 or 1 on
/// the side of an area of 0 or 1, where the other end is the interior root. Source: Hanley and
/// `McNeil` (1982), Radiology 143, inverted as Newcombe (2006), Statistics in Medicine 25.
pub fn auc_interval(area: f64, marked: usize, others: usize, design_effect: f64) -> (f64, f64) {
    let (m, n) = (marked as f64 / design_effect, others as f64 / design_effect);
    let spread = |t: f64| {
        Z2 * (1.0 + (m - 1.0) * (1.0 - t) / (2.0 - t) + (n - 1.0) * t / (1.0 + t)) / (m * n)
    };
    let distance = |t: f64| (t - area).powi(2) - t * (1.0 - t) * spread(t);
    // At an area of 1 the end 1 solves the equation too; divided out, only the inner root is left.
    let lo = if area >= 1.0 {
        root(0.0, 1.0, 1e-15, |t| (1.0 - t) - t * spread(t))
    } else {
        root(0.0, area, 1e-15, distance)
    };
    let hi = if area <= 0.0 {
        root(0.0, 1.0, 1e-15, |t| t - (1.0 - t) * spread(t))
    } else {
        root(area, 1.0, 1e-15, distance)
    };
    let lo = if area <= 0.0 { Some(0.0) } else { lo };
    let hi = if area >= 1.0 { Some(1.0) } else { hi };
    (lo.unwrap_or(0.0), hi.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_ranking_comes_out_as_by_hand() {
        // Marked 3 and 1 against 1 and 0: pairs 3>1, 3>0, 1=1, 1>0 give 3.5 of 4.
        let found = auc(&[3.0, 1.0, 1.0, 0.0], &[true, true, false, false], &[0, 1, 2, 3]).unwrap();
        assert!((found.auc - 0.875).abs() < 1e-15);
        // Placements 1, ¾ and ¾, 1: variances 1/32 each, over 2 and 2: √(1/64 + 1/64).
        assert!((found.se_delong.unwrap() - (1.0_f64 / 32.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn clusters_of_one_row_give_delongs_error() {
        let scores = [0.3, 0.9, 0.4, 0.4, 0.1, 0.8, 0.5];
        let marked = [false, true, true, false, false, true, false];
        let found = auc(&scores, &marked, &[0, 1, 2, 3, 4, 5, 6]).unwrap();
        assert!((found.se_delong.unwrap() - found.se_cluster.unwrap()).abs() < 1e-12);
        assert!((found.design_effect.unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_interval_mirrors_when_the_score_turns_and_holds_its_area() {
        for (area, m, n) in [(0.7, 12, 80), (0.5, 3, 9), (1.0, 5, 40), (0.93, 1, 89)] {
            let (lo, hi) = auc_interval(area, m, n, 1.3);
            // V is not symmetric in m and n, so a turned score changes sides too.
            let (other_lo, other_hi) = auc_interval(1.0 - area, n, m, 1.3);
            assert!((lo - (1.0 - other_hi)).abs() < 1e-12 && (hi - (1.0 - other_lo)).abs() < 1e-12);
            assert!(0.0 <= lo && lo <= area && area <= hi && hi <= 1.0);
        }
    }

    #[test]
    fn one_side_alone_ranks_nothing() {
        assert_eq!(auc(&[1.0, 2.0], &[true, true], &[0, 1]), None);
        assert_eq!(auc(&[], &[], &[]), None);
    }
}
