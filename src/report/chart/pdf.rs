//! SVG to PDF: one page of 960 × 540 pt, text that stays text, the fonts as subsets.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

use usvg::Tree;

use chrono::{Datelike, Timelike};

use super::Chart;
use super::error::ChartError;
use super::fonts::Fonts;
use super::picture;
use crate::model::commit::Time;

/// Returns a chart as a PDF that names its title, its description and, as its date, the newest time
/// in the data. The same chart gives the same bytes.
pub fn encode(
    chart: &Chart,
    data_through: Option<Time>,
    fonts: &Fonts,
) -> Result<Vec<u8>, ChartError> {
    let tree = picture::tree(&chart.svg, fonts)?;
    fonts.draw(|| written(&tree, chart, data_through))
}

fn written(tree: &Tree, chart: &Chart, data_through: Option<Time>) -> Result<Vec<u8>, ChartError> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let wrong = || ChartError::Size { width: width as u64, height: height as u64 };
    let settings = PageSettings::from_wh(width, height).ok_or_else(wrong)?;
    let size = Size::from_wh(width, height).ok_or_else(wrong)?;
    let mut document = Document::new();
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_svg(tree, size, SvgSettings::default()).ok_or_else(wrong)?;
    surface.finish();
    page.finish();
    let mut metadata = Metadata::new()
        .title(chart.title.clone())
        .description(chart.description.clone())
        .language("en".to_owned())
        .creator("escapee".to_owned());
    if let Some(at) = data_through {
        let date = DateTime::new(at.year().clamp(0, 9_999) as u16)
            .month(at.month() as u8)
            .day(at.day() as u8)
            .hour(at.hour() as u8)
            .minute(at.minute() as u8)
            .second(at.second() as u8);
        metadata = metadata.creation_date(date);
    }
    document.set_metadata(metadata);
    document.finish().map_err(|error| ChartError::Pdf(format!("{error:?}")))
}
