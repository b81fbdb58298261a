//! Section 7: which indicator told, and whether its forecasts can be believed.

use super::Section;
use crate::model::review::Review;
use crate::report::chart::findings;

pub(super) fn section(review: &Review) -> Section {
    let found = review.calibration.as_ref();
    let mut lines: Vec<String> = found.map(|found| found.sentences.clone()).unwrap_or_default();
    if found.is_none() {
        lines.push("There is no panel yet, so no indicator was tested. escapee calibrate --help names what it needs.".to_owned());
    } else {
        lines.push(format!("{}.", findings::calibration(found)));
    }
    Section {
        id: "calibration",
        title: "Which indicator told",
        finding: findings::indicators(found),
        lines,
        charts: &["indicators", "calibration"],
        table: None,
        definition: "An indicator predicts if the 95 % interval of its effect at equal size and change leaves out no effect on the claimed side, after all looks (q ≤ 0.10).".to_owned(),
        n: found.map_or_else(|| "no panel".to_owned(), |found| format!("{} unit-periods, {} with an escape", found.rows, found.rows_with_escape)),
        query: "escapee calibrate".to_owned(),
        caveats: vec!["Association, not cause: units differ in more than size and change.".to_owned(), "No threshold picked from these data is advised.".to_owned()],
    }
}
