//! Facts to escape classes: one ordered table of rules, the first that fits wins.
//!
//! Pure. A rule whose evidence is missing abstains and says what is missing; "no evidence" is never
//! "uncovered". Where every rule abstains the class is not determined.

mod exclusion;
mod layer_answer;
mod open_questions;
mod outlook;
mod rows;
mod rules;
mod words;
mod worksheet;

pub use exclusion::exclusion;
pub use layer_answer::layer_state;
pub use worksheet::worksheet;

use crate::model::evidence::Facts;
use crate::model::verdict::{Abstention, EscapeClass, EvidenceRow, Verdict};
use rows::row;

/// What a rule says of the facts.
enum Judgement {
    /// It fits: what splits the class further, and what it rests on.
    Fits(Vec<String>, Vec<EvidenceRow>),
    /// It does not fit.
    No,
    /// It cannot be judged; what is missing, and how to get it.
    Abstains(String),
}

/// A row of the table.
struct Rule {
    class: EscapeClass,
    words: &'static str,
    judge: fn(&Facts) -> Judgement,
}

/// The rules in their order; the place of a rule is its number.
const RULES: [Rule; 9] = [
    Rule {
        class: EscapeClass::X0,
        words: "found before production, duplicate, user error or not reproducible",
        judge: rules::not_an_escape,
    },
    Rule {
        class: EscapeClass::X1,
        words: "vendor outage, hardware or manual operation",
        judge: rules::no_code_of_ours,
    },
    Rule {
        class: EscapeClass::S,
        words: "a covering test began to fail with the introducing change and was not heeded",
        judge: rules::signal_lost,
    },
    Rule {
        class: EscapeClass::C,
        words: "evidence exists and no statement of the region ran",
        judge: rules::uncovered,
    },
    Rule {
        class: EscapeClass::B,
        words: "some statements ran and some did not, or a branch of the region was not taken",
        judge: rules::branch_not_taken,
    },
    Rule {
        class: EscapeClass::O,
        words: "covered, and the fix changes what a covering test expects of the same call",
        judge: rules::wrong_expectation,
    },
    Rule {
        class: EscapeClass::E,
        words: "covered, and no covering test asserts anything or no mutant was killed",
        judge: rules::nothing_asserted,
    },
    Rule {
        class: EscapeClass::N,
        words: "covered and verified, and it took a condition beyond the suite",
        judge: rules::beyond_the_suite,
    },
    Rule {
        class: EscapeClass::F,
        words: "covered and verified, but not for the state that failed",
        judge: rules::failing_state_not_asserted,
    },
];

/// The number of the rule that is left where no other fits.
const UNDETERMINED: u8 = 10;

/// Returns the verdict on the facts: the first rule that fits, what it rests on, which rules before
/// it could not be judged, and what evidence would change it.
pub fn verdict(facts: &Facts) -> Verdict {
    let mut abstained = Vec::new();
    for (number, rule) in (1_u8..).zip(&RULES) {
        match (rule.judge)(facts) {
            Judgement::Fits(sub, found) => {
                let words = rule_words(rule, facts);
                return finish(facts, rule.class, number, words, sub, found, abstained);
            }
            Judgement::No => {}
            Judgement::Abstains(missing) => {
                abstained.push(Abstention { class: rule.class, missing });
            }
        }
    }
    let mut missing: Vec<&str> = Vec::new();
    for abstention in &abstained {
        // Test runs would add a signal, but alone they never determine a class.
        if abstention.class != EscapeClass::S && !missing.contains(&abstention.missing.as_str()) {
            missing.push(&abstention.missing);
        }
    }
    let found = missing.into_iter().map(|missing| row("missing", missing)).collect();
    let sub = vec![outlook::why_undetermined(facts).to_owned()];
    let words = "no rule could be judged on this evidence";
    finish(facts, EscapeClass::U, UNDETERMINED, words, sub, found, abstained)
}

/// Returns the words of a rule as it fits these facts.
fn rule_words(rule: &Rule, facts: &Facts) -> &'static str {
    let by_files = facts.coverage.as_ref().is_some_and(|coverage| coverage.configuration_only);
    match rule.class {
        EscapeClass::N if by_files => "the fix touches only files that nothing instruments",
        _ => rule.words,
    }
}

fn finish(
    facts: &Facts,
    class: EscapeClass,
    rule: u8,
    words: &str,
    sub: Vec<String>,
    found: Vec<EvidenceRow>,
    abstained: Vec<Abstention>,
) -> Verdict {
    let mut evidence = vec![row("rule", format!("{rule}, {}: {words}", class.label()))];
    evidence.extend(found);
    if class.is_escape() {
        evidence.extend(rows::shared(facts));
    }
    Verdict {
        class,
        rule,
        sub,
        evidence,
        would_change: outlook::would_change(facts, class, &abstained),
        confidence: outlook::confidence(facts, class),
        abstained,
    }
}

#[cfg(test)]
mod tests;
