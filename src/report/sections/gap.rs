//! Section 6: coverage beside mutation score, and the floor.

use super::{Section, escapes, panel_flag, scope_flag};
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::format::{count, rate, thousands};

pub(super) fn section(review: &Review) -> Section {
    let breaches = review.quadrant.as_ref().map(|found| {
        let below = found.units.iter().filter(|unit| unit.coverage < found.floor).count() as u64;
        format!(
            "{} of {} units lie below the floor of {:.0}\u{a0}%.",
            thousands(below),
            thousands(found.units.len() as u64),
            found.floor
        )
    });
    let mut lines = vec![format!("{}.", findings::floor(review.calibration.as_ref()))];
    lines.extend(breaches);
    let (covered, verified) = (&review.covered_escapes, &review.verified_escapes);
    lines.push(if escapes(review).next().is_none() {
        "There is no escape in this review whose tests could be looked at.".to_owned()
    } else if covered.n + verified.n == 0 {
        "Whether tests covered or verified the escapes is not known, as none has evidence: \
         `escapee doctor --missing-reports` names the reports to make first."
            .to_owned()
    } else {
        format!("Escapes covered then: {}; verified then: {}.", rate(covered), rate(verified))
    });
    lines.push(match &review.alike {
        Some(found) => format!(
            "By one rule for both, at the opening of the quarter: verified {} of the units that escaped and {} of the units nearest in size and change that did not.",
            rate(&found.escaped),
            rate(&found.others)
        ),
        None => "What share of like code that did not escape is verified is not known, so the verified share says nothing alone.".to_owned(),
    });
    Section {
        id: "gap",
        title: "Coverage against what tests hold",
        finding: findings::quadrant(review.quadrant.as_ref()),
        lines,
        more: Vec::new(),
        charts: &["false-confidence", "coverage-floor"],
        table: None,
        definition: "Mutation score: (killed + timeout) / (killed + timeout + survived + no coverage). The floor of 60 % is hygiene, not a goal: above it coverage is not claimed to predict.".to_owned(),
        n: review.quadrant.as_ref().map_or_else(|| "no unit with both values".to_owned(), |found| count(found.units.len() as u64, "unit")),
        query: format!(
            "escapee chart false-confidence{}{} --out false-confidence.svg",
            scope_flag(review),
            panel_flag(review)
        ),
        caveats: vec!["Half of all units lie below a median by construction; a unit in the corner is a question, not a fault.".to_owned(), "Verified by the rule for units: tests ran it and a linked test asserts something. Tests are linked by the names of their files, so units without such a test stand outside.".to_owned()],
    }
}
