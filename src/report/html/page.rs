//! The frame of the page: policy, style, sections in order, script.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::model::review::Review;
use crate::report::clean::{clean, one_line};
use crate::report::format::{MISSING, day};
use crate::report::summary;

use crate::report::sheet::View;

use super::{Figure, incidents, overview, rates, worksheet};

pub(super) const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Returns the whole page.
pub(super) fn page(review: &Review, charts: &[Figure]) -> Markup {
    let title = clean(&summary::headline(review)).into_owned();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#incidents" { "Skip to the incidents" }
                @if let Some(banner) = &review.banner {
                    p.banner role="note" { (clean(banner)) }
                }
                header { (overview::headline(review)) }
                nav aria-label="Sections" {
                    a href="#rate" { "Escape rate" }
                    a href="#classes" { "Why missed" }
                    a href="#incidents" { "Incidents" }
                    a href="#data" { "Data" }
                    a href="#definitions" { "Definitions" }
                }
                main {
                    (rates::rate_section(review, charts.first()))
                    (rates::class_section(review, charts.get(1)))
                    @if charts.len() > 2 {
                        section aria-labelledby="more" {
                            h2 #more { "More" }
                            @for chart in &charts[2..] { (figure(chart, None)) }
                        }
                    }
                    (incidents::section(review))
                    section.sheets aria-label="Worksheets" {
                        @for (number, dossier) in review.dossiers.iter().enumerate() {
                            (worksheet::article(number, dossier, View::Show))
                        }
                    }
                    (overview::data_section(review))
                    (overview::definitions_section(review))
                }
                footer { (footer(review)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// Returns a chart with its description and, where there is one, the table it was drawn from.
pub(super) fn figure(chart: &Figure, data: Option<Markup>) -> Markup {
    let (title, description) = (&chart.title, &chart.description);
    let label = if description.starts_with(title) {
        clean(description).into_owned()
    } else {
        clean(&format!("{title}. {description}")).into_owned()
    };
    html! {
        figure {
            div.chart.themed[chart.dark.is_some()] role="img" aria-label=(label) {
                div.light { (PreEscaped(inline(&chart.svg))) }
                @if let Some(dark) = &chart.dark { div.dark { (PreEscaped(inline(dark))) } }
            }
            @if let Some(data) = data {
                details {
                    summary { "Data of this chart" }
                    div.scroll { (data) }
                }
            }
        }
    }
}

/// Returns the SVG element without an XML declaration before it.
fn inline(svg: &str) -> &str {
    svg.find("<svg").map_or("", |start| &svg[start..])
}

fn footer(review: &Review) -> Markup {
    let through = review.data_through.map_or_else(|| MISSING.to_owned(), day);
    html! {
        p {
            "escapee " (one_line(&review.version, 40)) " · data through " (through)
            @if let Some(banner) = &review.banner { " · " (clean(banner)) }
        }
    }
}

pub(super) fn policy() -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; font-src data:; \
         img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

/// Returns the SHA-256 of the text in base64, as a policy writes it.
pub(super) fn hash(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut base64 = String::new();
    for part in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits = part.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - part.len()));
        for place in 0..4 {
            if place <= part.len() {
                let sign = (bits >> (18 - 6 * place)) & 63;
                base64.push(char::from(SIGNS[sign as usize]));
            } else {
                base64.push('=');
            }
        }
    }
    base64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nothing_is_the_published_one() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn an_xml_declaration_is_left_out() {
        assert_eq!(inline("<?xml version=\"1.0\"?>\n<svg/>"), "<svg/>");
        assert_eq!(inline("no picture"), "");
    }
}
