//! The worksheet of one incident as a page of its own: to project, to fill in, to print and write on.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::dossier::Dossier;
use crate::model::worksheet::{Agreement, END_OF_ANSWERS, Question};
use crate::report::clean::{clean, one_line};
use crate::report::sheet::{ADVICE, Field, View, agreement, fill};
use crate::report::shell::shell_word;

use super::page::{STYLE, policy};
use super::section::prose;
use super::worksheet::{answer, article};

/// What saves the answers; without it the page can be read, typed into and printed.
const SCRIPT: &str = include_str!("fill.js");

/// Returns the worksheet as one HTML file.
pub fn worksheet(dossier: &Dossier, view: View, known: &Agreement, banner: Option<&str>) -> String {
    let id = one_line(&dossier.incident.id, 60);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Worksheet of " (id) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#answers" { "Skip to the answers" }
                @if let Some(banner) = banner { p.banner role="note" { (clean(banner)) } }
                main {
                    h1 { "Worksheet of " (id) }
                    section.sheets aria-labelledby="known" {
                        div.keep { h2 #known { "What is known" } }
                        (article(0, dossier, view, None))
                        dl.sheet { (answer(&agreement(known))) }
                    }
                    (answers(dossier, view))
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// Returns the part to fill in: a field for each question.
fn answers(dossier: &Dossier, view: View) -> Markup {
    let part = fill(dossier, view);
    let file = file_name(&dossier.incident.id);
    let id = shell_word(&dossier.incident.id);
    html! {
        section aria-labelledby="answers" {
            div.keep { h2 #answers { "Answers" } }
            ul.notes { @for advice in ADVICE { li { (prose(advice)) } } }
            form #fill autocomplete="off" data-head=(part.head.join("\n")) data-end=(END_OF_ANSWERS)
                data-file=(file) {
                @for one in &part.fields { (field(one)) }
                div #buttons hidden {
                    button #save type="button" { "Save the answers" }
                    button #copy type="button" { "Copy them as text" }
                    output #told role="status" {}
                }
            }
            p.muted {
                "Read back with " code { "escapee answer " (clean(&id)) " --from " (file) } "."
            }
            noscript {
                p.muted { "Without script nothing can be saved from this page: print it, or fill in the sheet that "
                    code { "--out FILE.md" } " writes." }
            }
        }
    }
}

fn field(field: &Field) -> Markup {
    let key = field.question.word();
    let id = format!("answer-{key}");
    html! {
        div.ask {
            label for=(id) { (field.question.sentence()) " " code { (key) } }
            div.said data-said=(field.value) {
                @if field.question == Question::Class {
                    select id=(id) name=(key) {
                        option value="" { "not answered" }
                        @for (word, means) in &field.choices {
                            option value=(word) selected[field.value == *word] { (word) ": " (means) }
                        }
                    }
                } @else {
                    textarea id=(id) name=(key) rows="2" maxlength="1000" placeholder=[hint(field)] {
                        (field.value)
                    }
                }
            }
        }
    }
}

/// Returns what the rules understand of an answer, to stand in the empty field.
fn hint(field: &Field) -> Option<String> {
    match field.question {
        Question::Layer(_) => Some("worked, failed, absent or n/a; then the rest".to_owned()),
        Question::Condition => {
            let words: Vec<&str> = field.choices.iter().map(|(word, _)| *word).collect();
            Some(format!("{}; or none", words.join(", ")))
        }
        _ => None,
    }
}

/// Returns the name of the file that the answers are saved as.
fn file_name(id: &str) -> String {
    let safe = |sign: char| if sign.is_ascii_alphanumeric() || sign == '_' { sign } else { '-' };
    let stem: String = id.chars().take(60).map(safe).collect();
    match stem.trim_matches('-') {
        "" => "answers.md".to_owned(),
        stem => format!("{stem}-answers.md"),
    }
}
