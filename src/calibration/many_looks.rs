//! Many indicators, many chances to be fooled: the share of false findings among those named.

use crate::model::calibration::IndicatorAnswer;
use crate::stats::q_values;

/// Writes the q-value of each adjusted effect, over all indicators listed in advance.
pub(super) fn add_q_values(answers: &mut [IndicatorAnswer]) {
    let adjusted = |one: &IndicatorAnswer| one.firth_adjusted.as_ref().map(|effect| effect.p);
    let p: Vec<f64> = answers.iter().filter_map(adjusted).collect();
    let tested = answers.iter_mut().filter(|one| one.firth_adjusted.is_some());
    for (answer, q) in tested.zip(q_values(&p)) {
        answer.q = Some(q);
    }
}
