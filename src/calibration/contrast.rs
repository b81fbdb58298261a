//! Asserted against only covered: cases against the controls of their matched set.

use std::collections::BTreeMap;

use crate::model::calibration::Contrast;
use crate::model::panel::MatchedRow;
use crate::stats::{Stratum, conditional_odds, mantel_haenszel};

/// Returns the odds ratio of the trait between cases and controls of the same set; `None` for none.
///
/// A set without variation says nothing and is counted as such.
pub(super) fn contrast(rows: &[MatchedRow]) -> Option<Contrast> {
    let mut sets: BTreeMap<&str, Stratum> = BTreeMap::new();
    for row in rows {
        let set = sets.entry(&row.stratum).or_default();
        let (all, exposed) = if row.is_case {
            (&mut set.cases, &mut set.exposed_cases)
        } else {
            (&mut set.controls, &mut set.exposed_controls)
        };
        *all += 1;
        *exposed += u64::from(row.exposed);
    }
    if sets.is_empty() {
        return None;
    }
    let sets: Vec<Stratum> = sets.into_values().collect();
    let sum = |part: fn(&Stratum) -> u64| sets.iter().map(part).sum();
    let odds = conditional_odds(&sets);
    let finite = |x: f64| x.is_finite().then_some(x);
    let mh = mantel_haenszel(&sets);
    Some(Contrast {
        strata: sets.len() as u64,
        informative_strata: sets.iter().filter(|set| set.is_informative()).count() as u64,
        cases: sum(|set| set.cases),
        controls: sum(|set| set.controls),
        exposed_cases: sum(|set| set.exposed_cases),
        exposed_controls: sum(|set| set.exposed_controls),
        or_cmle: odds.and_then(|odds| finite(odds.estimate)),
        midp_lo: odds.map(|odds| odds.mid_p.0),
        midp_hi: odds.and_then(|odds| finite(odds.mid_p.1)),
        midp_p: odds.map(|odds| odds.mid_p_value),
        exact_lo: odds.map(|odds| odds.exact.0),
        exact_hi: odds.and_then(|odds| finite(odds.exact.1)),
        exact_p: odds.map(|odds| odds.exact_value),
        or_mh: mh.map(|mh| mh.0),
        mh_lo: mh.map(|mh| mh.1),
        mh_hi: mh.map(|mh| mh.2),
        or_cmle_infinite: odds.map(|odds| odds.estimate.is_infinite()),
    })
}
