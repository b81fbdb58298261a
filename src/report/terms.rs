//! The terms of escapee and what they mean, for `escapee help TERM`.

mod aliases;
mod table;

use aliases::ALIASES;
pub use table::TERMS;

/// How many terms are named that sound alike.
const MOST_NEAR: usize = 5;

/// A term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// What it means: formula, range, what is left out.
    pub meaning: &'static str,
    /// Where the definition comes from; empty where it is escapee's own.
    pub source: &'static str,
}

/// A command and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandHelp {
    /// Its name.
    pub name: String,
    /// What it is for, in a line.
    pub what: String,
    /// Its flags and examples, where it alone was asked for.
    pub help: Option<String>,
}

/// Words of a question that name no term.
const ASKING: &[&str] =
    &["what", "is", "are", "the", "a", "an", "does", "do", "mean", "meaning", "of"];

/// Returns the term that a question names: its whole name or another name of it, case and signs aside.
/// A term that only sounds alike is not it.
pub fn find(question: &str) -> Option<&'static Term> {
    let all = words(question);
    let without: Vec<String> = all
        .iter()
        .skip_while(|word| ASKING.contains(&word.as_str()))
        .filter(|word| *word != "mean")
        .cloned()
        .collect();
    let named = |asked: &[String]| {
        let is = |name: &str| words(name) == asked;
        let alias = ALIASES.iter().find(|(alias, _)| is(alias)).map(|(_, name)| *name);
        TERMS.iter().find(|term| is(term.name) || alias == Some(term.name))
    };
    named(&all).or_else(|| named(&without))
}

/// Returns the names of terms that share a word with the question, those that share most first.
pub fn near(question: &str) -> Vec<&'static str> {
    let asked = words(question);
    let shared =
        |term: &&Term| self::words(term.name).iter().filter(|word| asked.contains(word)).count();
    let mut found: Vec<&Term> = TERMS.iter().filter(|term| shared(term) > 0).collect();
    found.sort_by_key(|term| std::cmp::Reverse(shared(term)));
    found.into_iter().map(|term| term.name).take(MOST_NEAR).collect()
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts
        .map(|word| word.strip_suffix('s').filter(|w| w.len() > 3).unwrap_or(word).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rate::RateDefinition;
    use crate::model::verdict::EscapeClass;

    fn names(question: &str) -> Vec<&'static str> {
        find(question).into_iter().map(|term| term.name).collect()
    }

    #[test]
    fn a_question_finds_its_term_and_no_other() {
        assert_eq!(names("what is the verified-escape share?"), ["verified-escape share"]);
        assert_eq!(names("Mutation Scores"), ["mutation score"]);
        assert_eq!(names("escape"), ["escape"]);
        assert_eq!(names("escape rate"), ["defect escape rate"]);
        assert!(names("no such thing").is_empty());
    }

    #[test]
    fn a_term_that_only_sounds_alike_is_named_as_near_and_not_explained_in_its_place() {
        for other in ["signal", "coverage ratio", "share", "escape density", "a mutation rate"] {
            assert!(names(other).is_empty(), "{other}");
        }
        assert_eq!(near("coverage ratio").first(), Some(&"branch coverage"));
        assert!(near("cyclomatic").is_empty());
    }

    #[test]
    fn every_class_and_every_definition_of_a_rate_has_its_term_by_letter_and_words() {
        for class in EscapeClass::ALL {
            assert_eq!(names(class.word()), [class.label()]);
            assert_eq!(names(class.label()), [class.label()]);
        }
        for definition in RateDefinition::ALL {
            assert_eq!(names(definition.word()).len(), 1, "{definition}");
        }
        assert!(ALIASES.iter().all(|(_, name)| TERMS.iter().any(|term| term.name == *name)));
    }

    #[test]
    fn terms_stand_in_order_and_are_sentences() {
        let names: Vec<String> = TERMS.iter().map(|term| term.name.to_lowercase()).collect();
        assert!(names.is_sorted());
        assert!(TERMS.iter().all(|term| term.meaning.ends_with('.')));
    }
}
