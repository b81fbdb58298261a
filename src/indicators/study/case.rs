//! A defect with what a study needs of its incidents: when it shipped, and what it cost.

use std::collections::BTreeMap;

use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::moment::Rung;
use crate::model::rate_study::Cohort;

/// A defect with what its incidents tell.
pub(super) struct Case<'a> {
    pub defect: &'a Defect,
    /// When its change was committed.
    introduced: Option<Time>,
    /// When its change first shipped, and as what.
    pub shipped: Option<Time>,
    pub version: Option<String>,
    /// Whether a deployment carried it, and not just a tag.
    pub deployed: bool,
    /// The longest of its incidents, in minutes.
    pub minutes: Option<u64>,
    /// The longest time from detection to recovery, in minutes.
    pub recovery: Option<f64>,
    pub customers: Option<u64>,
    pub money: BTreeMap<String, f64>,
}

impl Case<'_> {
    /// Returns the time that places it in a period.
    pub(super) fn at(&self, cohort: Cohort) -> Option<Time> {
        match cohort {
            Cohort::Discovery => self.defect.at,
            Cohort::Introduction => self.shipped.or(self.introduced),
        }
    }

    /// Returns the days from shipping (else from the commit) to its discovery.
    pub(super) fn days_to_discovery(&self) -> Option<i64> {
        Some((self.defect.at? - self.shipped.or(self.introduced)?).num_days())
    }

    /// Returns what it weighs by its severity; `None` where that is not known.
    pub(super) fn weight(&self) -> Option<u64> {
        Some(match self.defect.severity? {
            1 => 5,
            2 => 3,
            3 => 2,
            _ => 1,
        })
    }
}

/// Returns the defects with what their incidents tell, in their order.
pub(super) fn cases<'a>(defects: &[&'a Defect], dossiers: &[Dossier]) -> Vec<Case<'a>> {
    let by_id: BTreeMap<&str, &Dossier> =
        dossiers.iter().map(|dossier| (dossier.incident.id.as_str(), dossier)).collect();
    let of = |defect: &&'a Defect| {
        let own: Vec<&Dossier> =
            defect.incidents.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        let shipped = own.iter().filter_map(|d| d.first_shipped.as_ref()).min_by_key(|m| m.at);
        let mut money = BTreeMap::new();
        for incident in own.iter().map(|dossier| &dossier.incident) {
            if let Some(cost) = incident.cost {
                let currency = incident.currency.clone().unwrap_or_else(|| "?".to_owned());
                *money.entry(currency).or_insert(0.0) += cost;
            }
        }
        let recorded = own.iter().filter_map(|d| d.incident.introduced_at.map(|s| s.at)).min();
        Case {
            defect,
            introduced: own.iter().filter_map(|d| d.introduced_at).min().or(recorded),
            shipped: shipped.and_then(|moment| moment.at),
            version: shipped.and_then(|moment| moment.version.clone()),
            deployed: shipped.is_some_and(|moment| moment.rung == Rung::Deployment),
            minutes: own.iter().filter_map(|d| minutes(&d.incident, true)).max(),
            recovery: own
                .iter()
                .filter_map(|d| minutes(&d.incident, false))
                .max()
                .map(|minutes| minutes as f64),
            customers: own.iter().filter_map(|d| d.incident.customers_affected).max(),
            money,
        }
    };
    defects.iter().map(of).collect()
}

/// Returns the minutes until the harm ended, from its start or from its detection on; `None` where a
/// time is missing or they run backwards.
fn minutes(incident: &Incident, from_start: bool) -> Option<u64> {
    let end = incident.mitigated_at.or(incident.resolved_at)?.at;
    let start = if from_start {
        incident.started_at.or(incident.detected_at)
    } else {
        incident.detected_at.or(incident.started_at)
    };
    u64::try_from((end - start?.at).num_minutes()).ok()
}
