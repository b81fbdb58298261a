//! How closely the covering tests assert the failure, from 0 (not executed) to 4 (this very state).

use std::cmp::Reverse;

use super::state_words::StateWords;
use crate::model::assertion::{Assertion, AssertionKind};
use crate::model::evidence::{CoveringTest, FailureState};
use crate::model::incident::Incident;
use crate::model::project::{FailureStateConfig, FlowConfig};

/// Returns the failure states that the flows list for a file's functions, in the flows' order.
pub fn listed_states<'a>(
    flows: &'a [FlowConfig],
    path: &str,
    functions: &[String],
) -> Vec<(&'a FlowConfig, &'a FailureStateConfig)> {
    let states = |flow: &'a FlowConfig| flow.states.iter().map(move |state| (flow, state));
    flows.iter().filter(|flow| flow.holds(path, functions)).flat_map(states).collect()
}

/// The failure state that hit users, as far as it is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The record.
    pub incident: &'a Incident,
    /// What people named.
    pub said: Option<&'a str>,
    /// The failure states that flows list for the region, each with its flow.
    pub states: &'a [(&'a FlowConfig, &'a FailureStateConfig)],
}

/// Returns the level of failure-state assertion on a region; `None` where it is not known.
///
/// `any_hit` tells whether any statement of the region ran; without coverage nothing is known, and
/// neither is it where no test is linked. 0: nothing ran. 1: a test ran it and asserts nothing.
/// 2: values only. 3: some failure state. 4: the state looked for: the listed state that people or
/// the incident name, else the error types, messages in quotes and statuses of their text.
pub fn failure_state(
    told: &Told<'_>,
    tests: Option<&[CoveringTest]>,
    any_hit: Option<bool>,
) -> Option<FailureState> {
    let wanted = told.wanted();
    let none = FailureState {
        level: 0,
        by: None,
        looked_for: wanted.as_ref().map(|w| w.words.name().to_owned()),
        flow: wanted.as_ref().and_then(|w| w.flow.map(|flow| flow.name.clone())),
        by_people: wanted.as_ref().is_some_and(|w| w.by_people),
        candidates: match &wanted {
            Some(wanted) => wanted.as_well.clone(),
            None => told.states.iter().map(|(_, state)| state.name.clone()).collect(),
        },
    };
    if !any_hit? {
        return Some(none);
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
    Some(FailureState { level: best.0, by: best.1, ..none })
}

fn level(assertion: &Assertion, wanted: Option<&Wanted<'_>>) -> u8 {
    let is_failure = assertion.kind == AssertionKind::FailureState;
    match wanted {
        Some(w) if (is_failure || w.flow.is_some()) && w.words.are_met_by(&assertion.expects) => 4,
        _ if is_failure => 3,
        _ => 2,
    }
}

/// Returns the test, the assertion and the line it stands on.
fn named(test: &CoveringTest, assertion: &Assertion) -> String {
    let place = format!("{}:{}", test.path, assertion.line);
    if assertion.expects.is_empty() {
        format!("{} at {place}", test.name)
    } else {
        format!("{} at {place}: {}", test.name, assertion.expects)
    }
}

/// The failure state that an assertion should name.
struct Wanted<'a> {
    words: StateWords,
    /// The flow that lists it; then its words are meant for assertions of any kind.
    flow: Option<&'a FlowConfig>,
    /// Whether people named it.
    by_people: bool,
    /// Other listed states that the same text names.
    as_well: Vec<String>,
}

impl<'a> Told<'a> {
    fn wanted(&self) -> Option<Wanted<'a>> {
        let body = self.incident.body.as_deref().unwrap_or("");
        let record = format!("{} {body}", self.incident.title);
        // What people say goes before what the record says.
        let by_people = self.said.and_then(|said| self.wanted_in(said));
        let by_people = by_people.map(|wanted| Wanted { by_people: true, ..wanted });
        by_people.or_else(|| self.wanted_in(&record))
    }

    /// Returns the listed state of which the text names the most words, the first where two are named
    /// alike, else what looks like an error in it.
    fn wanted_in(&self, text: &str) -> Option<Wanted<'a>> {
        let mut named: Vec<(usize, StateWords, &'a FlowConfig)> = Vec::new();
        for (flow, state) in self.states {
            let words = StateWords::of(state);
            let count = words.named_in(text);
            if count > 0 {
                named.push((count, words, flow));
            }
        }
        named.sort_by_key(|(count, ..)| Reverse(*count));
        let as_well = named.iter().skip(1).map(|(_, words, _)| words.name().to_owned()).collect();
        let by_people = false;
        if let Some((_, words, flow)) = named.into_iter().next() {
            return Some(Wanted { words, flow: Some(flow), by_people, as_well });
        }
        let words = StateWords::in_text(text)?;
        Some(Wanted { words, flow: None, by_people, as_well })
    }
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
            line: 5,
            method: TestLinkMethod::CallsFunction,
            score: TestLinkMethod::CallsFunction.score(),
            assertions: assertions.iter().map(assertion).collect(),
            skipped: false,
        }
    }

    fn declined() -> FailureStateConfig {
        let words = vec!["CardDeclined".to_owned(), "402".to_owned()];
        FailureStateConfig { name: "card-declined".to_owned(), words, ..Default::default() }
    }

    fn graded(title: &str, assertions: &[(AssertionKind, &str)]) -> Option<(u8, Option<String>)> {
        let incident = Incident::new("INC-1", "csv", title);
        let flow = FlowConfig { states: vec![declined()], ..FlowConfig::default() };
        let states = [(&flow, &flow.states[0])];
        let told = Told { incident: &incident, said: None, states: &states };
        let state = failure_state(&told, Some(&[test(assertions)]), Some(true))?;
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
    fn what_people_say_goes_before_the_words_of_the_record() {
        let incident = Incident::new("INC-1", "csv", "ExportTimeout again");
        let tests = [test(&[(AssertionKind::FailureState, "LedgerClosed")])];
        let level = |said| {
            let told = Told { incident: &incident, said, states: &[] };
            let state = failure_state(&told, Some(&tests), Some(true)).unwrap();
            (state.level, state.looked_for.unwrap(), state.by.unwrap())
        };
        let by = "test_pay at tests/test_pay.py:7: LedgerClosed".to_owned();
        assert_eq!(level(None), (3, "ExportTimeout".to_owned(), by.clone()));
        assert_eq!(level(Some("`LedgerClosed`")), (4, "LedgerClosed".to_owned(), by));
    }

    #[test]
    fn the_listed_state_of_most_words_is_looked_for_and_the_others_are_named() {
        let state = |name: &str, words: &[&str]| FailureStateConfig {
            name: name.to_owned(),
            words: words.iter().map(|&word| word.to_owned()).collect(),
            ..Default::default()
        };
        let states = vec![state("charge-refused", &["ChargeFailed"]), state("throttled", &["429"])];
        let flow = FlowConfig { states, ..FlowConfig::default() };
        let states: Vec<_> = flow.states.iter().map(|state| (&flow, state)).collect();
        let tests = [test(&[(AssertionKind::FailureState, "ChargeFailed")])];
        let graded = |title: &str, said| {
            let incident = Incident::new("INC-1", "csv", title);
            let told = Told { incident: &incident, said, states: &states };
            let state = failure_state(&told, Some(&tests), Some(true)).unwrap();
            (state.looked_for, state.level, state.by_people, state.candidates)
        };
        let name = |name: &str| Some(name.to_owned());
        let title = "Answers 429: every throttled charge failed";
        let refused = vec!["charge-refused".to_owned()];
        assert_eq!(graded(title, None), (name("throttled"), 3, false, refused));
        let said = graded(title, Some("charge-refused"));
        assert_eq!(said, (name("charge-refused"), 4, true, Vec::new()));
        let all = vec!["charge-refused".to_owned(), "throttled".to_owned()];
        assert_eq!(graded("Customers pay twice", None), (None, 3, false, all));
    }

    #[test]
    fn what_is_not_known_has_no_level() {
        let incident = Incident::new("INC-1", "csv", "x");
        let tests = [test(&[])];
        let told = Told { incident: &incident, said: None, states: &[] };
        assert_eq!(failure_state(&told, Some(&tests), None), None);
        assert_eq!(failure_state(&told, None, Some(true)), None);
        assert_eq!(failure_state(&told, Some(&[]), Some(true)), None);
        let none = failure_state(&told, None, Some(false)).unwrap();
        assert_eq!(none.level, 0);
    }

    #[test]
    fn a_skipped_test_asserts_nothing() {
        let mut skipped = test(&[(AssertionKind::FailureState, "CardDeclined")]);
        skipped.skipped = true;
        let incident = Incident::new("INC-1", "csv", "CardDeclined");
        let told = Told { incident: &incident, said: None, states: &[] };
        assert_eq!(failure_state(&told, Some(&[skipped]), Some(true)), None);
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
