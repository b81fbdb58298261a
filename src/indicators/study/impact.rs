//! What escapes cost, over those that tell.

use std::collections::BTreeMap;

use super::case::Case;
use crate::indicators::escape_rate::is_escape;
use crate::model::rate_study::{Impact, Recovery};
use crate::stats::median;

/// Times the median from which a recovery is listed by itself.
const MONSTER: f64 = 10.0;

/// Returns the cost of the escapes among the cases. Nothing known adds nothing; how many escapes
/// told stands beside each sum.
pub(super) fn impact(cases: &[&Case<'_>]) -> Impact {
    let escapes: Vec<&&Case<'_>> = cases.iter().filter(|case| is_escape(case.defect)).collect();
    let mut impact = Impact::default();
    let mut money: BTreeMap<&str, (f64, u64)> = BTreeMap::new();
    for case in &escapes {
        impact.minutes += case.minutes.unwrap_or(0);
        impact.minutes_of += u64::from(case.minutes.is_some());
        impact.customers += case.customers.unwrap_or(0);
        impact.customers_of += u64::from(case.customers.is_some());
        for (currency, amount) in &case.money {
            let sum = money.entry(currency).or_default();
            *sum = (sum.0 + amount, sum.1 + 1);
        }
    }
    let sums = money.into_iter().map(|(currency, (sum, of))| (currency.to_owned(), sum, of));
    impact.money = sums.collect();
    let recovered: Vec<(&str, f64)> = escapes
        .iter()
        .filter(|case| case.deployed)
        .filter_map(|case| Some((case.defect.id.as_str(), case.recovery?)))
        .collect();
    let times: Vec<f64> = recovered.iter().map(|(_, minutes)| *minutes).collect();
    impact.recovery = median(&times).map(|found| {
        let monster = |(_, minutes): &&(&str, f64)| *minutes > MONSTER * found.value;
        let outliers = recovered.iter().filter(monster).map(|(id, _)| (*id).to_owned());
        Recovery {
            n: times.len() as u64,
            median: found.value,
            lo: found.lo,
            hi: found.hi,
            outliers: outliers.collect(),
        }
    });
    impact
}
