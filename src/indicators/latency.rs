//! How long escapes stayed hidden: introducing commit to detection.

use std::collections::BTreeMap;

use super::escape_rate::is_escape;
use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::dossier::{Dossier, ToldBy};
use crate::model::latency::{HiddenEscape, LatencyRow, LatencyTable};
use crate::model::verdict::EscapeClass;
use crate::stats::median;

/// Returns how long the dated escapes among the defects stayed hidden, by class.
///
/// Days from the introduction of a defect's earliest incident that tells it to that incident's
/// detection. Not above 0 is not placed, as one of the times is wrong.
/// Placed and unplaced together are the escapes of [`class_table`](super::class_table).
pub fn latency_table(defects: &[Defect], dossiers: &[Dossier]) -> LatencyTable {
    let by_id: BTreeMap<&str, &Dossier> =
        dossiers.iter().map(|dossier| (dossier.incident.id.as_str(), dossier)).collect();
    let mut rows: BTreeMap<EscapeClass, Vec<HiddenEscape>> = BTreeMap::new();
    let (mut unplaced, mut by_record) = (0, 0);
    for defect in defects.iter().filter(|defect| is_escape(defect) && defect.at.is_some()) {
        let members = defect.incidents.iter().filter_map(|id| by_id.get(id.as_str()));
        let days =
            members.filter_map(|dossier| days_hidden(dossier)).min_by(|(a, ..), (b, ..)| a.cmp(b));
        match days {
            Some((_, Some(days), told)) => {
                by_record += u64::from(told == ToldBy::Record);
                rows.entry(defect.class.unwrap_or(EscapeClass::U))
                    .or_default()
                    .push(HiddenEscape { id: defect.id.clone(), days });
            }
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
    LatencyTable { median: median(&all), rows, unplaced, by_record }
}

/// Returns when the incident was detected, the days that it was hidden, and what tells since when.
fn days_hidden(dossier: &Dossier) -> Option<(Time, Option<f64>, ToldBy)> {
    let (_, told) = dossier.introduction()?;
    let days = dossier.hidden().map(|hidden| hidden.num_seconds() as f64 / 86_400.0);
    Some((dossier.detection()?, days, told))
}

#[cfg(test)]
mod tests {
    use super::super::defects;
    use super::super::defects::tests::dossier;
    use super::*;
    use crate::model::incident::{Origin, Stamp};

    fn at(day: u32) -> Stamp {
        let at = format!("2026-01-{day:02}T00:00:00Z").parse().unwrap();
        Stamp { at, origin: Origin::Field }
    }

    #[test]
    fn hidden_ends_with_detection_and_begins_where_the_trace_says_else_the_record() {
        // A: from the 2nd (trace) to its detection on the 12th. B: from the 5th (record) to its start
        // on the 11th, as nobody noted the detection. C: nothing tells. D: introduced too late.
        let mut all = ["A", "B", "C", "D"].map(|id| dossier(id, 11));
        all[0].incident.detected_at = Some(at(12));
        all[0].introduced_at = Some(at(2).at);
        all[0].incident.introduced_at = Some(at(1));
        all[1].incident.introduced_at = Some(at(5));
        all[3].incident.introduced_at = Some(at(20));
        let table = latency_table(&defects(&all), &all);
        let hidden = table.rows.iter().flat_map(|row| &row.escapes);
        let hidden: Vec<(&str, f64)> = hidden.map(|one| (one.id.as_str(), one.days)).collect();
        assert_eq!(hidden, [("B", 6.0), ("A", 10.0)]);
        assert_eq!((table.unplaced, table.by_record), (2, 1));
    }
}
