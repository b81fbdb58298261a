//! Columns of a sheet: their names in a head that stays in sight, their widths and number formats,
//! and how the sheet prints.

use chrono::Datelike;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::model::commit::Time;
use crate::report::clean::one_line;
use crate::report::format::machine;

pub(super) type Written = Result<(), XlsxError>;

/// Longest text of a cell; a sheet's own limit is 32,767.
pub(super) const CELL: usize = 1_000;

/// How the cells of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words on one line.
    Word,
    /// Sentences, broken into lines.
    Text,
    /// Whole numbers with commas.
    Count,
    /// Numbers with this format.
    Number(&'static str),
    /// A day and minute, UTC.
    Moment,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its width in letters.
    pub(super) width: u32,
    /// How its cells are written.
    pub(super) kind: Kind,
}

/// Returns a column.
pub(super) fn column(name: &str, width: u32, kind: Kind) -> Column<'_> {
    Column { name, width, kind }
}

/// Names the sheet, writes the head, which stays in sight and on every printed page, and sets the
/// columns.
pub(super) fn lay(sheet: &mut Worksheet, name: &str, columns: &[Column<'_>]) -> Written {
    sheet.set_name(name)?;
    printed(sheet);
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    for (place, column) in (0..).zip(columns) {
        let format = Format::new().set_align(FormatAlign::Top);
        let format = match column.kind {
            Kind::Word => format.set_align(FormatAlign::Left).set_indent(1),
            Kind::Text => format.set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            Kind::Count => format.set_num_format("#,##0"),
            Kind::Number(how) => format.set_num_format(how),
            Kind::Moment => format.set_num_format("yyyy-mm-dd hh:mm"),
        };
        sheet.set_column_width(place, column.width)?.set_column_format(place, &format)?;
        let right = !matches!(column.kind, Kind::Word | Kind::Text);
        sheet.write_string_with_format(0, place, column.name, &head(right))?;
    }
    let names = columns.iter().map(|column| (column.name, column.width));
    tall(sheet, 0, names)
}

/// Sets a row as high as its longest text needs: viewers differ in whether they do so themselves.
pub(super) fn tall<'a>(
    sheet: &mut Worksheet,
    row: u32,
    texts: impl Iterator<Item = (&'a str, u32)>,
) -> Written {
    const LINE: u32 = 15;
    let lines = texts.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    if lines > 1 {
        sheet.set_row_height(row, lines.min(20) * LINE)?;
    }
    Ok(())
}

/// Returns how many lines a text takes, broken between words, with some room for broad letters.
fn lines(text: &str, width: u32) -> u32 {
    let room = (width as usize * 9 / 10).max(1);
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > room {
            (lines, used) = (lines + 1, 0);
        }
        used += long + usize::from(used > 0);
        (lines, used) = (lines + used.saturating_sub(1) / room, (used.max(1) - 1) % room + 1);
    }
    lines as u32
}

/// Sets the sheet to print on A4 across, one page wide, with page numbers.
pub(super) fn printed(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P of &N");
}

/// Returns the format of a head: bold, over several lines, numbers at the right.
pub(super) fn head(right: bool) -> Format {
    let format = Format::new();
    let format = if right {
        format.set_align(FormatAlign::Right)
    } else {
        format.set_align(FormatAlign::Left).set_indent(1)
    };
    format
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Medium)
}

/// Writes a text; nothing where it is empty.
pub(super) fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Written {
    let text = one_line(text, CELL);
    if !text.is_empty() {
        sheet.write_string(row, column, &text)?;
    }
    Ok(())
}

/// Writes a number; nothing where it is not known.
pub(super) fn number(sheet: &mut Worksheet, row: u32, column: u16, value: Option<f64>) -> Written {
    if let Some(value) = value.filter(|value| value.is_finite()) {
        sheet.write_number(row, column, value)?;
    }
    Ok(())
}

/// Writes a time as a date that sorts and subtracts; as text where spreadsheets have no such year.
pub(super) fn moment(sheet: &mut Worksheet, row: u32, column: u16, at: Option<Time>) -> Written {
    match at {
        Some(at) if (1900..10_000).contains(&at.year()) => {
            sheet.write_datetime(row, column, &super::date(Some(at))?)?;
        }
        Some(at) => text(sheet, row, column, &machine(at))?,
        None => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_words_need() {
        assert_eq!(lines("short", 10), 1);
        // Nine of ten letters are room: "statements" stands alone, then "known".
        assert_eq!(lines("statements known", 11), 2);
        assert_eq!(lines(&"x".repeat(27), 10), 3);
        assert_eq!(lines("", 10), 1);
    }
}
