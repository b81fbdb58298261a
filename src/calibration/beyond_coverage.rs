//! Does it tell more than coverage does? The adjusted effect with coverage held too.

use super::adjusted_effect::odds_ratio;
use super::cases::{Cases, Scale};
use crate::model::calibration::OddsRatio;
use crate::model::panel::{Panel, PanelIndicator};
use crate::stats::Design;

/// Name of the indicator that others are held against.
pub(super) const COVERAGE: &str = "coverage";
/// Coverage by another measure: holding coverage would leave nothing of it.
const BRANCH_COVERAGE: &str = "branch_coverage";

/// Returns the effect of an indicator per standard deviation at equal size, change and coverage.
///
/// On the rows with both. `None` for coverage itself and where coverage is not there or constant.
pub(super) fn beyond_coverage(panel: &Panel, indicator: &PanelIndicator) -> Option<OddsRatio> {
    if [COVERAGE, BRANCH_COVERAGE].contains(&indicator.name.as_str()) {
        return None;
    }
    let coverage = panel.indicators.iter().find(|one| one.name == COVERAGE)?;
    let cases = Cases::complete(panel, &[indicator, coverage]);
    let mut columns = Vec::new();
    for column in &cases.values {
        columns.push(Scale::of(column)?.applied(column));
    }
    columns.extend(cases.controls());
    let design = Design::new(&columns, &cases.escaped)?;
    Some(odds_ratio(&design, 1, &cases.units))
}
