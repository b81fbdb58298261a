//! Section 2: escapes by quarter with their interval.

use super::{Section, Table, scope_flag};
use crate::model::review::{CohortTable, Review};
use crate::report::chart::findings;
use crate::report::format::{MISSING, count, rate, thousands};
use crate::report::text::{Sources, notes, restated};

pub(super) fn section(review: &Review) -> Section {
    let sources = Sources { count: None, complete_through: review.data_through };
    let mut lines = notes(&review.rate, sources);
    lines.extend(review.restatements.iter().map(restated));
    if review.cohort.unplaced > 0 {
        lines.push(format!(
            "By introduction, in no row as it is not known: {}.",
            count(review.cohort.unplaced, "defect")
        ));
    }
    Section {
        id: "rate",
        title: "Escape rate",
        finding: findings::escape_rate(&review.rate),
        lines,
        more: Vec::new(),
        charts: &["escape-rate"],
        table: cohort(&review.cohort),
        definition: review.rate.definition.formula().to_owned(),
        n: format!(
            "{} in {}",
            count(review.rate.total.found(), "defect"),
            count(review.rate.rows.len() as u64, "period")
        ),
        query: query(review),
        caveats: vec![
            "Recent periods can still grow: some of their defects have not been found yet."
                .to_owned(),
            "Finding or logging fewer defects before release raises the rate.".to_owned(),
            "By introduction, a defect whose introducing change is not known stands in no row."
                .to_owned(),
        ],
    }
}

/// Returns the command that prints the rows: `escapee rate` has those of everything only.
fn query(review: &Review) -> String {
    match scope_flag(review) {
        all if all.is_empty() => "escapee rate --by quarter".to_owned(),
        scope => format!("escapee report{scope} --format json"),
    }
}

/// Returns the same escapes by the quarter in which the change that carried them shipped.
fn cohort(found: &CohortTable) -> Option<Table> {
    let mut table = Table::new(
        &format!(
            "By the quarter in which the change shipped; complete {} days after its end.",
            found.mature_days
        ),
        &["Introduced", "Escape rate", "#Escapes", "#Caught", "Complete"],
    );
    for row in &found.rows {
        table.rows.push(vec![
            row.period.to_string(),
            row.rate.as_ref().map_or_else(|| MISSING.to_owned(), rate),
            thousands(row.escapes),
            row.caught.map_or_else(|| MISSING.to_owned(), thousands),
            if row.mature { "yes" } else { "not yet" }.to_owned(),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}
