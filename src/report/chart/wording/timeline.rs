//! Sentences of the incident timeline.

use super::super::font::Weight;
use super::super::numbers::{counted, days};
use super::super::text::{clean, shorten};
use super::Words;
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::region::CandidateMethod;
use crate::model::verdict::EscapeClass;

/// Returns when an incident began to hurt: its start, else its detection.
pub(in super::super) fn start(dossier: &Dossier) -> Option<Time> {
    dossier.incident.at()
}

/// Returns when the harm ended: mitigated, else resolved, and never before it began.
pub(in super::super) fn end(dossier: &Dossier) -> Option<Time> {
    let incident = &dossier.incident;
    let end = incident.mitigated_at.or(incident.resolved_at)?.at;
    (end >= start(dossier)?).then_some(end)
}

/// Returns the days from the introducing commit to the start; `None` where one is not known or the
/// commit is the later one.
pub(in super::super) fn hidden(dossier: &Dossier) -> Option<f64> {
    let hidden = (start(dossier)? - dossier.introduced_at?).num_seconds() as f64 / 86_400.0;
    (hidden > 0.0).then_some(hidden)
}

/// Returns the sentences of a timeline; `None` is no incident.
pub(in super::super) fn timeline_words(dossier: Option<&Dossier>) -> Words {
    let Some(dossier) = dossier else {
        let title = "No incident to draw yet".to_owned();
        return Words {
            subtitle: vec!["One incident: when could the tests have caught it?".to_owned()],
            footer: Vec::new(),
            description: format!("{title}."),
            title,
        };
    };
    let incident = &dossier.incident;
    let title = title(dossier);
    let severity = incident.severity.map_or_else(String::new, |level| format!(", SEV-{level}"));
    let name = shorten(&clean(&incident.title), 520.0, 14.0, Weight::Regular);
    let mut subtitle = vec![
        format!("{name}{severity}."),
        format!("Class {}: {}.", dossier.class(), dossier.class().label()),
    ];
    if let Some((start, end)) = start(dossier).zip(end(dossier)) {
        let impact = days((end - start).num_seconds() as f64 / 86_400.0);
        let customers = incident.customers_affected;
        let hurt = customers.map(|n| format!(", {}", counted(n, "customer"))).unwrap_or_default();
        subtitle.push(format!("Impact {impact}{hurt}."));
    }
    let mut footer = vec!["Times in UTC; both bars to their own scale".to_owned()];
    if let Some(best) = dossier.candidates.first() {
        footer.push(match best.method {
            CandidateMethod::Person | CandidateMethod::Message | CandidateMethod::Revert => {
                "introduced: as named".to_owned()
            }
            _ => format!("introduced: by blame, confidence {:.2}", best.confidence),
        });
    }
    let description = description(dossier, &title, &subtitle);
    Words { title, subtitle, footer, description }
}

fn title(dossier: &Dossier) -> String {
    let id = shorten(&clean(&dossier.incident.id), 120.0, 13.0, Weight::Regular);
    let Some(hidden) = hidden(dossier) else {
        return format!("{id}: how long it was hidden is not known");
    };
    let time = days(hidden);
    match dossier.class() {
        EscapeClass::S => format!("{id}: a failing test was not heeded; hidden {time}"),
        EscapeClass::C => format!("{id}: hidden {time} in code that no test ran"),
        EscapeClass::B => format!("{id}: hidden {time} behind a branch no test took"),
        EscapeClass::O => format!("{id}: hidden {time} while a test expected it so"),
        EscapeClass::E => format!("{id}: hidden {time} in code that ran unasserted"),
        EscapeClass::N => format!("{id}: hidden {time}, beyond what the suite tries"),
        EscapeClass::F => format!("{id}: hidden {time}; the failing state was unasserted"),
        EscapeClass::U => format!("{id}: hidden {time}; why is not determined"),
        EscapeClass::X0 | EscapeClass::X1 => format!("{id}: {}", dossier.class().label()),
    }
}

fn description(dossier: &Dossier, title: &str, subtitle: &[String]) -> String {
    let mut parts = vec![format!("{title}.")];
    parts.extend(subtitle.iter().cloned());
    for event in super::super::timeline_events::events(dossier) {
        let note = if event.note.is_empty() { String::new() } else { format!(" ({})", event.note) };
        parts.push(format!("{} {}{note}.", event.at.format("%Y-%m-%d %H:%M"), event.name));
    }
    for tile in super::super::timeline_tiles::tiles(dossier) {
        parts.push(format!("{}: {}, {}.", tile.label, tile.value, tile.note));
    }
    parts.join(" ")
}
