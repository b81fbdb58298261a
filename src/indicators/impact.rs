//! What the escapes among incidents cost.

use std::collections::BTreeMap;

use crate::model::dossier::Dossier;
use crate::model::impact::{Impact, Known};
use crate::model::incident::{Contained, DetectedBy, Phase};
use crate::stats::median;

/// Returns what the incidents in production that are escapes cost, as far as their records say.
///
/// A value that is missing or negative is left out and lowers `n`; it is never 0.
pub fn impact(dossiers: &[Dossier]) -> Impact {
    let mut found = Impact::default();
    let mut cost: BTreeMap<&str, Known> = BTreeMap::new();
    let mut recovery = Vec::new();
    let escapes =
        dossiers.iter().filter(|d| d.incident.phase == Phase::Production && d.class().is_escape());
    for dossier in escapes {
        let incident = &dossier.incident;
        found.incidents += 1;
        found.contained += u64::from(incident.contained == Contained::Yes);
        let end = incident.mitigated_at.or(incident.resolved_at).map(|stamp| stamp.at);
        if let Some(customers) = incident.customers_affected {
            found.customers.add(customers as f64);
            let minutes = incident.at().zip(end).map(|(start, end)| (end - start).num_minutes());
            if let Some(minutes) = minutes.filter(|minutes| *minutes >= 0) {
                found.customer_minutes.add(customers as f64 * minutes as f64);
            }
        }
        if let Some(amount) = incident.cost.filter(|amount| amount.is_finite() && *amount >= 0.0) {
            cost.entry(incident.currency.as_deref().unwrap_or("")).or_default().add(amount);
        }
        let detected = incident.detected_at.map(|stamp| stamp.at);
        if let Some((detected, end)) = detected.zip(end).filter(|(detected, end)| end >= detected) {
            recovery.push((end - detected).num_minutes() as f64 / 60.0);
        }
        match incident.detected_by {
            DetectedBy::Customer | DetectedBy::Partner => found.noticed_outside.add(1.0),
            DetectedBy::Alert | DetectedBy::Internal => found.noticed_outside.add(0.0),
            DetectedBy::Unknown => {}
        }
    }
    found.cost = cost.into_iter().map(|(code, sum)| (code.to_owned(), sum)).collect();
    found.recovery_hours = median(&recovery);
    found
}
