//! How closely the covering tests assert the failure, from 0 (not executed) to 4 (this very state).

use std::collections::BTreeSet;

use crate::model::assertion::{Assertion, AssertionKind};
use crate::model::evidence::{CoveringTest, FailureState};
use crate::model::incident::Incident;
use crate::model::project::{FailureStateConfig, FlowConfig, under};

/// Ends of names that errors have.
const ERROR_ENDS: &[&str] = &["Error", "Exception", "Failure", "Fault", "Timeout", "Declined"];

/// Characters of a record's text that are read.
const MOST_TEXT: usize = 20_000;

/// Returns the failure states that the flows list for a file's functions, in the flows' order.
///
/// A flow without paths or without functions means all of them.
pub fn listed_states<'a>(
    flows: &'a [FlowConfig],
    path: &str,
    functions: &[String],
) -> Vec<&'a FailureStateConfig> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let holds = |flow: &&FlowConfig| {
        let by_path = flow.paths.iter().any(|prefix| under(prefix, path));
        let by_name = flow
            .functions
            .iter()
            .any(|f| functions.iter().any(|g| f == g || (!f.contains('.') && *f == last(g))));
        match (flow.paths.is_empty(), flow.functions.is_empty()) {
            (true, true) => false,
            (true, false) => by_name,
            (false, true) => by_path,
            (false, false) => by_path && by_name,
        }
    };
    flows.iter().filter(holds).flat_map(|flow| &flow.states).collect()
}

/// Returns the level of failure-state assertion on a region; `None` where it is not known.
///
/// `any_hit` tells whether any statement of the region ran; without coverage nothing is known, and
/// neither is it where no test is linked. 0: nothing ran. 1: a test ran it and asserts nothing.
/// 2: values only. 3: some failure state. 4: the state looked for: the listed state that the
/// incident names, else the error types, messages in quotes and statuses of its text.
pub fn failure_state(
    states: &[&FailureStateConfig],
    incident: &Incident,
    tests: Option<&[CoveringTest]>,
    any_hit: Option<bool>,
) -> Option<FailureState> {
    let wanted = Wanted::new(states, incident);
    let looked_for = wanted.as_ref().map(|w| w.name.clone());
    if !any_hit? {
        return Some(FailureState { level: 0, by: None, looked_for });
    }
    let mut running = tests?.iter().filter(|test| !test.skipped).peekable();
    running.peek()?;
    let mut best: (u8, Option<String>) = (1, None);
    for test in running {
        for assertion in &test.assertions {
            let level = level(assertion, wanted.as_ref());
            if level > best.0 {
                best = (level, Some(named(test, assertion)));
            }
        }
    }
    Some(FailureState { level: best.0, by: best.1, looked_for })
}

fn level(assertion: &Assertion, wanted: Option<&Wanted>) -> u8 {
    let is_failure = assertion.kind == AssertionKind::FailureState;
    match wanted {
        Some(w) if (is_failure || w.listed) && w.is_met_by(&assertion.expects) => 4,
        _ if is_failure => 3,
        _ => 2,
    }
}

fn named(test: &CoveringTest, assertion: &Assertion) -> String {
    if assertion.expects.is_empty() {
        format!("{} line {}", test.name, assertion.line)
    } else {
        format!("{}: {}", test.name, assertion.expects)
    }
}

/// The failure state that an assertion should name.
struct Wanted {
    name: String,
    words: BTreeSet<String>,
    /// Whether a flow lists it; then its words are meant for assertions of any kind.
    listed: bool,
}

impl Wanted {
    fn new(states: &[&FailureStateConfig], incident: &Incident) -> Option<Self> {
        let body = incident.body.as_deref().unwrap_or("");
        let text: String =
            incident.title.chars().chain([' ']).chain(body.chars()).take(MOST_TEXT).collect();
        let plain = letters(&text);
        let says = |word: &str| {
            let word = letters(word);
            word.len() > 2 && plain.contains(&word)
        };
        let listed = states.iter().find(|s| says(&s.name) || s.words.iter().any(|word| says(word)));
        if let Some(state) = listed {
            let words = state.words.iter().chain([&state.name]).map(|word| letters(word)).collect();
            return Some(Self { name: state.name.clone(), words, listed: true });
        }
        let found = error_words(&text);
        let name = found.first()?.clone();
        let words = found.iter().map(|word| letters(word)).collect();
        Some(Self { name, words, listed: false })
    }

    fn is_met_by(&self, expects: &str) -> bool {
        let expects = letters(expects);
        self.words.iter().any(|word| word.len() > 2 && expects.contains(word.as_str()))
    }
}

/// Returns the words of a text in small letters, a blank before and after each, so that
/// `card_declined`, `CardDeclined` and `card declined` are alike and whole words are compared.
fn letters(text: &str) -> String {
    let mut plain = " ".to_owned();
    let mut before_is_small = false;
    for c in text.chars() {
        let gap = !c.is_alphanumeric();
        if (gap || (c.is_uppercase() && before_is_small)) && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if !gap {
            plain.extend(c.to_lowercase());
        }
        before_is_small = c.is_lowercase();
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// Returns the error types, statuses of 400 and more and messages in quotes of a text, in order.
fn error_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let is_error = ERROR_ENDS.iter().any(|end| word.ends_with(end) && word.len() > end.len())
            && word.starts_with(char::is_uppercase);
        let is_status = word.len() == 3 && word.parse().is_ok_and(|n: u16| (400..600).contains(&n));
        if is_error || is_status {
            found.push(word.to_owned());
        }
    }
    let messages = text.split('"').skip(1).step_by(2).chain(text.split('`').skip(1).step_by(2));
    found.extend(messages.filter(|m| (4..=120).contains(&m.len())).map(str::to_owned));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::Strength;
    use crate::model::evidence::TestLinkMethod;

    fn test(assertions: &[(AssertionKind, &str)]) -> CoveringTest {
        let assertion = |(kind, expects): &(AssertionKind, &str)| Assertion {
            line: 7,
            kind: *kind,
            expects: (*expects).to_owned(),
            strength: Strength::Strong,
        };
        CoveringTest {
            path: "tests/test_pay.py".to_owned(),
            name: "test_pay".to_owned(),
            method: TestLinkMethod::CallsFunction,
            assertions: assertions.iter().map(assertion).collect(),
            skipped: false,
        }
    }

    fn declined() -> FailureStateConfig {
        let words = vec!["CardDeclined".to_owned(), "402".to_owned()];
        FailureStateConfig { name: "card-declined".to_owned(), words }
    }

    fn graded(title: &str, assertions: &[(AssertionKind, &str)]) -> Option<(u8, Option<String>)> {
        let incident = Incident::new("INC-1", "csv", title);
        let state = declined();
        let state = failure_state(&[&state], &incident, Some(&[test(assertions)]), Some(true))?;
        Some((state.level, state.looked_for))
    }

    #[test]
    fn the_levels_climb_from_nothing_asserted_to_the_very_state() {
        use AssertionKind::{FailureState, Value};
        let title = "Declined: CardDeclined shown as paid";
        let listed = Some("card-declined".to_owned());
        assert_eq!(graded(title, &[]), Some((1, listed.clone())));
        assert_eq!(graded(title, &[(Value, "paid")]), Some((2, listed.clone())));
        let other = [(Value, "paid"), (FailureState, "EmptyCart")];
        assert_eq!(graded(title, &other), Some((3, listed.clone())));
        assert_eq!(graded(title, &[(FailureState, "CardDeclined")]), Some((4, listed.clone())));
        assert_eq!(graded(title, &[(Value, "card_declined")]), Some((4, listed)));
    }

    #[test]
    fn without_a_listed_state_the_words_of_the_incident_are_looked_for() {
        use AssertionKind::{FailureState, Value};
        let title = "ExportTimeout: server answers 504";
        let wanted = Some("ExportTimeout".to_owned());
        assert_eq!(graded(title, &[(FailureState, "504")]), Some((4, wanted.clone())));
        assert_eq!(graded(title, &[(Value, "504")]), Some((2, wanted)));
        assert_eq!(graded("Wrong total", &[(FailureState, "504")]), Some((3, None)));
    }

    #[test]
    fn a_status_inside_a_longer_number_is_another_number() {
        let title = "Answers 504";
        let found = graded(title, &[(AssertionKind::FailureState, "15043")]);
        assert_eq!(found, Some((3, Some("504".to_owned()))));
        let joined = graded("Order 140299 is wrong", &[(AssertionKind::Value, "402")]);
        assert_eq!(joined, Some((2, None)));
    }

    #[test]
    fn what_is_not_known_has_no_level() {
        let incident = Incident::new("INC-1", "csv", "x");
        let tests = [test(&[])];
        assert_eq!(failure_state(&[], &incident, Some(&tests), None), None);
        assert_eq!(failure_state(&[], &incident, None, Some(true)), None);
        assert_eq!(failure_state(&[], &incident, Some(&[]), Some(true)), None);
        let none = failure_state(&[], &incident, None, Some(false)).unwrap();
        assert_eq!(none.level, 0);
    }

    #[test]
    fn a_skipped_test_asserts_nothing() {
        let mut skipped = test(&[(AssertionKind::FailureState, "CardDeclined")]);
        skipped.skipped = true;
        let incident = Incident::new("INC-1", "csv", "CardDeclined");
        assert_eq!(failure_state(&[], &incident, Some(&[skipped]), Some(true)), None);
    }

    #[test]
    fn a_flow_lists_its_states_for_its_paths_and_functions() {
        let flow = |paths: &[&str], functions: &[&str]| FlowConfig {
            name: "checkout".to_owned(),
            paths: paths.iter().map(|&p| p.to_owned()).collect(),
            functions: functions.iter().map(|&f| f.to_owned()).collect(),
            states: vec![declined()],
        };
        let count = |flow: FlowConfig| {
            listed_states(&[flow], "shop/pay.py", &["Card.charge".to_owned()]).len()
        };
        assert_eq!(count(flow(&["shop/"], &[])), 1);
        assert_eq!(count(flow(&["shop/"], &["charge"])), 1);
        assert_eq!(count(flow(&["shop/"], &["refund"])), 0);
        assert_eq!(count(flow(&["other/"], &["charge"])), 0);
        assert_eq!(count(flow(&[], &[])), 0);
    }
}
