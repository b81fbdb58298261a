//! A section of the review: finding, charts with the tables behind them, sentences, what it means.

use maud::{Markup, PreEscaped, html};

use super::Figure;
use crate::model::review::Review;
use crate::report::clean::{clean, one_line};
use crate::report::sections::{Section, Table, data};

/// Longest text of a cell.
const CELL: usize = 200;
/// Longest word that is not broken.
const LONG: usize = 30;

/// Returns the section.
pub(super) fn section(review: &Review, section: &Section, charts: &[Figure]) -> Markup {
    let shown: Vec<&Figure> = section
        .charts
        .iter()
        .filter_map(|name| charts.iter().find(|chart| chart.name == *name))
        .filter(|chart| data(&chart.name, review).is_some())
        .collect();
    // An empty frame says no more than the sentence that stands below.
    let (shown, empty): (Vec<&Figure>, Vec<&Figure>) =
        shown.into_iter().partition(|chart| chart.is_drawn);
    // A chart says its own finding; a section that sets it again would only repeat it.
    let said = shown.iter().any(|chart| chart.title == section.finding);
    html! {
        section aria-labelledby=(section.id) {
            div.keep {
                h2 id=(section.id) { (section.title) }
                @if !said { p.finding { (prose(&section.finding)) } }
                @if let Some(chart) = shown.first() { (figure(chart, data(&chart.name, review).as_ref())) }
            }
            @for chart in shown.iter().skip(1) { (figure(chart, data(&chart.name, review).as_ref())) }
            @if let Some(data) = &section.table { (scrolled(data)) }
            @if !section.lines.is_empty() {
                ul.notes { @for line in &section.lines { li { (prose(line)) } } }
            }
            @for chart in empty { (table_alone(&chart.title, data(&chart.name, review).as_ref())) }
            @if !section.more.is_empty() {
                details.meaning {
                    summary { "In numbers, one by one: " (section.title) }
                    ul.notes { @for line in &section.more { li { (prose(line)) } } }
                }
            }
            details.meaning {
                summary { "What this means: " (section.title) }
                dl.terms {
                    div { dt { "Definition" } dd { (prose(&section.definition)) } }
                    div { dt { "Rests on" } dd { (prose(&section.n)) } }
                    div { dt { "Ask again" } dd { code { (clean(&section.query)) } } }
                    div {
                        dt { "Cannot say" }
                        dd { ul { @for caveat in &section.caveats { li { (prose(caveat)) } } } }
                    }
                }
            }
        }
    }
}

/// Returns a chart with its description and, where there is one, the table it was drawn from.
pub(super) fn figure(chart: &Figure, data: Option<&Table>) -> Markup {
    let (title, description) = (&chart.title, &chart.description);
    let label = if description.starts_with(title) {
        clean(description).into_owned()
    } else {
        clean(&format!("{title}. {description}")).into_owned()
    };
    html! {
        figure {
            div.scroll role="group" tabindex="0" aria-label="Chart, scrolls sideways" {
                div.chart.themed[chart.dark.is_some()] role="img" aria-label=(label) {
                    div.light { (PreEscaped(inline(&chart.svg))) }
                    @if let Some(dark) = &chart.dark { div.dark { (PreEscaped(inline(dark))) } }
                }
            }
            @if let Some(data) = data {
                details {
                    summary { "Data of this chart: " (clean(title)) }
                    (scrolled(data))
                }
            }
        }
    }
}

/// Returns the table of a chart that shows no data, folded.
fn table_alone(title: &str, data: Option<&Table>) -> Markup {
    html! {
        @if let Some(data) = data {
            details.meaning {
                summary { "In numbers: " (clean(title)) }
                (scrolled(data))
            }
        }
    }
}

/// Returns a table that scrolls sideways where it is too wide, by keyboard too.
pub(super) fn scrolled(data: &Table) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label="Table, scrolls sideways" { (table(data)) }
    }
}

fn table(data: &Table) -> Markup {
    let numbers: Vec<bool> = data.columns().map(|(_, number)| number).collect();
    // A table to fill in has room to write on paper.
    let blank = data.rows.iter().flatten().all(String::is_empty);
    html! {
        table class=[blank.then_some("blank")] {
            // What is in the span stays in sight where the table scrolls sideways.
            caption { span { (clean(&data.caption)) } }
            thead {
                tr { @for (name, number) in data.columns() { th.number[number] scope="col" { (clean(name)) } } }
            }
            tbody {
                @for row in &data.rows {
                    tr {
                        @for (place, cell) in row.iter().enumerate() {
                            @if place == 0 {
                                th class=[kind(numbers[0], cell)] scope="row" { (one_line(cell, CELL)) }
                            } @else {
                                td class=[kind(numbers[place], cell)] { (one_line(cell, CELL)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the classes of a cell.
fn kind(number: bool, cell: &str) -> Option<&'static str> {
    // A word that is broken nowhere would push the other columns off the page.
    if cell.split_whitespace().any(|word| word.chars().count() > LONG) {
        return Some("long");
    }
    match (number, is_short(cell)) {
        (true, true) => Some("number short"),
        (true, false) => Some("number"),
        (false, true) => Some("short"),
        (false, false) => None,
    }
}

/// Returns whether a cell stands on one line: a date, a number, a share with its interval.
fn is_short(cell: &str) -> bool {
    let starts = cell.trim_start_matches(['−', '+', '-']).starts_with(|c: char| c.is_ascii_digit());
    starts && cell.chars().count() <= 44
}

/// Returns the text with its commands, which stand between backticks, set as code, and its intervals
/// kept on one line.
pub(super) fn prose(text: &str) -> Markup {
    let text = clean(text);
    let parts: Vec<&str> = text.split('`').collect();
    // Of an odd number of backticks one is no quotation mark, and nobody knows which.
    if parts.len() % 2 == 1 {
        return html! {
            @for (place, part) in parts.iter().enumerate() {
                @if place % 2 == 1 { code { (part) } } @else { (spans(part)) }
            }
        };
    }
    spans(&text)
}

/// Returns the text with what stands in square brackets kept on one line.
fn spans(text: &str) -> Markup {
    let mut rest = text;
    let mut parts = Vec::new();
    while let Some((before, inside, after)) = bracketed(rest) {
        parts.push((before, inside));
        rest = after;
    }
    html! {
        @for (before, inside) in parts { (before) span.rate { (inside) } }
        (rest)
    }
}

/// Returns what stands before, in and after the first brackets that hold an interval.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.match_indices('[').find(|(start, _)| {
        let inside = text[start + 1..].split(']').next().unwrap_or_default();
        inside.len() <= 40 && inside.chars().any(|sign| sign.is_ascii_digit())
    })?;
    let close = open.0 + text[open.0..].find(']')? + 1;
    Some((&text[..open.0], &text[open.0..close], &text[close..]))
}

/// Returns the SVG element without an XML declaration before it, hidden from screen readers: the
/// picture around it says what it shows, once.
fn inline(svg: &str) -> String {
    let start = svg.find("<svg").map(|start| &svg[start + "<svg".len()..]);
    start.map_or_else(String::new, |rest| format!("<svg aria-hidden=\"true\"{rest}"))
}

/// Returns the text with a capital first letter.
pub(super) fn sentence(text: &str) -> String {
    let text = text.to_lowercase();
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_code_and_intervals_stay_whole() {
        let said = prose("`escapee show ID` says 4 of 17 = 24\u{a0}% [10–47\u{a0}%], <b>.");
        assert_eq!(
            said.into_string(),
            "<code>escapee show ID</code> says 4 of 17 = 24\u{a0}% <span class=\"rate\">[10–47\u{a0}%]</span>, &lt;b&gt;."
        );
        assert_eq!(prose("a ` alone [x]").into_string(), "a ` alone [x]");
    }

    #[test]
    fn a_word_without_a_place_to_break_is_broken() {
        assert_eq!(kind(false, &format!("a {}", "x".repeat(31))), Some("long"));
        assert_eq!(kind(false, &"words of a title ".repeat(9)), None);
    }

    #[test]
    fn an_xml_declaration_is_left_out_and_a_drawing_is_not_read_beside_its_description() {
        assert_eq!(inline("<?xml version=\"1.0\"?>\n<svg/>"), "<svg aria-hidden=\"true\"/>");
        assert_eq!(inline("no picture"), "");
    }
}
