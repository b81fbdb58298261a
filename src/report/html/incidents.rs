//! The table of incidents, with the controls that the script brings to life.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::model::dossier::Dossier;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day, severity, thousands};
use crate::report::sheet::{Row, Tone, covered_then, verified_then};

use super::Sheets;
use super::section::sentence;
use super::worksheet::tone_class;

/// Longest title in the table; the worksheet has more of it.
const TITLE: usize = 140;

const HEAD: [&str; 8] = [
    "Incident",
    "Title",
    "Severity",
    "Started",
    "Component",
    "Class",
    "Covered then",
    "Verified then",
];

/// Returns the section with the table. A row is kept short, as there may be thousands.
pub(super) fn section(review: &Review, sheets: &Sheets<'_>) -> Markup {
    let all = review.dossiers.len() as u64;
    html! {
        section aria-labelledby="incidents" {
            div.keep { h2 #incidents { "Incidents" } }
            form #controls hidden role="search" aria-label="Filter the incidents" {
                label { span { "Search" } input #search type="search" autocomplete="off"; }
                label {
                    span { "Class" }
                    select #class-filter {
                        option value="" { "All classes" }
                        option value="escapes" { "All escapes" }
                        @for class in classes(review) {
                            option value=(class.word()) { (class.word()) " " (class.label()) }
                        }
                    }
                }
                (choice("Component", 4, &review.dossiers.iter().map(component).collect()))
                (choice("Severity", 2, &review.dossiers.iter().map(level).collect()))
                button #unsort type="button" hidden { "Worst first again" }
                output #shown aria-live="polite" { (thousands(all)) " of " (count(all, "incident")) }
            }
            @if review.dossiers.is_empty() {
                p.muted { "No incident in this stretch of time." }
            } @else {
                div.scroll role="group" tabindex="0" aria-label="Table of incidents, scrolls sideways" {
                    table #incident-table {
                        caption {
                            span {
                                span #order aria-live="polite" { "Escapes from the worst on, then the rest." }
                                span #filtered {}
                            }
                        }
                        thead { tr { @for name in HEAD { th scope="col" { (name) } } } }
                        tbody {
                            @for (number, dossier) in review.dossiers.iter().enumerate() {
                                (row(&sheets.link(number), dossier))
                            }
                        }
                    }
                }
                button #more type="button" hidden {}
            }
        }
    }
}

fn row(link: &str, dossier: &Dossier) -> Markup {
    let incident = &dossier.incident;
    let class = dossier.class();
    html! {
        tr {
            th scope="row" { a href=(link) { (one_line(&incident.id, 60)) } }
            td { (one_line(&incident.title, TITLE)) }
            td { (level(dossier)) }
            td { (incident.at().map_or_else(|| MISSING.to_owned(), day)) }
            td { (component(dossier)) }
            td class={ "k-" (class.word()) } { (class.word()) " " (class.label()) }
            (word(&covered_then(dossier), "of what is known"))
            (word(&verified_then(dossier), "values only"))
        }
    }
}

fn component(dossier: &Dossier) -> String {
    one_line(&dossier.component, 60)
}

fn level(dossier: &Dossier) -> String {
    severity(dossier.incident.severity)
}

/// Returns a choice among the texts of a column; nothing where there is only one.
fn choice(name: &str, column: usize, texts: &BTreeSet<String>) -> Markup {
    html! {
        @if texts.len() > 1 {
            label {
                span { (name) }
                select data-column=(column) {
                    option value="" { "All" }
                    @for text in texts { option value=(text) { (text) } }
                }
            }
        }
    }
}

/// Returns the answer as a cell; a yes with a doubt says in words what its colour means.
fn word(row: &Row, doubt: &str) -> Markup {
    let word = sentence(&row.word);
    let word = match (row.word.as_str(), row.tone) {
        ("YES", Tone::Mixed) => format!("{word}, {doubt}"),
        _ => word,
    };
    html! { td class=(tone_class(row.tone)) { (word) } }
}

fn classes(review: &Review) -> impl Iterator<Item = EscapeClass> {
    EscapeClass::ALL
        .iter()
        .copied()
        .filter(|class| review.dossiers.iter().any(|dossier| dossier.class() == *class))
}
