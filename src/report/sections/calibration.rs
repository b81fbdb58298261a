//! Section 7: which indicator told, and whether its forecasts can be believed.

use super::Section;
use crate::model::calibration::Calibration;
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::format::{count, thousands};

pub(super) fn section(review: &Review) -> Section {
    let found = review.calibration.as_ref();
    let mut lines: Vec<String> = found.map(|found| found.sentences.clone()).unwrap_or_default();
    let mut caveats = vec![
        "Association, not cause: units differ in more than size and change.".to_owned(),
        "No threshold picked from these data is advised.".to_owned(),
    ];
    match found {
        Some(found) => {
            lines.push(format!("{}.", findings::calibration(Some(found))));
            caveats.extend(found.notes.iter().map(|note| format!("Of the panel: {note}.")));
        }
        None => lines.push(match &review.no_panel {
            Some(why) => format!("There is no panel: {why}. So no indicator was tested."),
            None => "There is no panel, so no indicator was tested. escapee calibrate --help names what it needs.".to_owned(),
        }),
    }
    if review.scope.component.is_some() && found.is_some() {
        lines.push(
            "The panel is that of all components: one alone has too few escapes to compare."
                .to_owned(),
        );
    }
    Section {
        id: "calibration",
        title: "Which indicator told",
        finding: findings::indicators(found),
        lines,
        charts: &["indicators", "calibration"],
        table: None,
        definition: "An indicator predicts if the 95 % interval of its effect at equal size and change leaves out no effect on the claimed side, after all looks (q ≤ 0.10). Indicators are measured strictly before the quarter in which the escape started.".to_owned(),
        n: found.map_or_else(|| "no panel".to_owned(), n),
        query: "escapee calibrate".to_owned(),
        caveats,
    }
}

/// Returns how large the panel is, and how many of all escapes mark a row of it.
fn n(found: &Calibration) -> String {
    let marked = match &found.beyond_tests {
        Some(all) => {
            format!("; {} of {} mark one", thousands(found.escapes), count(all.n, "escape"))
        }
        None => String::new(),
    };
    format!(
        "{}, {} with an escape{marked}",
        count(found.rows, "unit-period"),
        thousands(found.rows_with_escape)
    )
}
