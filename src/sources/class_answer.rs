//! An escape class as people write it: its letter or its words, and what they add to them.

use crate::model::verdict::EscapeClass;

/// Returns the class that an answer names; `None` where it names none, or two.
///
/// A letter counts where a sign follows it or its own words do, as in `E (nothing asserted)` or
/// `E  # sure`; the words count whole or from a comma of theirs on, as in `nothing asserted`, and so do
/// those of the choices on a sheet.
pub(super) fn named_class(answer: &str) -> Option<EscapeClass> {
    let answer = answer.trim();
    let end = answer.find(|c: char| !c.is_alphanumeric()).unwrap_or(answer.len());
    let (first, rest) = answer.split_at(end);
    let by_letter = EscapeClass::ALL.iter().copied().find(|c| c.word().eq_ignore_ascii_case(first));
    if let Some(class) = by_letter {
        let rest = rest.trim();
        let is_sign = rest.starts_with(|c: char| !c.is_alphanumeric());
        let words = spoken(rest);
        let is_label = !words.is_empty() && is_of(class, &words);
        let mut others = rest.split(|c: char| !c.is_alphanumeric());
        let names_another =
            others.any(|word| EscapeClass::ALL.iter().any(|c| *c != class && c.word() == word));
        let is_clear = rest.is_empty() || is_label || is_sign;
        return (is_clear && !names_another && !answer.ends_with('?')).then_some(class);
    }
    let words = spoken(answer.split(" #").next().unwrap_or(answer));
    EscapeClass::ALL.iter().copied().find(|class| is_of(*class, &words))
}

/// Whether the words are those of the class, whole or from a comma on.
fn is_of(class: EscapeClass, words: &[String]) -> bool {
    let label = class.label();
    let mut parts = vec![label];
    parts.extend(label.split_once(", ").map(|(_, rest)| rest));
    parts.push(class.choice());
    parts.into_iter().any(|part| spoken(part) == words)
}

/// Returns the words of a text in small letters.
fn spoken(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_named_by_its_letter_or_its_words_and_by_nothing_that_names_two() {
        use EscapeClass::{B, E, F, N, X0};
        for (answer, class) in [
            ("n", Some(N)),
            ("E (nothing asserted)", Some(E)),
            ("E  # sure", Some(E)),
            ("E, sure", Some(E)),
            ("F covered, failing state not asserted", Some(F)),
            ("beyond the suite", Some(N)),
            ("E  tests ran the code and asserted nothing of it", Some(E)),
            ("Branch not taken  # line 8", Some(B)),
            ("not an escape", Some(X0)),
            ("E or F", None),
            ("F, or N", None),
            ("F?", None),
            ("covered", None),
            ("Z", None),
            ("", None),
        ] {
            assert_eq!(named_class(answer), class, "{answer}");
        }
    }
}
