//! Section 1: the verdict in a line, and how complete the data are.

use super::{Section, Table, scope_flag};
use crate::model::review::Review;
use crate::report::format::count;
use crate::report::{key_figures, summary};

pub(super) fn section(review: &Review) -> Section {
    let mut table = Table::new("What the review could and could not use.", &["What", "#Count"]);
    for (what, number) in summary::completeness(review) {
        table.rows.push(vec![what.to_owned(), number]);
    }
    let figures = key_figures::key_figures(review);
    let mut lines = summary::lead(review);
    lines.extend(
        figures
            .iter()
            .map(|figure| format!("{}: {} ({}).", figure.label, figure.value, figure.note)),
    );
    Section {
        id: "verdict",
        title: "Verdict and data",
        finding: summary::headline(review),
        lines,
        more: Vec::new(),
        charts: &["escape-rate"],
        table: Some(table),
        definition: "An escape is a defect found in production. Incidents that share a fix, a duplicate mark or a problem are one defect.".to_owned(),
        n: format!(
            "{}, {}",
            count(review.completeness.incidents, "incident"),
            count(review.completeness.defects, "defect")
        ),
        query: format!("escapee report{} --format markdown", scope_flag(review)),
        caveats: summary::limits().map(str::to_owned).to_vec(),
    }
}
