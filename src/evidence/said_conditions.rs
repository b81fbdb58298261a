//! The conditions that an answer names, and those it says it did not take.
//!
//! An answer is read by its clauses. A clause that doubts ("maybe", "?", "nobody knows") says nothing,
//! and one that denies rules out what it names after the denial: "not load" is no load.

use std::collections::BTreeSet;

use crate::model::incident::Condition;

/// What people say it took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidConditions {
    /// Conditions it took.
    pub took: BTreeSet<Condition>,
    /// Conditions it did not take; where people say "none", all of them.
    pub ruled_out: BTreeSet<Condition>,
}

/// A condition and the words that name it, between commas.
const NAMES: &[(Condition, &str)] = &[
    (Condition::Load, "load, overload, traffic"),
    (
        Condition::Concurrency,
        "concurrency, concurrent, concurrently, two at once, at once, at the same time, in parallel, \
         race, race condition",
    ),
    (Condition::ThirdParty, "third party, third parties"),
    (Condition::Network, "network"),
    (Condition::DataVolume, "data volume, volume of data, amount of data"),
    (Condition::Configuration, "configuration, config"),
    (Condition::Restart, "restart, restarts, restarted"),
];

/// Words that deny what comes after them in the clause.
const DENIALS: &str = "no, not, none, never, without, neither, nor, nothing, isn t, wasn t, weren t, didn t, \
    doesn t, don t, cannot, can t, unlikely, hardly";

/// What denies a condition that was named before it in the clause.
const DENIED_AFTER: &str = "no, not, was not, is not, were not, wasn t, isn t, weren t, did not matter, didn t \
    matter, had nothing, played no, ruled out, excluded, irrelevant, unlikely";

/// Words of a clause that only guesses.
const DOUBTS: &str =
    "maybe, perhaps, possibly, probably, might, may, could, guess, guessing, suppose, unclear";

/// Words that leave the whole answer open.
const UNKNOWN: &str = "nobody knows, no one knows, not known, unknown, don t know, do not know, not sure, unsure, \
    no idea";

/// A clause that says it took nothing besides the code.
const NOTHING: &str = "no, none, nothing, none of these, none of them, none of those, nothing else, no condition, \
    no conditions, nothing besides the code";

/// Returns the conditions that an answer names.
pub fn said_conditions(answer: &str) -> SaidConditions {
    let mut said = SaidConditions::default();
    if holds_any(&plain(answer), UNKNOWN) {
        return said;
    }
    let mut nothing = false;
    let whole = answer.to_lowercase().replace(" but ", "; ").replace("no doubt", "");
    for clause in whole.split_inclusive([',', ';', '.', '?', '!', '\n', '–', '—']) {
        let words = plain(clause);
        if clause.ends_with('?') || holds_any(&words, DOUBTS) {
            continue;
        }
        nothing |= NOTHING.split(", ").any(|all| words.trim() == all);
        for (condition, names) in NAMES {
            let Some((at, name)) = first(&words, names) else { continue };
            let (before, after) = (&words[..=at], &words[at + name.len() + 1..]);
            let after_denies =
                DENIED_AFTER.split(", ").any(|denial| after.starts_with(&format!(" {denial} ")));
            if holds_any(before, DENIALS) || after_denies {
                said.ruled_out.insert(*condition);
            } else {
                said.took.insert(*condition);
            }
        }
    }
    if nothing && said.took.is_empty() {
        said.ruled_out.extend(Condition::ALL);
    }
    // Who names a condition in one clause and denies it in another has not made up their mind.
    let both: Vec<Condition> = said.took.intersection(&said.ruled_out).copied().collect();
    for condition in both {
        said.took.remove(&condition);
        said.ruled_out.remove(&condition);
    }
    said
}

/// Returns the words in small letters between single blanks, one before and one after.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn holds_any(plain: &str, words: &str) -> bool {
    words.split(", ").any(|word| plain.contains(&format!(" {word} ")))
}

/// Returns where the first of the names begins, with the longest that begins there.
fn first<'a>(plain: &str, names: &'a str) -> Option<(usize, &'a str)> {
    let found =
        names.split(", ").filter_map(|name| Some((plain.find(&format!(" {name} "))?, name)));
    found.min_by_key(|(at, name)| (*at, usize::MAX - name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Condition::{Concurrency, Load, Network, ThirdParty};

    fn took(answer: &str) -> Vec<Condition> {
        said_conditions(answer).took.into_iter().collect()
    }

    #[test]
    fn a_condition_that_is_denied_or_doubted_is_none() {
        for answer in [
            "not load",
            "no, nothing: no load, no concurrency",
            "nobody knows; maybe a network thing?",
            "without any load",
            "unlikely to be load",
            "load?",
            "load: no",
            "load was not it",
            "it wasn't load or concurrency",
            "could have been load",
            "a download failed",
        ] {
            assert_eq!(took(answer), [], "{answer}");
        }
    }

    #[test]
    fn a_condition_is_told_by_its_word_or_by_those_of_the_question() {
        for (answer, found) in [
            ("load, third party", vec![Load, ThirdParty]),
            ("third-party", vec![ThirdParty]),
            ("two at once", vec![Concurrency]),
            ("not load but concurrency", vec![Concurrency]),
            ("no, it was load", vec![Load]),
            ("no doubt: load", vec![Load]),
            ("under the load of the sale", vec![Load]),
            ("the network was not reachable; load", vec![Load]),
        ] {
            assert_eq!(took(answer), found, "{answer}");
        }
    }

    #[test]
    fn what_is_denied_is_ruled_out_and_none_rules_out_all() {
        let out = |answer| said_conditions(answer).ruled_out.into_iter().collect::<Vec<_>>();
        assert_eq!(out("not load, concurrency"), [Load]);
        assert_eq!(out("none of these"), Condition::ALL);
        assert_eq!(out("no, it was load"), []);
        assert_eq!(out("maybe not the network"), []);
        assert_eq!(out("network, no network"), []);
        assert_eq!(took("network, no network"), []);
        assert_eq!(took("network, no network, load"), [Load]);
        assert!(!out("nobody knows").contains(&Network));
    }
}
