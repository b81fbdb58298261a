//! What to do next about an incident: the command that fills the first gap, then the test to write.

use crate::model::dossier::Dossier;
use crate::model::evidence::CoverageFacts;
use crate::model::lines::ranges;
use crate::model::verdict::EscapeClass;
use crate::report::clean::one_line;
use crate::report::format::lines;
use crate::report::redact::is_redacted;
use crate::report::shell::shell_word;

use super::{Item, Row};

/// How many suggestions a sheet gives.
const MOST: usize = 3;

/// Below this a person should look at the introducing commit.
const WEAK_CANDIDATE: f64 = 0.5;

/// Returns the suggestions; `None` where there is none, as commands for made-up names are none.
pub(super) fn row(dossier: &Dossier) -> Option<Row> {
    let mut items: Vec<Item> = action(dossier).map(Item::text).into_iter().collect();
    if !is_redacted(dossier) {
        items.extend(commands(dossier).into_iter().map(Item::text));
        items.truncate(MOST);
        if items.is_empty() {
            items.push(Item::text("escapee rate --by quarter"));
        }
    }
    (!items.is_empty()).then(|| Row::plain("NEXT", items))
}

fn commands(dossier: &Dossier) -> Vec<String> {
    let id = shell_word(&dossier.incident.id);
    let mut commands = Vec::new();
    if !dossier.class().is_escape() {
        return commands;
    }
    if dossier.links.is_empty() {
        commands.push(format!("escapee link {id} --fix REV"));
        commands.push(format!("escapee link {id} --region PATH:A-B"));
        return commands;
    }
    if let Some(commit) = dossier.moment.as_ref().and_then(|moment| moment.commit.as_ref())
        && dossier.verdict.class == EscapeClass::U
        && dossier.facts.coverage.as_ref().is_none_or(CoverageFacts::would_be_answered)
    {
        commands.push(format!("escapee import coverage FILE --commit {}", commit.short()));
    }
    if let Some(best) = dossier.candidates.first()
        && best.confidence < WEAK_CANDIDATE
    {
        commands.push(format!("escapee link {id} --cause {}", best.commit.short()));
    }
    if let Some(fix) = dossier.fixes.iter().find(|fix| fix.dropped.is_none()) {
        commands.push(format!("escapee trace {}", fix.commit.short()));
    }
    commands
}

fn action(dossier: &Dossier) -> Option<String> {
    let coverage = dossier.facts.coverage.as_ref();
    let state = dossier.facts.failure_state.as_ref().and_then(|state| state.looked_for.as_deref());
    let class = dossier.class();
    Some(match class {
        EscapeClass::X0 | EscapeClass::X1 | EscapeClass::U => return None,
        EscapeClass::S => {
            "find out why the red test was not heeded; stop retrying it away".to_owned()
        }
        EscapeClass::C => format!("write a test that runs {}", places(coverage, |c| &c.unrun)),
        EscapeClass::B => {
            let gap = |c: &CoverageFacts| {
                if c.unrun.is_empty() { c.partial.clone() } else { c.unrun.clone() }
            };
            let gaps = coverage.map(|c| (gap(c), c.path.as_str()));
            format!("write a test for the branch at {}", place(gaps))
        }
        EscapeClass::O => "review who may decide the expected value, then correct it".to_owned(),
        EscapeClass::E => "assert a result in the tests that already run it".to_owned(),
        EscapeClass::N => {
            // What splits another class of the rules is no condition.
            let by_rules = dossier.verdict.class == class;
            let layer = if by_rules { dossier.verdict.sub.join(", ") } else { String::new() };
            if layer.is_empty() {
                "find out which condition it took, and add the layer the suite lacks".to_owned()
            } else {
                format!("add the layer the suite lacks: {}", one_line(&layer, 120))
            }
        }
        EscapeClass::F => match state {
            Some(state) => format!("assert the failure state {}", one_line(state, 120)),
            None => "list the failure state in its flow and assert it".to_owned(),
        },
    })
}

fn places(coverage: Option<&CoverageFacts>, lines: impl Fn(&CoverageFacts) -> &Vec<u32>) -> String {
    place(coverage.map(|c| (lines(c).clone(), c.path.as_str())))
}

fn place(gaps: Option<(Vec<u32>, &str)>) -> String {
    match gaps {
        Some((numbers, path)) if !numbers.is_empty() => {
            let stretches = ranges(numbers);
            format!("{} of {path}", lines(&stretches[..stretches.len().min(3)]))
        }
        _ => "the region".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::LineState;
    use crate::report::sample;

    fn texts(dossier: &Dossier) -> Vec<String> {
        row(dossier).unwrap().items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn an_uncovered_region_asks_for_a_test_of_its_lines() {
        let mut dossier = sample::dossier();
        dossier.worksheet.answers.clear();
        dossier.verdict.class = EscapeClass::C;
        if let Some(coverage) = &mut dossier.facts.coverage {
            coverage.unrun = vec![12, 13, 40];
        }
        assert_eq!(
            texts(&dossier)[0],
            "write a test that runs lines 12–13, 40 of src/payment/retry.py"
        );
    }

    #[test]
    fn an_undetermined_incident_asks_for_coverage_at_the_moment() {
        let mut dossier = sample::dossier();
        dossier.worksheet.answers.clear();
        dossier.verdict.class = EscapeClass::U;
        let states = |states: &[(LineState, u32)]| {
            let mut dossier = dossier.clone();
            if let Some(coverage) = &mut dossier.facts.coverage {
                coverage.statements = states.iter().copied().collect();
            }
            texts(&dossier)
        };
        let ask = "escapee import coverage FILE --commit aaaaaaaaaa";
        assert_eq!(states(&[(LineState::Unknown, 2)])[0], ask);
        assert!(!states(&[(LineState::Covered, 14)]).iter().any(|text| text == ask), "it answers");
        dossier.facts.coverage = None;
        assert_eq!(texts(&dossier)[0], ask);
    }

    #[test]
    fn what_ran_at_import_only_is_not_to_be_measured_again() {
        let mut dossier = sample::dossier();
        dossier.worksheet.answers.clear();
        dossier.verdict.class = EscapeClass::U;
        if let Some(coverage) = &mut dossier.facts.coverage {
            coverage.statements = [(LineState::ImportOnly, 2)].into();
        }
        assert!(!texts(&dossier).iter().any(|text| text.contains("import coverage")));
    }

    #[test]
    fn what_to_do_follows_the_class_that_counts_and_nothing_is_linked_to_what_is_no_escape() {
        let mut dossier = sample::dossier();
        assert_eq!((dossier.verdict.class, dossier.class()), (EscapeClass::F, EscapeClass::N));
        assert_eq!(
            texts(&dossier)[0],
            "find out which condition it took, and add the layer the suite lacks"
        );
        dossier.worksheet.answers.clear();
        assert!(texts(&dossier)[0].starts_with("assert the failure state"), "F asks for another");
        dossier.verdict.class = EscapeClass::X1;
        dossier.links.clear();
        assert_eq!(texts(&dossier), ["escapee rate --by quarter"]);
    }

    #[test]
    fn a_doubtful_introducing_commit_asks_a_person() {
        let mut dossier = sample::dossier();
        dossier.candidates.remove(0);
        assert_eq!(texts(&dossier)[1], "escapee link SHOP-142 --cause 4444444444");
    }

    #[test]
    fn an_id_with_other_signs_is_quoted_for_the_shell() {
        let mut dossier = sample::bare();
        dossier.incident.id = "a b'; rm".to_owned();
        assert_eq!(texts(&dossier)[0], r"escapee link 'a b'\''; rm' --fix REV");
    }
}
