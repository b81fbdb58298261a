//! What facts say of the house's code and tests, replaced.

use super::{Names, name, rename};
use crate::model::dossier::Dossier;
use crate::model::evidence::FailureState;

pub(super) fn redact_facts(dossier: &mut Dossier, names: &mut Names) {
    let facts = &mut dossier.facts;
    if let Some(coverage) = &mut facts.coverage {
        coverage.path = name(&mut names.paths, "file", &coverage.path);
    }
    for test in facts.tests.iter_mut().flatten() {
        test.path = name(&mut names.paths, "file", &test.path);
        test.name = name(&mut names.tests, "test", &test.name);
        for assertion in &mut test.assertions {
            assertion.expects.clear();
        }
    }
    for survivor in &mut facts.survivors {
        survivor.commit.0 = rename(&mut names.commits, &survivor.commit.0);
        survivor.path = name(&mut names.paths, "file", &survivor.path);
        survivor.operator.clear();
    }
    for function in &mut facts.pseudo_tested {
        *function = name(&mut names.functions, "function", function);
    }
    for added in facts.fix_tests.iter_mut().flat_map(|fix| &mut fix.added) {
        added.commit.0 = rename(&mut names.commits, &added.commit.0);
        added.path = name(&mut names.paths, "file", &added.path);
        added.test = name(&mut names.tests, "test", &added.test);
        added.expects.clear();
        added.alike = added.alike.take().map(|_| "a test".to_owned());
    }
    if let Some(signal) = &mut facts.signal {
        signal.test = name(&mut names.tests, "test", &signal.test);
        for id in [&mut signal.passed_at, &mut signal.failed_at, &mut signal.then_at] {
            id.0 = rename(&mut names.commits, &id.0);
        }
    }
    facts.edited_expectation = facts.edited_expectation.take().map(|_| "an expectation".to_owned());
    for condition in &mut facts.conditions {
        condition.words.clear();
    }
    if let Some(state) = &mut facts.failure_state {
        *state = FailureState {
            level: state.level,
            by_people: state.by_people,
            ..FailureState::default()
        };
    }
    if let Some(exclusion) = &mut facts.exclusion {
        use crate::model::evidence::Exclusion;
        match exclusion {
            Exclusion::Duplicate { of } => *of = name(&mut names.incidents, "incident", of),
            Exclusion::NoDefect { words } | Exclusion::NotOurCode { words } => words.clear(),
            Exclusion::FoundBefore { .. } => {}
        }
    }
}
