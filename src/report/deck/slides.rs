//! What stands on each slide.

use super::beside;
use super::native::{self, Embedded};
use crate::model::review::Review;
use crate::report::chart::{self, Chart, Pictures, Theme};
use crate::report::clean::{clean, one_line};
use crate::report::sections::{Section, Table, data, sections};
use crate::report::workbook::OfficeError;
use crate::report::workbook::native::all;

/// A slide.
pub(super) struct Slide {
    /// Number and name of its section.
    pub(super) section: String,
    /// The finding.
    pub(super) title: String,
    /// Measure, n and interval of a chart; empty on a slide of text.
    pub(super) subtitle: String,
    /// How the numbers of a chart were made; empty on a slide of text.
    pub(super) method: String,
    /// What it shows.
    pub(super) body: Body,
    /// Definition, n, query and caveats.
    pub(super) notes: Vec<String>,
}

/// What a slide shows.
pub(super) enum Body {
    /// Sentences, and the table below them.
    Text(Vec<String>, Option<Table>),
    /// A chart the viewer draws, with sentences beside it and its alt text.
    Native(Box<Embedded>, Vec<String>, String),
    /// A picture with its alt text.
    Picture(Vec<u8>, String),
}

/// Most sentences beside a chart or above a table.
pub(super) const MOST_LINES: usize = 6;
/// Most rows of a table.
const MOST_ROWS: usize = 9;

/// Returns the slides: for each section one, and one more for each further chart that has data.
pub(super) fn slides(review: &Review, pictures: &Pictures<'_>) -> Result<Vec<Slide>, OfficeError> {
    let natives = all(review);
    let mut slides = Vec::new();
    for (number, section) in (1..).zip(&sections(review)) {
        let name = format!("{number} · {}", section.title);
        // The first section speaks of the whole; its chart follows in the second.
        let charts = if number == 1 { &[][..] } else { section.charts };
        let meta = chart::ChartMeta { theme: Theme::Light, ..chart::meta_of(review) };
        let drawn: Vec<(&str, Chart)> = charts
            .iter()
            .filter(|chart| data(chart, review).is_some())
            .map(|chart| (*chart, chart::of_review(chart, review, &meta)))
            // An empty frame says no more than the sentences of the section.
            .filter(|(_, picture)| picture.is_drawn)
            .collect();
        let is_timeline = drawn.iter().all(|(chart, _)| *chart == "timeline");
        let text_first = drawn.is_empty() || section.table.is_some() && is_timeline;
        let shown = if text_first { MOST_LINES } else { 0 };
        let mut left: Vec<String> = section.lines.iter().skip(shown).cloned().collect();
        if text_first {
            slides.push(Slide {
                section: name.clone(),
                title: one_line(&section.finding, 110),
                subtitle: String::new(),
                method: String::new(),
                body: Body::Text(lines(section), section.table.as_ref().map(cut)),
                notes: notes(section, &left),
            });
        }
        for (place, (chart, picture)) in drawn.into_iter().enumerate() {
            let mut subtitle = picture.subtitle.clone();
            let native = natives.iter().find(|native| native.name == chart);
            let body = if let Some(native) = native {
                let first = place == 0 && !text_first;
                let lines = if first { &section.lines[..] } else { &[] };
                let (beside, rest) = beside::lines(chart, lines, &picture.subtitle, review);
                if first {
                    left = rest;
                }
                subtitle = native.subtitle(&subtitle);
                let embedded = native::embed(native, review)?;
                Body::Native(Box::new(embedded), beside, picture.description.clone())
            } else {
                let svg = pictures.chart(chart, &picture, &meta).svg;
                let scale = chart::png::DEFAULT_SCALE;
                let png = chart::png::encode(&svg, scale, None, pictures.fonts())?;
                Body::Picture(png, picture.description.clone())
            };
            slides.push(Slide {
                section: name.clone(),
                title: picture.title,
                subtitle,
                method: picture.method,
                body,
                notes: match beside::definition(chart) {
                    Some(definition) => {
                        let mut notes =
                            beside::notes(chart, definition, &picture.description, section, review);
                        if place == 0 && !text_first {
                            notes.extend(unsaid(section, &left));
                        }
                        notes
                    }
                    None => notes(section, &left),
                },
            });
        }
    }
    Ok(slides)
}

fn lines(section: &Section) -> Vec<String> {
    section.lines.iter().take(MOST_LINES).map(|line| one_line(line, 220)).collect()
}

/// Returns the first rows of a table, and how many there are more.
fn cut(table: &Table) -> Table {
    let mut table = table.clone();
    let more = table.rows.len().saturating_sub(MOST_ROWS);
    table.rows.truncate(MOST_ROWS);
    if more > 0 {
        table.caption = format!("{} {more} more in the workbook.", table.caption);
    }
    table
}

/// Returns the notes of a section, with its sentences that stand on no slide.
fn notes(section: &Section, left: &[String]) -> Vec<String> {
    let mut notes = vec![
        format!("Definition: {}", clean(&section.definition)),
        format!("n: {}", clean(&section.n)),
        format!("Query: {}", clean(&section.query)),
    ];
    notes.extend(section.caveats.iter().map(|caveat| format!("Caveat: {}", clean(caveat))));
    notes.extend(unsaid(section, left));
    notes
}

fn unsaid<'a>(section: &'a Section, left: &'a [String]) -> impl Iterator<Item = String> + 'a {
    left.iter().chain(&section.more).map(|line| one_line(line, 400))
}
