//! The sentences of a chart, picked by rule from fixed templates.
//!
//! A title says "rose", "fell", "spiked" or "most" only where an interval or an expected range
//! supports it, and it blames no person or team.

mod calibration;
mod classes;
mod components;
mod floor;
mod indicators;
mod latency;
mod quadrant;
mod rate;
mod rate_title;
mod row;
mod timeline;

pub(super) use calibration::{advice, calibration_words, drawn, trust};
pub(super) use classes::{class_words, leading_class};
pub(super) use components::{MOST_COMPONENTS, MOST_QUARTERS, component_words, is_foreign};
pub(super) use floor::floor_words;
pub(super) use indicators::{indicator_name, indicator_words, verdict_words};
pub(super) use latency::{latency_words, median_words};
pub(super) use quadrant::quadrant_words;
pub(super) use rate::rate_words;
pub(super) use row::{judged, point_title, stands_out};
pub(super) use timeline::{end, hidden, start, timeline_words};

use super::numbers::period;
use crate::model::period::Period;

/// Longest title: it must fit one line.
const LONGEST_TITLE: usize = 70;

/// Most cells a chart shows; older ones are counted in words.
pub(super) const MOST_CELLS: usize = 24;

/// What a chart says in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The finding.
    pub(super) title: String,
    /// Measure, population, n, what the bars are, what is left out: sentences.
    pub(super) subtitle: Vec<String>,
    /// Methods.
    pub(super) footer: Vec<String>,
    /// The finding in numbers.
    pub(super) description: String,
}

/// Returns which of the periods that are drawn the data do not reach the end of, as a sentence; `None`
/// where they reach that of all.
pub(super) fn unfinished(open: &[Period], drawn: impl Iterator<Item = Period>) -> Option<String> {
    let open: Vec<String> = drawn.filter(|period| open.contains(period)).map(period).collect();
    let (first, more) = open.split_first()?;
    Some(match more.last() {
        None => format!("* {first} is not over in the data."),
        Some(last) => format!("* {first} to {last} are not over in the data."),
    })
}

/// Returns the newest rows a chart has room for.
pub(in crate::report) fn newest<T>(rows: &[T]) -> &[T] {
    &rows[rows.len().saturating_sub(MOST_CELLS)..]
}
