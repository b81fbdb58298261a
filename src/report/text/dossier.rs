//! One incident: what `escapee show` and `escapee worksheet` print.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, Answer};
use crate::report::clean::one_line;
use crate::report::format::standing;
use crate::report::sheet::{Row, View, agreement, sheet};

use super::TextStyle;
use super::screen::Screen;
use super::width::columns;

/// Column where answers begin.
const INDENT: usize = 16;

/// Longest key that gets a column; a longer one runs on into its text.
const LONGEST_KEY: usize = 14;

/// Longest title printed.
const TITLE: usize = 300;

/// Writes one incident: headline, times, link, region, covered and verified then, class and why.
pub fn dossier(
    out: &mut impl Write,
    dossier: &Dossier,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    write_sheet(&mut screen, dossier, View::Show)
}

/// Writes the worksheet of one incident: all questions, and how often people and the machine agreed.
pub fn worksheet(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    known: &Agreement,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    write_sheet(&mut screen, dossier, view)?;
    write_row(&mut screen, &agreement(known))?;
    let blind = if view.hides_class(dossier) { " --blind" } else { "" };
    screen.blank()?;
    screen.paragraph(&format!(
        "Answer with `escapee answer {}{blind} canary=absent class=N --why \"…\"`, or fill in \
         `--format markdown` and read it back with `--from FILE`.",
        one_line(&dossier.incident.id, 40)
    ))
}

/// Writes what people answered, by incident, and how often they and the machine agreed.
pub fn said(
    out: &mut impl Write,
    answers: &[(&str, &[Answer])],
    known: &Agreement,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for (incident, answers) in answers {
        let mut label = one_line(incident, 40);
        for answer in *answers {
            let why = answer.why.as_ref().map(|why| format!(", because: {why}"));
            let blind = if answer.blind { " (blind)" } else { "" };
            let value = if answer.value.is_empty() { "taken back" } else { &answer.value };
            let text = format!("{value}{}{blind}", why.unwrap_or_default());
            screen.item(&label, INDENT, answer.question.word(), LONGEST_KEY, &text)?;
            label.clear();
        }
    }
    if answers.is_empty() {
        screen.paragraph("nobody has answered anything yet: `escapee worksheet ID` asks")?;
    }
    write_row(&mut screen, &agreement(known))
}

fn write_sheet(
    screen: &mut Screen<'_, impl Write>,
    dossier: &Dossier,
    view: View,
) -> io::Result<()> {
    let incident = &dossier.incident;
    let title = one_line(&incident.title, TITLE);
    screen.headline(&one_line(&incident.id, 40), incident.url.as_deref(), &title)?;
    let sheet = sheet(dossier, view);
    let place = format!("{} · {}", standing(incident), sheet.place);
    screen.paragraph(&place)?;
    screen.blank()?;
    for row in &sheet.rows {
        write_row(screen, row)?;
    }
    Ok(())
}

fn write_row(screen: &mut Screen<'_, impl Write>, row: &Row) -> io::Result<()> {
    let mut items = row.items.iter().peekable();
    let mut label = row.label;
    if !row.word.is_empty() {
        let text = items.next_if(|item| item.key.is_empty()).map_or("", |item| &item.text);
        screen.entry(label, INDENT, &row.word, row.tone, text)?;
        label = "";
    }
    let keys = items.clone().map(|item| columns(&screen.text(&item.key)));
    let widest = keys.filter(|width| *width <= LONGEST_KEY).max().unwrap_or(0);
    for item in items {
        screen.item(label, INDENT, &item.key, widest, &item.text)?;
        label = "";
    }
    Ok(())
}
