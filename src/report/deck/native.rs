//! A native chart for a slide: the chart's part, and the workbook it can be edited in.

use std::io::{Cursor, Read};

use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

use crate::model::review::Review;
use crate::report::workbook::native::Native;
use crate::report::workbook::{OfficeError, properties};

/// A chart's part and its workbook.
pub(super) struct Embedded {
    /// `chart.xml`, which refers to the workbook as `rId1`.
    pub(super) chart: String,
    /// The workbook with the data and no chart.
    pub(super) workbook: Vec<u8>,
}

/// Returns the chart as a slide embeds it.
pub(super) fn embed(native: &Native, review: &Review) -> Result<Embedded, OfficeError> {
    let with_chart = book(native, review, true)?;
    let mut archive = ZipArchive::new(Cursor::new(with_chart))?;
    let mut chart = String::new();
    archive
        .by_name("xl/charts/chart1.xml")
        .map_err(|_| OfficeError::NoChart)?
        .read_to_string(&mut chart)?;
    Ok(Embedded { chart: adapted(&chart), workbook: book(native, review, false)? })
}

fn book(native: &Native, review: &Review, with_chart: bool) -> Result<Vec<u8>, OfficeError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(review)?);
    let sheet = book.add_worksheet();
    native.fill(sheet)?;
    if with_chart {
        sheet.insert_chart(0, 0, &native.chart())?;
    }
    Ok(book.save_to_buffer()?)
}

/// Returns a worksheet's chart part as a slide needs it: without print settings, with the workbook
/// it is edited in, and with what viewers guess wrongly said outright: no smoothed lines, of labels only the count.
fn adapted(chart: &str) -> String {
    let mut text = chart.to_owned();
    if let (Some(start), Some(end)) =
        (text.find("<c:printSettings>"), text.find("</c:printSettings>"))
    {
        text.replace_range(start..end + "</c:printSettings>".len(), "");
    }
    // Without a word some viewers draw what is not known as 0.
    if !text.contains("<c:dispBlanksAs") {
        text = text.replace(
            "<c:plotVisOnly val=\"1\"/>",
            "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/>",
        );
    }
    let is_line = text.contains("<c:lineChart>");
    if is_line && !text.contains("<c:smooth") {
        text = text.replace("</c:ser>", "<c:smooth val=\"0\"/></c:ser>");
    }
    // Flags that are not set out some viewers take as set, and write names beside the counts.
    text = text.replace(
        "<c:showVal val=\"1\"/></c:dLbls>",
        "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>",
    );
    text = text.replace(
        "<c:showVal val=\"1\"/></c:dLbl>",
        "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbl>",
    );
    text.replace(
        "</c:chartSpace>",
        "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_chart_is_not_smoothed_has_no_print_settings_and_names_its_workbook() {
        let sheet = "<c:chartSpace><c:lineChart><c:ser><c:val/></c:ser></c:lineChart>\
                     <c:printSettings><c:headerFooter/></c:printSettings></c:chartSpace>";
        assert_eq!(
            adapted(sheet),
            "<c:chartSpace><c:lineChart><c:ser><c:val/><c:smooth val=\"0\"/></c:ser></c:lineChart>\
             <c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>"
        );
    }
}
