//! plotters' drawing calls as SVG: 10 units per logical px, so that tenths are whole numbers.
//!
//! plotters hands over integers only; a sheet ten times as large keeps sub-pixel geometry. Dashes
//! and groups are unknown to plotters and are set on the [`Sheet`] the backend shares with its
//! canvas. Everything foreign is escaped here and nowhere else.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::font::{self, Weight};
use super::text::escape;

/// Units of the sheet per logical px.
pub(super) const UNITS: f64 = 10.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The SVG being written, and what plotters has no words for.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    body: String,
    dash: Option<(u32, u32)>,
}

impl Sheet {
    /// Opens a group; the title shows when a pointer rests on it.
    pub(super) fn open_group(&mut self, title: &str) {
        self.put(format_args!("<g><title>{}</title>", escape(title)));
    }

    /// Closes the group opened last.
    pub(super) fn close_group(&mut self) {
        self.put(format_args!("</g>"));
    }

    /// Sets the dash and gap of the lines to come, in units; `None` for unbroken lines.
    pub(super) fn set_dash(&mut self, dash: Option<(u32, u32)>) {
        self.dash = dash;
    }

    /// Returns what was drawn so far.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }
}

/// A plotters backend that writes SVG elements to a [`Sheet`].
pub(super) struct SvgBackend {
    size: (u32, u32),
    sheet: Rc<RefCell<Sheet>>,
}

impl SvgBackend {
    /// Returns a backend that writes to the sheet; the size is in units.
    pub(super) fn new(size: (u32, u32), sheet: Rc<RefCell<Sheet>>) -> Self {
        Self { size, sheet }
    }

    fn put(&self, element: std::fmt::Arguments<'_>) {
        self.sheet.borrow_mut().put(element);
    }
}

/// Returns the attributes of a filled shape, or of a stroked one.
fn paint(color: BackendColor, stroke: Option<u32>) -> String {
    let (r, g, b) = color.rgb;
    let mut paint = match stroke {
        None => format!(" fill=\"#{r:02x}{g:02x}{b:02x}\""),
        Some(width) => {
            format!(" fill=\"none\" stroke=\"#{r:02x}{g:02x}{b:02x}\" stroke-width=\"{width}\"")
        }
    };
    if color.alpha < 1.0 {
        let _ = write!(paint, " opacity=\"{:.2}\"", color.alpha);
    }
    paint
}

/// Returns the points as the commands of a path.
fn commands(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.into_iter().enumerate() {
        let _ = write!(path, "{}{x} {y}", if place == 0 { 'M' } else { 'L' });
    }
    path
}

/// What a text begins and ends with that must take a width.
const FITTED: [&str; 2] = [" textLength=\"", "\" lengthAdjust=\"spacingAndGlyphs\""];

/// Returns the attributes of a text that takes so many units.
fn fitted(width: f64) -> String {
    let [start, end] = FITTED;
    // Nothing to fit: marks that stand on no letter.
    if width < 1.0 { String::new() } else { format!("{start}{width:.0}{end}") }
}

/// Returns the SVG as it is for the one who has the font that it was measured with.
pub(super) fn unfitted(svg: &str) -> String {
    let [start, end] = FITTED;
    // In a text both are written with references, so that neither is taken for one.
    let mut parts = svg.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |svg, part| svg + part.split_once(end).map_or(part, |(_, rest)| rest))
}

/// Returns the text elements of an SVG, each with its line: what is drawn in letters, unlike titles and
/// descriptions.
pub(super) fn texts(svg: &str) -> impl Iterator<Item = &str> {
    svg.lines().filter(|line| line.starts_with("<text "))
}

/// Returns a length that an element as it is written here has, in units.
pub(super) fn length(element: &str, attribute: &str) -> Option<f64> {
    let (_, rest) = element.split_once(&format!(" {attribute}=\""))?;
    rest.split('"').next()?.parse().ok()
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let paint = paint(color, None);
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"{paint}/>"));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let paint = paint(style.color(), (!fill).then(|| style.stroke_width()));
        let (width, height) = (right - left, bottom - top);
        self.put(format_args!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"{paint}/>"
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let paint = paint(style.color(), Some(style.stroke_width()));
        let dash =
            self.sheet.borrow().dash.map_or_else(String::new, |(dash, gap)| {
                format!(" stroke-dasharray=\"{dash} {gap}\"")
            });
        let path = commands(path);
        self.put(format_args!("<path d=\"{path}\"{paint} stroke-linejoin=\"round\"{dash}/>"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let paint = paint(style.color(), (!fill).then(|| style.stroke_width()));
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let paint = paint(style.color(), None);
        let path = commands(vert);
        self.put(format_args!("<path d=\"{path}Z\"{paint}/>"));
        Ok(())
    }

    /// Writes live text; `y` is the baseline, so that every renderer puts it at the same place. It takes
    /// the width that it was placed with in any font a viewer has, so that no label grows into another.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (bold, weight) = match style.style() {
            FontStyle::Bold => (" font-weight=\"700\"", Weight::Bold),
            FontStyle::Normal | FontStyle::Oblique | FontStyle::Italic => ("", Weight::Regular),
        };
        let (size, paint) = (style.size().round(), paint(style.color(), None));
        let fitted = fitted(font::width(text, size, weight));
        let text = escape(text);
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{bold}{anchor}{fitted}{paint}>{text}</text>"
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{IntoDrawingArea, PathElement};
    use plotters::style::{IntoTextStyle, RGBColor, ShapeStyle};

    use super::*;

    #[test]
    fn a_dashed_line_is_one_path_in_tenths_of_a_px() {
        let sheet = Rc::new(RefCell::new(Sheet::default()));
        let area = SvgBackend::new((9600, 5400), Rc::clone(&sheet)).into_drawing_area();
        sheet.borrow_mut().set_dash(Some((60, 40)));
        let style = ShapeStyle::from(&RGBColor(0, 0x72, 0xb2)).stroke_width(12);
        area.draw(&PathElement::new(vec![(15, 20), (105, 20)], style)).unwrap();
        assert_eq!(
            sheet.borrow().body(),
            "<path d=\"M15 20L105 20\" fill=\"none\" stroke=\"#0072b2\" stroke-width=\"12\" \
             stroke-linejoin=\"round\" stroke-dasharray=\"60 40\"/>\n"
        );
    }

    #[test]
    fn a_text_takes_the_width_that_it_was_placed_with() {
        let sheet = Rc::new(RefCell::new(Sheet::default()));
        let area = SvgBackend::new((9600, 5400), Rc::clone(&sheet)).into_drawing_area();
        let style = ("Noto Sans", 100.0).into_text_style(&area);
        for text in ["123", "\" textLength=\"9\" lengthAdjust=\"spacingAndGlyphs\"", "\u{fe0f}"] {
            area.draw_text(text, &style, (10, 200)).unwrap();
        }
        let svg = sheet.borrow().body().to_owned();
        // Three digits of Noto Sans at 10 px are 17.153 px; the paint of the text follows.
        let fitted = "font-size=\"100\" textLength=\"172\" lengthAdjust=\"spacingAndGlyphs\" fill=";
        assert!(svg.starts_with(&format!("<text x=\"10\" y=\"200\" {fitted}")), "{svg}");
        assert_eq!(svg.matches(" textLength=\"").count(), 2, "{svg}");
        let plain = unfitted(&svg);
        assert!(!plain.contains(" textLength=\"") && plain.contains("font-size=\"100\" fill="));
        assert!(plain.contains(">&quot; textLength=&quot;9&quot; lengthAdjust="), "{plain}");
    }

    #[test]
    fn a_hostile_title_stays_text() {
        let mut sheet = Sheet::default();
        sheet.open_group("</title><script>\u{202e}");
        assert_eq!(sheet.body(), "<g><title>&lt;/title&gt;&lt;script&gt;</title>\n");
    }
}
