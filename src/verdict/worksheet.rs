//! The worksheet's part beside the class: what the layers did, the cheapest gate, what to ask.
//!
//! Evidence goes first as a guess that people may correct; their answer wins and is marked as theirs.

use super::layer_answer::{ROLLBACK_MINUTES, layer_state};
use super::open_questions::open_questions;
use crate::model::evidence::Facts;
use crate::model::incident::{Condition, Contained, DetectedBy, Incident, Phase};
use crate::model::layer::{Layer, LayerEvidence, LayerState};
use crate::model::verdict::{EscapeClass, Verdict};
use crate::model::worksheet::{Answer, Gate, GateEvidence, Question, Worksheet};

/// Returns the worksheet: layers, gate and open questions of an incident, and what people answered.
pub fn worksheet(
    incident: &Incident,
    facts: &Facts,
    verdict: &Verdict,
    answers: Vec<Answer>,
) -> Worksheet {
    let said = |layer| answers.iter().find(|answer| answer.question == Question::Layer(layer));
    // What follows from a class follows from the one that counts.
    let class = answers.iter().find_map(Answer::class).unwrap_or(verdict.class);
    let layers: Vec<LayerEvidence> = Layer::ALL
        .iter()
        .map(|layer| match said(*layer) {
            Some(answer) => LayerEvidence {
                layer: *layer,
                state: layer_state(*layer, &answer.value),
                by_people: true,
                words: answer.value.clone(),
            },
            None => found(*layer, incident, facts, class),
        })
        .collect();
    let open = open_questions(incident, facts, class, &layers, &answers);
    Worksheet { layers, gate: gate(facts, class), open, answers }
}

/// Returns what the record, the class and its conditions say a layer did.
fn found(layer: Layer, incident: &Incident, facts: &Facts, class: EscapeClass) -> LayerEvidence {
    let is = |state, words: &str| (state, words.to_owned());
    let needed = |wanted: &[Condition], words: &str| {
        let condition = facts.conditions.iter().find(|c| wanted.contains(&c.condition));
        let escaped = class == EscapeClass::N;
        condition.filter(|_| escaped).map(|c| {
            (LayerState::Absent, format!("{words}: it took {} and got through", c.condition))
        })
    };
    let configuration = facts.coverage.as_ref().is_some_and(|c| c.configuration_only);
    // A defect that never went live put no layer of production to the test.
    let live = matches!(incident.phase, Phase::Production | Phase::Unknown);
    let known = match layer {
        Layer::Alert | Layer::Rollback | Layer::Containment if !live => None,
        Layer::Load => needed(&[Condition::Load, Condition::DataVolume], "no such test held it"),
        Layer::Concurrency => needed(&[Condition::Concurrency], "no such test held it"),
        Layer::FaultInjection => {
            needed(&[Condition::ThirdParty, Condition::Network], "no such test held it")
        }
        Layer::Idempotency => needed(
            &[
                Condition::Concurrency,
                Condition::ThirdParty,
                Condition::Network,
                Condition::Restart,
            ],
            "doing it again was not shown to be harmless",
        ),
        Layer::Alert => match incident.detected_by {
            DetectedBy::Alert => Some(is(LayerState::Worked, "an alert noticed first")),
            DetectedBy::Customer => Some(is(LayerState::Absent, "a customer noticed first")),
            DetectedBy::Partner => Some(is(LayerState::Absent, "a partner noticed first")),
            DetectedBy::Internal => Some(is(LayerState::Absent, "somebody inside noticed first")),
            DetectedBy::Unknown => None,
        },
        Layer::Rollback => rollback(incident),
        Layer::Containment => match incident.contained {
            Contained::Yes => Some(is(LayerState::Worked, "the record says contained")),
            Contained::No => Some(is(LayerState::Failed, "the record says not contained")),
            Contained::Unknown => None,
        },
        Layer::Configuration if configuration => {
            Some(is(LayerState::Absent, "the fix touches only files that no test runs"))
        }
        Layer::Baseline
        | Layer::Observability
        | Layer::ErrorBudget
        | Layer::Flag
        | Layer::Canary
        | Layer::Configuration
        | Layer::Environment => None,
    };
    let (state, words) = known.unwrap_or((LayerState::Unknown, String::new()));
    LayerEvidence { layer, state, by_people: false, words }
}

/// A way back that took long was none; how a short one was done, only people know.
fn rollback(incident: &Incident) -> Option<(LayerState, String)> {
    let start = incident.detected_at.or(incident.started_at)?.at;
    let end = incident.mitigated_at.or(incident.resolved_at)?.at;
    let took = (end - start).num_minutes();
    let word = if incident.mitigated_at.is_some() { "mitigated" } else { "resolved" };
    (took > ROLLBACK_MINUTES).then(|| {
        let words =
            format!("{word} {took} min after it was noticed, more than {ROLLBACK_MINUTES} min");
        (LayerState::Failed, words)
    })
}

/// Returns the cheapest gate that could have caught it, by class and condition.
fn gate(facts: &Facts, class: EscapeClass) -> Option<GateEvidence> {
    let has = |wanted| facts.conditions.iter().any(|c| c.condition == wanted);
    let (gate, words) = match class {
        EscapeClass::X0 | EscapeClass::X1 | EscapeClass::U => return None,
        EscapeClass::S => (Gate::RedBuild, "a test was red before the release"),
        EscapeClass::C => (Gate::Unit, "no test runs these lines"),
        EscapeClass::B => (Gate::Unit, "no test takes this way through them"),
        EscapeClass::O => (Gate::Unit, "the test is there and expects the wrong value"),
        EscapeClass::E => (Gate::Unit, "the tests run it and assert nothing of it"),
        EscapeClass::F => (Gate::Unit, "the tests run it and never assert the state that failed"),
        EscapeClass::N if facts.coverage.as_ref().is_some_and(|c| c.configuration_only) => {
            (Gate::Staging, "only an environment like the real one runs configuration")
        }
        EscapeClass::N if has(Condition::ThirdParty) => {
            (Gate::Contract, "the third party's failures can be played against its contract")
        }
        EscapeClass::N if has(Condition::Concurrency) => {
            (Gate::Integration, "two at once can be played in one test with a real store")
        }
        EscapeClass::N if has(Condition::Load) || has(Condition::DataVolume) => {
            (Gate::Load, "it takes more traffic or data than tests hold")
        }
        EscapeClass::N if facts.conditions.is_empty() => return None,
        EscapeClass::N => (Gate::Staging, "it takes a real network or a restart"),
    };
    Some(GateEvidence { gate, words: words.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::super::verdict;
    use super::*;
    use crate::model::evidence::{ConditionEvidence, ConditionSource};
    use crate::model::incident::{Origin, Stamp};

    fn sheet(incident: &Incident, facts: &Facts, answers: &[(Question, &str)]) -> Worksheet {
        let answer = |(question, value): &(Question, &str)| Answer {
            question: *question,
            value: (*value).to_owned(),
            why: None,
            blind: false,
            machine: None,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        worksheet(incident, facts, &verdict(facts), answers.iter().map(answer).collect())
    }

    fn layer(sheet: &Worksheet, layer: Layer) -> (LayerState, bool) {
        let found = sheet.layers.iter().find(|l| l.layer == layer).unwrap();
        (found.state, found.by_people)
    }

    #[test]
    fn the_record_says_what_layers_did_and_people_know_better() {
        let mut incident = Incident::new("INC-1", "csv", "Charged twice");
        incident.detected_by = DetectedBy::Customer;
        let stamp = |text: &str| Stamp { at: text.parse().unwrap(), origin: Origin::Field };
        incident.detected_at = Some(stamp("2026-01-12T09:20:00Z"));
        incident.resolved_at = Some(stamp("2026-01-12T11:40:00Z"));
        let found = sheet(&incident, &Facts::default(), &[]);
        assert_eq!(layer(&found, Layer::Alert), (LayerState::Absent, false));
        // 09:20 to 11:40 is 140 minutes.
        assert_eq!(layer(&found, Layer::Rollback), (LayerState::Failed, false));
        assert!(found.layers.iter().any(|l| l.words.starts_with("resolved 140 min")));
        assert_eq!(layer(&found, Layer::Canary), (LayerState::Unknown, false));
        let answers = [
            (Question::Layer(Layer::Alert), "worked, but nobody looked"),
            (Question::Layer(Layer::Rollback), "4 min"),
        ];
        let told = sheet(&incident, &Facts::default(), &answers);
        assert_eq!(layer(&told, Layer::Alert), (LayerState::Worked, true));
        assert_eq!(layer(&told, Layer::Rollback), (LayerState::Worked, true));
    }

    #[test]
    fn a_defect_caught_in_a_test_put_no_layer_of_production_to_the_test() {
        let mut incident = Incident::new("DEF-204", "csv", "Reminder is sent twice");
        incident.detected_by = DetectedBy::Internal;
        incident.contained = Contained::No;
        let stamp = |text: &str| Stamp { at: text.parse().unwrap(), origin: Origin::Field };
        incident.detected_at = Some(stamp("2026-01-12T09:20:00Z"));
        incident.resolved_at = Some(stamp("2026-01-13T11:40:00Z"));
        for (phase, state) in
            [(Phase::Test, LayerState::Unknown), (Phase::Production, LayerState::Failed)]
        {
            incident.phase = phase;
            let found = sheet(&incident, &Facts::default(), &[]);
            assert_eq!(layer(&found, Layer::Rollback), (state, false));
            assert_eq!(layer(&found, Layer::Containment), (state, false));
        }
    }

    #[test]
    fn only_what_is_open_is_asked() {
        let incident = Incident::new("INC-1", "csv", "x");
        let asked = sheet(&incident, &Facts::default(), &[]).open;
        assert_eq!(asked.first(), Some(&Question::Cause));
        assert_eq!(asked.last(), Some(&Question::Class));
        let answers = [(Question::Cause, "yes"), (Question::Layer(Layer::Flag), "absent")];
        let fewer = sheet(&incident, &Facts::default(), &answers).open;
        assert_eq!(asked.len() - fewer.len(), 2);
        assert!(!fewer.contains(&Question::Cause));
    }

    #[test]
    fn a_guess_of_a_layer_is_asked_and_what_the_record_says_is_not() {
        let mut incident = Incident::new("INC-1", "csv", "Charged twice");
        incident.detected_by = DetectedBy::Customer;
        incident.contained = Contained::No;
        let stamp = |text: &str| Stamp { at: text.parse().unwrap(), origin: Origin::Field };
        incident.detected_at = Some(stamp("2026-01-12T09:20:00Z"));
        incident.resolved_at = Some(stamp("2026-01-12T11:40:00Z"));
        let source = ConditionSource::Field;
        let condition =
            ConditionEvidence { condition: Condition::Load, source, words: String::new() };
        let facts = Facts { conditions: vec![condition], ..Facts::default() };
        let found = sheet(&incident, &facts, &[(Question::Class, "N")]);
        for guessed in [Layer::Load, Layer::Rollback] {
            assert_ne!(layer(&found, guessed).0, LayerState::Unknown);
            assert!(found.open.contains(&Question::Layer(guessed)), "{guessed}");
        }
        for told in [Layer::Alert, Layer::Containment] {
            assert!(!found.open.contains(&Question::Layer(told)), "{told}");
        }
    }

    #[test]
    fn what_follows_from_a_class_follows_from_the_one_that_counts() {
        let incident = Incident::new("INC-1", "csv", "x");
        let source = ConditionSource::Field;
        let condition =
            ConditionEvidence { condition: Condition::Load, source, words: String::new() };
        let facts = Facts { conditions: vec![condition], ..Facts::default() };
        let found = sheet(&incident, &facts, &[(Question::Class, "N")]);
        assert_eq!(layer(&found, Layer::Load), (LayerState::Absent, false));
        assert_eq!(found.gate.unwrap().gate, Gate::Load);
        let found = sheet(&incident, &facts, &[(Question::Class, "F")]);
        assert_eq!(layer(&found, Layer::Load), (LayerState::Unknown, false));
        assert_eq!(found.gate.unwrap().gate, Gate::Unit);
        let found = sheet(&incident, &Facts::default(), &[(Question::Class, "N")]);
        assert_eq!(found.gate, None, "which condition it took is not known");
    }

    #[test]
    fn a_condition_names_the_layer_that_was_missing_only_where_it_is_the_class() {
        let incident = Incident::new("INC-1", "csv", "x");
        let source = ConditionSource::Field;
        let condition =
            ConditionEvidence { condition: Condition::Load, source, words: String::new() };
        let facts = Facts { conditions: vec![condition], ..Facts::default() };
        let found = sheet(&incident, &facts, &[]);
        assert_eq!(layer(&found, Layer::Load), (LayerState::Unknown, false));
        assert_eq!(found.gate, None);
    }
}
