//! A sheet for each table of the sections that no other sheet holds: introduction, impact, classes apart,
//! layers, test signal, actions, decisions.

use rust_xlsxwriter::Workbook;

use super::columns::{Column, Kind, Written, column, lay, number, tall, text};
use crate::model::review::Review;
use crate::report::sections::{Section, sections};

/// Widths of a column of words and of one of numbers.
const WIDTHS: [u32; 2] = [30, 12];

/// Writes a sheet for each table, in the order of the sections; the first stands on the overview.
pub(super) fn tables(book: &mut Workbook, review: &Review) -> Written {
    for section in &sections(review)[1..] {
        let Some(table) = &section.table else { continue };
        let columns: Vec<Column<'_>> = table
            .columns()
            .map(|(name, is_number)| {
                let kind = if is_number { Kind::Count } else { Kind::Text };
                column(name, WIDTHS[usize::from(is_number)], kind)
            })
            .collect();
        let sheet = book.add_worksheet();
        lay(sheet, name(section), &columns)?;
        for (row, cells) in (1..).zip(&table.rows) {
            for (place, (cell, column)) in (0..).zip(cells.iter().zip(&columns)) {
                match cell.replace(',', "").parse::<f64>() {
                    Ok(value) if column.kind == Kind::Count => {
                        number(sheet, row, place, Some(value))?;
                    }
                    _ => text(sheet, row, place, cell)?,
                }
            }
            let texts =
                cells.iter().zip(&columns).map(|(cell, column)| (cell.as_str(), column.width));
            tall(sheet, row, texts)?;
        }
    }
    Ok(())
}

/// Returns the name of the sheet; that of the rate has the rates by discovery already.
fn name(section: &Section) -> &'static str {
    match section.id {
        "rate" => "By introduction",
        _ => section.title,
    }
}
