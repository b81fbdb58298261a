//! The colours of a terminal; each only repeats a word.

use anstyle::{AnsiColor, Style};

use crate::report::sheet::Tone;

/// Returns how a word of the tone is painted.
pub(super) fn tone_style(tone: Tone) -> Style {
    match tone {
        Tone::Good => AnsiColor::Blue.on_default().bold(),
        Tone::Mixed => AnsiColor::Yellow.on_default().bold(),
        Tone::Bad => AnsiColor::Red.on_default().bold(),
        Tone::Unknown => Style::new().dimmed(),
        Tone::Plain => Style::new().bold(),
    }
}
