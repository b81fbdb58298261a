//! A native chart for a slide: the chart's part, and the workbook it can be edited in.

use std::io::{Cursor, Read};

use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

use crate::model::review::Review;
use crate::report::workbook::native::Native;
use crate::report::workbook::{OfficeError, properties};

/// What is left unsaid, and how it is said. The schema takes most switches that are not said as set, which
/// hides axes, gives each column a colour of its own and lays the legend on the chart.
const UNSAID: [(&str, &str); 8] = [
    ("<c:lang val=\"en-US\"/>", "<c:lang val=\"en-US\"/><c:roundedCorners val=\"0\"/>"),
    ("<c:grouping val=\"standard\"/>", "<c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>"),
    ("<c:grouping val=\"stacked\"/>", "<c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/>"),
    ("<c:grouping val=\"clustered\"/>", "<c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>"),
    ("</c:scaling><c:axPos", "</c:scaling><c:delete val=\"0\"/><c:axPos"),
    ("<c:minorTickMark", "<c:majorTickMark val=\"out\"/><c:minorTickMark"),
    ("<c:lblOffset val=\"100\"/>", "<c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"0\"/>"),
    // Without a sign viewers draw a single mark with one of theirs.
    ("<c:marker><c:spPr>", "<c:marker><c:symbol val=\"circle\"/><c:size val=\"8\"/><c:spPr>"),
];

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
    for (unsaid, said) in UNSAID {
        text = text.replace(unsaid, said);
    }
    if let Some(legend) = text.find("<c:legend>") {
        let said = text[legend..].replacen("<c:layout/>", "<c:layout/><c:overlay val=\"0\"/>", 1);
        text.replace_range(legend.., &said);
    }
    text.replace(
        "</c:chartSpace>",
        "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_that_viewers_take_as_set_are_said_and_a_legend_does_not_lie_on_the_chart() {
        let sheet = "<c:grouping val=\"stacked\"/><c:marker><c:spPr></c:spPr></c:marker><c:layout/></c:scaling><c:axPos/>\
                     <c:legend><c:layout/></c:legend>";
        assert_eq!(
            adapted(sheet),
            "<c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/><c:marker><c:symbol val=\"circle\"/>\
             <c:size val=\"8\"/><c:spPr></c:spPr></c:marker><c:layout/></c:scaling><c:delete val=\"0\"/><c:axPos/>\
             <c:legend><c:layout/><c:overlay val=\"0\"/></c:legend>"
        );
    }

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
