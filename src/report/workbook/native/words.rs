//! What a chart in a workbook says: finding and subtitle in cells above it, its numbers in words below
//! it, and an alt text.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::super::columns::{CELL, tall};
use super::Native;
use crate::model::review::Review;
use crate::report::chart;
use crate::report::clean::one_line;

/// Longest alt text a spreadsheet takes, in UTF-16 units.
const ALT: usize = 255;
/// Where the rest of a cut alt text stands.
const REST: &str = " All of it stands below the chart.";
/// Width of the words in letters: that of the chart.
const WIDTH: f64 = 104.0;
/// Height of the chart in rows of 20 px, so that it fits a page with the data of nine quarters.
const HEIGHT: u32 = 18;
/// Widths of the first column and of those that follow, in letters.
const COLUMNS: (f64, f64) = (16.0, 12.0);

impl Native {
    /// Puts finding, subtitle, chart and the numbers in words below the data that
    /// [`fill`](Self::fill) wrote, the words last, so that data and chart fit a page.
    pub(in crate::report) fn insert(
        &self,
        sheet: &mut Worksheet,
        review: &Review,
    ) -> Result<(), XlsxError> {
        let picture = chart::of_review(self.name, review, &chart::meta_of(review));
        let description = one_line(&picture.description, 4 * CELL);
        let bold = Format::new().set_bold().set_font_size(14);
        let muted = Format::new().set_font_color("#57606A");
        let row = self.rows.len() as u32 + 2;
        self.write(sheet, row, &one_line(&picture.title, CELL), &bold)?;
        // The words below the chart have what stands beside it on a slide.
        let subtitle = self.subtitle(&picture.subtitle).replace(" beside them,", " below,");
        self.write(sheet, row + 1, &one_line(&subtitle, CELL), &muted)?;
        let mut chart = self.chart();
        chart.set_height(HEIGHT * 20).set_alt_text(alt(&description));
        sheet.insert_chart(row + 2, 0, &chart)?;
        self.write(sheet, row + 3 + HEIGHT, &description, &Format::new())
    }

    /// Writes a text across the columns that are as wide as the chart together, broken into lines.
    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let mut last = 0;
        let mut width = COLUMNS.0;
        while width < WIDTH {
            last += 1;
            // The column of labels is broader; one without data has the width of a new sheet.
            width += match self.head.len() as u16 {
                label if last < label => COLUMNS.1,
                label if last == label => 18.0,
                _ => 8.4,
            };
        }
        let format =
            format.clone().set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::Top);
        sheet.merge_range(row, 0, row, last, text, &format)?;
        tall(sheet, row, [(text, WIDTH as u32)].into_iter())
    }
}

/// Returns a description as an alt text: whole where it fits, else its first sentences.
fn alt(description: &str) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(description) <= ALT {
        return description.to_owned();
    }
    let room = ALT - units(REST);
    let ends = description.match_indices(". ").map(|(end, _)| end + 1);
    let fits = ends.take_while(|end| units(&description[..*end]) <= room).last();
    let kept = fits.map_or_else(
        || {
            let mut used = 1;
            let letters = description.chars().take_while(|letter| {
                used += letter.len_utf16();
                used <= room
            });
            format!("{}…", letters.collect::<String>())
        },
        |end| description[..end].to_owned(),
    );
    kept + REST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alt_text_is_whole_or_ends_with_a_sentence_and_names_where_the_rest_stands() {
        assert_eq!(alt("Escapes fell. 3 of 10."), "Escapes fell. 3 of 10.");
        // A sentence and its space are 22 letters, and 221 are left: ten sentences, without a last space.
        let long = ["Escapes fell by 10 %."; 20].join(" ");
        assert_eq!(long.chars().count(), 21 * 20 + 19);
        assert_eq!(alt(&long), format!("{}{REST}", ["Escapes fell by 10 %."; 10].join(" ")));
    }

    #[test]
    fn a_single_long_sentence_is_cut_where_the_limit_is_not_where_a_letter_is() {
        let cut = alt(&"🔥".repeat(400));
        assert!(cut.encode_utf16().count() <= ALT && cut.contains("🔥…"), "{cut}");
    }
}
