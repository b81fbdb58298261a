//! Section 10: three decisions asked, picked by rule from what the review found.

use super::{Section, Table, scope_flag};
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::format::thousands;

/// A decision, why it is asked, and how sure the ground is.
type Decision = (String, String);

pub(super) fn section(review: &Review) -> Section {
    let decisions: Vec<Decision> = candidates(review).into_iter().take(3).collect();
    let mut table = Table::new("Decisions asked, picked by rule.", &["Decision", "Because"]);
    table.rows = decisions.into_iter().map(|(what, why)| vec![what, why]).collect();
    let asked = table.rows.len();
    Section {
        id: "decisions",
        title: "Decisions asked",
        finding: match asked {
            0 => "No decision follows from these data".to_owned(),
            1 => "One decision is asked".to_owned(),
            2 => "Two decisions are asked".to_owned(),
            _ => "Three decisions are asked".to_owned(),
        },
        lines: Vec::new(),
        charts: &[],
        table: (asked > 0).then_some(table),
        definition: "Rules in order: an alarm in the rate, the leading class, false confidence, then gaps in the data that hide an answer.".to_owned(),
        n: format!("{} escapes", thousands(review.rate.total.escapes)),
        query: format!("escapee report{}", scope_flag(review)),
        caveats: vec!["escapee names what the data point at; cost and priority are for people to weigh.".to_owned()],
    }
}

fn candidates(review: &Review) -> Vec<Decision> {
    let mut all = Vec::new();
    let n: u64 = review.classes.shares.iter().map(|(_, share)| share.k).sum();
    let mut shares: Vec<_> =
        review.classes.shares.iter().filter(|(class, _)| *class != EscapeClass::U).collect();
    shares.sort_by_key(|(class, share)| (std::cmp::Reverse(share.k), *class));
    if let [first, rest @ ..] = shares.as_slice() {
        let next = rest.first().map_or(0, |(_, share)| share.k);
        if first.1.k > next && n > 0 {
            let because = format!(
                "{}: {} of {} escapes",
                first.0.label(),
                thousands(first.1.k),
                thousands(n)
            );
            all.push((action(first.0).to_owned(), because));
        }
    }
    if let Some(found) = &review.quadrant {
        let worst = found
            .units
            .iter()
            .filter(|unit| found.is_false_confidence(unit) && unit.escapes > 0)
            .max_by_key(|unit| unit.escapes);
        if let Some(unit) = worst {
            all.push((
                format!("Assert failing states in {}", unit.name),
                format!(
                    "coverage {:.0}\u{a0}%, mutation score {:.0}\u{a0}%, {} escapes",
                    unit.coverage, unit.mutation_score, unit.escapes
                ),
            ));
        }
    }
    let undetermined = review
        .classes
        .shares
        .iter()
        .find(|(class, _)| *class == EscapeClass::U)
        .map_or(0, |(_, share)| share.k);
    if undetermined > 0 {
        all.push((
            "Keep coverage of every release".to_owned(),
            format!(
                "{} of {} escapes are not determined for want of evidence",
                thousands(undetermined),
                thousands(n)
            ),
        ));
    }
    if review.completeness.unlinked > 0 {
        all.push((
            "Name the fix in every incident".to_owned(),
            format!("{} escapes have no link to code", thousands(review.completeness.unlinked)),
        ));
    }
    if !review.rate.has_caught_source {
        all.push((
            "Import defects caught before release".to_owned(),
            "without them there is no escape rate".to_owned(),
        ));
    }
    if review.calibration.is_none() {
        all.push((
            "Measure indicators by unit and quarter".to_owned(),
            "no indicator can be tested yet".to_owned(),
        ));
    }
    all
}

fn action(class: EscapeClass) -> &'static str {
    match class {
        EscapeClass::S => "Agree who heeds a red build, and when a test may be muted",
        EscapeClass::C => "Test the regions that no test ran",
        EscapeClass::B => "Add a test for each branch not taken",
        EscapeClass::O => "Review what tests expect with those who know the domain",
        EscapeClass::E => "Assert in tests that only call, and kill the mutants there",
        EscapeClass::N => "Add the layer that tries the condition: load, faults, concurrency",
        EscapeClass::F => "List the failing states of critical flows and assert each",
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 => "Mend the data",
    }
}
