//! Which failure states of a flow its tests assert, and which failures of its code none does.

use std::collections::{BTreeMap, BTreeSet};

use super::state_name::{is_plain, state_name};
use super::state_words::{Expectations, StateWords};
use crate::model::assertion::AssertionKind;
use crate::model::evidence::CoveringTest;
use crate::model::flow::{
    FailurePoint, FailurePointKind, StateAssertion, StateStanding, Suggestion,
};
use crate::model::outline::Outline;
use crate::model::project::FailureStateConfig;

/// Most assertions that are listed for one state.
const MOST_ASSERTIONS: usize = 5;

/// Returns each failure state with the assertions on it in the tests, strongest link first.
pub fn state_standings(
    states: &[FailureStateConfig],
    tests: &[CoveringTest],
) -> Vec<StateStanding> {
    states.iter().map(|state| standing(state, tests)).collect()
}

fn standing(state: &FailureStateConfig, tests: &[CoveringTest]) -> StateStanding {
    let words = StateWords::of(state);
    let mut by: Vec<StateAssertion> = Vec::new();
    for test in tests.iter().filter(|test| !test.skipped) {
        for assertion in test.assertions.iter().filter(|a| words.are_met_by(&a.expects)) {
            by.push(StateAssertion {
                path: test.path.clone(),
                line: assertion.line,
                test: test.name.clone(),
                expects: assertion.expects.clone(),
                kind: assertion.kind,
                method: test.method,
                score: test.method.score(),
            });
        }
    }
    // An assertion on a failure says more than one on a value that holds the word.
    by.sort_by_key(|a| (a.kind != AssertionKind::FailureState, a.method, a.path.clone(), a.line));
    by.truncate(MOST_ASSERTIONS);
    StateStanding { name: state.name.clone(), by }
}

/// The code that failure states are looked for in, and the tests linked to it.
#[derive(Debug, Clone, Copy)]
pub struct SuggestIn<'a> {
    /// Name of its repository.
    pub repo: &'a str,
    /// The flow it belongs to.
    pub flow: Option<&'a str>,
    /// Path of the file.
    pub path: &'a str,
    /// Its shape.
    pub outline: &'a Outline,
    /// Tests linked to it.
    pub tests: &'a [CoveringTest],
    /// What the failure-state assertions of all tests of the tree expect.
    pub expected: &'a Expectations,
    /// Failure states that are listed already.
    pub listed: &'a [FailureStateConfig],
    /// Errors that others derive from: nothing fails with them, so that they are no state of their own.
    pub bases: &'a BTreeSet<String>,
}

/// Returns the failures of the code that no test asserts and no flow lists, the thrown and returned
/// ones first, then by line. Places with the same name are one. What has a name or a message of its
/// own is asserted by any test that expects it, a plain error or a status by a linked test only.
pub fn suggestions(code: &SuggestIn<'_>, points: &[FailurePoint]) -> Vec<Suggestion> {
    let running: Vec<&CoveringTest> = code.tests.iter().filter(|test| !test.skipped).collect();
    let listed: Vec<StateWords> = code.listed.iter().map(StateWords::of).collect();
    let mut found: BTreeMap<(FailurePointKind, String), Suggestion> = BTreeMap::new();
    let is_base = |point: &&FailurePoint| {
        point.kind == FailurePointKind::Declared && code.bases.contains(&point.error)
    };
    for point in points.iter().filter(|point| !is_base(point)) {
        let function = code.outline.function_at(point.line).map(|function| &function.name);
        let Some(name) = state_name(point, function.map(String::as_str)) else { continue };
        if listed.iter().any(|state| signs(point).any(|sign| state.are_met_by(&sign))) {
            continue;
        }
        let words = StateWords::of(&config(point, &name));
        let asserted = running.iter().flat_map(|test| &test.assertions).any(|assertion| {
            assertion.kind == AssertionKind::FailureState && words.are_met_by(&assertion.expects)
        });
        if asserted || is_expected(point, &name, code.expected) {
            continue;
        }
        let entry = found.entry((point.kind, name.clone())).or_insert_with(|| Suggestion {
            repo: code.repo.to_owned(),
            flow: code.flow.map(str::to_owned),
            name,
            kind: point.kind,
            error: (!point.error.is_empty()).then(|| point.error.clone()),
            message: point.message.clone(),
            status: point.status,
            path: code.path.to_owned(),
            lines: Vec::new(),
            functions: Vec::new(),
            tests: running.len() as u32,
        });
        entry.lines.push(point.line);
        if let Some(function) = function.filter(|name| !entry.functions.contains(*name)) {
            entry.functions.push(function.clone());
        }
    }
    // What is thrown here is told once, not again where it is declared or caught.
    let told: Vec<String> = found
        .iter()
        .filter(|((kind, _), _)| *kind == FailurePointKind::Raised)
        .map(|((_, name), _)| name.clone())
        .collect();
    let again = |s: &Suggestion| s.kind > FailurePointKind::Raised && told.contains(&s.name);
    let mut all: Vec<Suggestion> = found.into_values().filter(|s| !again(s)).collect();
    all.sort_by(|a, b| (a.kind, &a.lines).cmp(&(b.kind, &b.lines)));
    all
}

/// Whether a test of the tree expects the point's own error or message; a plain error or a status alone
/// may be that of any code.
fn is_expected(point: &FailurePoint, name: &str, expected: &Expectations) -> bool {
    let mut own = FailureStateConfig { statuses: Vec::new(), ..config(point, name) };
    own.errors.retain(|error| !is_plain(error));
    let says = !own.errors.is_empty() || !own.messages.is_empty();
    says && StateWords::of(&own).are_met_by_any(expected)
}

fn signs(point: &FailurePoint) -> impl Iterator<Item = String> {
    let error = (!point.error.is_empty() && !is_plain(&point.error)).then(|| point.error.clone());
    error.into_iter().chain(point.message.clone()).chain(point.status.map(|s| s.to_string()))
}

/// The state as a flow would list it, so that what counts as asserted is the same for both.
fn config(point: &FailurePoint, name: &str) -> FailureStateConfig {
    FailureStateConfig {
        name: name.to_owned(),
        errors: (!point.error.is_empty()).then(|| point.error.clone()).into_iter().collect(),
        messages: point.message.clone().into_iter().collect(),
        statuses: point.status.into_iter().collect(),
        words: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::{Assertion, Strength};
    use crate::model::evidence::TestLinkMethod;
    use crate::model::lines::LineRange;
    use crate::model::outline::Function;

    fn test(name: &str, assertions: &[(AssertionKind, &str)]) -> CoveringTest {
        let assertion = |(kind, expects): &(AssertionKind, &str)| Assertion {
            line: 7,
            kind: *kind,
            expects: (*expects).to_owned(),
            strength: Strength::Strong,
        };
        CoveringTest {
            path: "tests/test_pay.py".to_owned(),
            name: name.to_owned(),
            line: 5,
            method: TestLinkMethod::CallsFunction,
            score: TestLinkMethod::CallsFunction.score(),
            assertions: assertions.iter().map(assertion).collect(),
            skipped: false,
        }
    }

    fn point(kind: FailurePointKind, error: &str, message: Option<&str>) -> FailurePoint {
        let message = message.map(str::to_owned);
        FailurePoint {
            line: 3,
            kind,
            error: error.to_owned(),
            message,
            status: None,
            bases: Vec::new(),
        }
    }

    fn suggested(points: &[FailurePoint], tests: &[CoveringTest]) -> Vec<String> {
        let lines = LineRange { first: 1, last: 9 };
        let function = Function { name: "Card.charge".to_owned(), lines, header: lines };
        let outline = Outline { functions: vec![function], ..Outline::default() };
        let listed = FailureStateConfig {
            name: "paid".to_owned(),
            errors: vec!["AlreadyPaid".to_owned()],
            ..FailureStateConfig::default()
        };
        let code = SuggestIn {
            repo: "shop",
            expected: &["CartFull", "ValueError", ""].into_iter().collect(),
            flow: Some("checkout"),
            path: "pay.py",
            outline: &outline,
            tests,
            listed: &[listed],
            bases: &BTreeSet::from(["ShopError".to_owned()]),
        };
        suggestions(&code, points).into_iter().map(|s| s.name).collect()
    }

    #[test]
    fn an_error_of_its_own_that_any_test_expects_is_not_suggested_and_a_plain_one_is() {
        let raised = |error| point(FailurePointKind::Raised, error, None);
        let found = suggested(&[raised("CartFull"), raised("ValueError"), raised("NoTax")], &[]);
        assert_eq!(found, ["charge-fails", "no-tax"]);
    }

    #[test]
    fn a_state_is_asserted_by_the_test_that_names_it_and_a_skipped_test_asserts_nothing() {
        use AssertionKind::{FailureState, Value};
        let state = FailureStateConfig {
            name: "card-declined".to_owned(),
            errors: vec!["CardDeclined".to_owned()],
            statuses: vec![402],
            ..FailureStateConfig::default()
        };
        let value = test("test_value", &[(Value, "declined"), (Value, "402")]);
        let failure = test("test_failure", &[(FailureState, "CardDeclined")]);
        let mut skipped = failure.clone();
        skipped.skipped = true;
        let by = |tests: &[CoveringTest]| {
            let found = state_standings(std::slice::from_ref(&state), tests).remove(0);
            found.by.into_iter().map(|by| by.test).collect::<Vec<_>>()
        };
        assert_eq!(by(&[value.clone(), failure]), ["test_failure", "test_value"]);
        assert_eq!(by(&[skipped]), [""; 0]);
    }

    #[test]
    fn what_no_test_asserts_and_no_flow_lists_is_proposed_once() {
        use FailurePointKind::{Branch, Declared, Raised};
        let points = [
            point(Raised, "CardDeclined", Some("declined")),
            point(Declared, "CardDeclined", None),
            point(Declared, "ShopError", None),
            point(Raised, "AlreadyPaid", None),
            point(Raised, "ValueError", Some("nothing to charge")),
            point(Branch, "", None),
        ];
        let all = ["card-declined", "nothing-to-charge", "charge-fails"];
        assert_eq!(suggested(&points, &[]), all);
        let asserts = |expects| test("t", &[(AssertionKind::FailureState, expects)]);
        assert_eq!(suggested(&points, &[asserts("CardDeclined")]), all[1..]);
        assert_eq!(suggested(&points, &[asserts("Nothing to charge")]), [all[0], all[2]]);
        let value = test("t", &[(AssertionKind::Value, "CardDeclined")]);
        assert_eq!(suggested(&points, &[value]), all);
    }
}
