//! The frame of a page: policy, style, sections in order, script.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::model::dossier::Dossier;
use crate::model::review::Review;
use crate::report::clean::{clean, one_line};
use crate::report::format::{MISSING, count, day, thousands};
use crate::report::sections::sections;
use crate::report::sheet::View;
use crate::report::summary;

use super::{Figure, Sheets, incidents, overview, section, worksheet};

pub(super) const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Returns the first page, with the worksheets that fit it.
pub(super) fn page(review: &Review, charts: &[Figure], sheets: &Sheets<'_>) -> Markup {
    let title = clean(&summary::headline(review)).into_owned();
    let sections = sections(review);
    let [_, rest @ ..] = &sections;
    let body = html! {
        a.skip href="#incidents" { "Skip to the incidents" }
        (banner(review))
        main {
            header { (overview::headline(review)) }
            nav aria-label="Sections" {
                @for section in rest { a href={ "#" (section.id) } { (section.title) } }
                a href="#incidents" { "Incidents" }
                a href="#data" { "Data" }
                a href="#definitions" { "Definitions" }
            }
            @for one in rest { (section::section(review, one, charts)) }
            (incidents::section(review, sheets))
            section.sheets aria-label="Worksheets" {
                @for (number, dossier) in review.dossiers.iter().enumerate().take(sheets.per_page) {
                    (worksheet::article(number, dossier, View::Review, Some("#incidents")))
                }
                (unprinted(review.dossiers.iter().take(sheets.per_page)))
                @if sheets.count(review.dossiers.len()) > 1 { (further(review, sheets, 0)) }
            }
            (overview::data_section(review))
            (overview::definitions_section(review))
        }
        footer { (footer(review)) }
        script { (PreEscaped(SCRIPT)) }
    };
    frame(&title, &body)
}

/// Returns a further page of worksheets.
pub(super) fn sheets(review: &Review, sheets: &Sheets<'_>, place: usize) -> Markup {
    let title = format!("{} · worksheets {}", clean(&summary::headline(review)), place + 1);
    let back = format!("{}#incidents", sheets.file(0));
    let first = place * sheets.per_page;
    let held = review.dossiers.iter().skip(first).take(sheets.per_page);
    let body = html! {
        (banner(review))
        main {
            header { h1 { (title) } p { a href=(back) { "Back to the review" } } }
            section.sheets aria-label="Worksheets" {
                @for (number, dossier) in (first..).zip(held.clone()) {
                    (worksheet::article(number, dossier, View::Review, Some(&back)))
                }
                (unprinted(held))
                (further(review, sheets, place))
            }
        }
        footer { (footer(review)) }
    };
    frame(&title, &body)
}

fn frame(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    }
}

fn banner(review: &Review) -> Markup {
    html! {
        @if let Some(banner) = &review.banner { p.banner role="note" { (clean(banner)) } }
    }
}

/// Returns what paper says of the worksheets that it leaves out.
fn unprinted<'a>(here: impl IntoIterator<Item = &'a Dossier>) -> Markup {
    let left = here.into_iter().filter(|dossier| worksheet::is_caught(dossier)).count() as u64;
    html! {
        @if left > 0 {
            p.paper { "Not printed: " (count(left, "worksheet")) " of what did not escape." }
        }
    }
}

/// Returns the links to the other pages of worksheets.
fn further(review: &Review, sheets: &Sheets<'_>, here: usize) -> Markup {
    let all = review.dossiers.len();
    html! {
        nav.pages aria-label="Pages of worksheets" {
            @for place in 0..sheets.count(all) {
                @let (first, last) = (place * sheets.per_page + 1, ((place + 1) * sheets.per_page).min(all));
                @let (first, last) = (thousands(first as u64), thousands(last as u64));
                @if place == here {
                    span aria-current="page" { "Worksheets " (first) "–" (last) }
                } @else {
                    a href=(sheets.file(place)) { (first) "–" (last) }
                }
            }
        }
    }
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

/// Returns the policy of a page: its own style and the one script, nothing from elsewhere.
pub(super) fn policy(script: &str) -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; font-src data:; \
         img-src data:; base-uri 'none'; form-action 'none'",
        hash(script),
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
}
