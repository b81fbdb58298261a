//! What happened to an incident, in time order.

use super::numbers::count;
use super::text::clean;
use super::wording::{end, hidden};
use crate::model::commit::Time;
use crate::model::dossier::{Dossier, ToldBy};
use crate::model::evidence::CoverageFacts;
use crate::model::incident::DetectedBy;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    /// When.
    pub(super) at: Time,
    /// What.
    pub(super) name: String,
    /// What belongs to it.
    pub(super) note: String,
    /// Whether it stands above the bar, where production is; below stand the tests and people.
    pub(super) above: bool,
    /// Its place among those that would be missed, the first the most.
    pub(super) rank: u8,
}

/// Returns the events that are known, in time order.
pub(super) fn events(dossier: &Dossier) -> Vec<Event> {
    let incident = &dossier.incident;
    let mut events = Vec::new();
    let mut add = |at: Option<Time>, name: &str, note: String, above: bool| {
        if let Some(at) = at {
            let rank = match name {
                "impact starts" => 0,
                "detected" => 1,
                "mitigated" | "resolved" => 2,
                "introduced" => 3,
                "fix committed" => 4,
                _ => 5,
            };
            events.push(Event { at, name: name.to_owned(), note, above, rank });
        }
    };
    if hidden(dossier).is_some() {
        let commit = dossier.candidates.first().map(|one| one.commit.0.chars().take(10).collect());
        let (at, note) = match dossier.introduction() {
            Some((at, ToldBy::Trace)) => (Some(at), commit.unwrap_or_default()),
            Some((at, ToldBy::Record)) => (Some(at), "by the record".to_owned()),
            None => (None, String::new()),
        };
        add(at, "introduced", note, true);
    }
    if let Some(shipped) = &dossier.first_shipped {
        add(
            shipped.at,
            "first shipped",
            clean(shipped.version.as_deref().unwrap_or_default()),
            true,
        );
    }
    let started = incident.started_at.map(|stamp| stamp.at);
    add(started, "impact starts", String::new(), true);
    let by = match incident.detected_by {
        DetectedBy::Customer => "by a customer",
        DetectedBy::Alert => "by an alert",
        DetectedBy::Internal => "internally",
        DetectedBy::Partner => "by a partner",
        DetectedBy::Unknown => "",
    };
    add(incident.detected_at.map(|stamp| stamp.at), "detected", by.to_owned(), false);
    add(
        end(dossier),
        if incident.mitigated_at.is_some() { "mitigated" } else { "resolved" },
        String::new(),
        true,
    );
    if let Some(region) = dossier.regions.first() {
        // The report there was may hold other lines than these, as it does of a settings file.
        let known = dossier.facts.coverage.as_ref().filter(|coverage| coverage.known() > 0);
        let ran = known.map_or_else(|| "not of these lines".to_owned(), ran_of);
        add(region.evidence_at, "coverage report", ran, false);
    }
    if let Some(fix) = dossier.fixes.iter().find(|fix| fix.dropped.is_none()) {
        add(Some(fix.at), "fix committed", fix.commit.0.chars().take(10).collect(), false);
    }
    events.sort_by_key(|event| event.at);
    events
}

/// Returns how many statements ran, of those a report speaks of.
pub(super) fn ran_of(coverage: &CoverageFacts) -> String {
    format!("{} of {} statements ran", count(coverage.ran().into()), count(coverage.known().into()))
}

#[cfg(test)]
mod tests {
    use super::super::timeline_tiles::tiles;
    use super::*;
    use crate::model::evidence::LineState;
    use crate::report::sample;

    #[test]
    fn a_report_that_speaks_of_other_lines_is_told_so_where_the_tile_has_none() {
        let mut dossier = sample::dossier();
        let report = |dossier: &Dossier| {
            let found = events(dossier).into_iter().find(|event| event.name == "coverage report");
            found.map(|event| event.note)
        };
        let told = report(&dossier).unwrap_or_default();
        assert!(told.ends_with("statements ran"), "{told}");
        if let Some(coverage) = &mut dossier.facts.coverage {
            coverage.statements = [(LineState::NotInReport, 1)].into();
        }
        assert_eq!(report(&dossier).as_deref(), Some("not of these lines"));
        assert_eq!(tiles(&dossier)[0].note, "no report speaks of it");
    }
}
