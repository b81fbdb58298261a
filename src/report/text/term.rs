//! A term and what it means.

use std::io::{self, Write};

use crate::report::terms::Term;

use super::TextStyle;
use super::screen::Screen;

/// Writes a term, its meaning, and where the definition comes from.
pub fn term(out: &mut impl Write, term: &Term, style: TextStyle) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    screen.heading(term.name)?;
    screen.paragraph(term.meaning)?;
    if !term.source.is_empty() {
        screen.paragraph(&format!("Source: {}", term.source))?;
    }
    Ok(())
}
