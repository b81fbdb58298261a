//! Widths of text in the bundled font, so that labels are placed before anything renders them.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, GlyphId};

use crate::report::text::columns;

/// Family the charts name; the same files measure here and draw in the PNG.
pub(super) const FAMILY: &str = "Noto Sans";

/// Height of a capital over the size.
pub(super) const CAP_HEIGHT: f64 = 0.714;

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Returns the width of a text in px, without kerning, which only makes it narrower.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = face(weight);
    let em = f64::from(face.units_per_em().unwrap_or(1000.0));
    let units: f64 = text.chars().map(|c| advance(face, c, em)).sum();
    units / em * size
}

/// Widths of a letter the font lacks over the em, by the columns it takes in a terminal: nothing for a
/// mark on the letter before, what letters usually take, and the square of an ideograph.
const LACKED: [f64; 3] = [0.0, 0.6, 1.0];

/// Letters the font lacks come from another, which is made to fit what is said here.
fn advance(face: &FontRef<'static>, letter: char, em: f64) -> f64 {
    match face.glyph_id(letter) {
        GlyphId(0) => em * LACKED[columns(letter.encode_utf8(&mut [0; 4])).min(2)],
        glyph => f64::from(face.h_advance_unscaled(glyph)),
    }
}

/// Returns whether the font lacks a letter.
pub(super) fn lacks(letter: char) -> bool {
    face(Weight::Regular).glyph_id(letter) == GlyphId(0)
}

fn face(weight: Weight) -> &'static FontRef<'static> {
    static FACES: OnceLock<[FontRef<'static>; 2]> = OnceLock::new();
    let [regular, bold] = FACES.get_or_init(|| {
        [notosans::REGULAR_TTF, notosans::BOLD_TTF]
            .map(|bytes| FontRef::try_from_slice(bytes).expect("the bundled fonts are valid"))
    });
    match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_as_wide_as_the_font_says() {
        // Digits of Noto Sans advance 1171 of 2048 units: 3 of them at 10 px are 17.153 px.
        assert!((width("123", 10.0, Weight::Regular) - 17.153).abs() < 1e-3);
        assert!(width("escapes", 14.0, Weight::Bold) > width("escapes", 14.0, Weight::Regular));
    }

    #[test]
    fn a_letter_the_font_lacks_takes_an_em_if_it_is_wide_and_less_if_not() {
        for (letter, wide) in [("漢", 10.0), ("ש", 6.0), ("\u{fe0f}", 0.0)] {
            assert!((width(letter, 10.0, Weight::Regular) - wide).abs() < 1e-6, "{letter}");
        }
    }
}
