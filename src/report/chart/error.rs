//! Why a chart could not be turned into a picture.

use std::path::PathBuf;

/// Why a chart could not be turned into a picture.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The SVG cannot be read back.
    #[error("the chart's SVG cannot be read")]
    Svg(#[from] usvg::Error),
    /// A file that was named as a font cannot be drawn with.
    #[error("`{}` is no font that letters can be drawn with", path.display())]
    Font {
        /// The file.
        path: PathBuf,
    },
    /// The picture would have no pixels, or too many.
    #[error("a picture of `{width}` × `{height}` pixels cannot be drawn")]
    Size {
        /// Width asked for, in pixels.
        width: u64,
        /// Height asked for, in pixels.
        height: u64,
    },
    /// The PNG cannot be written.
    #[error("the PNG cannot be written")]
    Png(#[from] png::EncodingError),
    /// The PDF cannot be written.
    #[cfg(feature = "pdf")]
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}
