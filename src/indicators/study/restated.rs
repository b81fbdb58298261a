//! Figures that were printed and read otherwise now.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::rate_study::{PrintedFigure, Restatement, StudyRow};

/// Returns the rows whose newest printed figures are no longer so. Figures that were printed today and are
/// still so are passed over: what one report of a day restates, the others of that day restate too.
pub(super) fn restatements(
    rows: &[StudyRow],
    printed: &[PrintedFigure],
    today: Option<NaiveDate>,
) -> Vec<Restatement> {
    let mut by_key: BTreeMap<&str, Vec<&PrintedFigure>> = BTreeMap::new();
    for figure in printed {
        by_key.entry(&figure.key).or_default().push(figure);
    }
    let is_of_today = |figure: &PrintedFigure, row: &StudyRow| {
        Some(figure.printed_at.date_naive()) == today
            && (&figure.escapes, &figure.caught) == (&row.escape_ids, &row.caught_ids)
    };
    let without = |ids: &[String], old: &[String], word: &str| -> Vec<String> {
        let fresh = ids.iter().filter(|id| !old.contains(id));
        fresh.map(|id| format!("{id} ({word})")).collect()
    };
    let counts = |k: &[String], caught: Option<&[String]>| {
        (k.len() as u64, caught.map(|caught| (k.len() + caught.len()) as u64))
    };
    let one = |row: &StudyRow| {
        let printed = by_key.get(row.key.as_str())?;
        let was = printed.iter().rev().find(|figure| !is_of_today(figure, row))?;
        let (escapes, caught) = (&row.escape_ids, row.caught_ids.as_deref());
        let was_caught = was.caught.as_deref();
        // What no source told then was not printed, so that it is told now restates nothing.
        let told = was_caught.map(|old| without(caught.unwrap_or_default(), old, "caught"));
        let gone = without(was_caught.unwrap_or_default(), caught.unwrap_or_default(), "caught");
        let added = [without(escapes, &was.escapes, "escaped"), told.unwrap_or_default()];
        let removed = [without(&was.escapes, escapes, "escaped"), gone];
        let (added, removed) = (added.concat(), removed.concat());
        (!added.is_empty() || !removed.is_empty()).then(|| Restatement {
            printed_at: was.printed_at,
            key: row.key.clone(),
            was: counts(&was.escapes, was_caught),
            is: counts(escapes, caught),
            added,
            removed,
        })
    };
    rows.iter().filter_map(one).collect()
}
