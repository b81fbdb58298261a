//! A worksheet as JSON: what is known, every question with its answer, and the agreement.

use serde::Serialize;

use crate::model::dossier::Dossier;
use crate::model::layer::LayerEvidence;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{Agreement, Answer, GateEvidence, Question};
use crate::report::sheet::{View, covered_then, verified_then};

#[derive(Serialize)]
pub(super) struct WorksheetShape<'a> {
    incident: &'a str,
    title: &'a str,
    /// `null` on a blind sheet.
    covered_then: Option<String>,
    /// `null` on a blind sheet.
    verified_then: Option<String>,
    /// What counts; `null` on a blind sheet.
    class: Option<EscapeClass>,
    /// What the machine found; `null` on a blind sheet.
    machine: Option<EscapeClass>,
    layers: Vec<&'a LayerEvidence>,
    gate: Option<&'a GateEvidence>,
    questions: Vec<Asked<'a>>,
    agreement: &'a Agreement,
}

#[derive(Serialize)]
struct Asked<'a> {
    key: Question,
    question: &'static str,
    open: bool,
    answer: Option<&'a Answer>,
}

impl<'a> WorksheetShape<'a> {
    /// Returns the shape of the dossier's worksheet.
    pub(super) fn new(dossier: &'a Dossier, view: View, agreement: &'a Agreement) -> Self {
        let hidden = view.hides_class(dossier);
        let sheet = &dossier.worksheet;
        Self {
            incident: &dossier.incident.id,
            title: &dossier.incident.title,
            covered_then: (!hidden).then(|| covered_then(dossier).word.to_lowercase()),
            verified_then: (!hidden).then(|| verified_then(dossier).word.to_lowercase()),
            class: (!hidden).then(|| dossier.class()),
            machine: (!hidden).then_some(dossier.verdict.class),
            layers: sheet.layers.iter().filter(|layer| !hidden || layer.by_people).collect(),
            gate: sheet.gate.as_ref().filter(|_| !hidden),
            questions: Question::all()
                .map(|key| Asked {
                    key,
                    question: key.sentence(),
                    open: if hidden {
                        sheet.answer(key).is_none()
                    } else {
                        sheet.open.contains(&key)
                    },
                    answer: sheet.answer(key),
                })
                .collect(),
            agreement,
        }
    }
}
