//! Section 2: escapes by quarter with their interval.

use super::Section;
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::text::{Sources, notes};

pub(super) fn section(review: &Review) -> Section {
    let sources = Sources { count: None, complete_through: review.data_through };
    let lines = notes(&review.rate, sources);
    Section {
        id: "rate",
        title: "Escape rate",
        finding: findings::escape_rate(&review.rate),
        lines,
        charts: &["escape-rate"],
        table: None,
        definition: review.rate.definition.formula().to_owned(),
        n: format!(
            "{} defects in {} periods",
            review.rate.total.escapes + review.rate.total.caught,
            review.rate.rows.len()
        ),
        query: "escapee rate --by quarter".to_owned(),
        caveats: vec![
            "Recent periods can still grow: some of their defects have not been found yet."
                .to_owned(),
            "Finding or logging fewer defects before release raises the rate.".to_owned(),
        ],
    }
}
