//! A critical flow and a suggestion for tests, with hostile words where strangers write.

use super::{HOSTILE, at};
use crate::model::assertion::AssertionKind;
use crate::model::evidence::TestLinkMethod;
use crate::model::flow::{
    FailurePointKind, FlowChange, FlowCommit, FlowRelease, FlowReport, FlowStanding,
    StateAssertion, StateStanding, Suggestion,
};
use crate::model::rate::{IntervalMethod, Rate};

fn rate(k: u64, n: u64) -> Rate {
    let share = (n > 0).then(|| k as f64 / n as f64);
    Rate { k, n, rate: share, lo: share, hi: share, method: IntervalMethod::Wilson }
}

/// Returns a report of one flow with an answer to everything.
pub(in crate::report) fn flow_report() -> FlowReport {
    let by = StateAssertion {
        path: "tests/test_pay.py".to_owned(),
        line: 12,
        test: "test_declined".to_owned(),
        expects: HOSTILE.to_owned(),
        kind: AssertionKind::FailureState,
        method: TestLinkMethod::CallsFunction,
        score: TestLinkMethod::CallsFunction.score(),
    };
    let state = |name: &str, by| StateStanding { name: name.to_owned(), by };
    FlowReport {
        notes: Vec::new(),
        repo: "shop".to_owned(),
        commit: super::id('a'),
        at: at("2026-01-12T09:12:00Z"),
        since: Some(FlowRelease { tag: "v1".to_owned(), commit: super::id('b') }),
        flows: vec![FlowStanding {
            name: "checkout".to_owned(),
            files: vec!["src/pay.py".to_owned()],
            functions: 2,
            statements: 40,
            tests: 3,
            assertions: 10,
            assertion_density: Some(25.0),
            states: vec![state("card-declined", vec![by]), state(HOSTILE, Vec::new())],
            asserted: rate(1, 2),
            covered: rate(30, 38),
            unknown_statements: 2,
            mutants: rate(4, 9),
            pseudo_tested: vec!["refund".to_owned()],
            changed: Some(FlowChange {
                commits: vec![FlowCommit { commit: super::id('c'), subject: HOSTILE.to_owned() }],
                gained: vec!["card-declined".to_owned()],
                lost: Vec::new(),
                statements: 38,
                assertions: 8,
                covered: (30, 36),
                mutants: (0, 0),
            }),
        }],
    }
}

/// Returns a failure state that no test asserts.
pub(in crate::report) fn suggestion() -> Suggestion {
    Suggestion {
        repo: "shop".to_owned(),
        flow: Some("checkout".to_owned()),
        name: "card-expired".to_owned(),
        kind: FailurePointKind::Raised,
        error: Some("CardExpired".to_owned()),
        message: Some(HOSTILE.to_owned()),
        status: Some(402),
        path: "src/pay.py".to_owned(),
        lines: vec![4, 9],
        functions: vec!["charge".to_owned()],
        tests: 3,
    }
}
