//! The constraints of `NUnit`: `Is.EqualTo(3)`, `Throws.TypeOf<Limit>()`.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{Comparison, call};
use crate::syntax::failure_words::{is_any_error, looks_at_error};
use crate::syntax::idioms::argument;
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns what `NUnit`'s `Assert.That(subject, constraint)` asserts.
pub(super) fn constraint(subject: &str, text: &str) -> Oracle {
    if text.contains("Throws.Nothing") {
        return Oracle::weak(Value, "");
    }
    if text.starts_with("Throws.") || text.contains("Throws.TypeOf") {
        let types = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        let named =
            text.trim_start_matches("Throws.").split(['(', '.', ' ']).next().unwrap_or_default();
        let class = types.map_or(named, |(class, _)| class);
        return Oracle::failure(class, is_any_error(class) && !text.contains("Message"));
    }
    if text == "Is.Not.Empty" && looks_at_error(subject) {
        return Oracle::failure("", true);
    }
    let negated = text.contains(".Not.") || text.contains(".Not ") || text.starts_with("Does.Not");
    let how = if negated { Comparison::NotEqual } else { Comparison::Equal };
    if text.ends_with(".Null") {
        return compared(subject, how, "null");
    }
    if text.ends_with(".True") || text.ends_with(".False") {
        return judged(subject, text.ends_with(".True") != negated);
    }
    match call(text) {
        Some((name, inner))
            if name.contains("Contain") || name.contains("With") || name.contains("Match") =>
        {
            compared(
                argument(inner, 0),
                if negated { Comparison::NotIn } else { Comparison::In },
                subject,
            )
        }
        Some((name, _)) if name.contains('<') => {
            let class = name.split(['<', '>']).nth(1).unwrap_or_default();
            judged(&format!("x instanceof {class}"), !negated)
        }
        Some((_, inner)) => compared(subject, how, argument(inner, 0)),
        None => Oracle::strong(Value, text),
    }
}
