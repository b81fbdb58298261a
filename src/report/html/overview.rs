//! The top of the page, and at its end what the data hold, what the words mean, what cannot be said.

use maud::{Markup, html};

use crate::model::review::Review;
use crate::report::clean::clean;
use crate::report::{key_figures, summary};

use super::section;

/// Returns the headline with the sentences below it and the tiles.
pub(super) fn headline(review: &Review) -> Markup {
    html! {
        h1 { (clean(&summary::headline(review))) }
        p.lead { (clean(&summary::lead(review).join(" "))) }
        div.tiles {
            @for figure in key_figures::key_figures(review) {
                div.tile {
                    p.label { (figure.label) }
                    p.value { (figure.value) }
                    p.note { (note(&figure.note)) }
                }
            }
        }
    }
}

/// Returns what a figure rests on, its interval kept on one line.
fn note(text: &str) -> Markup {
    let interval = text.find("interval ").and_then(|start| {
        let from = start + "interval ".len();
        let end = text[from..].find('%')? + from + 1;
        Some((&text[..from], &text[from..end], &text[end..]))
    });
    html! {
        @match interval {
            Some((before, ends, after)) => { (before) span.rate { (ends) } (after) }
            None => (text)
        }
    }
}

/// Returns what the review could and could not use.
pub(super) fn data_section(review: &Review) -> Markup {
    html! {
        section aria-labelledby="data" {
            div.keep { h2 #data { "Data" } }
            table.narrow {
                caption { "What the review could and could not use." }
                thead { tr { th scope="col" { "What" } th.number scope="col" { "Count" } } }
                tbody {
                    @for (what, count) in summary::completeness(review) {
                        tr { th scope="row" { (what) } td.number { (count) } }
                    }
                }
            }
        }
    }
}

/// Returns the terms and the limits.
pub(super) fn definitions_section(review: &Review) -> Markup {
    html! {
        section aria-labelledby="definitions" {
            div.keep { h2 #definitions { "Definitions and limits" } }
            dl.terms {
                @for (term, meaning) in summary::definitions(review) {
                    div { dt { (term) } dd { (section::prose(&meaning)) } }
                }
            }
            ul {
                @for limit in summary::limits() { li { (limit) } }
            }
        }
    }
}
