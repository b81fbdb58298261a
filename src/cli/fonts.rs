//! The fonts that pictures are drawn with, as flags and `escapee.toml` name them.

use std::path::PathBuf;

use escapee::pipeline::fonts::font_files;
use escapee::report::chart::Fonts;

use super::Failure;
use super::context::Context;

/// Fonts besides the bundled ones.
#[derive(clap::Args)]
pub(super) struct FontFiles {
    /// Font file (.ttf, .otf, .ttc) for letters the bundled font lacks, in PNG, PDF and slides (an SVG
    /// and a workbook have the fonts of their reader); may be repeated
    #[arg(long = "font", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl FontFiles {
    /// Returns the bundled fonts with those that were named.
    pub(super) fn fonts(&self, context: &Context) -> Result<Fonts, Failure> {
        let mut fonts = Fonts::bundled();
        for (path, bytes) in font_files(&context.place, &self.files)? {
            fonts.add(&path, bytes)?;
        }
        Ok(fonts)
    }
}
