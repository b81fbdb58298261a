//! Sentences of the incident timeline.

use super::super::font::Weight;
use super::super::frame;
use super::super::numbers::{counted, days};
use super::super::text::{clean, shorten, shorten_middle};
use super::{LONGEST_TITLE, Words};
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
    footer.extend(introduced_by(dossier));
    footer.push("UTC; two scales".to_owned());
    let description = description(dossier, &title, &subtitle);
    Words { title, subtitle, footer, description }
}

/// Returns what tells when the defect was introduced, or why that is not taken.
fn introduced_by(dossier: &Dossier) -> Option<String> {
    let (_, told_by) = dossier.introduction()?;
    let best = dossier.candidates.first();
    Some(match (hidden(dossier), told_by) {
        (Some(_), ToldBy::Record) => "introduced: by the record".to_owned(),
        (Some(_), ToldBy::Trace) => match best?.method {
            CandidateMethod::Person | CandidateMethod::Message | CandidateMethod::Revert => {
                "introduced: as named".to_owned()
            }
            _ => format!("introduced: by blame, confidence {:.2}", best?.confidence),
        },
        (None, _) if dossier.detection().is_none() => return None,
        (None, ToldBy::Record) => "the recorded introduction is not before the incident".to_owned(),
        (None, ToldBy::Trace) => "the traced commit is younger than the incident".to_owned(),
    })
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
    titled(&clean(&dossier.incident.id), &finding(dossier))
}

/// Returns what happened behind the id of its incident, which is cut where both would not fit a line.
fn titled(id: &str, finding: &str) -> String {
    let whole = format!("{id}: {finding}");
    let fits = |title: &str| title.chars().count() <= LONGEST_TITLE && frame::is_line(title);
    let rooms = (0..80).map(|step| f64::from(80 - step) * 10.0);
    let mut cut =
        rooms.map(|room| format!("{}: {finding}", shorten_middle(id, room, 24.0, Weight::Bold)));
    if fits(&whole) { whole } else { cut.find(|title| fits(title)).unwrap_or(whole) }
}

fn finding(dossier: &Dossier) -> String {
    let Some(hidden) = hidden(dossier) else {
        return "how long it was hidden is not known".to_owned();
    };
    let time = days(hidden);
    if dossier.class_by_people() && dossier.class() != dossier.verdict.class {
        return format!("hidden {time}; people say: {}", dossier.class().label());
    }
    match dossier.class() {
        EscapeClass::S => format!("a failing test was not heeded; hidden {time}"),
        EscapeClass::C => format!("hidden {time} in code that no test ran"),
        EscapeClass::B => format!("hidden {time} behind a branch no test took"),
        EscapeClass::O => format!("hidden {time} while a test expected it so"),
        EscapeClass::E => format!("hidden {time} in code that ran unasserted"),
        EscapeClass::N => format!("hidden {time}, beyond what the suite tries"),
        EscapeClass::F => format!("hidden {time}; the failing state was unasserted"),
        EscapeClass::U => format!("hidden {time}; why is not determined"),
        EscapeClass::X0 | EscapeClass::X1 => dossier.class().label().to_owned(),
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
    fn a_commit_younger_than_the_incident_is_not_said_to_have_introduced_it() {
        let mut dossier = sample::dossier();
        let said = |dossier: &Dossier| timeline_words(Some(dossier)).footer.join("; ");
        assert!(said(&dossier).starts_with("introduced: by blame"), "{}", said(&dossier));
        dossier.introduced_at = dossier.detection().map(|at| at + chrono::TimeDelta::days(3));
        assert!(hidden(&dossier).is_none());
        assert!(said(&dossier).starts_with("the traced commit is younger than the incident"));
        assert!(!said(&dossier).contains("introduced:"), "{}", said(&dossier));
    }

    #[test]
    fn an_id_is_cut_only_where_the_title_would_not_fit_and_keeps_its_last_letters() {
        let mut dossier = sample::dossier();
        dossier.incident.id = "PAYMENTS-PLATFORM-20417".to_owned();
        let whole = title(&dossier);
        assert!(whole.starts_with("PAYMENTS-PLATFORM-20417: "), "{whole}");
        dossier.incident.id = format!("{}-20417", "PAYMENTS-PLATFORM".repeat(5));
        let cut = title(&dossier);
        assert!(cut.starts_with("PAY") && cut.contains("…") && cut.contains("-20417: "), "{cut}");
        assert!(cut.chars().count() <= LONGEST_TITLE, "{cut}");
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
