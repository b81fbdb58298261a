//! The charts of a review as PNG and PDF draw them: with letters they can draw.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use super::fonts::Fonts;
use super::svg_backend::texts;
use super::{Chart, ChartMeta, legible, of_review};
use crate::model::review::Review;

/// Most letters that are named; the others are counted.
const MOST_NAMED: usize = 12;

/// What makes the pictures of one review, and remembers which letters their fonts lacked.
pub struct Pictures<'a> {
    review: &'a Review,
    fonts: &'a Fonts,
    legible: OnceCell<Review>,
    missing: RefCell<BTreeSet<char>>,
}

impl<'a> Pictures<'a> {
    /// Returns what makes the pictures of a review with these fonts.
    pub fn new(review: &'a Review, fonts: &'a Fonts) -> Self {
        Self { review, fonts, legible: OnceCell::new(), missing: RefCell::default() }
    }

    /// Returns the fonts.
    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// Returns the chart of that name as a picture shows it: where the fonts lack letters, their number
    /// stands in the drawing, and title, subtitle and description keep them.
    pub fn chart(&self, name: &str, drawn: &Chart, meta: &ChartMeta) -> Chart {
        let drawn_letters: String = texts(&drawn.svg).collect();
        let missing = self.fonts.missing(&drawn_letters);
        if missing.is_empty() {
            return drawn.clone();
        }
        self.missing.borrow_mut().extend(missing);
        let review = self.legible.get_or_init(|| legible::review(self.review, self.fonts));
        let banner = meta.banner.as_ref().map(|text| legible::legible(text, self.fonts));
        let meta = ChartMeta { banner, ..meta.clone() };
        Chart { svg: of_review(name, review, &meta).svg, ..drawn.clone() }
    }

    /// Returns what to tell of the letters that the pictures made so far lack, and the way out; `None`
    /// where they lack none.
    pub fn note(&self) -> Option<String> {
        let missing = self.missing.borrow();
        let named: String = missing.iter().take(MOST_NAMED).collect();
        let more = if missing.len() > MOST_NAMED { "…" } else { "" };
        let (letters, them, is) = match missing.len() {
            0 => return None,
            1 => ("1 letter".to_owned(), "it", "is"),
            n => (format!("{n} letters"), "them", "are"),
        };
        Some(format!(
            "note: {letters} of names and titles ({named}{more}) {is} in none of the fonts that pictures are \
             drawn with, and stand{} there as a number, as in `[6 letters]`: --font FILE, or fonts under \
             [charts] in escapee.toml, names a font that has {them}; SVG and page need none",
            if missing.len() == 1 { "s" } else { "" }
        ))
    }
}
