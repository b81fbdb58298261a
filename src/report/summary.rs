//! The words of a review that HTML and Markdown share: headline, key figures, completeness,
//! definitions and limits.

use crate::model::rate::RateRow;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;

use super::clean::one_line;
use super::format::{change, count, day, is_distinct, of, thousands};
use super::text::CAUGHT_HINT;

/// Returns the row the scope names, else all rows together.
pub(super) fn scope_row(review: &Review) -> &RateRow {
    let table = &review.rate;
    let quarter = review.scope.quarter;
    let named = |row: &&RateRow| quarter.is_some() && row.period == quarter;
    table.rows.iter().find(named).unwrap_or(&table.total)
}

/// Returns the finding in a sentence.
pub(super) fn headline(review: &Review) -> String {
    let row = scope_row(review);
    let mut scope = one_line(&review.scope.to_string(), 60);
    if !row.mature {
        scope = scope.replacen(&row.key, &format!("{} so far", row.key), 1);
    }
    match row.rate {
        Some(share) if share.n > 0 && review.rate.has_caught_source => {
            format!("{scope}: {} defects escaped to production", of(&share))
        }
        _ if row.found() == 0 && row.unknown_phase > 0 => {
            format!("{scope}: {} of unknown phase", count(row.unknown_phase, "defect"))
        }
        _ if row.escapes == 0 => format!("{scope}: no escape reported"),
        _ => format!("{scope}: {} reported", count(row.escapes, "escape")),
    }
}

/// What a review without an incident lacks, and what to do.
pub(super) const NO_INCIDENT: &str = "No incident record is in this review: `escapee import incidents FILE` or \
    `escapee sync` brings them in, `escapee doctor` says what else is missing.";

/// Returns what the headline leaves open: the change, the commonest class, the end of the data.
pub(super) fn lead(review: &Review) -> Vec<String> {
    let row = scope_row(review);
    let mut lead = Vec::new();
    if !row.mature {
        lead.push(format!("{} is not over in the data, so it is compared with nothing.", row.key));
    }
    if let Some(step) = row.change.filter(|_| review.rate.has_caught_source) {
        let verdict = if is_distinct(&step) {
            "more than chance explains"
        } else {
            "which cannot be told from chance"
        };
        lead.push(format!("Against the period before: {}, {verdict}.", change(&step)));
    }
    if let Some((class, escapes)) = commonest_class(review) {
        lead.push(format!("Most frequent class: {} ({}).", class.label(), thousands(escapes)));
    }
    if row.escapes == 0 {
        lead.push("Zero is what was reported, not proof that nothing escaped.".to_owned());
    }
    if review.dossiers.is_empty() {
        lead.push(NO_INCIDENT.to_owned());
    }
    lead.push(match review.data_through {
        Some(at) => format!("Data through {}.", day(at)),
        None => "How far the data reach is not known.".to_owned(),
    });
    lead
}

fn commonest_class(review: &Review) -> Option<(EscapeClass, u64)> {
    let row = review.classes.rows.iter().find(|row| Some(row.period) == review.scope.quarter);
    let counts = row.map_or_else(
        || review.classes.shares.iter().map(|(class, share)| (*class, share.k)).collect(),
        |row| row.counts.clone(),
    );
    // Of equals none is the most frequent, and "not determined" is no finding.
    let most = counts.iter().map(|(_, n)| *n).max().filter(|n| *n > 0)?;
    let mut first = counts.into_iter().filter(|(_, n)| *n == most);
    match (first.next(), first.next()) {
        (Some(only), None) if only.0 != EscapeClass::U => Some(only),
        _ => None,
    }
}

/// Returns what the review could and could not use: what, and how many.
pub(super) fn completeness(review: &Review) -> Vec<(&'static str, String)> {
    let counts = &review.completeness;
    // Evidence from before a quarter tells what was known in it.
    let [reports, runs, releases] = match review.scope.quarter {
        Some(_) => {
            ["Coverage reports up to its end", "Test runs up to its end", "Releases up to its end"]
        }
        None => ["Coverage reports", "Test runs", "Releases"],
    };
    vec![
        ("Incident records", thousands(counts.incidents)),
        ("Defects they make", thousands(counts.defects)),
        ("Escapes without a link to code", thousands(counts.unlinked)),
        ("Escapes with a region but no evidence", thousands(counts.no_evidence)),
        ("Defects of unknown phase", thousands(counts.unknown_phase)),
        (reports, thousands(counts.coverage_reports)),
        (runs, thousands(counts.test_runs)),
        (releases, thousands(counts.releases)),
    ]
}

/// Returns the terms the review uses and what they mean.
pub(super) fn definitions(review: &Review) -> Vec<(&'static str, String)> {
    let table = &review.rate;
    let rate = if table.has_caught_source {
        format!("{}. Definition “{}”.", table.definition.formula(), table.definition)
    } else {
        format!(
            "not printed: no source tells which defects were caught before release. Import one: `{CAUGHT_HINT}`"
        )
    };
    vec![
        ("Escape rate", rate),
        ("Interval", "95 of 100 intervals made this way hold the true share; Wilson's score interval.".to_owned()),
        ("Defect", "incidents that share a fix, a duplicate mark or a problem are one defect.".to_owned()),
        ("Then", "the code that ran when the incident started. A report counts only if it was made at that commit or before it in history.".to_owned()),
        ("Covered then", "statements of the region that ran in a test then.".to_owned()),
        ("Verified then", "a test that ran the region asserted values or a failure state (level 2 or more of 4).".to_owned()),
    ]
}

/// Returns what the review cannot say.
pub(super) fn limits() -> [&'static str; 4] {
    [
        "Only what was reported is counted. Finding or logging fewer defects before release raises the rate.",
        "Introducing commits come from blame and carry a confidence; a person can correct them.",
        "Without evidence nothing is said: unknown is neither covered nor uncovered.",
        "Recent periods can still grow: some of their defects have not been found yet.",
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::period::Period;
    use crate::model::scope::Scope;
    use crate::report::sample;

    #[test]
    fn the_headline_counts_the_scope_and_the_lead_says_what_is_open() {
        let review = sample::review();
        assert_eq!(headline(&review), "2026Q3: 12 of 31 defects escaped to production");
        assert_eq!(
            lead(&review).join(" "),
            "Against the period before: +7 points [−17 to +29], which cannot be told from chance. \
             Most frequent class: covered, failing state not asserted (4). Data through 2026-09-30."
        );
    }

    #[test]
    fn a_scope_without_a_row_reads_the_total() {
        let mut review = sample::review();
        review.scope = Scope::default();
        assert_eq!(headline(&review), "All time: 78 of 206 defects escaped to production");
        review.scope.quarter = Period::parse("2026Q3");
        review.scope.component = Some("checkout".to_owned());
        assert!(headline(&review).starts_with("2026Q3, checkout: 12 of 31 defects escaped"));
    }

    #[test]
    fn a_quarter_that_is_not_over_is_told_so_far_and_against_nothing() {
        let mut review = sample::review();
        (review.rate.rows[6].mature, review.rate.rows[6].change) = (false, None);
        assert_eq!(headline(&review), "2026Q3 so far: 12 of 31 defects escaped to production");
        let lead = lead(&review).join(" ");
        assert!(lead.starts_with("2026Q3 is not over in the data"), "{lead}");
        assert!(!lead.contains("Against"), "{lead}");
    }

    #[test]
    fn no_escape_is_a_report_and_no_proof() {
        let mut review = sample::review();
        review.rate.rows[6].escapes = 0;
        review.rate.rows[6].rate = None;
        assert_eq!(headline(&review), "2026Q3: no escape reported");
        assert!(lead(&review).join(" ").contains("not proof"));
    }

    #[test]
    fn defects_of_unknown_phase_are_named_before_a_zero_is() {
        let mut review = sample::review();
        let row = &mut review.rate.rows[6];
        (row.escapes, row.caught, row.unknown_phase, row.rate) = (0, None, 4, None);
        assert_eq!(headline(&review), "2026Q3: 4\u{a0}defects of unknown phase");
    }

    #[test]
    fn of_equals_no_class_is_the_most_frequent() {
        let mut review = sample::review();
        let row = review.classes.rows.last_mut().unwrap();
        let quarter = Some(row.period);
        row.counts = vec![(EscapeClass::N, 2), (EscapeClass::F, 2)];
        review.scope.quarter = quarter;
        assert_eq!(commonest_class(&review), None);
        review.classes.rows.last_mut().unwrap().counts = vec![(EscapeClass::U, 3)];
        assert_eq!(commonest_class(&review), None);
    }
}
