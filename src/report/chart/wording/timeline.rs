//! Sentences of the incident timeline.

use super::super::font::Weight;
use super::super::numbers::{counted, days};
use super::super::text::{clean, shorten};
use super::Words;
use crate::model::commit::Time;
use crate::model::dossier::{Dossier, ToldBy};
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

/// Returns the days that the defect was hidden; `None` where they are not known.
pub(in super::super) fn hidden(dossier: &Dossier) -> Option<f64> {
    dossier.hidden().map(|hidden| hidden.num_seconds() as f64 / 86_400.0)
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
    let mut subtitle = vec![format!("{name}{severity}."), class_words(dossier)];
    if let Some((start, end)) = start(dossier).zip(end(dossier)) {
        let impact = days((end - start).num_seconds() as f64 / 86_400.0);
        let customers = incident.customers_affected;
        let hurt = customers.map(|n| format!(", {}", counted(n, "customer"))).unwrap_or_default();
        subtitle.push(format!("Impact {impact}{hurt}."));
    }
    let mut footer = Vec::new();
    if let Some((_, ToldBy::Record)) = dossier.introduction() {
        footer.push("introduced: by the record".to_owned());
    } else if let Some(best) = dossier.candidates.first() {
        footer.push(match best.method {
            CandidateMethod::Person | CandidateMethod::Message | CandidateMethod::Revert => {
                "introduced: as named".to_owned()
            }
            _ => format!("introduced: by blame, confidence {:.2}", best.confidence),
        });
    }
    footer.push("UTC; two scales".to_owned());
    let description = description(dossier, &title, &subtitle);
    Words { title, subtitle, footer, description }
}

/// Returns the class with who gave it, and the rules' own where it is another.
fn class_words(dossier: &Dossier) -> String {
    let (class, rules) = (dossier.class(), dossier.verdict.class);
    let said = |class: EscapeClass| format!("{class}: {}", class.label());
    match dossier.class_by_people() {
        false => format!("Class {}.", said(class)),
        true if class == rules => format!("Class {}, by people and rules.", said(class)),
        true => format!("Class {}, by people; by rules {}.", said(class), said(rules)),
    }
}

fn title(dossier: &Dossier) -> String {
    let id = shorten(&clean(&dossier.incident.id), 120.0, 13.0, Weight::Regular);
    let Some(hidden) = hidden(dossier) else {
        return format!("{id}: how long it was hidden is not known");
    };
    let time = days(hidden);
    if dossier.class_by_people() && dossier.class() != dossier.verdict.class {
        return format!("{id}: hidden {time}; people say: {}", dossier.class().label());
    }
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

#[cfg(test)]
mod tests {
    use super::super::LONGEST_TITLE;
    use super::*;
    use crate::model::incident::{Origin, Stamp};
    use crate::model::worksheet::{Answer, Question};
    use crate::report::sample;

    #[test]
    fn an_introduction_that_only_the_record_tells_is_used_and_named_so() {
        let mut dossier = sample::dossier();
        (dossier.introduced_at, dossier.candidates) = (None, Vec::new());
        assert!(title(&dossier).ends_with("how long it was hidden is not known"));
        let at = start(&dossier).unwrap() - chrono::TimeDelta::days(30);
        dossier.incident.introduced_at = Some(Stamp { at, origin: Origin::Field });
        let words = timeline_words(Some(&dossier));
        assert!(words.title.contains("hidden 30 days"), "{}", words.title);
        assert!(words.description.contains("introduced (by the record)"), "{}", words.description);
        assert!(words.footer.contains(&"introduced: by the record".to_owned()));
    }

    #[test]
    fn a_class_that_people_gave_is_told_as_theirs() {
        let mut dossier = sample::dossier();
        let machine = dossier.verdict.class;
        for class in EscapeClass::ALL.iter().filter(|class| **class != machine) {
            dossier.worksheet.answers = vec![Answer {
                question: Question::Class,
                value: class.word().to_owned(),
                why: None,
                blind: false,
                machine: Some(machine),
                at: start(&dossier).unwrap(),
            }];
            let words = timeline_words(Some(&dossier));
            assert!(words.title.ends_with(&format!("people say: {}", class.label())));
            assert!(words.title.chars().count() <= LONGEST_TITLE, "{}", words.title);
            let said = words.subtitle.join(" ");
            assert!(said.contains(&format!("by people; by rules {machine}: ")), "{said}");
        }
    }
}
