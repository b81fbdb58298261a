//! Sentences.
use crate::model::calibration::Calibration;
use crate::model::panel::Panel;
/// Returns sentences.
pub fn sentences(_found: &Calibration, _panel: &Panel) -> Vec<String> {
    Vec::new()
}
