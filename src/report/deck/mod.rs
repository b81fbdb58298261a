//! A review as slides: the ten sections, native charts with their data and error bars where slides
//! can draw them, pictures with alt text elsewhere, and notes for the one who presents.
//!
//! Parts are written in a fixed order with fixed times, so the same review gives the same bytes.

mod beside;
mod element;
mod frame;
mod front;
mod native;
mod package;
mod parts;
mod slides;

use crate::model::review::Review;

use super::chart::Pictures;
use super::workbook::OfficeError;

/// Returns the review of the pictures as a presentation of 13.33 × 7.5 inches.
pub fn deck(review: &Review, pictures: &Pictures<'_>) -> Result<Vec<u8>, OfficeError> {
    package::package(review, &slides::slides(review, pictures)?)
}

#[cfg(test)]
mod tests;
