//! An SVG chart read back: its texts with their boxes, its marks, and what lies behind a text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};
use escapee::report::chart::Theme;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Something on the sheet, in logical px.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) color: String,
    pub(crate) size: f64,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Item {
    pub(crate) fn crosses(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }
}

/// What a chart is made of.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) role: Option<String>,
    pub(crate) title: String,
    pub(crate) description: String,
    /// Texts in the order they are drawn.
    pub(crate) texts: Vec<Item>,
    /// Points and the bars of intervals.
    pub(crate) marks: Vec<Item>,
    /// Dashed lines, across or upright.
    pub(crate) lines: Vec<Item>,
    /// What a pointer on a mark shows.
    pub(crate) hovers: Vec<String>,
    pub(crate) rects: Vec<Item>,
    pub(crate) elements: Vec<String>,
}

type Attributes = BTreeMap<String, String>;

impl Sheet {
    /// Reads a chart; anything that is not well-formed XML fails the test.
    pub(crate) fn read(svg: &str) -> Self {
        let mut sheet = Self::default();
        let mut reader = Reader::from_str(svg);
        reader.config_mut().expand_empty_elements = true;
        let mut open: Vec<(String, Attributes, String)> = Vec::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(tag) => {
                    let (name, attributes) = element(&tag);
                    sheet.elements.push(name.clone());
                    open.push((name, attributes, String::new()));
                }
                Event::Text(text) => {
                    if let Some((_, _, content)) = open.last_mut() {
                        content.push_str(&text);
                    }
                }
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .expect("a known reference")
                        .into_owned();
                    if let Some((_, _, content)) = open.last_mut() {
                        content.push_str(&text);
                    }
                }
                Event::End(_) => {
                    let (name, attributes, content) = open.pop().expect("a start tag");
                    let in_group = open.last().is_some_and(|(name, ..)| name == "g");
                    sheet.close(&name, &attributes, &content, in_group);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty(), "every element is closed");
        sheet
    }

    fn close(&mut self, name: &str, attributes: &Attributes, content: &str, in_group: bool) {
        let number = |key: &str| attributes.get(key).and_then(|text| text.parse::<f64>().ok());
        let px = |key: &str| number(key).unwrap_or(0.0) / 10.0;
        assert!(px("width") >= 0.0 && px("height") >= 0.0, "{name} {attributes:?}");
        match name {
            "svg" => self.role = attributes.get("role").cloned(),
            "title" if in_group => self.hovers.push(content.to_owned()),
            "title" => content.clone_into(&mut self.title),
            "desc" => content.clone_into(&mut self.description),
            "text" => self.texts.push(text(attributes, content, px("x"), px("y"), px("font-size"))),
            "rect" if attributes.get("fill").is_some_and(|fill| fill != "none") => {
                let (left, top) = (px("x"), px("y"));
                self.rects.push(Item {
                    color: attributes["fill"].clone(),
                    left,
                    top,
                    right: left + px("width"),
                    bottom: top + px("height"),
                    ..Item::default()
                });
            }
            "circle" => {
                let (x, y, r) = (px("cx"), px("cy"), px("r"));
                self.marks.push(Item {
                    left: x - r,
                    top: y - r,
                    right: x + r,
                    bottom: y + r,
                    ..Item::default()
                });
            }
            "path" if in_group => self.marks.extend(bar(&attributes["d"])),
            "path" => self.lines.extend(dashes(&attributes["d"])),
            _ => {}
        }
    }

    /// Returns the colours that may lie behind a text: the newest area under its middle, else the
    /// paper, and the band wherever it may be.
    pub(crate) fn grounds(&self, text: &Item, theme: Theme) -> Vec<String> {
        let (x, y) = (f64::midpoint(text.left, text.right), f64::midpoint(text.top, text.bottom));
        let under = self.rects.iter().skip(1).rev().find(|rect| rect.holds(x, y));
        match (under, theme) {
            (Some(rect), _) => vec![rect.color.clone()],
            (None, Theme::Light) => vec!["#ffffff".to_owned(), "#eef0f3".to_owned()],
            (None, Theme::Dark) => vec!["#12161c".to_owned(), "#262d36".to_owned()],
        }
    }
}

fn element(tag: &BytesStart<'_>) -> (String, Attributes) {
    let attributes = tag
        .attributes()
        .map(|attribute| {
            let attribute = attribute.expect("a quoted attribute");
            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
        })
        .collect();
    (tag.name().as_ref().to_owned(), attributes)
}

/// Returns a text with the box its letters need, figures and capitals above and tails below.
fn text(attributes: &Attributes, content: &str, x: f64, y: f64, size: f64) -> Item {
    let bold = attributes.get("font-weight").is_some_and(|weight| weight == "700");
    let width = width(content, size, bold);
    let left = match attributes.get("text-anchor").map(String::as_str) {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    let tail = if content.contains(['g', 'j', 'p', 'q', 'y', ',', '(', '[']) { 0.2 } else { 0.02 };
    Item {
        text: content.to_owned(),
        color: attributes["fill"].clone(),
        size,
        left,
        top: y - 0.74 * size,
        right: left + width,
        bottom: y + tail * size,
    }
}

fn width(text: &str, size: f64, bold: bool) -> f64 {
    static FONTS: OnceLock<[FontRef<'static>; 2]> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        [notosans::REGULAR_TTF, notosans::BOLD_TTF]
            .map(|bytes| FontRef::try_from_slice(bytes).expect("a valid font"))
    });
    let font = &fonts[usize::from(bold)];
    let units: f32 = text.chars().map(|c| font.h_advance_unscaled(font.glyph_id(c))).sum();
    f64::from(units / font.units_per_em().expect("units per em")) * size
}

/// Returns the coordinates of a path, in logical px.
fn numbers(path: &str) -> Vec<f64> {
    path.split(|c: char| !c.is_ascii_digit())
        .filter_map(|text| text.parse().ok())
        .map(|units: f64| units / 10.0)
        .collect()
}

/// Returns the box of dashes on one line across or upright.
fn dashes(path: &str) -> Option<Item> {
    let numbers = numbers(path);
    let ends = |from: usize| {
        let all = numbers.iter().skip(from).step_by(2).copied();
        (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (ends(0), ends(1));
    let is_line = (right - left < 0.2) != (bottom - top < 0.2);
    (numbers.len() > 4 && is_line).then(|| Item { left, top, right, bottom, ..Item::default() })
}

/// Returns the box of a straight upright bar.
fn bar(path: &str) -> Option<Item> {
    let numbers = numbers(path);
    let [x, y, other_x, other_y] = numbers[..] else { return None };
    ((x - other_x).abs() < 0.1).then(|| Item {
        left: x - 1.0,
        right: x + 1.0,
        top: y.min(other_y),
        bottom: y.max(other_y),
        ..Item::default()
    })
}

/// Returns the contrast of two colours written as `#rrggbb`.
pub(crate) fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |color: &str| {
        let value = u32::from_str_radix(&color[1..], 16).expect("a colour");
        let weights = [(16, 0.2126), (8, 0.7152), (0, 0.0722)];
        let channels = weights.map(|(shift, weight)| {
            let share = f64::from(value >> shift & 0xff) / 255.0;
            weight
                * if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        channels.iter().sum::<f64>()
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
