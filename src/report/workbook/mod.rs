//! A review as a workbook: all its numbers, a sheet for each kind, and native charts beside them.
//!
//! The three charts that can be drawn natively with their intervals are defined in `native` once;
//! the deck embeds the same ones.

mod columns;
pub(super) mod native;
mod sheets;
mod tables;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::model::commit::Time;
use crate::model::review::Review;

/// Why a workbook or a deck could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A sheet or a chart could not be written.
    #[error("the workbook cannot be written")]
    Sheet(#[from] XlsxError),
    /// The parts could not be packed.
    #[error("the file cannot be packed")]
    Pack(#[from] zip::result::ZipError),
    /// A part could not be written or read back.
    #[error("the file's parts cannot be written")]
    Part(#[from] std::io::Error),
    /// A picture could not be drawn.
    #[error(transparent)]
    Picture(#[from] super::chart::ChartError),
    /// The workbook lacks the chart that was put into it.
    #[error("the workbook holds no chart to embed")]
    NoChart,
}

/// Returns the review as a workbook. The same review gives the same bytes.
pub fn workbook(review: &Review) -> Result<Vec<u8>, OfficeError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(review)?);
    sheets::overview(book.add_worksheet(), review)?;
    for native in native::all(review) {
        let sheet = book.add_worksheet();
        native.fill(sheet)?;
        native.insert(sheet, review)?;
    }
    sheets::incidents(book.add_worksheet(), review)?;
    sheets::latency(book.add_worksheet(), review)?;
    sheets::components(book.add_worksheet(), review)?;
    tables::tables(&mut book, review)?;
    if let Some(found) = &review.calibration {
        // Without one the sheet of sentences says why.
        if !found.indicators.is_empty() {
            sheets::indicators(book.add_worksheet(), found)?;
        }
        sheets::sentences(book.add_worksheet(), found)?;
    }
    if let Some(found) = &review.quadrant {
        sheets::units(book.add_worksheet(), found)?;
    }
    sheets::definitions(book.add_worksheet(), review)?;
    Ok(book.save_to_buffer()?)
}

/// Returns properties without a clock: the date is that of the newest data.
pub(super) fn properties(review: &Review) -> Result<DocProperties, XlsxError> {
    let title = super::clean::one_line(&super::summary::headline(review), 200);
    let properties = DocProperties::new().set_title(title).set_author("escapee");
    Ok(properties.set_creation_datetime(&date(review.data_through)?))
}

fn date(at: Option<Time>) -> Result<ExcelDateTime, XlsxError> {
    use chrono::{Datelike, Timelike};
    let at = at.unwrap_or(Time::UNIX_EPOCH);
    let year = at.year().clamp(1970, 9_999) as u16;
    ExcelDateTime::from_ymd(year, at.month() as u8, at.day() as u8)?.and_hms(
        at.hour() as u16,
        at.minute() as u8,
        f64::from(at.second()),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::report::sample;

    fn parts(bytes: &[u8]) -> Vec<(String, String)> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..archive.len())
            .map(|place| {
                let mut file = archive.by_index(place).unwrap();
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                (file.name().unwrap().into_owned(), text)
            })
            .collect()
    }

    #[test]
    fn the_workbook_holds_every_incident_and_two_native_charts() {
        let review = sample::review();
        let bytes = workbook(&review).unwrap();
        let parts = parts(&bytes);
        let charts = parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count();
        assert_eq!(charts, 2, "rate and classes; without a panel there is no floor");
        let rate = &parts.iter().find(|(name, _)| name == "xl/charts/chart1.xml").unwrap().1;
        assert!(rate.contains("<c:errBars>") && rate.contains("<c:errValType val=\"cust\"/>"));
        let strings =
            &parts.iter().find(|(name, _)| name.ends_with("sharedStrings.xml")).unwrap().1;
        for dossier in &review.dossiers {
            let id = super::super::clean::one_line(&dossier.incident.id, 60);
            assert!(strings.contains(&id), "{id}");
        }
        sample::assert_harmless(strings);
    }

    #[test]
    fn tables_of_the_sections_have_sheets_and_incidents_say_covered_and_verified_then() {
        let review = sample::review();
        let parts = parts(&workbook(&review).unwrap());
        let of = |name: &str| &parts.iter().find(|(part, _)| part.ends_with(name)).unwrap().1;
        for section in &crate::report::sections::sections(&review)[1..] {
            let name = if section.id == "rate" { "By introduction" } else { section.title };
            let is_there = of("workbook.xml").contains(&format!("name=\"{name}\""));
            assert_eq!(is_there, section.table.is_some(), "{name}");
        }
        let strings = of("sharedStrings.xml");
        for head in ["Introduced", "Quarter", "Decision", "covered then", "verified then"] {
            assert!(strings.contains(&format!("{head}</t>")), "{head}");
        }
    }

    #[test]
    fn dates_are_dates_heads_stay_and_every_sheet_prints_one_page_wide() {
        let parts = parts(&workbook(&sample::review()).unwrap());
        let sheets: Vec<&String> = parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
            .map(|(_, text)| text)
            .collect();
        for sheet in &sheets {
            assert!(
                sheet.contains("fitToHeight=\"0\"")
                    && sheet.contains("<pageSetUpPr fitToPage=\"1\"")
            );
        }
        // The overview has two tables below each other, so none of its heads can stay.
        assert!(sheets[1..].iter().all(|sheet| sheet.contains("state=\"frozen\"")));
        let incidents = sheets.iter().find(|sheet| sheet.contains("<autoFilter")).unwrap();
        let (_, started) = incidents.split_once("<c r=\"G2\"").unwrap();
        let (cell, _) = started.split_once("</c>").unwrap();
        // Day 46,000 is in 2025.
        let (_, value) = cell.split_once("<v>").unwrap();
        let day: f64 = value.trim_end_matches("</v>").parse().unwrap();
        assert!(!cell.contains("t=\"s\"") && (45_000.0..47_000.0).contains(&day), "{cell}");
        let strings =
            &parts.iter().find(|(name, _)| name.ends_with("sharedStrings.xml")).unwrap().1;
        assert!(strings.contains("Lower end") && strings.contains("Upper end"));
        let styles = &parts.iter().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
        assert!(styles.contains("yyyy-mm-dd hh:mm") && styles.contains("wrapText=\"1\""));
    }

    #[test]
    fn the_same_review_gives_the_same_bytes() {
        assert_eq!(workbook(&sample::review()).unwrap(), workbook(&sample::review()).unwrap());
    }

    #[test]
    fn a_native_chart_has_an_alt_text_and_stands_between_its_finding_and_its_words() {
        let review = sample::review();
        let parts = parts(&workbook(&review).unwrap());
        let strings =
            &parts.iter().find(|(name, _)| name.ends_with("sharedStrings.xml")).unwrap().1;
        let drawings = parts.iter().filter(|(name, _)| name.starts_with("xl/drawings/drawing"));
        let drawings: Vec<&String> = drawings.map(|(_, text)| text).collect();
        assert_eq!(drawings.len(), 2);
        assert!(strings.contains("Share of all below, with") && !strings.contains("beside them"));
        for (drawing, name) in drawings.iter().zip(["escape-rate", "class-breakdown"]) {
            use crate::report::chart;
            let drawn = chart::of_review(name, &review, &chart::meta_of(&review));
            let document = usvg::roxmltree::Document::parse(drawing).unwrap();
            let alt = document.descendants().find_map(|node| node.attribute("descr"));
            assert!(alt.is_some_and(|alt| alt.starts_with(&drawn.title)), "{name}: {alt:?}");
            assert!(strings.contains(&format!(">{}</t>", drawn.title)), "{name}");
            let end = drawn.description.rsplit(". ").next().unwrap();
            assert!(strings.contains(&format!("{end}</t>")), "{name}: {end}");
        }
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        let bytes = workbook(&sample::review()).unwrap();
        assert!(
            parts(&bytes)
                .iter()
                .all(|(_, text)| !text.contains("<f>=") && !text.contains("<f>cmd"))
        );
    }
}
