//! Escape rate and escape classes: chart, table behind it, and the sentences that belong to it.

use maud::{Markup, html};

use crate::model::rate::RateRow;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::clean::clean;
use crate::report::format::{MISSING, of, rate, thousands};
use crate::report::text::{Sources, apart, notes, of_class};

use super::Figure;
use super::page::figure;

/// Returns the section on the escape rate.
pub(super) fn rate_section(review: &Review, chart: Option<&Figure>) -> Markup {
    let sources = Sources { count: None, complete_through: review.data_through };
    html! {
        section aria-labelledby="rate" {
            h2 #rate { "Escape rate" }
            @match chart {
                Some(chart) => { (figure(chart, Some(rate_table(review)))) }
                None => { div.scroll { (rate_table(review)) } }
            }
            ul.notes {
                @for note in notes(&review.rate, sources) { li { (clean(&note)) } }
            }
        }
    }
}

fn rate_table(review: &Review) -> Markup {
    let with_rate = review.rate.has_caught_source;
    let cells = |key: &str, row: &RateRow| {
        html! {
            th scope="row" { (clean(key)) }
            td.rate { (row.rate.as_ref().filter(|_| with_rate).map_or_else(|| MISSING.to_owned(), rate)) }
            td.number { (thousands(row.escapes)) }
            td.number { (of(&row.unlinked)) }
            td.number { (of(&row.no_evidence)) }
            td.number { (thousands(row.unknown_phase)) }
        }
    };
    html! {
        table {
            caption { "Escape rate by " (review.rate.by.word()) ", with 95 % intervals." }
            thead {
                tr {
                    th scope="col" { (sentence(review.rate.by.word())) }
                    th scope="col" { "Escape rate" }
                    th.number scope="col" { "Escapes" }
                    th.number scope="col" { "Unlinked" }
                    th.number scope="col" { "No evidence" }
                    th.number scope="col" { "Unknown phase" }
                }
            }
            tbody {
                @for row in &review.rate.rows { tr { (cells(&row.key, row)) } }
                tr.total { (cells("all", &review.rate.total)) }
            }
        }
    }
}

/// Returns the section on the escape classes.
pub(super) fn class_section(review: &Review, chart: Option<&Figure>) -> Markup {
    html! {
        section aria-labelledby="classes" {
            h2 #classes { "Why the tests missed them" }
            @if let Some(chart) = chart { (figure(chart, Some(class_table(review)))) }
            div.scroll { (share_table(review)) }
            @if chart.is_none() { div.scroll { (class_table(review)) } }
            @if let Some(apart) = apart(&review.classes) { p.muted { (apart) } }
        }
    }
}

fn share_table(review: &Review) -> Markup {
    html! {
        table {
            caption { "Share of each class among all escapes shown, with 95 % intervals." }
            thead {
                tr { th scope="col" { "Class" } th scope="col" { "In words" } th scope="col" { "Share" } }
            }
            tbody {
                @for (class, share) in &review.classes.shares {
                    tr {
                        th scope="row" { (swatch(*class)) (class.word()) }
                        td { (class.label()) }
                        td.rate { (rate(share)) }
                    }
                }
            }
        }
    }
}

fn class_table(review: &Review) -> Markup {
    let classes: Vec<EscapeClass> =
        EscapeClass::ALL.iter().copied().filter(|class| class.is_escape()).collect();
    html! {
        table {
            caption { "Escapes by period and class." }
            thead {
                tr {
                    th scope="col" { "Period" }
                    @for class in &classes {
                        th.number scope="col" { abbr title=(class.label()) { (class.word()) } }
                    }
                }
            }
            tbody {
                @for row in &review.classes.rows {
                    tr {
                        th scope="row" { (row.period) }
                        @for class in &classes {
                            td.number { (thousands(of_class(row, *class))) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the colour of a class as a small square; the word beside it carries the meaning.
pub(super) fn swatch(class: EscapeClass) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false" {
            rect class={ "k-" (class.word()) } x="0.5" y="0.5" width="9" height="9" {}
        }
    }
}

/// Returns the text with a capital first letter.
pub(super) fn sentence(text: &str) -> String {
    let text = text.to_lowercase();
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
