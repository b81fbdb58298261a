//! A finished SVG read back, with the fonts that were named and nothing of the machine.

use usvg::{ImageHrefResolver, Node, Options, Tree};

use super::error::ChartError;
use super::font;
use super::fonts::Fonts;
use super::svg_backend::{length, texts, unfitted};

/// Returns the tree that PNG and PDF are made from.
///
/// A letter that no font has is drawn as an ellipsis, never as a box.
pub(super) fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, ChartError> {
    fonts.draw(|| read(svg, fonts))
}

fn read(svg: &str, fonts: &Fonts) -> Result<Tree, ChartError> {
    // Here the font is the one that was measured, and what is fitted would lose its kerning.
    let plain = unfitted(svg);
    if !texts(&plain).any(is_foreign) {
        return Ok(Tree::from_str(&plain, &options(fonts))?);
    }
    let mut out = String::with_capacity(plain.len());
    for (line, plain) in svg.lines().zip(plain.lines()) {
        if texts(line).any(is_foreign) {
            out.push_str(&fitted(line, &without_boxes(plain, fonts), fonts)?);
        } else {
            out.push_str(plain);
        }
        out.push('\n');
    }
    Ok(Tree::from_str(&out, &options(fonts))?)
}

/// Whether a line has a letter that the bundled fonts lack, which have no sign for the end of a line either.
fn is_foreign(line: &str) -> bool {
    line.contains(|letter: char| !letter.is_ascii() && font::lacks(letter))
}

/// Returns a line with runs of letters that no font has as an ellipsis.
fn without_boxes(line: &str, fonts: &Fonts) -> String {
    let mut out = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            letter if letter.is_ascii() || !fonts.lacks(letter) => out.push(letter),
            _ if out.ends_with('…') => {}
            _ => out.push('…'),
        }
    }
    out
}

/// Returns a text element narrowed to the width that it was placed with, where letters of another font
/// make it wider. `line` is the element with that width, `plain` without.
fn fitted(line: &str, plain: &str, fonts: &Fonts) -> Result<String, ChartError> {
    let alone = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"540\" \
         viewBox=\"0 0 9600 5400\">{plain}</svg>"
    );
    let tree = Tree::from_str(&alone, &options(fonts))?;
    let natural = tree.root().children().iter().find_map(text_width).unwrap_or(0.0);
    let (Some(room), Some(x)) = (length(line, "textLength"), length(line, "x")) else {
        return Ok(plain.to_owned());
    };
    if natural <= room || natural <= 0.0 {
        return Ok(plain.to_owned());
    }
    let narrow = room / natural;
    let matrix =
        format!("<text transform=\"matrix({narrow:.4} 0 0 1 {:.2} 0)\"", x * (1.0 - narrow));
    Ok(plain.replacen("<text", &matrix, 1))
}

/// Returns the width of the first text of a node, in units of the sheet.
fn text_width(node: &Node) -> Option<f64> {
    match node {
        Node::Group(group) => group.children().iter().find_map(text_width),
        Node::Text(text) => Some(f64::from(text.bounding_box().width())),
        Node::Path(_) | Node::Image(_) => None,
    }
}

/// Returns options that load no file.
fn options(fonts: &Fonts) -> Options<'_> {
    Options {
        fontdb: fonts.database(),
        font_family: font::FAMILY.to_owned(),
        font_resolver: fonts.resolver(),
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
    fn only_texts_in_letters_of_other_fonts_are_looked_at_one_by_one() {
        let sheet = |text: &str| {
            format!(
                "<svg>\n<title>支付</title>\n<g><title>支</title>\n<text x=\"1\">{text}</text>\n</g></svg>"
            )
        };
        let looked_at = |text: &str| texts(&sheet(text)).any(is_foreign);
        assert!(!looked_at("pay – 12\u{a0}%, платёж"));
        assert!(looked_at("pay 支"));
    }
}
