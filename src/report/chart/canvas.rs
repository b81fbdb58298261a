//! The sheet of 960 × 540 logical px a chart is drawn on.
//!
//! Shapes go through plotters to the SVG backend; coordinates are px with fractions, rounded to
//! tenths here. Text sits on its baseline.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::BackendCoord;

use super::ChartMeta;
use super::font::{self, Weight};
use super::labels::Area;
use super::svg_backend::{Sheet, SvgBackend, UNITS};
use super::text::escape;
use super::theme::Ink;

/// Width in px.
pub(super) const WIDTH: f64 = 960.0;
/// Height in px.
pub(super) const HEIGHT: f64 = 540.0;
/// Left end of everything that is text or mark.
pub(super) const LEFT: f64 = 40.0;
/// Right end of everything that is text or mark.
pub(super) const RIGHT: f64 = 920.0;

/// Which end of a text its x names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// The start.
    Left,
    /// The middle.
    Center,
    /// The end.
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    /// Size in px.
    pub(super) size: f64,
    /// Weight.
    pub(super) weight: Weight,
    /// Colour.
    pub(super) color: Ink,
}

impl Type {
    /// Returns regular type.
    pub(super) fn regular(size: f64, color: Ink) -> Self {
        Self { size, weight: Weight::Regular, color }
    }

    /// Returns bold type.
    pub(super) fn bold(size: f64, color: Ink) -> Self {
        Self { size, weight: Weight::Bold, color }
    }

    /// Returns the width of a text in px.
    pub(super) fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// What a chart is drawn on.
pub(super) struct Canvas {
    area: DrawingArea<SvgBackend, Shift>,
    sheet: Rc<RefCell<Sheet>>,
    /// The sentence that stands in place of a plot; `None` where there is one.
    pub(super) hint: RefCell<Option<String>>,
}

fn units(px: f64) -> i32 {
    (px * UNITS).round() as i32
}

fn point((x, y): (f64, f64)) -> BackendCoord {
    (units(x), units(y))
}

fn stroke(color: Ink, width: f64) -> ShapeStyle {
    ShapeStyle::from(&color).stroke_width(units(width) as u32)
}

impl Canvas {
    /// Returns an empty sheet.
    pub(super) fn new() -> Self {
        let sheet = Rc::new(RefCell::new(Sheet::default()));
        let size = (units(WIDTH) as u32, units(HEIGHT) as u32);
        let area = SvgBackend::new(size, Rc::clone(&sheet)).into_drawing_area();
        Self { area, sheet, hint: RefCell::default() }
    }

    fn draw<E>(&self, element: &E)
    where
        for<'a> &'a E: PointCollection<'a, BackendCoord>,
        E: Drawable<SvgBackend>,
    {
        self.area.draw(element).expect("writing to a text in memory cannot fail");
    }

    /// Draws a filled rectangle.
    pub(super) fn fill_rect(&self, area: Area, color: Ink) {
        let corners = [point((area.left, area.top)), point((area.right, area.bottom))];
        self.draw(&Rectangle::new(corners, ShapeStyle::from(&color).filled()));
    }

    /// Draws the outline of a rectangle.
    pub(super) fn outline_rect(&self, area: Area, color: Ink, width: f64) {
        let corners = [point((area.left, area.top)), point((area.right, area.bottom))];
        self.draw(&Rectangle::new(corners, stroke(color, width)));
    }

    /// Draws a line through the points.
    pub(super) fn line(&self, points: &[(f64, f64)], color: Ink, width: f64) {
        let points: Vec<_> = points.iter().copied().map(point).collect();
        self.draw(&PathElement::new(points, stroke(color, width)));
    }

    /// Draws a broken line through the points; dash and gap in px.
    pub(super) fn dashed(
        &self,
        points: &[(f64, f64)],
        color: Ink,
        width: f64,
        (dash, gap): (f64, f64),
    ) {
        self.sheet.borrow_mut().set_dash(Some((units(dash) as u32, units(gap) as u32)));
        self.line(points, color, width);
        self.sheet.borrow_mut().set_dash(None);
    }

    /// Draws a filled circle.
    pub(super) fn dot(&self, center: (f64, f64), radius: f64, color: Ink) {
        let style = ShapeStyle::from(&color).filled();
        self.draw(&Circle::new(point(center), units(radius), style));
    }

    /// Draws the outline of a circle.
    pub(super) fn ring(&self, center: (f64, f64), radius: f64, color: Ink, width: f64) {
        self.draw(&Circle::new(point(center), units(radius), stroke(color, width)));
    }

    /// Draws a filled polygon.
    pub(super) fn polygon(&self, points: &[(f64, f64)], color: Ink) {
        let points: Vec<_> = points.iter().copied().map(point).collect();
        self.draw(&Polygon::new(points, color));
    }

    /// Draws a text with its baseline at y.
    pub(super) fn text(&self, text: &str, (x, y): (f64, f64), style: Type, align: Align) {
        if text.is_empty() {
            return;
        }
        let weight = match style.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let h_pos = match align {
            Align::Left => HPos::Left,
            Align::Center => HPos::Center,
            Align::Right => HPos::Right,
        };
        let desc = FontDesc::new(FontFamily::Name(font::FAMILY), style.size * UNITS, weight);
        let style = TextStyle::from(desc).color(&style.color).pos(Pos::new(h_pos, VPos::Bottom));
        self.area
            .draw_text(text, &style, point((x, y)))
            .expect("writing to a text in memory cannot fail");
    }

    /// Draws a group whose title shows when a pointer rests on it.
    pub(super) fn group(&self, title: &str, draw: impl FnOnce(&Self)) {
        self.sheet.borrow_mut().open_group(title);
        draw(self);
        self.sheet.borrow_mut().close_group();
    }

    /// Returns the finished SVG.
    pub(super) fn finish(&self, title: &str, description: &str, meta: &ChartMeta) -> String {
        let prefix: String =
            meta.id_prefix.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let (width, height) = (units(WIDTH), units(HEIGHT));
        let (title, description) = (escape(title), escape(description));
        let family = font::FAMILY;
        let background = if meta.transparent {
            String::new()
        } else {
            let paper = meta.theme.palette().paper;
            format!(
                "<rect width=\"{width}\" height=\"{height}\" fill=\"#{:02x}{:02x}{:02x}\"/>\n",
                paper.0, paper.1, paper.2
            )
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{prefix}title {prefix}desc\" font-family=\"&quot;{family}&quot;, \
             &quot;Segoe UI&quot;, &quot;Helvetica Neue&quot;, Arial, sans-serif\">\n\
             <title id=\"{prefix}title\">{title}</title>\n\
             <desc id=\"{prefix}desc\">{description}</desc>\n{background}{}</svg>\n",
            self.sheet.borrow().body()
        )
    }
}
