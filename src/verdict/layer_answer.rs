//! What an answer says a layer did.

use crate::model::layer::{Layer, LayerState};

/// Minutes in which a rehearsed rollback is done.
pub(super) const ROLLBACK_MINUTES: i64 = 10;

/// Words that say a layer was not there.
const ABSENT: &[&str] = &["absent", "none", "no", "missing", "nothing"];

/// Words that say it could not have helped.
const NOT_APPLICABLE: &[&str] = &[
    "n/a",
    "na",
    "not applicable",
    "not-applicable",
    "not needed",
    "none needed",
    "no need",
    "does not apply",
];

/// Words that say it was there and failed.
const FAILED: &[&str] = &["failed", "present and failed", "noisy", "late"];

/// Words that say it was there and worked.
const WORKED: &[&str] = &["worked", "present and worked"];

/// Words that say nobody knows.
const UNKNOWN: &[&str] = &[
    "unknown",
    "not known",
    "don't know",
    "do not know",
    "nobody knows",
    "no idea",
    "not sure",
    "unsure",
];

/// Words that take back a "yes".
const AFTER_YES: &[&str] = &["but", "not", "never", "nobody", "failed", "however", "except"];

/// Words after which a "no" is not about whether the layer was there.
const AFTER_NO: &[&str] = &["worked", "fired", "held", "failed", "problem", "doubt"];

/// Returns what an answer says a layer did, by the words it begins with.
///
/// A rollback that was not rehearsed or took too long failed. A "yes" answers only a question that has
/// one part; to one that asks for two it leaves open what the layer did. An answer that begins with a
/// doubt, or turns after its "yes" or "no", is told, not judged.
pub fn layer_state(layer: Layer, value: &str) -> LayerState {
    let value = value.trim().to_lowercase().replace('\u{2019}', "'");
    let starts = |words: &[&str]| words.iter().any(|word| after(&value, word).is_some());
    let turns = |word: &str, turning| after(&value, word).is_some_and(|rest| holds(rest, turning));
    let yes = |word| after(&value, word).is_some() && !turns(word, AFTER_YES);
    let is_slow_way_back = layer == Layer::Rollback
        && (value.contains("not rehearsed")
            || value.contains("unrehearsed")
            || minutes(&value).is_some_and(|n| n > ROLLBACK_MINUTES));
    let is_asked = value.split_whitespace().next().is_some_and(|word| word.contains('?'))
        || [ABSENT, NOT_APPLICABLE, FAILED, WORKED]
            .into_iter()
            .flatten()
            .any(|word| after(&value, word).is_some_and(|rest| rest.starts_with('?')));
    if is_asked || value.ends_with('?') || starts(UNKNOWN) {
        LayerState::Unknown
    } else if starts(NOT_APPLICABLE) {
        LayerState::NotApplicable
    } else if starts(ABSENT) {
        let open = ["no", "none", "nothing"].iter().any(|word| turns(word, AFTER_NO));
        if open { LayerState::Told } else { LayerState::Absent }
    } else if is_slow_way_back || starts(FAILED) {
        LayerState::Failed
    } else if starts(WORKED)
        || yes("rehearsed")
        || (layer == Layer::Rollback && minutes(&value).is_some())
        || (says_all(layer) && yes("yes"))
    {
        LayerState::Worked
    } else {
        LayerState::Told
    }
}

/// Whether "yes" to the layer's question says that it worked.
fn says_all(layer: Layer) -> bool {
    matches!(layer, Layer::Observability | Layer::Environment)
}

/// Returns what comes after the word that a text begins with.
fn after<'a>(value: &'a str, word: &str) -> Option<&'a str> {
    value.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a text holds one of the words.
fn holds(text: &str, words: &[&str]) -> bool {
    text.replace("n't", " not")
        .split(|c: char| !c.is_alphanumeric())
        .any(|one| words.contains(&one))
}

/// Returns the minutes that a text begins with, as in `140 min` or `140 minutes, not rehearsed`.
fn minutes(value: &str) -> Option<i64> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    let unit = value[digits.len()..].trim_start();
    let number: i64 = digits.parse().ok()?;
    match unit {
        unit if unit.starts_with("min") => Some(number),
        unit if unit.starts_with('h') => number.checked_mul(60),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_their_first_word() {
        for (text, state) in [
            ("absent", LayerState::Absent),
            ("no", LayerState::Absent),
            ("noisy for weeks", LayerState::Failed),
            ("140 min, not rehearsed", LayerState::Failed),
            ("2 h", LayerState::Failed),
            ("n/a", LayerState::NotApplicable),
            ("the team knows more", LayerState::Told),
            ("nobody remembers", LayerState::Told),
            ("?", LayerState::Unknown),
        ] {
            assert_eq!(layer_state(Layer::Rollback, text), state, "{text}");
        }
    }

    #[test]
    fn a_yes_to_a_question_of_two_parts_says_not_what_the_layer_did() {
        for (layer, text, state) in [
            (Layer::Load, "yes, but it did not run", LayerState::Told),
            (Layer::Load, "yes", LayerState::Told),
            (Layer::Alert, "yes, but nobody saw it", LayerState::Told),
            (Layer::Flag, "Yes, but off could not be reached", LayerState::Told),
            (Layer::Flag, "yes", LayerState::Told),
            (Layer::Environment, "yes", LayerState::Worked),
            (Layer::Environment, "yes, but not its data", LayerState::Told),
            (Layer::Alert, "worked, but nobody looked", LayerState::Worked),
            (Layer::Alert, "failed: too late", LayerState::Failed),
        ] {
            assert_eq!(layer_state(layer, text), state, "{text}");
        }
    }

    #[test]
    fn what_is_denied_doubted_or_misspelt_is_not_guessed() {
        for (layer, text, state) in [
            (Layer::Alert, "did not fire", LayerState::Told),
            (Layer::Containment, "nothing", LayerState::Absent),
            (Layer::Configuration, "not needed", LayerState::NotApplicable),
            (Layer::Idempotency, "don't know", LayerState::Unknown),
            (Layer::Idempotency, "no idea", LayerState::Unknown),
            (Layer::Canary, "not absent, it worked", LayerState::Told),
            (Layer::Canary, "no problem there, it worked", LayerState::Told),
            (Layer::Canary, "none of it failed", LayerState::Told),
            (Layer::Canary, "no canary", LayerState::Absent),
            (Layer::Canary, "no, not at all", LayerState::Absent),
            (Layer::Flag, "absnt", LayerState::Told),
            (Layer::Flag, "worked?", LayerState::Unknown),
            (Layer::Flag, "worked? nobody looked", LayerState::Unknown),
            (Layer::Alert, "failed? no idea", LayerState::Unknown),
            (Layer::Alert, "present and failed? no idea", LayerState::Unknown),
            (Layer::Canary, "no need for one", LayerState::NotApplicable),
            (Layer::Canary, "none needed", LayerState::NotApplicable),
        ] {
            assert_eq!(layer_state(layer, text), state, "{text}");
        }
    }
}
