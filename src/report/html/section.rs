//! A section of the review: finding, charts with the tables behind them, sentences, what it means.

use maud::{Markup, PreEscaped, html};

use super::Figure;
use crate::model::review::Review;
use crate::report::clean::{clean, one_line};
use crate::report::sections::{Section, Table, data};

/// Longest text of a cell.
const CELL: usize = 200;

/// Returns the section.
pub(super) fn section(review: &Review, section: &Section, charts: &[Figure]) -> Markup {
    let shown: Vec<&Figure> = section
        .charts
        .iter()
        .filter_map(|name| charts.iter().find(|chart| chart.name == *name))
        .collect();
    // A chart says its own finding; a section that sets it again would only repeat it.
    let said = shown.iter().any(|chart| chart.title == section.finding);
    html! {
        section aria-labelledby=(section.id) {
            h2 id=(section.id) { (section.title) }
            @if !said { p.finding { (clean(&section.finding)) } }
            @for chart in shown { (figure(chart, data(&chart.name, review).as_ref())) }
            @if let Some(data) = &section.table { (scrolled(data)) }
            @if !section.lines.is_empty() {
                ul.notes { @for line in &section.lines { li { (clean(line)) } } }
            }
            details.meaning {
                summary { "What this means: " (section.title) }
                dl.terms {
                    div { dt { "Definition" } dd { (clean(&section.definition)) } }
                    div { dt { "Rests on" } dd { (clean(&section.n)) } }
                    div { dt { "Ask again" } dd { code { (clean(&section.query)) } } }
                    div {
                        dt { "Cannot say" }
                        dd { ul { @for caveat in &section.caveats { li { (clean(caveat)) } } } }
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
            div.scroll role="region" tabindex="0" aria-label={ "Chart: " (clean(title)) } {
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

/// Returns a table that scrolls sideways where it is too wide, by keyboard too.
pub(super) fn scrolled(data: &Table) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-label=(clean(&data.caption)) { (table(data)) }
    }
}

fn table(data: &Table) -> Markup {
    let numbers: Vec<bool> = data.columns().map(|(_, number)| number).collect();
    html! {
        table {
            caption { (clean(&data.caption)) }
            thead {
                tr { @for (name, number) in data.columns() { th.number[number] scope="col" { (clean(name)) } } }
            }
            tbody {
                @for row in &data.rows {
                    tr {
                        @for (place, cell) in row.iter().enumerate() {
                            @if place == 0 {
                                th.number[numbers[0]] scope="row" { (one_line(cell, CELL)) }
                            } @else {
                                td.number[numbers[place]] { (one_line(cell, CELL)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the SVG element without an XML declaration before it.
fn inline(svg: &str) -> &str {
    svg.find("<svg").map_or("", |start| &svg[start..])
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
    fn an_xml_declaration_is_left_out() {
        assert_eq!(inline("<?xml version=\"1.0\"?>\n<svg/>"), "<svg/>");
        assert_eq!(inline("no picture"), "");
    }
}
