//! Charts: model tables to SVG, and SVG to PNG and PDF.
//!
//! A chart is drawn once, as SVG, by plotters over one backend of our own; PNG and PDF are
//! made from that SVG. Its title is a finding picked by rule and never claims more than the interval allows; its
//! description says the finding in numbers, for those who do not see the picture. The same table
//! gives the same bytes.

mod axis;
mod calibration;
mod canvas;
mod class_breakdown;
mod class_key;
mod columns;
mod components;
mod coverage_floor;
mod error;
mod escape_counts;
mod escape_rate;
mod false_confidence;
pub(super) mod findings;
mod font;
mod fonts;
mod frame;
mod guarded;
mod indicators;
mod labels;
mod latency;
mod legible;
mod log_axis;
mod marks;
mod nothing;
mod numbers;
mod of_review;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
mod pictures;
pub mod png;
mod scale;
mod sev1_key;
mod sev1_lane;
mod svg_backend;
mod text;
mod theme;
mod timeline;
mod timeline_events;
mod timeline_labels;
mod timeline_tiles;
mod unit_names;
mod value_labels;
mod wording;

use crate::model::commit::Time;
use crate::model::period::Period;

pub use crate::model::review::Sev1Mark;
pub use calibration::calibration;
pub use class_breakdown::class_breakdown;
pub use components::components;
pub use coverage_floor::coverage_floor;
pub use error::ChartError;
pub use escape_rate::escape_rate;
pub use false_confidence::false_confidence;
pub use fonts::Fonts;
pub use indicators::indicators;
pub use latency::latency;
pub(super) use of_review::worst;
pub use of_review::{meta_of, needs_panel, of_review};
pub use pictures::Pictures;
pub use theme::Theme;
pub use timeline::timeline;
pub(super) use wording::newest;

/// The charts there are: name and the question it answers.
pub const NAMES: &[(&str, &str)] = &[
    ("escape-rate", "Is our escape rate changing, or is it noise?"),
    ("class-breakdown", "Why did the tests miss them?"),
    ("calibration", "Can I believe a forecast as a number?"),
    ("indicators", "Which leading indicator predicts escapes?"),
    ("false-confidence", "Where is coverage misleading us?"),
    ("coverage-floor", "Does the 60 % floor mean anything here?"),
    ("latency", "How long do escapes stay hidden, by cause?"),
    ("timeline", "One incident: when could the tests have caught it?"),
    ("components", "Which component next?"),
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
    /// How the subject of the picture was picked, where it was.
    pub picked: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the background stays empty.
    pub transparent: bool,
    /// Periods that the data do not reach the end of: a star marks them where periods are columns.
    pub unfinished: Vec<Period>,
    /// Start of the ids in the SVG, so that several fit into one page.
    pub id_prefix: String,
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The picture, 960 × 540.
    pub svg: String,
    /// The finding, a sentence without a full stop.
    pub title: String,
    /// Measure, population, n, what the bars are and what is left out.
    pub subtitle: String,
    /// The finding in numbers: the text for those who do not see the picture.
    pub description: String,
    /// How its subject was picked and its numbers were made, as the footer says it.
    pub method: String,
    /// Whether it shows data; else a sentence stands in an empty frame.
    pub is_drawn: bool,
    /// The sentence that stands where nothing is drawn, with commands between backticks; `None` where
    /// something is.
    pub hint: Option<String>,
}

/// Returns what happened to an incident: when, what, and what belongs to it.
pub(super) fn timeline_events(
    dossier: &crate::model::dossier::Dossier,
) -> Vec<(Time, String, String)> {
    let events = timeline_events::events(dossier).into_iter();
    events.map(|event| (event.at, event.name, event.note)).collect()
}
