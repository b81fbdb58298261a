//! Records that are no escape of our code, by the words of their source.

use crate::model::evidence::Exclusion;
use crate::model::incident::{Incident, Phase};

/// Words of a kind, status or label for what is no defect.
const NO_DEFECT: &[&str] = &[
    "user error",
    "not reproducible",
    "cannot reproduce",
    "can not reproduce",
    "could not reproduce",
    "unable to reproduce",
    "works as designed",
    "works as intended",
    "working as designed",
    "working as intended",
    "by design",
    "not a bug",
    "notabug",
    "not a defect",
    "no defect",
    "invalid",
    "expected behaviour",
    "expected behavior",
    "false alarm",
    "works for me",
    "worksforme",
    "duplicate",
];

/// Words for what happened without code of ours.
const NOT_OUR_CODE: &[&str] = &[
    "vendor outage",
    "provider outage",
    "third party outage",
    "upstream outage",
    "cloud outage",
    "external outage",
    "hardware",
    "hardware failure",
    "power failure",
    "power outage",
    "manual operation",
    "manual change",
    "operator error",
];

/// Returns why the record is no escape of our code; `None` where nothing says so.
///
/// Reads the phase, `duplicate_of`, and the words of kind, status and labels, never the title or
/// the text: a report of a "hardware" shop is not an outage of hardware.
pub fn exclusion(incident: &Incident) -> Option<Exclusion> {
    if !matches!(incident.phase, Phase::Production | Phase::Unknown) {
        return Some(Exclusion::FoundBefore { phase: incident.phase.to_string() });
    }
    if let Some(of) = incident.duplicate_of.as_ref().filter(|of| **of != incident.id) {
        return Some(Exclusion::Duplicate { of: of.clone() });
    }
    let fields = [&incident.kind, &incident.status];
    let found = |words: &[&str]| {
        let field = fields.into_iter().flatten().find(|text| {
            let text = plain(text);
            words.iter().any(|word| format!(" {text} ").contains(&format!(" {word} ")))
        });
        // A label such as `invalid-input` is about the code; only the whole label counts.
        let label = incident.labels.iter().find(|label| words.contains(&plain(label).as_str()));
        field.or(label).cloned()
    };
    found(NO_DEFECT)
        .map(|words| Exclusion::NoDefect { words })
        .or_else(|| found(NOT_OUR_CODE).map(|words| Exclusion::NotOurCode { words }))
}

/// Returns the words of a text in small letters between single blanks.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn production() -> Incident {
        Incident { phase: Phase::Production, ..Incident::new("INC-1", "csv", "Hardware invalid") }
    }

    #[test]
    fn a_plain_production_incident_is_an_escape_whatever_its_title_says() {
        assert_eq!(exclusion(&production()), None);
        assert_eq!(exclusion(&Incident { phase: Phase::Unknown, ..production() }), None);
    }

    #[test]
    fn each_reason_is_told_in_the_words_of_the_source() {
        let staged = Incident { phase: Phase::Staging, ..production() };
        let phase = "staging".to_owned();
        assert_eq!(exclusion(&staged), Some(Exclusion::FoundBefore { phase }));
        let copy = Incident { duplicate_of: Some("INC-0".to_owned()), ..production() };
        assert_eq!(exclusion(&copy), Some(Exclusion::Duplicate { of: "INC-0".to_owned() }));
        let closed =
            Incident { status: Some("Closed: Not-Reproducible".to_owned()), ..production() };
        let words = "Closed: Not-Reproducible".to_owned();
        assert_eq!(exclusion(&closed), Some(Exclusion::NoDefect { words }));
        let vendor = Incident { kind: Some("Vendor outage".to_owned()), ..production() };
        let words = "Vendor outage".to_owned();
        assert_eq!(exclusion(&vendor), Some(Exclusion::NotOurCode { words }));
    }

    #[test]
    fn a_label_counts_as_a_whole_only() {
        let about_code = Incident { labels: vec!["invalid-input".to_owned()], ..production() };
        assert_eq!(exclusion(&about_code), None);
        let about_record = Incident { labels: vec!["user-error".to_owned()], ..production() };
        assert!(matches!(exclusion(&about_record), Some(Exclusion::NoDefect { .. })));
    }

    #[test]
    fn a_record_that_repeats_itself_is_no_duplicate() {
        let own = Incident { duplicate_of: Some("INC-1".to_owned()), ..production() };
        assert_eq!(exclusion(&own), None);
    }
}
