//! Incidents that were forgotten on request stay out, known by digests of their ids.

use std::collections::BTreeSet;

use super::import::digest;
use crate::model::batch::{Batch, Dropped};
use crate::model::incident::Incident;

/// Why a record that was forgotten is left out.
pub(super) const FORGOTTEN: &str = "forgotten on request";

/// Returns what stands for the id of a forgotten incident.
pub(super) fn forgotten_digest(id: &str) -> String {
    digest(format!("forgotten\n{id}").as_bytes())
}

/// Takes incidents that were forgotten out of a batch.
pub(super) fn leave_out_forgotten(batch: &mut Batch<Incident>, forgotten: &BTreeSet<String>) {
    if forgotten.is_empty() {
        return;
    }
    let before = batch.accepted.len();
    batch.accepted.retain(|incident| !forgotten.contains(&forgotten_digest(&incident.id)));
    let left_out = before - batch.accepted.len();
    let dropped = Dropped { line: 0, reason: FORGOTTEN.to_owned() };
    batch.skipped.extend(std::iter::repeat_n(dropped, left_out));
}
