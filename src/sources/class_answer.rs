//! An escape class as people write it: its letter or its words, and what they add to them.

use crate::model::verdict::EscapeClass;

/// Returns the class that an answer names; `None` where it names none, or two.
///
/// A letter counts where it stands alone or before a remark, as in `E (nothing asserted)` or `E  # sure`,
/// and where its own words follow; `n/a` and `C++` begin with no class. The words count whole or from a
/// comma of theirs on, as in `nothing asserted`, and so do those of the choices on a sheet.
pub(super) fn named_class(answer: &str) -> Option<EscapeClass> {
    let answer = answer.trim();
    let end = answer.find(|c: char| !c.is_alphanumeric()).unwrap_or(answer.len());
    let (first, rest) = answer.split_at(end);
    let of = |word: &str| EscapeClass::ALL.iter().copied().find(|c| is_letter(*c, word));
    if let Some(class) = of(first) {
        let words = spoken(rest.split(" #").next().unwrap_or(rest));
        let is_label = !words.is_empty() && is_of(class, &words);
        let is_clear = is_label || is_remark(rest);
        let names_another = EscapeClass::ALL
            .iter()
            .any(|c| *c != class && (names_letter(*c, rest) || is_of(*c, &words)));
        return (is_clear && !names_another && !answer.ends_with('?')).then_some(class);
    }
    let words = spoken(answer.split(" #").next().unwrap_or(answer));
    EscapeClass::ALL.iter().copied().find(|class| is_of(*class, &words))
}

fn is_letter(class: EscapeClass, word: &str) -> bool {
    class.word().eq_ignore_ascii_case(word)
}

/// Whether what follows a letter leaves it alone: nothing, or a sign that begins a remark.
fn is_remark(rest: &str) -> bool {
    let sign = rest.trim_start();
    let is_apart = sign.len() < rest.len();
    let Some(first) = sign.chars().next() else { return true };
    let ends = sign[first.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
    match first {
        '(' | '#' => is_apart,
        ',' | ';' | ':' => ends,
        '.' => sign.len() == 1,
        '-' | '–' | '—' | '=' => is_apart && ends,
        _ => false,
    }
}

/// Whether a text holds the letter of the class; a small one counts first and after "or" or "and".
fn names_letter(class: EscapeClass, text: &str) -> bool {
    let mut before = "or";
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let joins = ["or", "and"].iter().any(|join| before.eq_ignore_ascii_case(join));
        if class.word() == word || (joins && is_letter(class, word)) {
            return true;
        }
        before = word;
    }
    false
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
            ("E.", Some(E)),
            ("E(nothing asserted)", Some(E)),
            ("F covered, failing state not asserted", Some(F)),
            ("beyond the suite", Some(N)),
            ("E  tests ran the code and asserted nothing of it", Some(E)),
            ("Branch not taken  # line 8", Some(B)),
            ("not an escape", Some(X0)),
            ("N – beyond what the suite tries", Some(N)),
            ("E or F", None),
            ("E, or f", None),
            ("E (f)", None),
            ("E (failing state not asserted)", None),
            ("E (failing state not asserted)  # sure", None),
            ("n/a", None),
            ("N/A", None),
            ("n.a.", None),
            ("n. a.", None),
            ("C++ change", None),
            ("C# change", None),
            ("E.g. the alert", None),
            ("S/O", None),
            ("B-side", None),
            ("f(x) throws", None),
            ("E? nobody is sure", None),
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
