//! The report as one HTML file: no network, no style attribute, readable without script.
//!
//! The content security policy names the hash of the one style sheet and the one script, so that
//! nothing a tracker's text could smuggle in would run or load.

mod incidents;
mod overview;
mod page;
mod rates;
mod worksheet;
mod worksheet_page;

use crate::model::review::Review;

pub use worksheet_page::worksheet;

/// A chart to set into the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it shows, in a line.
    pub title: String,
    /// What it says, for those who do not see it.
    pub description: String,
    /// The drawing.
    pub svg: String,
    /// The same drawing for a dark screen; without it the light one stands on white.
    pub dark: Option<String>,
}

impl From<(String, String, String)> for Figure {
    /// Returns the figure of a title, a description and a drawing.
    fn from((title, description, svg): (String, String, String)) -> Self {
        Self { title, description, svg, dark: None }
    }
}

/// Returns the review as one HTML file. The first chart stands with the escape rate, the second
/// with the escape classes, further ones after them.
pub fn review(review: &Review, charts: &[Figure]) -> String {
    page::page(review, charts).into_string()
}

#[cfg(test)]
mod tests;
