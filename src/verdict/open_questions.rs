//! What a worksheet asks: what neither evidence nor people answered.

use std::collections::BTreeSet;

use crate::model::evidence::Facts;
use crate::model::incident::{DetectedBy, Incident};
use crate::model::layer::{Layer, LayerEvidence, LayerState};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Answer, Question};

/// Returns the questions that neither evidence nor people answered: those that decide the class
/// first, then layers, then what only people know. What is only guessed of a layer is asked; what a
/// field of the record says is not.
pub(super) fn open_questions(
    incident: &Incident,
    facts: &Facts,
    class: EscapeClass,
    layers: &[LayerEvidence],
    answers: &[Answer],
) -> Vec<Question> {
    let answered: BTreeSet<Question> = answers.iter().map(|answer| answer.question).collect();
    let known = |layer| {
        let told = matches!(layer, Layer::Alert | Layer::Containment);
        told && layers.iter().any(|l| l.layer == layer && l.state != LayerState::Unknown)
    };
    let is_open = |question: &Question| {
        !answered.contains(question)
            && match *question {
                Question::Layer(layer) => !known(layer),
                Question::Noticed => incident.detected_by == DetectedBy::Unknown,
                Question::Condition => facts.conditions.is_empty(),
                Question::Signal => facts.signal.is_none() && !facts.signal_known,
                Question::State => {
                    let state = facts.failure_state.as_ref();
                    state.is_none_or(|s| s.level < 4 || !s.candidates.is_empty())
                }
                Question::Cause
                | Question::Scope
                | Question::Gate
                | Question::Lucky
                | Question::Surprised
                | Question::Class => true,
            }
    };
    if !class.is_escape() {
        return Question::all().filter(|q| *q == Question::Class).filter(is_open).collect();
    }
    Question::all().filter(is_open).collect()
}
