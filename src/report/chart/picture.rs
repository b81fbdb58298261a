//! A finished SVG read back, with the two bundled fonts and nothing of the machine.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use usvg::fontdb::{Database, Source};
use usvg::{ImageHrefResolver, Options, Tree};

use super::error::ChartError;
use super::font;
use super::svg_backend::unfitted;

/// Returns the tree that PNG and PDF are made from.
pub(super) fn tree(svg: &str) -> Result<Tree, ChartError> {
    // Here the font is the one that was measured, and what is fitted would lose its kerning.
    Ok(Tree::from_str(&unfitted(svg), &options())?)
}

/// Returns the letters of a chart that the bundled fonts lack, in order, each once.
///
/// A browser shows them in a font of the reader's; PNG and PDF show an empty box.
pub fn missing_letters(svg: &str) -> Vec<char> {
    let foreign = svg.chars().filter(|letter| !letter.is_ascii() && font::lacks(*letter));
    foreign.collect::<BTreeSet<char>>().into_iter().collect()
}

/// Returns options that load the bundled fonts and no file.
fn options() -> Options<'static> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
            fonts.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        fonts.set_sans_serif_family(font::FAMILY);
        Arc::new(fonts)
    });
    Options {
        fontdb: Arc::clone(fonts),
        font_family: font::FAMILY.to_owned(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_the_fonts_lack_are_named_once() {
        assert_eq!(missing_letters("<svg>Größe, Ελλάδα, счёт – 支付 支</svg>"), ['付', '支']);
    }
}
