//! The worksheet of one incident as a page of its own, to project or to print and write on.

use maud::{DOCTYPE, PreEscaped, html};

use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, Question};
use crate::report::clean::{clean, one_line};
use crate::report::sheet::{View, agreement};

use super::page::{STYLE, policy};
use super::worksheet::{answer, article};

/// Returns the worksheet as one HTML file without script.
pub fn worksheet(dossier: &Dossier, view: View, known: &Agreement, banner: Option<&str>) -> String {
    let id = one_line(&dossier.incident.id, 60);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Worksheet of " (id) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @if let Some(banner) = banner { p.banner role="note" { (clean(banner)) } }
                main {
                    section.sheets {
                        (article(0, dossier, view, None))
                        dl.sheet { (answer(&agreement(known))) }
                    }
                    section aria-labelledby="answers" {
                        h2 #answers { "Answers" }
                        div.scroll {
                            table {
                                thead { tr { th scope="col" { "Question" } th scope="col" { "Key" } th scope="col" { "Answer" } } }
                                tbody {
                                    @for question in Question::all() {
                                        tr {
                                            th scope="row" { (question.sentence()) }
                                            td { code { (question.word()) } }
                                            td { (said(dossier, question)) }
                                        }
                                    }
                                }
                            }
                        }
                        p.muted { "Names of people do not belong here." }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn said(dossier: &Dossier, question: Question) -> String {
    dossier
        .worksheet
        .answer(question)
        .map(|answer| one_line(&answer.value, 500))
        .unwrap_or_default()
}
