//! One incident: what `escapee show` prints.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::report::clean::one_line;
use crate::report::format::standing;
use crate::report::sheet::{Row, sheet};

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
    let incident = &dossier.incident;
    let title = one_line(&incident.title, TITLE);
    screen.headline(&one_line(&incident.id, 40), &title)?;
    let sheet = sheet(dossier);
    let place = format!("{} · {}", standing(incident), sheet.place);
    screen.paragraph(&place)?;
    screen.blank()?;
    for row in &sheet.rows {
        write_row(&mut screen, row)?;
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
