//! Colours by role, for light and dark.
//!
//! Text colours reach a contrast of 4.5 on the paper and on the band. An escape class keeps one
//! colour everywhere; colour never carries the meaning alone.

use plotters::style::RGBColor;

use crate::model::verdict::EscapeClass;

/// Light or dark paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black.
    Dark,
}

/// A colour of the palette.
pub(super) type Ink = RGBColor;

/// Returns the colour of a number written as in `0x0072b2`.
const fn hex(rgb: u32) -> Ink {
    RGBColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// The colours of a theme, by what they are for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    /// Background.
    pub(super) paper: Ink,
    /// Titles and names.
    pub(super) ink: Ink,
    /// Subtitles, tick labels, footers.
    pub(super) muted: Ink,
    /// Axes and reference lines.
    pub(super) axis: Ink,
    /// Grid: decoration only.
    pub(super) grid: Ink,
    /// Expected range.
    pub(super) band: Ink,
    /// Data.
    pub(super) accent: Ink,
    /// The one thing to see.
    pub(super) alarm: Ink,
    /// Text about the one thing to see: dark enough on the band, too.
    pub(super) alarm_text: Ink,
    /// Text in the data's colour.
    pub(super) accent_text: Ink,
    /// Outline of a segment that would vanish on the paper.
    pub(super) outline: Ink,
    /// Ground of a zone to stay out of.
    pub(super) danger: Ink,
    /// What is as it should be.
    pub(super) good: Ink,
}

impl Theme {
    /// Returns the colours.
    pub(super) fn palette(self) -> Palette {
        match self {
            Self::Light => Palette {
                paper: hex(0x00ff_ffff),
                ink: hex(0x001b_1f24),
                muted: hex(0x0057_606a),
                axis: hex(0x006e_7781),
                grid: hex(0x00e6_e8eb),
                band: hex(0x00ee_f0f3),
                accent: hex(0x0000_72b2),
                alarm: hex(0x00c4_4e00),
                alarm_text: hex(0x00b3_4700),
                accent_text: hex(0x0000_6ba8),
                outline: hex(0x006e_7781),
                danger: hex(0x00fd_f1e8),
                good: hex(0x0000_795a),
            },
            Self::Dark => Palette {
                paper: hex(0x0012_161c),
                ink: hex(0x00f0_f3f6),
                muted: hex(0x00a9_b3bd),
                axis: hex(0x008b_949e),
                grid: hex(0x002a_3038),
                band: hex(0x0026_2d36),
                accent: hex(0x0056_b4e9),
                alarm: hex(0x00ff_9a4d),
                alarm_text: hex(0x00ff_9a4d),
                accent_text: hex(0x0056_b4e9),
                outline: hex(0x00a9_b3bd),
                danger: hex(0x002b_211a),
                good: hex(0x002f_c79a),
            },
        }
    }
}

/// How a class is filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    /// The class's colour.
    pub(super) color: Ink,
    /// Text on it: black or white, whichever has the higher contrast.
    pub(super) text: Ink,
    /// Whether an outline must set it off the paper.
    pub(super) outlined: bool,
}

/// Returns how a class is filled on the paper of a theme.
pub(super) fn class_fill(class: EscapeClass, theme: Theme) -> Fill {
    let dark = theme == Theme::Dark;
    let color = hex(match class {
        // Hollow means no evidence on either paper, so ink and paper change places.
        EscapeClass::S if dark => 0x00f0_f3f6,
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 if dark => 0x0012_161c,
        EscapeClass::S => 0x001b_1f24,
        EscapeClass::C => 0x0000_72b2,
        EscapeClass::B => 0x0056_b4e9,
        EscapeClass::O => 0x00cc_79a7,
        EscapeClass::E => 0x00d5_5e00,
        EscapeClass::N => 0x009a_a3ad,
        EscapeClass::F => 0x00f0_b429,
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 => 0x00ff_ffff,
    });
    let (black, white) = (hex(0), hex(0x00ff_ffff));
    let text = if contrast(color, black) >= contrast(color, white) { black } else { white };
    let vanishes = contrast(color, theme.palette().paper) < 1.5;
    let edged = class == EscapeClass::U || class == EscapeClass::S && dark;
    Fill { color, text, outlined: vanishes || edged }
}

/// Returns a colour that holds `share` of the first and the rest of the second.
pub(super) fn mix(first: Ink, second: Ink, share: f64) -> Ink {
    let channel =
        |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share)).round() as u8;
    RGBColor(channel(first.0, second.0), channel(first.1, second.1), channel(first.2, second.2))
}

/// Returns the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance.
pub(super) fn contrast(one: Ink, other: Ink) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Ink) -> f64 {
    let channel = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(color.0) + 0.7152 * channel(color.1) + 0.0722 * channel(color.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_highest_contrast_there_is() {
        assert!((contrast(hex(0), hex(0x00ff_ffff)) - 21.0).abs() < 1e-9);
        // Grey 0x77: (119/255 + 0.055) / 1.055 to the 2.4 is 0.1845; 1.05 / 0.2345 = 4.48.
        assert!((contrast(hex(0x0077_7777), hex(0x00ff_ffff)) - 4.48).abs() < 0.005);
    }

    #[test]
    fn every_text_colour_can_be_read_on_the_paper_and_on_the_band() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = theme.palette();
            for text in [colors.ink, colors.muted, colors.alarm_text, colors.accent_text] {
                for ground in [colors.paper, colors.band, colors.danger] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}");
                }
            }
        }
    }

    #[test]
    fn numbers_can_be_read_on_every_class() {
        for &class in EscapeClass::ALL {
            let fill = class_fill(class, Theme::Light);
            assert!(contrast(fill.text, fill.color) >= 4.5, "{class}");
        }
    }

    #[test]
    fn hollow_is_no_evidence_on_either_paper_and_a_lost_signal_is_solid() {
        for theme in [Theme::Light, Theme::Dark] {
            let paper = theme.palette().paper;
            let distance = |class| contrast(class_fill(class, theme).color, paper);
            assert!(distance(EscapeClass::U) < 1.1, "not determined has the paper's colour");
            assert!(distance(EscapeClass::S) > 10.0, "a lost signal stands out from it");
        }
    }

    #[test]
    fn a_class_that_would_vanish_on_its_paper_has_an_outline() {
        assert!(class_fill(EscapeClass::S, Theme::Dark).outlined);
        assert!(!class_fill(EscapeClass::S, Theme::Light).outlined);
        assert!(class_fill(EscapeClass::U, Theme::Light).outlined);
    }
}
