//! The ten sections of a review, as the report sets them and the deck shows them, said once.
//!
//! A section is a finding, the sentences and the table behind it, the charts that show it, and notes
//! for the one who presents it: definition, n, the query that prints the numbers, and caveats.
//! Writers decide how it looks and clean and escape every string.

mod calibration;
mod classes;
mod data;
mod decisions;
mod gap;
mod impact;
mod open;
mod query;
mod rate;
mod verdict;

use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::review::Review;

pub(super) use data::data;
pub(super) use impact::is_cost_compared;
pub(super) use query::{panel_flag, scope_flag};

/// One of the ten sections.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    /// Id of its element in a page.
    pub(super) id: &'static str,
    /// What it is about.
    pub(super) title: &'static str,
    /// What was found, a sentence without a full stop.
    pub(super) finding: String,
    /// What belongs to the finding.
    pub(super) lines: Vec<String>,
    /// What only those who ask further read: folded in a page, in the notes of a slide.
    pub(super) more: Vec<String>,
    /// Names of the charts that show it.
    pub(super) charts: &'static [&'static str],
    /// The numbers behind it.
    pub(super) table: Option<Table>,
    /// What the numbers mean.
    pub(super) definition: String,
    /// What they rest on.
    pub(super) n: String,
    /// The command that prints them.
    pub(super) query: String,
    /// What they cannot say.
    pub(super) caveats: Vec<String>,
}

/// Rows of cells under a head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// What it holds.
    pub(super) caption: String,
    /// Names of the columns; a name that starts with `#` is a column of numbers.
    pub(super) head: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    fn new(caption: &str, head: &[&str]) -> Self {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        Self { caption: caption.to_owned(), head, rows: Vec::new() }
    }

    /// Returns the names of the columns and whether each holds numbers.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, bool)> {
        self.head.iter().map(|name| match name.strip_prefix('#') {
            Some(name) => (name, true),
            None => (name.as_str(), false),
        })
    }
}

/// Returns the ten sections in the order of the review.
pub(super) fn sections(review: &Review) -> [Section; 10] {
    [
        verdict::section(review),
        rate::section(review),
        impact::section(review),
        classes::section(review),
        open::layers(review),
        gap::section(review),
        calibration::section(review),
        open::signal(review),
        open::actions(review),
        decisions::section(review),
    ]
}

/// Returns the incidents that stand for the escapes of the scope, one for each, as every count has
/// them: found in production, of our code, and the earliest of their defect.
fn escapes(review: &Review) -> impl Iterator<Item = &Dossier> {
    review
        .dossiers
        .iter()
        .filter(|dossier| escaped(dossier) && dossier.incident.id == dossier.defect)
}

/// Returns whether an incident is an escape: found in production, and of our code.
pub(super) fn escaped(dossier: &Dossier) -> bool {
    dossier.incident.phase == Phase::Production && dossier.class().is_escape()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_section_names_what_its_numbers_mean_and_how_to_print_them() {
        let sections = sections(&sample::review());
        let ids: std::collections::BTreeSet<_> =
            sections.iter().map(|section| section.id).collect();
        assert_eq!(ids.len(), 10);
        for section in &sections {
            assert!(!section.finding.is_empty() && !section.finding.ends_with('.'), "{section:?}");
            assert!(!section.definition.is_empty() && !section.n.is_empty(), "{}", section.id);
            assert!(section.query.starts_with("escapee "), "{}", section.id);
            assert!(!section.caveats.is_empty(), "{}", section.id);
            for row in section.table.iter().flat_map(|table| &table.rows) {
                assert_eq!(row.len(), section.table.as_ref().unwrap().head.len(), "{}", section.id);
            }
        }
    }

    #[test]
    fn one_component_of_a_quarter_has_the_classes_of_that_quarter() {
        let mut review = sample::review();
        let classes = |review: &Review| {
            let section = sections(review).into_iter().find(|section| section.id == "classes");
            section.and_then(|section| section.table).unwrap()
        };
        let all = classes(&review);
        review.scope.component = Some("pay, refunds".to_owned());
        let of_one = classes(&review);
        assert!(all.head.iter().any(|head| head.contains("This quarter")), "{:?}", all.head);
        assert_eq!((of_one.head, of_one.rows), (all.head, all.rows));
    }

    #[test]
    fn an_empty_review_claims_nothing() {
        let mut review = sample::review();
        review.dossiers.clear();
        review.rate.rows.clear();
        review.classes.rows.clear();
        for (_, share) in &mut review.classes.shares {
            *share = sample::share(0, 0);
        }
        review.rate.total = crate::model::rate::RateRow {
            escapes: 0,
            caught: None,
            rate: None,
            ..review.rate.total.clone()
        };
        for section in sections(&review) {
            let text = format!("{} {}", section.finding, section.lines.join(" "));
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        }
    }
}
