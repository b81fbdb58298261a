//! Slides to a file: the parts of a presentation and what each slide shows.

use super::element::{self, INK, MUTED, escape};
use super::frame::{self, NAMES, TREE, XML};
use super::front::{self, TYPE};
use super::parts::Parts;
use super::slides::{Body, Slide};
use crate::model::review::Review;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, day};
use crate::report::sections::Table;
use crate::report::workbook::OfficeError;

/// Returns the slides as a file.
pub(super) fn package(review: &Review, slides: &[Slide]) -> Result<Vec<u8>, OfficeError> {
    let mut parts = Parts::default();
    front::put(&mut parts, review, slides.len());
    for (number, slide) in (1..).zip(slides) {
        put(&mut parts, number, slide, review);
    }
    parts.zipped()
}

/// Writes one slide with what it shows and its notes.
fn put(parts: &mut Parts, number: usize, slide: &Slide, review: &Review) {
    let pml = format!("{TYPE}.presentationml");
    let name = format!("ppt/slides/slide{number}.xml");
    let notes = format!("ppt/notesSlides/notesSlide{number}.xml");
    let mut targets = vec![
        ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
        ("notesSlide", format!("../notesSlides/notesSlide{number}.xml")),
    ];
    match &slide.body {
        Body::Text(..) => {}
        Body::Picture(bytes, _) => {
            parts.raw(&format!("ppt/media/image{number}.png"), bytes.clone());
            targets.push(("image", format!("../media/image{number}.png")));
        }
        Body::Native(embedded, ..) => {
            let chart = format!("ppt/charts/chart{number}.xml");
            parts.xml(&chart, &format!("{TYPE}.drawingml.chart+xml"), embedded.chart.clone());
            parts.relations(&chart, &[("package", format!("../embeddings/chart{number}.xlsx"))]);
            parts.raw(&format!("ppt/embeddings/chart{number}.xlsx"), embedded.workbook.clone());
            targets.push(("chart", format!("../charts/chart{number}.xml")));
        }
    }
    parts.xml(&name, &format!("{pml}.slide+xml"), shown(slide, number, review));
    parts.relations(&name, &targets);
    let paragraphs = slide
        .notes
        .iter()
        .map(|line| {
            let text = escape(line);
            format!("<a:p><a:r><a:rPr lang=\"en-US\" sz=\"1000\"/><a:t>{text}</a:t></a:r></a:p>")
        })
        .collect::<Vec<_>>()
        .concat();
    let body = frame::notes_body(&paragraphs, false);
    parts.xml(
        &notes,
        &format!("{pml}.notesSlide+xml"),
        format!("{XML}<p:notes {NAMES}><p:cSld><p:spTree>{TREE}{body}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"),
    );
    parts.relations(
        &notes,
        &[
            ("notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
            ("slide", format!("../slides/slide{number}.xml")),
        ],
    );
}

/// Returns the slide as XML.
fn shown(slide: &Slide, number: usize, review: &Review) -> String {
    let mut shapes = element::title(&slide.title, (40.0, 30.0, 880.0, 34.0));
    shapes.push_str(&element::text_box(
        3,
        "Section",
        &[format!("{} · {}", slide.section, one_line(&review.scope.to_string(), 60))],
        1_100,
        MUTED,
        (40.0, 12.0, 600.0, 16.0),
    ));
    shapes.push_str(&element::number(8, number, (820.0, 12.0, 100.0, 16.0)));
    let mut top = 78.0;
    if !slide.subtitle.is_empty() {
        let lines = [slide.subtitle.clone()];
        shapes.push_str(&element::text_box(
            4,
            "Subtitle",
            &lines,
            1_300,
            MUTED,
            (40.0, 66.0, 880.0, 38.0),
        ));
        top = 110.0;
    }
    match &slide.body {
        Body::Text(lines, table) => {
            let size = text_size(lines, table.as_ref());
            let height = if table.is_some() { text_height(lines, size) } else { 380.0 };
            if !lines.is_empty() {
                shapes.push_str(&element::text_box(
                    5,
                    "Text",
                    lines,
                    size,
                    INK,
                    (40.0, top, 880.0, height),
                ));
                top += height + 12.0;
            }
            if let Some(table) = table {
                shapes.push_str(&element::table(6, table, (40.0, top, 880.0, 494.0 - top)));
            }
        }
        Body::Picture(_, alt) => {
            // The picture's own title stands on the slide as text; its footer stays.
            shapes.push_str(&element::picture(5, alt, 104.0 / 540.0, (0.0, 104.0, 960.0, 436.0)));
        }
        Body::Native(_, beside, alt) => {
            let wide = if beside.is_empty() { 880.0 } else { 610.0 };
            shapes.push_str(&element::chart(5, alt, (40.0, top, wide, 494.0 - top)));
            if !beside.is_empty() {
                shapes.push_str(&element::text_box(
                    6,
                    "Beside",
                    beside,
                    1_200,
                    INK,
                    (668.0, top + 8.0, 252.0, 480.0 - top),
                ));
            }
        }
    }
    if !matches!(slide.body, Body::Picture(..)) {
        let through = review.data_through.map_or_else(|| MISSING.to_owned(), day);
        let banner = review.banner.as_ref().map(|banner| format!(" · {}", one_line(banner, 60)));
        let source = format!(
            "escapee {} · data through {through}{}",
            review.version,
            banner.unwrap_or_default()
        );
        // On a line of its own, so that a long method cuts nothing.
        let (footer, top) = if slide.method.is_empty() {
            (source, 514.0)
        } else {
            (format!("{}\n{source}", one_line(&slide.method, 190)), 504.0)
        };
        shapes.push_str(&element::text_box(
            7,
            "Footer",
            &[footer],
            1_050,
            MUTED,
            (40.0, top, 880.0, 530.0 - top),
        ));
    }
    format!(
        "{XML}<p:sld {NAMES}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

/// Returns the size of a slide's text in hundredths of a point: larger where little stands on it.
fn text_size(lines: &[String], table: Option<&Table>) -> u32 {
    let letters: usize = lines.iter().map(|line| line.chars().count()).sum();
    match table.map_or(0, |table| table.rows.len()) {
        0..=4 if letters <= 500 => 1_800,
        _ => 1_400,
    }
}

/// Returns the height of the text in px: its lines as they break at 880 px, and the gaps.
fn text_height(lines: &[String], size: u32) -> f64 {
    let size = f64::from(size) / 100.0;
    // A letter of Arial is about half as wide as it is high.
    let room = 880.0 / (0.52 * size);
    let broken = |line: &String| (line.chars().count() as f64 / room).ceil().max(1.0);
    lines.iter().map(|line| broken(line) * size * 1.2 + 6.0).sum()
}
