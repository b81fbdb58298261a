//! The conditions that an answer names, and those it says it did not take.
//!
//! An answer is read by its clauses. A clause that doubts ("maybe", "?", "nobody knows") says nothing,
//! and a denial rules out what it stands right before or after: "not load" is no load. What a clause
//! denies in another way ("not only load") is told, not judged.

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

/// What holds the word of a condition and is none.
const NO_NAMES: &str =
    "load test, load tests, load tested, load testing, load balancer, load balancers";

/// Words that deny what comes after them in the clause.
const DENIALS: &str = "no, not, none, never, without, neither, nor, nothing, isn t, wasn t, weren t, aren t, didn t, \
    doesn t, don t, hadn t, hasn t, haven t, won t, wouldn t, couldn t, cannot, can t, unlikely, hardly";

/// What may stand between a denial and the condition that it rules out.
const BETWEEN: &str = "a, an, the, any, it, was, were, is, have, been, be, to, due, because, caused, of, by, under, or";

/// What leaves open, after a name that is denied, whether it took the condition beside others.
const NOT_ALONE: &str = "only, alone, itself, by itself, per se, as such, enough";

/// What denies a condition that was named before it, up to the end of the clause.
const DENIED_AFTER: &str = "no, not, not it, was not, was not it, was not the cause, is not, is not it, were not, \
    wasn t, wasn t it, wasn t the cause, isn t, isn t it, weren t, was not involved, wasn t involved";

/// What denies a condition that was named before it, whatever follows.
const DENIED: &str = "did not matter, didn t matter, had nothing, played no, ruled out, excluded, irrelevant, unlikely";

/// What begins a denial of which it is not said for certain what it denies.
const TURNS: &str = "no, not, was not, is not, were not, wasn t, isn t, weren t";

/// Words of a clause that only guesses.
const DOUBTS: &str =
    "maybe, perhaps, possibly, probably, might, may, could, guess, guessing, suppose, unclear";

/// Words that leave the whole answer open.
const UNKNOWN: &str =
    "nobody knows, no one knows, don t know, do not know, not sure, unsure, no idea";

/// Words that leave their clause open, and the whole answer where they are all of a clause.
const UNKNOWN_HERE: &str = "unknown, not known";

/// A clause that says it took nothing besides the code.
const NOTHING: &str = "none of these, none of them, none of those, no condition, no conditions, \
    nothing besides the code";

/// A clause that says so where no other clause tells more.
const NOTHING_ALONE: &str = "no, none, nothing, nothing else";

/// What a clause says of a condition that it names.
enum Said {
    Took,
    RuledOut,
    /// A denial stands near, and it is not certain of what.
    Open,
}

/// Returns the conditions that an answer names.
pub fn said_conditions(answer: &str) -> SaidConditions {
    let mut said = SaidConditions::default();
    if holds_any(&plain(answer), UNKNOWN) {
        return said;
    }
    let (mut nothing, mut nothing_alone, mut tells_more) = (false, false, false);
    let mut open = BTreeSet::new();
    let whole = answer.to_lowercase().replace(" but ", "; ").replace("no doubt", "");
    for clause in whole.split_inclusive([',', ';', '.', '?', '!', '\n', '–', '—']) {
        // A month is no doubt, and what could not be is denied.
        let words = plain(clause).replace(" in may ", " ").replace(" could not ", " not ");
        let is = |list: &str| list.split(", ").any(|all| words.trim() == all);
        if is(UNKNOWN_HERE) {
            return SaidConditions::default();
        }
        if clause.ends_with('?') || holds_any(&words, DOUBTS) || holds_any(&words, UNKNOWN_HERE) {
            tells_more = true;
            continue;
        }
        nothing |= is(NOTHING);
        nothing_alone |= is(NOTHING_ALONE);
        let words = without(&words, NO_NAMES);
        let mut names_any = false;
        for (condition, names) in NAMES {
            let Some((at, name)) = first(&words, names) else { continue };
            names_any = true;
            match of_name(&words[..=at], &words[at + name.len() + 1..]) {
                Said::Took => said.took.insert(*condition),
                Said::RuledOut => said.ruled_out.insert(*condition),
                Said::Open => open.insert(*condition),
            };
        }
        tells_more |= names_any || !(is(NOTHING) || is(NOTHING_ALONE) || words.trim().is_empty());
    }
    if (nothing || nothing_alone && !tells_more && open.is_empty()) && said.took.is_empty() {
        said.ruled_out.extend(Condition::ALL);
    }
    // Who names a condition in one clause and denies it in another has not made up their mind.
    open.extend(said.took.intersection(&said.ruled_out).copied());
    said.took.retain(|condition| !open.contains(condition));
    said.ruled_out.retain(|condition| !open.contains(condition));
    said
}

/// Returns what is said of a condition, by the words of its clause before and after its name.
fn of_name(before: &str, after: &str) -> Said {
    let ends = DENIALS.split(", ").filter_map(|denial| {
        before.rfind(&format!(" {denial} ")).map(|at| (at + denial.len() + 1, denial))
    });
    if let Some((end, denial)) = ends.max() {
        // "not load or network" denies both.
        let mut between = before[end..].to_owned();
        if between.contains(" or ") {
            for (_, names) in NAMES {
                between = without(&between, names);
            }
        }
        let is_near = between.split_whitespace().all(|word| BETWEEN.split(", ").any(|b| b == word));
        let is_open = starts_any(after, NOT_ALONE) || (denial == "without" && after.trim() != "");
        return if is_near && !is_open { Said::RuledOut } else { Said::Open };
    }
    let is_denied = DENIED_AFTER.split(", ").any(|denial| after.trim() == denial);
    let turns_to_another = NAMES.iter().any(|(_, names)| {
        names.split(", ").any(|name| after.starts_with(&format!(" not {name} ")))
    });
    if is_denied || starts_any(after, DENIED) {
        Said::RuledOut
    } else if starts_any(after, TURNS) && !turns_to_another {
        Said::Open
    } else {
        Said::Took
    }
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

fn starts_any(plain: &str, words: &str) -> bool {
    words.split(", ").any(|word| plain.starts_with(&format!(" {word} ")))
}

/// Returns the plain words without those of a list.
fn without(plain: &str, words: &str) -> String {
    words.split(", ").fold(plain.to_owned(), |text, word| text.replace(&format!(" {word} "), " "))
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
            ("load not network", vec![Load]),
            ("load; rate unknown", vec![Load]),
            ("it took load in May", vec![Load]),
            ("not only load, also a race", vec![Concurrency]),
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
        assert_eq!(out("not load or network"), [Load, Network]);
        assert_eq!(out("it could not have been the load"), [Load]);
        assert_eq!(out("load not network"), [Network]);
        assert_eq!(out("no"), Condition::ALL);
        assert_eq!(out("no, not load"), [Load], "of the others it says nothing for certain");
    }

    #[test]
    fn a_denial_of_something_else_rules_out_nothing() {
        for answer in [
            "not only load, also a race",
            "not just load",
            "not load alone",
            "it never happens below that load",
            "without load it works",
            "we had no load test for this traffic",
            "the load was not handled",
            "load no longer fitted",
            "No. It failed whenever two workers ran",
            "unknown",
        ] {
            assert_eq!(said_conditions(answer).ruled_out, BTreeSet::new(), "{answer}");
        }
        assert_eq!(took("we had no load test"), []);
        assert_eq!(took("it couldn't be load"), []);
        assert_eq!(took("load, unknown"), []);
    }
}
