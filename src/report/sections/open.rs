//! Sections 5, 8 and 9: what only people or other sources can fill in.

use super::{Section, Table, escapes};
use crate::model::review::Review;
use crate::model::worksheet::{Layer, LayerEvidence, LayerState};
use crate::report::format::{MISSING, count, rate, thousands};

/// Section 5: which layer was absent or failed.
pub(super) fn layers(review: &Review) -> Section {
    let escapes: Vec<_> = escapes(review).collect();
    let count_of = |layer: Layer, state: LayerState| {
        let is = |one: &LayerEvidence| one.layer == layer && one.state == state;
        escapes.iter().filter(|d| d.worksheet.layers.iter().any(is)).count() as u64
    };
    let states = [LayerState::Absent, LayerState::Failed, LayerState::Worked, LayerState::Unknown];
    let mut rows: Vec<(Layer, [u64; 4])> = Layer::ALL
        .iter()
        .map(|layer| (*layer, states.map(|state| count_of(*layer, state))))
        .collect();
    rows.retain(|(_, [absent, failed, ..])| absent + failed > 0);
    rows.sort_by_key(|(layer, [absent, failed, ..])| (std::cmp::Reverse(absent + failed), *layer));
    let n = escapes.len() as u64;
    let finding = match rows.first() {
        Some((layer, [absent, failed, ..])) => {
            format!(
                "Most often missing: {layer}, in {} of {}",
                thousands(absent + failed),
                count(n, "escape")
            )
        }
        None => "No layer is known to have been absent or to have failed".to_owned(),
    };
    let mut table = Table::new(
        "Layers that were absent or failed, the most frequent first.",
        &["Layer", "#Absent", "#Failed", "#Worked", "#Not known"],
    );
    table.rows = rows
        .iter()
        .map(|(layer, counts)| {
            let mut cells = vec![layer.to_string()];
            cells.extend(counts.iter().map(|n| thousands(*n)));
            cells
        })
        .collect();
    Section {
        id: "layers",
        title: "Missing layers",
        finding,
        lines: vec!["What people answer goes before what the record says: escapee worksheet ID asks, escapee answer keeps it.".to_owned()],
        charts: &[],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "A layer is something besides a test of the code that could have kept the defect from users. One escape may miss several.".to_owned(),
        n: count(n, "escape"),
        query: "escapee worksheet ID".to_owned(),
        caveats: vec!["A layer nobody spoke of is not known, not absent.".to_owned()],
    }
}

/// Section 8: how often a red build meant a defect.
pub(super) fn signal(review: &Review) -> Section {
    let lost = escapes(review).filter(|d| d.facts.signal.is_some()).count() as u64;
    let known = escapes(review).filter(|d| d.facts.signal_known).count() as u64;
    let finding = match (known, lost) {
        (0, _) => "No test runs around the escapes are known".to_owned(),
        (_, 0) => format!(
            "No covering test warned before shipping, in {} with test runs",
            count(known, "escape")
        ),
        (_, lost) => format!(
            "A covering test warned before shipping in {} of {}",
            thousands(lost),
            count(known, "escape")
        ),
    };
    let mut table = Table::new(
        "Red test runs by quarter, by what is known now.",
        &["Quarter", "Test signal ratio", "#A defect", "#Flaky", "#Not resolved"],
    );
    for row in review.signal.iter().filter(|row| row.ratio.n + row.unresolved > 0) {
        table.rows.push(vec![
            row.period.to_string(),
            if row.ratio.n > 0 { rate(&row.ratio) } else { MISSING.to_owned() },
            thousands(row.ratio.k),
            thousands(row.ratio.n - row.ratio.k),
            thousands(row.unresolved),
        ]);
    }
    let runs = count(review.completeness.test_runs, "test run");
    Section {
        id: "signal",
        title: "Test signal",
        finding,
        lines: vec![if table.rows.is_empty() {
            format!("No red run is known in these quarters, of {runs} in the store.")
        } else {
            format!("{runs} in the store.")
        }],
        charts: &[],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "A warning: a covering test that passed before the introducing change and failed with it before shipping. A known flake is none. The test signal ratio is red runs that were a defect (green only after a change of source) / those and the flaky ones (green again at the same commit).".to_owned(),
        n: format!("{} with test runs; {runs}", count(known, "escape")),
        query: "escapee import tests FILE --commit REV".to_owned(),
        caveats: vec![
            "Only test runs that were imported are known; a warning nobody imported is not seen.".to_owned(),
            "One failure can keep many runs red, so the interval is narrower than it should be.".to_owned(),
        ],
    }
}

/// Section 9: what became of the last review's actions. escapee keeps no actions.
pub(super) fn actions(review: &Review) -> Section {
    let mut table = Table::new("To fill in.", &["Action", "Done?", "Effect seen", "Still open"]);
    table.rows = vec![vec![String::new(); 4]; 3];
    Section {
        id: "actions",
        title: "Actions of the last review",
        finding: "Done, effect, still open: to be filled in by the review".to_owned(),
        lines: vec!["escapee keeps no list of actions. Compare the escape rate and classes above with those the last review printed.".to_owned()],
        charts: &[],
        table: Some(table),
        definition: "An action has an effect if a number of this review moved by more than its interval.".to_owned(),
        n: review.scope.clone(),
        query: "escapee rate --by quarter".to_owned(),
        caveats: vec!["A number that moved after an action did not always move because of it.".to_owned()],
    }
}
