//! Charts: model tables to SVG, and SVG to PNG.
//!
//! A chart is drawn once, as SVG, by plotters over one backend of our own; PNG is made from that
//! SVG. Its title is a finding picked by rule and never claims more than the interval allows; its
//! description says the finding in numbers, for those who do not see the picture. The same table
//! gives the same bytes.

mod axis;
mod canvas;
mod class_breakdown;
mod class_key;
mod columns;
mod error;
mod escape_counts;
mod escape_rate;
mod font;
mod frame;
mod labels;
mod marks;
mod numbers;
pub mod png;
mod scale;
mod sev1_lane;
mod svg_backend;
mod text;
mod theme;
mod value_labels;
mod wording;

use crate::model::commit::Time;
use crate::model::period::Period;
use crate::model::verdict::EscapeClass;

pub use class_breakdown::class_breakdown;
pub use error::ChartError;
pub use escape_rate::escape_rate;
pub use theme::Theme;

/// The charts there are: name and the question it answers.
pub const NAMES: &[(&str, &str)] = &[
    ("escape-rate", "Is our escape rate changing, or is it noise?"),
    ("class-breakdown", "Why did the tests miss them?"),
];

/// Below this many defects a share is not printed: one more defect would move it by over 10 points.
pub(crate) const FEW: u64 = 10;

/// What a chart says about itself besides its data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartMeta {
    /// File or tracker the data came from; only the last part of a path is printed.
    pub source: String,
    /// Newest time in the data; never the wall clock.
    pub data_through: Option<Time>,
    /// Version of escapee.
    pub version: String,
    /// A line every output carries, such as "invented data".
    pub banner: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the background stays empty.
    pub transparent: bool,
    /// Start of the ids in the SVG, so that several fit into one page.
    pub id_prefix: String,
}

/// An incident of severity 1 in the lane above the escape rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sev1Mark {
    /// Id of the incident.
    pub id: String,
    /// Its title, as the source has it.
    pub title: String,
    /// Why the tests missed it; `None` where nobody looked yet.
    pub class: Option<EscapeClass>,
    /// The period it started in, cut as the rows of the table are.
    pub period: Period,
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The picture, 960 × 540.
    pub svg: String,
    /// The finding, a sentence without a full stop.
    pub title: String,
    /// The finding in numbers: the text for those who do not see the picture.
    pub description: String,
}
