//! Sections 5, 8 and 9: what only people or other sources can fill in.

use super::{Section, Table, escapes};
use crate::model::layer::{Layer, LayerEvidence, LayerState};
use crate::model::review::Review;
use crate::report::format::{MISSING, count, rate, thousands};

/// Escapes that must miss a layer before it is named as the one most often missing, unless all are told.
const LEAST_MISSING: u64 = 2;

/// Section 5: which layer was absent or failed.
pub(super) fn layers(review: &Review) -> Section {
    let escapes: Vec<_> = escapes(review).collect();
    let count_of = |layer: Layer, by_people: bool, states: &[LayerState]| {
        let is = |one: &LayerEvidence| {
            one.layer == layer && one.by_people == by_people && states.contains(&one.state)
        };
        escapes.iter().filter(|d| d.worksheet.layers.iter().any(is)).count() as u64
    };
    let n = escapes.len() as u64;
    // Absent, failed, worked, not confirmed, suggested missing.
    let mut rows: Vec<(Layer, [u64; 5])> = Layer::ALL
        .iter()
        .map(|layer| {
            let [absent, failed, worked] =
                [LayerState::Absent, LayerState::Failed, LayerState::Worked]
                    .map(|state| count_of(*layer, true, &[state]));
            let aside = count_of(*layer, true, &[LayerState::NotApplicable]);
            let open = n - absent - failed - worked - aside;
            let guess = count_of(*layer, false, &[LayerState::Absent, LayerState::Failed]);
            (*layer, [absent, failed, worked, open, guess])
        })
        .collect();
    let asked = rows.iter().any(|(_, [absent, failed, worked, ..])| absent + failed + worked > 0);
    rows.retain(|(_, [absent, failed, _, _, guess])| absent + failed + guess > 0);
    rows.sort_by_key(|(layer, [absent, failed, _, _, guess])| {
        (std::cmp::Reverse((absent + failed, *guess)), *layer)
    });
    let spoken = |one: &LayerEvidence| {
        one.by_people && !matches!(one.state, LayerState::Told | LayerState::Unknown)
    };
    let answered = escapes.iter().filter(|d| d.worksheet.layers.iter().any(spoken)).count() as u64;
    let missing = |row: Option<&(Layer, [u64; 5])>| {
        row.map_or(0, |(_, [absent, failed, ..])| absent + failed)
    };
    let is_enough = missing(rows.first()) >= LEAST_MISSING || answered == n;
    let stands_out = missing(rows.first()) > missing(rows.get(1));
    let finding = match rows.first() {
        row @ Some((layer, [.., open, _])) if is_enough && stands_out => format!(
            "Most often missing, as people say: {layer}, in {} of {} where they say what it did",
            thousands(missing(row)),
            count(n - open, "escape")
        ),
        row if missing(row) > 0 && is_enough => format!(
            "No layer stands out as the one most often missing ({} of {} answered)",
            thousands(answered),
            count(n, "escape")
        ),
        row if missing(row) > 0 => format!(
            "Too few answers to tell which layer is most often missing ({} of {} answered)",
            thousands(answered),
            count(n, "escape")
        ),
        _ if asked => "People found no layer absent or failed".to_owned(),
        _ => "No layer has been confirmed by people yet".to_owned(),
    };
    let mut table = Table::new(
        "Layers, those that people found absent or failed first.",
        &[
            "Layer",
            "#Absent",
            "#Failed",
            "#Worked",
            "#Not confirmed",
            "#Of these suggested missing",
        ],
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
        lines: vec!["Only what people answered is counted: `escapee worksheet ID` asks, `escapee answer` keeps it. Suggested is what the record or the class lets suspect; it is no finding.".to_owned()],
        more: Vec::new(),
        charts: &[],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "A layer is something besides a test of the code that could have kept the defect from users. One escape may miss several.".to_owned(),
        n: count(n, "escape"),
        query: "escapee worksheet ID".to_owned(),
        caveats: vec!["A layer nobody spoke of is not known, not absent.".to_owned(), "That an outage took long says little of the way back: a rollback may not have been what it needed.".to_owned()],
    }
}

/// Section 8: how often a red build meant a defect.
pub(super) fn signal(review: &Review) -> Section {
    let lost = escapes(review).filter(|d| d.facts.signal.is_some()).count() as u64;
    let known = escapes(review).filter(|d| d.facts.signal_known).count() as u64;
    let all = escapes(review).count() as u64;
    let finding = match (known, lost) {
        (0, _) => "No run of a covering test is known before the escapes shipped".to_owned(),
        (_, 0) => format!(
            "No covering test warned before shipping, in {} with a run of one",
            count(known, "escape")
        ),
        (_, lost) => format!(
            "A covering test warned before shipping in {} of {} with a run of one",
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
    let place = if review.scope.quarter.is_some() { "up to its end" } else { "in the store" };
    Section {
        id: "signal",
        title: "Test signal",
        finding,
        lines: vec![warned(all, known), match (table.rows.len(), review.completeness.test_runs) {
            (_, 0) => format!("No test run is known {place}: `escapee import tests FILE --commit REV` takes the red ones too."),
            (0, _) => format!("No red run is known in these quarters, of {runs} {place}."),
            _ => format!("{runs} {place}."),
        }],
        more: Vec::new(),
        charts: &[],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "A warning: a covering test that passed before the introducing change and failed with it before shipping. A known flake is none. The test signal ratio is red runs that were a defect (green only after a change of source) / those and the flaky ones (green again at the same commit).".to_owned(),
        n: format!("{} with a run of a covering test; {runs}", count(known, "escape")),
        query: "escapee import tests FILE --commit REV".to_owned(),
        caveats: vec![
            "Only test runs that were imported are known; a warning nobody imported is not seen.".to_owned(),
            "One failure can keep many runs red, so the interval is narrower than it should be.".to_owned(),
        ],
    }
}

/// Returns for how many escapes it is known whether a test warned of them.
fn warned(all: u64, known: u64) -> String {
    let escapes = count(all, "escape");
    let have = if all - known == 1 { "has" } else { "have" };
    match all - known {
        _ if all == 0 => {
            "No escape is known, so there is none that a test could have warned of.".to_owned()
        }
        0 => format!(
            "Of {escapes} none lacks a run of a covering test between the introducing change and shipping."
        ),
        open => format!(
            "Of {escapes}, {} {have} no run of a covering test between the introducing change and shipping: \
             whether one warned is not known.",
            thousands(open)
        ),
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
        lines: vec!["escapee keeps no list of actions. Compare the escape rate and classes of this review with those the last one printed.".to_owned()],
        more: Vec::new(),
        charts: &[],
        table: Some(table),
        definition: "An action has an effect if a number of this review moved by more than its interval.".to_owned(),
        n: review.scope.to_string(),
        query: "escapee rate --by quarter".to_owned(),
        caveats: vec!["A number that moved after an action did not always move because of it.".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_people_answered_is_counted_and_a_guess_stands_beside_it() {
        // In the sample an answer says that canaries were absent; of alerts the record lets suspect it.
        let section = layers(&sample::review());
        let table = section.table.unwrap();
        let row = |name: &str| table.rows.iter().find(|row| row[0] == name).unwrap()[1..].join(" ");
        let n = escapes(&sample::review()).count();
        assert!(section.finding.starts_with("Most often missing, as people say: canary, in "));
        let (canary, alert) = (row("canary"), row("alert"));
        assert!(canary.ends_with(" 0"), "{canary}");
        assert!(alert.starts_with(&format!("0 0 0 {n} ")) && !alert.ends_with(" 0"), "{alert}");
        let mut tied = sample::review();
        for layer in tied.dossiers.iter_mut().flat_map(|d| &mut d.worksheet.layers) {
            (layer.by_people, layer.state) = (true, LayerState::Absent);
        }
        let tie = "No layer stands out as the one most often missing (1 of 1\u{a0}escape answered)";
        assert_eq!(layers(&tied).finding, tie, "all three are missing as often");
        let mut few = tied.clone();
        let mut silent = few.dossiers[0].clone();
        silent.worksheet.layers.clear();
        few.dossiers.push(silent);
        let finding = layers(&few).finding;
        assert!(finding.starts_with("Too few answers to tell"), "{finding}");
        // Three escapes have answers, two of them on canaries.
        let mut partly = sample::review();
        let told = partly.dossiers[0].clone();
        partly.dossiers = vec![told.clone(), told.clone(), told];
        for layer in &mut partly.dossiers[2].worksheet.layers {
            layer.by_people = layer.layer == Layer::Alert;
            layer.state = LayerState::Worked;
        }
        let finding = layers(&partly).finding;
        assert!(finding.contains("canary, in 2 of 2\u{a0}escapes where they say"), "{finding}");
        let mut guessed = sample::review();
        for layer in guessed.dossiers.iter_mut().flat_map(|d| &mut d.worksheet.layers) {
            layer.by_people = false;
        }
        assert_eq!(layers(&guessed).finding, "No layer has been confirmed by people yet");
    }
}
