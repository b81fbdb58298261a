//! One incident as CSV: a row for each line of its sheet, in reading order.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, Answer};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, machine, standing};
use crate::report::sheet::{Row, View, agreement, sheet};

use super::cell::{Table, number, text_cell};

/// Longest title written.
const TITLE: usize = 300;

/// Writes `incident,question,answer,about,text`: a question's answer in a word stands in each of its rows,
/// what backs it in the last two. An answer that is not known, or that is no word, is empty.
pub fn dossier(out: &mut impl Write, dossier: &Dossier, banner: Option<&str>) -> io::Result<()> {
    write(out, dossier, View::Show, None, banner)
}

/// Writes the worksheet in the same columns: every question that is open, and how often people and the rules
/// agreed.
pub fn worksheet(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    known: &Agreement,
    banner: Option<&str>,
) -> io::Result<()> {
    write(out, dossier, view, Some(&agreement(known)), banner)
}

fn write(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    last: Option<&Row>,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut rows = Table::new(out, &["incident", "question", "answer", "about", "text"], banner)?;
    let id = text_cell(&dossier.incident.id);
    let sheet = sheet(dossier, view);
    let title = one_line(&dossier.incident.title, TITLE);
    let place = format!("{} · {}", standing(&dossier.incident), sheet.place);
    let mut row = |question: &str, answer: &str, about: &str, text: &str| {
        let known = |cell: &str| if cell == MISSING { String::new() } else { text_cell(cell) };
        let cells = [question, answer, about, text].map(known);
        rows.row(&[&[id.clone()][..], &cells].concat())
    };
    row("TITLE", "", "", &title)?;
    row("PLACE", "", "", &place)?;
    for one in sheet.rows.iter().chain(last) {
        if one.items.is_empty() {
            row(one.label, &one.word, "", "")?;
        }
        for item in &one.items {
            row(one.label, &one.word, &item.key, &item.text)?;
        }
    }
    rows.finish()
}

/// Writes what people answered, a row for each answer; one they took back has an empty value. The machine's
/// class is that of the time of the answer.
pub fn said(
    out: &mut impl Write,
    answers: &[(&str, &[Answer])],
    banner: Option<&str>,
) -> io::Result<()> {
    let head = ["incident", "question", "value", "why", "blind", "machine", "at"];
    let mut rows = Table::new(out, &head, banner)?;
    for (incident, answers) in answers {
        for answer in *answers {
            rows.row(&[
                text_cell(incident),
                answer.question.word().to_owned(),
                text_cell(&answer.value),
                text_cell(answer.why.as_deref().unwrap_or("")),
                answer.blind.to_string(),
                number(answer.machine),
                machine(answer.at),
            ])?;
        }
    }
    rows.finish()
}
