//! One incident in the page: its worksheet.

use maud::{Markup, html};

use crate::model::dossier::Dossier;
use crate::report::clean::{clean, is_address, one_line};
use crate::report::format::standing;
use crate::report::sheet::{Item, Row, Tone, View, sheet};

use super::section::{prose, sentence};

/// Longest title in a heading.
const TITLE: usize = 300;

/// Returns the id of the worksheet's element: a number, as the incident's own id may hold anything.
pub(super) fn anchor(number: usize) -> String {
    format!("incident-{}", number + 1)
}

/// Returns the class of the style sheet for a tone.
pub(super) fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Mixed => "mixed",
        Tone::Bad => "bad",
        Tone::Unknown => "unknown",
        Tone::Plain => "plain",
    }
}

/// Returns the worksheet of one incident.
///
/// `back` leads to the table it belongs to; `None` is a sheet of its own, which is printed whatever its
/// class is and says that class nowhere but in its text.
pub(super) fn article(number: usize, dossier: &Dossier, view: View, back: Option<&str>) -> Markup {
    let incident = &dossier.incident;
    let sheet = sheet(dossier, view);
    let id = anchor(number);
    let class = dossier.class();
    let caught = back.is_some() && is_caught(dossier);
    html! {
        article class=[caught.then_some("caught")] id=(id) aria-labelledby={ (id) "-title" } {
            div.keep {
                h3 id={ (id) "-title" } {
                    span.id { (one_line(&incident.id, 60)) } " "
                    (one_line(&incident.title, TITLE))
                }
                p.muted {
                    (standing(incident)) " · " (clean(&sheet.place))
                    @if let Some(url) = incident.url.as_deref().filter(|url| is_address(url)) {
                        " · " a href=(url) rel="noopener noreferrer" { "in the tracker" }
                    }
                }
                @if !view.hides_class(dossier) {
                    p class={ "class k-" (class.word()) } { (class.word()) " " (class.label()) }
                }
            }
            dl.sheet {
                @for row in &sheet.rows { (answer(row)) }
            }
            @if let Some(back) = back { p.back { a href=(back) { "Back to the table" } } }
        }
    }
}

/// Returns whether the worksheet is of no escape: a review on paper has those of escapes only.
pub(super) fn is_caught(dossier: &Dossier) -> bool {
    !dossier.class().is_escape()
}

pub(super) fn answer(row: &Row) -> Markup {
    let lead = row.items.first().filter(|item| item.key.is_empty() && !row.word.is_empty());
    let rest = &row.items[usize::from(lead.is_some())..];
    html! {
        div {
            dt { (sentence(row.label)) }
            dd {
                @if !row.word.is_empty() {
                    p {
                        span class={ "word " (tone_class(row.tone)) } { (word(row)) }
                        @if let Some(lead) = lead { " " (prose(&lead.text)) }
                    }
                }
                @match rest {
                    [] => {}
                    // A list of one is announced as one.
                    [only] if only.key.is_empty() => p { (said(row, only)) }
                    _ => ul.keyed[rest.iter().any(|item| !item.key.is_empty())] {
                        @for item in rest {
                            li {
                                @if !item.key.is_empty() { span.key { (clean(&item.key)) } " " }
                                (said(row, item))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn word(row: &Row) -> String {
    if row.label == "CLASS" { row.word.clone() } else { sentence(&row.word) }
}

/// Returns the text of an item; of what to do next a command is code.
fn said(row: &Row, item: &Item) -> Markup {
    let is_command = row.label == "NEXT" && item.text.starts_with("escapee ");
    html! {
        @if is_command { code { (clean(&item.text)) } } @else { span { (prose(&item.text)) } }
    }
}
