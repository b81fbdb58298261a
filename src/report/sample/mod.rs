//! Values for the tests of every writer: a rich incident, a bare one, a hostile one, a review.

mod flow;
mod incident;
mod review;
mod study;
mod trace;
mod worksheet;

use serde_json::Value;

use crate::model::commit::{CommitId, Time};
use crate::model::dossier::Dossier;
use crate::model::worksheet::Question;

pub(super) use flow::{flow_report, suggestion};
pub(super) use incident::{bare, dossier, full};
pub(super) use review::{classes, components, rate_table, review, share};
pub(super) use study::rate_study;
pub(super) use trace::trace;
pub(super) use worksheet::agreement;

/// What a stranger might put into a tracker.
pub(super) const HOSTILE: &str = "=cmd|<img src=x onerror=alert(1)>`x`\u{202e}\u{1b}[2J \
    jane@example.com @joe [a](javascript:alert(1)) \"'&\r\n\u{9b}";

/// Returns a commit id made of one digit.
pub(super) fn id(digit: char) -> CommitId {
    CommitId(digit.to_string().repeat(40))
}

pub(super) fn at(text: &str) -> Time {
    text.parse().unwrap()
}

/// Returns the full incident with every free text and every name of code replaced by hostile ones.
pub(super) fn hostile() -> Dossier {
    let mut rich = full();
    rich.incident.url = Some("javascript:alert(1)".to_owned());
    let mut value = serde_json::to_value(rich).unwrap();
    poison(&mut value, "");
    value["incident"]["id"] = "EVIL-1".into();
    value["incident"]["title"] = format!("{HOSTILE}{}", "x".repeat(5_000)).into();
    serde_json::from_value(value).unwrap()
}

fn poison(value: &mut Value, key: &str) {
    const TEXT: [&str; 28] = [
        "operator",
        "candidates",
        "value",
        "why",
        "title",
        "body",
        "kind",
        "status",
        "severity_raw",
        "phase_raw",
        "component",
        "labels",
        "subject",
        "dropped",
        "version",
        "name",
        "expects",
        "looked_for",
        "by",
        "words",
        "question",
        "answer",
        "missing",
        "would_change",
        "sub",
        "now",
        "test",
        "defect",
    ];
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| poison(value, key)),
        Value::Array(values) => values.iter_mut().for_each(|value| poison(value, key)),
        Value::String(text) if key == "path" || key == "repo" => {
            *text = format!("=a|<b>`{}\u{202e}\u{7}.py", "long/".repeat(40));
        }
        // `question` of an answer is a word of the model, that of an evidence row is not.
        Value::String(text) if key == "question" && Question::try_from(text.clone()).is_ok() => {}
        // `kind` of a link, moment or assertion is a word of the model.
        Value::String(text) if TEXT.contains(&key) && (key != "kind" || text == "incident") => {
            HOSTILE.clone_into(text);
        }
        _ => {}
    }
}

/// Asserts that nothing a stranger wrote can act: no control or direction sign, nobody's name.
pub(super) fn assert_harmless(text: &str) {
    let bad = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || ('\u{202a}'..='\u{202e}').contains(c)
    };
    assert_eq!(text.chars().find(bad), None);
    for person in ["jane@example.com", "@joe"] {
        assert!(!text.contains(person), "{person} in {text}");
    }
}
