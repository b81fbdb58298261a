//! Section 7: which indicator told, and whether its forecasts can be believed.

use super::{Section, panel_flag, scope_flag};
use crate::model::calibration::Calibration;
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::format::{count, thousands};

pub(super) fn section(review: &Review) -> Section {
    let found = review.calibration.as_ref();
    let mut lines = Vec::new();
    let mut more = Vec::new();
    let mut caveats = vec![
        "Association, not cause: units differ in more than size and change.".to_owned(),
        "No threshold picked from these data is advised.".to_owned(),
    ];
    match found {
        Some(found) if found.rows == 0 => lines.push(
            "The panel has no row, so no indicator was tested: it takes source in the repository, a quarter \
             after it, and reports from before that quarter. `escapee panel --explain` says what is there."
                .to_owned(),
        ),
        Some(found) => {
            lines.extend(verdicts(found));
            lines.push(format!("{}.", findings::calibration(Some(found))));
            lines.extend(found.sentences.first().cloned());
            more.extend(found.sentences.iter().skip(1).cloned());
            caveats.extend(found.notes.iter().map(|note| format!("Of the panel: {note}.")));
        }
        None => lines.push(match &review.no_panel {
            Some(why) => format!("There is no panel: {why}. So no indicator was tested."),
            None => "There is no panel, so no indicator was tested. `escapee calibrate --help` names what it needs.".to_owned(),
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
        more,
        charts: &["indicators", "calibration"],
        table: None,
        definition: "An indicator predicts if the 95 % interval of its effect at equal size and change leaves out no effect on the claimed side, after all looks (q ≤ 0.10). Indicators are measured strictly before the quarter in which the escape started.".to_owned(),
        n: found.map_or_else(|| "no panel".to_owned(), n),
        query: query(review),
        caveats,
    }
}

/// Returns how many indicators have which verdict, the commonest first.
fn verdicts(found: &Calibration) -> Option<String> {
    let mut counts: Vec<(&str, u64)> = Vec::new();
    for words in found.indicators.iter().map(findings::verdict_words) {
        match counts.iter_mut().find(|(known, _)| *known == words) {
            Some((_, n)) => *n += 1,
            None => counts.push((words, 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let counts: Vec<String> = counts.iter().map(|(words, n)| format!("{words}: {n}")).collect();
    let all = count(found.indicators.len() as u64, "indicator");
    (!counts.is_empty()).then(|| format!("Of {all}, {}.", counts.join("; ")))
}

/// Returns the command that prints the verdicts: on a panel that ends with a quarter by a report on it.
fn query(review: &Review) -> String {
    match (&review.panel_file, review.scope.quarter) {
        (None, Some(_)) => format!("escapee report{} --format json", scope_flag(review)),
        _ => format!("escapee calibrate{}", panel_flag(review)),
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
