//! Which lines carried the defect: as the fix met them, and as they stood at the moment.

use crate::model::dossier::Dossier;
use crate::model::evidence::{RegionEvidence, RegionThen};
use crate::model::lines::ranges;
use crate::report::clean::one_line;
use crate::report::format::{count, lines};

use super::{Item, Row};

/// How many files a row lists, and how many stretches of each; the rest is counted.
const FILES: usize = 3;
const STRETCHES: usize = 4;

/// Returns the lines of each file, at the commit they are named at and at the moment; `None` where
/// there is no region, which the row of the moment says.
pub(super) fn region(dossier: &Dossier) -> Option<Row> {
    if dossier.regions.is_empty() {
        return None;
    }
    let mut items = Vec::new();
    for region in dossier.regions.iter().take(FILES) {
        items.push(Item::new(region.commit.short(), named(region)));
        items.extend(region.then.as_ref().filter(|then| moved(region, then)).map(at_moment));
    }
    if dossier.regions.len() > FILES {
        let rest = count((dossier.regions.len() - FILES) as u64, "more file");
        items.push(Item::text(format!("and {rest}")));
    }
    Some(Row::plain("REGION", items))
}

fn named(region: &RegionEvidence) -> String {
    let numbers = region.lines.iter().map(|line| line.line);
    let mut text = place(&region.path, numbers, &region.functions);
    if region.only_adds {
        text.push_str("; code that was missing: the fix only adds");
    }
    text
}

/// Whether there is more to say of the moment than of the commit the lines are named at.
fn moved(region: &RegionEvidence, then: &RegionThen) -> bool {
    let same = region.lines.iter().map(|line| Some(line.line)).eq(then.lines.iter().copied());
    !same || then.path != region.path || then.functions != region.functions || then.compared
}

fn at_moment(then: &RegionThen) -> Item {
    let mut text = place(&then.path, then.lines.iter().flatten().copied(), &then.functions);
    let younger = then.lines.iter().filter(|line| line.is_none()).count();
    if younger > 0 {
        text = format!("{text}; {} written later", count(younger as u64, "line"));
    }
    if !then.ambiguous.is_empty() {
        let doubtful = lines(&ranges(then.ambiguous.iter().copied()));
        text = format!("{text}; {doubtful} may stand for another line");
    }
    if then.compared {
        text.push_str("; a guess: no history joins the two, so their contents were compared");
    }
    Item::new("then", format!("{text} (at {})", then.commit.short()))
}

fn place(path: &str, numbers: impl Iterator<Item = u32>, functions: &[String]) -> String {
    let stretches = ranges(numbers);
    let path = one_line(path, 120);
    let mut text = if stretches.is_empty() {
        format!("{path}: no line existed")
    } else {
        format!("{path}: {}", lines(&stretches[..stretches.len().min(STRETCHES)]))
    };
    if stretches.len() > STRETCHES {
        text = format!("{text} and {} more", stretches.len() - STRETCHES);
    }
    if let [first, rest @ ..] = functions {
        text = format!("{text} in {}", one_line(first, 80));
        if !rest.is_empty() {
            text = format!("{text} and {} more", rest.len());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;
    use crate::report::sample;

    fn items(change: impl FnOnce(&mut RegionEvidence)) -> Vec<String> {
        let mut dossier = sample::dossier();
        dossier.regions.truncate(1);
        change(&mut dossier.regions[0]);
        region(&dossier).unwrap().items.into_iter().map(|item| item.text).collect()
    }

    fn then(lines: Vec<Option<u32>>) -> RegionThen {
        RegionThen {
            commit: CommitId("b".repeat(40)),
            path: "src/payment/retry.py".to_owned(),
            lines,
            ambiguous: Vec::new(),
            functions: vec!["retry".to_owned()],
            compared: false,
        }
    }

    #[test]
    fn lines_that_stood_elsewhere_then_are_named_there_too() {
        let found = items(|region| {
            region.lines.truncate(3);
            region.functions = vec!["retry".to_owned()];
            region.then = Some(then(vec![Some(7), None, Some(8)]));
        });
        assert_eq!(found[0], "src/payment/retry.py: lines 10–12 in retry");
        assert_eq!(
            found[1],
            "src/payment/retry.py: lines 7–8 in retry; 1\u{a0}line written later (at bbbbbbbbbb)"
        );
    }

    #[test]
    fn lines_that_stood_at_the_same_place_are_named_once() {
        let found = items(|region| {
            region.lines.truncate(2);
            region.functions = vec!["retry".to_owned()];
            region.then = Some(then(vec![Some(10), Some(11)]));
        });
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn insertions_guesses_and_doubts_are_said() {
        let found = items(|region| {
            region.only_adds = true;
            region.lines.truncate(1);
            let ambiguous = vec![4];
            region.then = Some(RegionThen { compared: true, ambiguous, ..then(vec![Some(4)]) });
        });
        assert!(found[0].ends_with("code that was missing: the fix only adds"), "{}", found[0]);
        assert!(found[1].contains("4 may stand for another") && found[1].contains("a guess"));
    }
}
