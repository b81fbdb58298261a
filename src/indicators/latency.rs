//! How long escapes stayed hidden: introducing commit to detection.

use std::collections::BTreeMap;

use super::escape_rate::is_escape;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::latency::{HiddenEscape, LatencyRow, LatencyTable};
use crate::model::verdict::EscapeClass;
use crate::stats::median;

/// Returns how long the dated escapes among the defects stayed hidden, by class.
///
/// Days from the commit time of the best candidate of a defect's earliest traced incident to that
/// incident's detection, else its start. Not above 0 is not placed, as one of the times is wrong.
/// Placed and unplaced together are the escapes of [`class_table`](super::class_table).
pub fn latency_table(defects: &[Defect], dossiers: &[Dossier]) -> LatencyTable {
    let by_id: BTreeMap<&str, &Dossier> =
        dossiers.iter().map(|dossier| (dossier.incident.id.as_str(), dossier)).collect();
    let mut rows: BTreeMap<EscapeClass, Vec<HiddenEscape>> = BTreeMap::new();
    let mut unplaced = 0;
    for defect in defects.iter().filter(|defect| is_escape(defect) && defect.at.is_some()) {
        let members = defect.incidents.iter().filter_map(|id| by_id.get(id.as_str()));
        let days =
            members.filter_map(|dossier| days_hidden(dossier)).min_by(|(a, _), (b, _)| a.cmp(b));
        match days {
            Some((_, days)) if days > 0.0 => rows
                .entry(defect.class.unwrap_or(EscapeClass::U))
                .or_default()
                .push(HiddenEscape { id: defect.id.clone(), days }),
            _ => unplaced += 1,
        }
    }
    let rows: Vec<LatencyRow> = rows
        .into_iter()
        .map(|(class, mut escapes)| {
            escapes.sort_by(|a, b| a.days.total_cmp(&b.days).then_with(|| a.id.cmp(&b.id)));
            let days: Vec<f64> = escapes.iter().map(|escape| escape.days).collect();
            LatencyRow { class, median: median(&days), escapes }
        })
        .collect();
    let all: Vec<f64> =
        rows.iter().flat_map(|row| row.escapes.iter().map(|escape| escape.days)).collect();
    LatencyTable { median: median(&all), rows, unplaced }
}

/// Returns when the incident was detected, and the days since its introducing commit.
fn days_hidden(dossier: &Dossier) -> Option<(crate::model::commit::Time, f64)> {
    let incident = &dossier.incident;
    let detected = incident.detected_at.or(incident.started_at)?.at;
    let hidden = detected - dossier.introduced_at?;
    Some((detected, hidden.num_seconds() as f64 / 86_400.0))
}
