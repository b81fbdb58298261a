//! The report as one HTML file: no network, no style attribute, readable without script.
//!
//! The content security policy names the hash of the one style sheet and the one script, so that
//! nothing a tracker's text could smuggle in would run or load. Thousands of worksheets would make a
//! page nobody can open, so [`pages`] puts those beyond the worst ones into pages of their own.

mod incidents;
mod overview;
mod page;
mod section;
mod worksheet;
mod worksheet_page;

use crate::model::review::Review;

pub use worksheet_page::worksheet;

/// Worksheets on the first page, beside a table of thousands of rows within 5 MB; each further page
/// holds as many.
const SHEETS: usize = 100;

/// A chart to set into the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Name of the chart.
    pub name: String,
    /// What it shows, in a line.
    pub title: String,
    /// What it says, for those who do not see it.
    pub description: String,
    /// The drawing.
    pub svg: String,
    /// The same drawing for a dark screen; without it the light one stands on white.
    pub dark: Option<String>,
    /// Whether it shows data; one that does not has no place in the page, its table has.
    pub is_drawn: bool,
}

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What stands between the stem of the file's name and its ending: empty for the first page,
    /// `-2` for the second.
    pub suffix: String,
    /// The page.
    pub html: String,
}

/// Returns the review as one HTML file with the worksheet of every incident.
pub fn review(review: &Review, charts: &[Figure]) -> String {
    page::page(review, charts, &Sheets { stem: "", per_page: usize::MAX }).into_string()
}

/// Returns the review as a page, and the worksheets that do not fit it on further ones.
///
/// `stem` is the name of the file without its ending, so that pages can link to one another.
pub fn pages(review: &Review, charts: &[Figure], stem: &str) -> Vec<Page> {
    let sheets = Sheets { stem, per_page: SHEETS };
    let first =
        Page { suffix: String::new(), html: page::page(review, charts, &sheets).into_string() };
    let further = (1..sheets.count(review.dossiers.len())).map(|place| Page {
        suffix: format!("-{}", place + 1),
        html: page::sheets(review, &sheets, place).into_string(),
    });
    std::iter::once(first).chain(further).collect()
}

/// How worksheets are spread over pages.
struct Sheets<'a> {
    stem: &'a str,
    per_page: usize,
}

impl Sheets<'_> {
    /// Returns how many pages there are.
    fn count(&self, incidents: usize) -> usize {
        incidents.div_ceil(self.per_page).max(1)
    }

    /// Returns where the worksheet of an incident stands, as a link from the first page.
    fn link(&self, number: usize) -> String {
        let anchor = worksheet::anchor(number);
        match number / self.per_page {
            0 => format!("#{anchor}"),
            place => format!("{}#{anchor}", self.file(place)),
        }
    }

    /// Returns the name of a page's file, its unusual letters in percent signs.
    fn file(&self, place: usize) -> String {
        use std::fmt::Write as _;
        let suffix = if place == 0 { String::new() } else { format!("-{}", place + 1) };
        let mut name = String::new();
        for byte in self.stem.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                name.push(char::from(byte));
            } else {
                let _ = write!(name, "%{byte:02X}");
            }
        }
        // A name that could be read as a scheme or a host stays a name.
        format!("./{name}{suffix}.html")
    }
}

#[cfg(test)]
mod tests;
