//! Every question, asked of one indicator after the other.

use std::collections::BTreeMap;

use super::cases::Cases;
use super::{adjusted_effect, backtest, beyond_coverage, discrimination, many_looks, verdict};
use crate::model::calibration::{IndicatorAnswer, IndicatorStatus, IndicatorVerdict, Tier};
use crate::model::panel::{Panel, PanelIndicator};
use crate::stats::{fisher_p, spearman, tau_b};

/// Returns the answers about every indicator of the panel, in its order.
pub(super) fn answers(panel: &Panel) -> Vec<IndicatorAnswer> {
    let mut answers: Vec<IndicatorAnswer> =
        panel.indicators.iter().map(|indicator| answer(panel, indicator)).collect();
    many_looks::add_q_values(&mut answers);
    for (answer, indicator) in answers.iter_mut().zip(&panel.indicators) {
        answer.verdict = verdict::of_indicator(answer, indicator.claim);
    }
    answers
}

fn answer(panel: &Panel, indicator: &PanelIndicator) -> IndicatorAnswer {
    let cases = Cases::complete(panel, &[indicator]);
    let status = status(&cases);
    let (n, escaped) = (cases.len() as u64, cases.events() as u64);
    let mut answer = IndicatorAnswer {
        name: indicator.name.clone(),
        n,
        missing: panel.rows.len() as u64 - n,
        escaped,
        distinct_values: distinct(&cases.values[0]),
        tier: Tier::of(escaped),
        varies_within_period: varies_within_period(&cases),
        missing_vs_escape_fisher_p: missing_p(panel, n, escaped),
        status,
        auc: None,
        auc_size_stratified: None,
        stratified_pairs: None,
        spearman: None,
        kendall_tau_b: None,
        firth_unadjusted: None,
        firth_adjusted: None,
        firth_beyond_coverage: None,
        backtest: None,
        q: None,
        verdict: IndicatorVerdict::NotTestable,
    };
    if status != IndicatorStatus::Ok {
        return answer;
    }
    answer.auc = discrimination::discrimination(&cases, indicator.claim);
    let (area, pairs) = discrimination::within_size(&cases, indicator.claim);
    answer.auc_size_stratified = area;
    answer.stratified_pairs = Some(pairs);
    answer.spearman = spearman(&cases.values[0], &cases.escapes);
    answer.kendall_tau_b = tau_b(&cases.values[0], &cases.escapes);
    answer.firth_unadjusted = adjusted_effect::unadjusted(&cases);
    answer.firth_adjusted = adjusted_effect::adjusted(&cases);
    answer.firth_beyond_coverage = beyond_coverage::beyond_coverage(panel, indicator);
    answer.backtest = backtest::backtest(&cases);
    answer
}

fn status(cases: &Cases) -> IndicatorStatus {
    if cases.len() == 0 {
        IndicatorStatus::NoData
    } else if cases.events() == 0 {
        IndicatorStatus::NoEscapes
    } else if cases.events() == cases.len() {
        IndicatorStatus::AllEscaped
    } else if distinct(&cases.values[0]) < 2 {
        IndicatorStatus::Constant
    } else if !varies_within_period(cases) {
        IndicatorStatus::SuiteLevel
    } else {
        IndicatorStatus::Ok
    }
}

fn distinct(values: &[f64]) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup();
    sorted.len() as u64
}

#[expect(clippy::float_cmp, reason = "values that are not equal differ")]
fn varies_within_period(cases: &Cases) -> bool {
    let mut first: BTreeMap<usize, f64> = BTreeMap::new();
    let rows = cases.periods.iter().zip(&cases.values[0]);
    rows.into_iter().any(|(period, value)| *first.entry(*period).or_insert(*value) != *value)
}

/// Returns Fisher's p-value of missing against escaped; missing values are seldom missing at random.
fn missing_p(panel: &Panel, measured: u64, escaped: u64) -> Option<f64> {
    let rows = panel.rows.len() as u64;
    let events = panel.rows.iter().filter(|row| row.escapes > 0).count() as u64;
    let missing = rows - measured;
    let missing_escaped = events - escaped;
    (missing > 0 && measured > 0)
        .then(|| fisher_p(missing_escaped, missing - missing_escaped, escaped, measured - escaped))
}
