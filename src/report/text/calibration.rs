//! A calibration for a terminal.

use std::io::{self, Write};

use crate::model::calibration::Calibration;

use super::TextStyle;
use super::screen::Screen;

/// Writes a calibration.
pub fn calibration(out: &mut impl Write, found: &Calibration, style: TextStyle) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    for sentence in &found.sentences {
        screen.paragraph(sentence)?;
    }
    Ok(())
}
