//! What charts find, for those who write it without drawing.

use super::wording;
use crate::model::calibration::{Backtest, Calibration, IndicatorAnswer};
use crate::model::components::ComponentTable;
use crate::model::latency::LatencyTable;
use crate::model::quadrant::Quadrant;
use crate::model::rate::{Rate, RateRow, RateTable};
use crate::model::review::ClassTable;
use crate::model::verdict::EscapeClass;

/// Returns the title of the escape-rate chart.
pub(in crate::report) fn escape_rate(table: &RateTable) -> String {
    wording::rate_words(table, &[]).title
}

/// Returns whether a row is over and rests on enough defects for its rate to say something.
pub(in crate::report) fn is_judged(row: &RateRow) -> bool {
    wording::judged(row).is_some()
}

/// Returns the title of the class breakdown.
pub(in crate::report) fn classes(table: &ClassTable) -> String {
    wording::class_words(table).title
}

/// Returns the class that stands out from chance as the largest, with its share.
pub(in crate::report) fn leading_class(table: &ClassTable) -> Option<(EscapeClass, Rate)> {
    wording::leading_class(table)
}

/// Returns the title of the indicator forest.
pub(in crate::report) fn indicators(found: Option<&Calibration>) -> String {
    wording::indicator_words(found).title
}

/// Returns the title of the calibration picture.
pub(in crate::report) fn calibration(found: Option<&Calibration>) -> String {
    wording::calibration_words(found).title
}

/// Returns the title of the floor.
pub(in crate::report) fn floor(found: Option<&Calibration>) -> String {
    wording::floor_words(found).title
}

/// Returns the title of the quadrant.
pub(in crate::report) fn quadrant(found: Option<&Quadrant>) -> String {
    wording::quadrant_words(found).title
}

/// Returns the title of the latency chart.
pub(in crate::report) fn latency(table: &LatencyTable) -> String {
    wording::latency_words(table).title
}

/// Returns the title of the component table.
pub(in crate::report) fn components(table: &ComponentTable) -> String {
    wording::component_words(table).title
}

/// Returns the indicator whose forecasts are drawn.
pub(in crate::report) fn drawn(found: &Calibration) -> Option<(&IndicatorAnswer, &Backtest)> {
    wording::drawn(found)
}

/// Returns what may be said of an indicator, in words.
pub(in crate::report) fn verdict_words(answer: &IndicatorAnswer) -> &'static str {
    wording::verdict_words(answer)
}
