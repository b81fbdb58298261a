//! Section 10: three decisions asked, picked by rule from what the review found.

use super::{Section, Table, escapes, scope_flag};
use crate::model::dossier::Dossier;
use crate::model::evidence::CoverageFacts;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::chart::findings;
use crate::report::format::{count, rate, thousands};

/// A decision, why it is asked, and how sure the ground is.
type Decision = (String, String);

/// Why no decision is asked.
const NONE: &str = "No class stands out from chance, no ten escapes show that coverage misleads, and no gap in \
    the data hides an answer. What is tried all the same is for people to say.";

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
        lines: (asked == 0).then(|| NONE.to_owned()).into_iter().collect(),
        more: Vec::new(),
        charts: &[],
        table: (asked > 0).then_some(table),
        definition: "Rules in order: the class that stands out from chance as the largest, false confidence where ten escapes or more show it, then gaps in the data that hide an answer.".to_owned(),
        n: count(review.rate.total.escapes, "escape"),
        query: format!("escapee report{}", scope_flag(review)),
        caveats: vec!["escapee names what the data point at; cost and priority are for people to weigh.".to_owned()],
    }
}

fn candidates(review: &Review) -> Vec<Decision> {
    let mut all = Vec::new();
    if review.dossiers.is_empty() {
        all.push((
            "Import the incidents".to_owned(),
            "without them nothing can be told".to_owned(),
        ));
    }
    // What the chart's title does not claim is no ground for a decision.
    let leading = findings::leading_class(&review.classes);
    if let Some((class, share)) = leading.filter(|(class, _)| *class != EscapeClass::U) {
        let because =
            format!("{}: more often than any other, {} of escapes", class.label(), rate(&share));
        all.push((action(class).to_owned(), because));
    }
    if let Some(found) = review.quadrant.as_ref().filter(|found| found.misleads()) {
        let most = found
            .units
            .iter()
            .filter(|unit| found.is_false_confidence(unit) && unit.escapes > 0)
            .min_by_key(|unit| (std::cmp::Reverse(unit.escapes), unit.name.clone()));
        if let Some(unit) = most {
            all.push((
                format!("Assert failing states in {}", unit.name),
                format!(
                    "coverage {:.0}\u{a0}%, mutation score {:.0}\u{a0}%, {}",
                    unit.coverage,
                    unit.mutation_score,
                    count(unit.escapes, "escape")
                ),
            ));
        }
    }
    // What has no link has no lines, and where coverage answers something else is missing.
    let is_unmeasured = |dossier: &&Dossier| {
        let coverage = dossier.facts.coverage.as_ref();
        dossier.class() == EscapeClass::U && coverage.is_some_and(CoverageFacts::would_be_answered)
    };
    let undetermined = escapes(review).filter(is_unmeasured).count() as u64;
    if undetermined > 0 {
        all.push((
            "Keep coverage of every release".to_owned(),
            format!(
                "not determined, as no report knows the code then: {} of {}",
                thousands(undetermined),
                count(escapes(review).count() as u64, "escape")
            ),
        ));
    }
    if review.completeness.unlinked > 0 {
        all.push((
            "Name the fix in every incident".to_owned(),
            format!("without a link to code: {}", count(review.completeness.unlinked, "escape")),
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
        EscapeClass::E => "Add assertions to the tests that run this code and check nothing",
        EscapeClass::N => "Add the layer that tries the condition: load, faults, concurrency",
        EscapeClass::F => "List the failing states of critical flows and assert each",
        EscapeClass::U | EscapeClass::X0 | EscapeClass::X1 => "Mend the data",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::LineState;
    use crate::model::quadrant::{Quadrant, QuadrantUnit};
    use crate::report::sample;

    #[test]
    fn coverage_is_asked_for_only_where_it_would_answer() {
        let asks = |states: &[(LineState, u32)]| {
            let mut review = sample::review();
            for dossier in &mut review.dossiers {
                dossier.worksheet.answers.clear();
                dossier.verdict.class = EscapeClass::U;
                if let Some(coverage) = &mut dossier.facts.coverage {
                    coverage.statements = states.iter().copied().collect();
                }
            }
            candidates(&review).iter().any(|(what, _)| what == "Keep coverage of every release")
        };
        assert!(asks(&[(LineState::Unknown, 3)]));
        assert!(!asks(&[(LineState::ImportOnly, 3)]));
        assert!(!asks(&[]));
        assert!(!asks(&[(LineState::Covered, 5), (LineState::Younger, 1)]), "coverage answers");
        assert!(asks(&[(LineState::Covered, 1), (LineState::Younger, 5)]));
    }

    fn corner(escapes: u64) -> Quadrant {
        let unit = |name: &str, mutation_score: f64, escapes| QuadrantUnit {
            name: name.to_owned(),
            coverage: 90.0,
            mutation_score,
            escapes,
        };
        let mut units: Vec<QuadrantUnit> =
            (0..9).map(|place| unit(&format!("fine-{place}"), 80.0, 0)).collect();
        units.push(unit("payroll", 20.0, escapes));
        Quadrant {
            periods: Vec::new(),
            units,
            unplaced: 0,
            unplaced_escapes: 0,
            floor: 60.0,
            bar: 70.0,
            corner: sample::share(escapes, escapes),
        }
    }

    #[test]
    fn a_decision_claims_no_more_than_the_charts_do() {
        let mut review = sample::review();
        review.quadrant = Some(corner(1));
        // 21 of 78 and 15 of 78 cannot be told apart; one escape says nothing of a component.
        let asked: Vec<String> = candidates(&review).into_iter().map(|(what, _)| what).collect();
        assert!(!asked.iter().any(|what| what.starts_with("List the failing states")), "{asked:?}");
        assert!(!asked.iter().any(|what| what.contains("payroll")), "{asked:?}");
        review.quadrant = Some(corner(20));
        for (class, share) in &mut review.classes.shares {
            *share = sample::share(if *class == EscapeClass::F { 70 } else { 1 }, 78);
        }
        let asked = candidates(&review);
        assert!(asked[0].0.starts_with("List the failing states"), "{asked:?}");
        assert_eq!(asked[1].0, "Assert failing states in payroll");
        assert!(asked[1].1.ends_with("20\u{a0}escapes"), "{asked:?}");
    }
}
