//! How far a verdict can be trusted, and what evidence would change it.

use super::rules::linked_by_coverage;
use super::words::{counted, line_list};
use crate::model::evidence::{
    ConditionSource, CoverageFacts, Exclusion, Facts, LineState, TestLinkMethod,
};
use crate::model::link::Confidence::{self, High, Low, Medium};
use crate::model::verdict::{Abstention, EscapeClass};

/// Returns how far the class can be trusted: no further than its weakest evidence.
pub(super) fn confidence(facts: &Facts, class: EscapeClass) -> Confidence {
    let of_class = match class {
        EscapeClass::X0 | EscapeClass::X1 => match facts.exclusion {
            Some(Exclusion::FoundBefore { .. } | Exclusion::Duplicate { .. }) => return High,
            _ => return Medium,
        },
        EscapeClass::S => return High,
        EscapeClass::U => return Low,
        EscapeClass::C | EscapeClass::B => High,
        EscapeClass::O | EscapeClass::F => of_tests(facts),
        EscapeClass::E => match facts.mutants {
            Some(mutants) if mutants.killed == 0 && mutants.survived >= 2 => High,
            _ => of_tests(facts),
        },
        EscapeClass::N if facts.coverage.as_ref().is_some_and(|c| c.configuration_only) => {
            return High;
        }
        EscapeClass::N => {
            let by_field =
                facts.conditions.iter().any(|c| c.source != ConditionSource::WordsAndFix);
            of_tests(facts).min(if by_field { High } else { Medium })
        }
    };
    of_class.min(of_coverage(facts))
}

/// A region of which much is not known says little.
fn of_coverage(facts: &Facts) -> Confidence {
    let (known, unknown) = facts.coverage.as_ref().map_or((0, 0), |c| (c.known(), c.unknown()));
    match unknown {
        0 => High,
        _ if unknown < known => Medium,
        _ => Low,
    }
}

fn of_tests(facts: &Facts) -> Confidence {
    let best = facts.tests.iter().flatten().map(|test| test.method).min();
    match best {
        Some(TestLinkMethod::PerTestCoverage | TestLinkMethod::MutationReport) => High,
        Some(
            TestLinkMethod::LastCall | TestLinkMethod::CallsFunction | TestLinkMethod::CallsOwner,
        )
        | None => Medium,
        Some(
            TestLinkMethod::MirroredPath | TestLinkMethod::UsesFile | TestLinkMethod::ImportsFile,
        ) => Low,
    }
}

/// Returns why no class could be determined, in the words of the sub-class.
pub(super) fn why_undetermined(facts: &Facts) -> &'static str {
    let Some(coverage) = &facts.coverage else { return "no region known" };
    match coverage.covered() {
        None if coverage.new_definitions_only => "new definitions only",
        None if coverage.count(LineState::ImportOnly) > 0 && coverage.unknown() == 0 => {
            "import-time only"
        }
        None if coverage.ran() > 0 => "most statements in no report",
        None => "no coverage evidence",
        Some(_) => "no test linked",
    }
}

/// Returns what evidence would change the class, and to which.
pub(super) fn would_change(
    facts: &Facts,
    class: EscapeClass,
    abstained: &[Abstention],
) -> Vec<String> {
    let mut changes: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !changes.contains(&text) {
            changes.push(text);
        }
    };
    match class {
        EscapeClass::X0 => add("the record set to a defect found in production".to_owned()),
        EscapeClass::X1 => add("a fix in our code".to_owned()),
        EscapeClass::S => {
            add("proof that this test failed for another reason: judged by the other rules".into());
        }
        EscapeClass::C | EscapeClass::B => add(format!(
            "a report of another suite, at or before the moment, that ran {}: E, N or F",
            facts.coverage.as_ref().map_or_else(|| "the lines".to_owned(), open_lines)
        )),
        EscapeClass::O => add("a reading that the old expectation was right: F".to_owned()),
        EscapeClass::E => add("an assertion of a covering test that was not seen: F".to_owned()),
        EscapeClass::N if facts.coverage.as_ref().is_some_and(|c| c.configuration_only) => {
            add("a fix in code that coverage reads: judged by its coverage".to_owned());
        }
        EscapeClass::N => add("a way to fail without that condition: F".to_owned()),
        EscapeClass::F => {
            add("a condition on the record (load, concurrency, third party, …): N".to_owned());
            if facts.mutants.is_none() {
                add("a mutation report with two mutants here and none killed: E".to_owned());
            }
        }
        EscapeClass::U => {
            for abstention in abstained.iter().filter(|a| a.class != EscapeClass::S) {
                add(abstention.missing.clone());
            }
        }
    }
    let by_tests = matches!(class, EscapeClass::E | EscapeClass::F | EscapeClass::N);
    if by_tests && !linked_by_coverage(facts) && facts.tests.is_some() {
        add("per-test coverage that names other tests than those linked by name".to_owned());
    }
    let unknown = facts.coverage.as_ref().map_or(0, CoverageFacts::unknown);
    let instrumented = facts.coverage.as_ref().is_some_and(|c| !c.configuration_only);
    if unknown > 0 && instrumented && class.is_escape() && class != EscapeClass::U {
        add(format!("a report that knows the other {}", counted(unknown, "statement")));
    }
    if facts.coverage.is_some() && abstained.iter().any(|a| a.class == EscapeClass::S) {
        add("a test run in which a covering test failed before shipping: S".to_owned());
    }
    changes
}

fn open_lines(coverage: &CoverageFacts) -> String {
    let lines = if coverage.unrun.is_empty() { &coverage.partial } else { &coverage.unrun };
    if lines.is_empty() { "the region".to_owned() } else { line_list(lines) }
}
