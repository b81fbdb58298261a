//! People's answers, and how often they agree with the machine.

use super::at;
use crate::model::layer::{Layer, LayerEvidence, LayerState};
use crate::model::rate::{IntervalMethod, Rate};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Agreement, Answer, Gate, GateEvidence, Question, Worksheet};

/// Returns an agreement of three blind answers of four, and none in sight.
pub(in crate::report) fn agreement() -> Agreement {
    let rate = |k, n, share: Option<f64>| Rate {
        k,
        n,
        rate: share,
        lo: share.map(|s| s - 0.25),
        hi: share.map(|s| s + 0.2),
        method: IntervalMethod::Wilson,
    };
    Agreement { blind: rate(3, 4, Some(0.75)), open: rate(0, 0, None), abstained: 0 }
}

/// Returns a worksheet with two answers, one of which names a person.
pub(super) fn worksheet() -> Worksheet {
    let answer = |question, value: &str, why: Option<&str>| Answer {
        question,
        value: value.to_owned(),
        why: why.map(str::to_owned),
        blind: true,
        machine: Some(EscapeClass::F),
        at: at("2026-01-14T10:00:00Z"),
    };
    let layer = |layer, state, by_people, words: &str| LayerEvidence {
        layer,
        state,
        by_people,
        words: words.to_owned(),
    };
    Worksheet {
        answers: vec![
            answer(Question::Layer(Layer::Canary), "absent", None),
            answer(Question::Class, "N", Some("seen by jane@example.com under load")),
        ],
        layers: vec![
            layer(Layer::Alert, LayerState::Absent, false, "a customer noticed first"),
            layer(Layer::Flag, LayerState::Unknown, false, ""),
            layer(Layer::Canary, LayerState::Absent, true, "absent"),
        ],
        gate: Some(GateEvidence { gate: Gate::Unit, words: "never asserted".to_owned() }),
        open: vec![Question::Cause, Question::State, Question::Layer(Layer::Flag)],
    }
}
