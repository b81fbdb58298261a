//! The part of a worksheet that is filled in and read back: its opening lines, then a field for each
//! question, as Markdown writes them and as the button of a page saves them.

use crate::model::dossier::Dossier;
use crate::model::incident::Condition;
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::{ANSWERED, ANSWERS, BLIND_ANSWERS, Question};
use crate::report::clean::one_line;

use super::View;

/// Longest answer that stands in its field.
const MOST: usize = 1_000;

/// The part to fill in.
#[derive(Debug)]
pub(in crate::report) struct Fill {
    /// The lines that begin it: whether the sheet is blind, of which incident, what was answered.
    pub(in crate::report) head: Vec<String>,
    /// A field for each question, in the order in which they are asked.
    pub(in crate::report) fields: Vec<Field>,
}

/// A question to answer.
#[derive(Debug)]
pub(in crate::report) struct Field {
    /// The question.
    pub(in crate::report) question: Question,
    /// What was answered so far, as one line; empty where nothing was.
    pub(in crate::report) value: String,
    /// What the rules understand of an answer: the word and what it means, which may be empty.
    pub(in crate::report) choices: Vec<(&'static str, &'static str)>,
}

/// What is to be known before a sheet is filled in, a sentence each.
pub(in crate::report) const ADVICE: [&str; 3] = [
    "What stays empty stays open, and an answer that is emptied is taken back.",
    "Names of people do not belong here.",
    "A layer: `worked`, `failed`, `absent` or `n/a`, then what there is to say.",
];

/// Returns the part to fill in.
pub(in crate::report) fn fill(dossier: &Dossier, view: View) -> Fill {
    let opening = if view.hides_class(dossier) { BLIND_ANSWERS } else { ANSWERS };
    let mut head = vec![opening.to_owned(), format!("incident = {}", plain(&dossier.incident.id))];
    let answers = &dossier.worksheet.answers;
    let answered: Vec<&str> = answers.iter().map(|answer| answer.question.word()).collect();
    if !answered.is_empty() {
        head.push(format!("{ANSWERED} {}", answered.join(", ")));
    }
    let field = |question| Field {
        question,
        value: dossier
            .worksheet
            .answer(question)
            .map(|answer| one_line(&answer.value, MOST))
            .unwrap_or_default(),
        choices: choices(question),
    };
    Fill { head, fields: Question::all().map(field).collect() }
}

fn choices(question: Question) -> Vec<(&'static str, &'static str)> {
    match question {
        Question::Class => EscapeClass::ALL.iter().map(|c| (c.word(), c.choice())).collect(),
        Question::Condition => Condition::ALL.iter().map(|c| (c.word(), "")).collect(),
        _ => Vec::new(),
    }
}

/// Returns a text that can neither end the part it stands in nor be markup; reading back undoes it.
pub(in crate::report) fn plain(text: &str) -> String {
    one_line(text, MOST).replace('`', "'").replace('&', "&amp;").replace('<', "&lt;")
}
