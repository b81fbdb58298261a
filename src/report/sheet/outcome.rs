//! The verdict: class, why, what of the other files, what would change it, what is missing.

use std::collections::BTreeSet;

use crate::model::commit::CommitId;
use crate::model::dossier::Dossier;
use crate::model::verdict::{Abstention, EscapeClass, EvidenceRow};
use crate::report::clean::one_line;

use super::{Item, Row, Tone, people};

/// How many other files a sheet lists.
const MOST_FILES: usize = 8;

/// Most commits named behind a line; more are counted.
const MOST_COMMITS: usize = 3;

/// Returns the class that counts and what people say beside it; the machine's rule stands with the
/// machine's class.
pub(super) fn class(dossier: &Dossier) -> Row {
    let verdict = &dossier.verdict;
    let counts = dossier.class();
    let mut class = vec![Item::text(counts.label())];
    class.extend(people::classes(dossier));
    if counts == verdict.class {
        if !verdict.sub.is_empty() {
            class.push(Item::new("with", one_line(&verdict.sub.join(", "), 300)));
        }
        let (rule, confidence) = (verdict.rule, verdict.confidence);
        let rule = format!("{rule} of {}, confidence {confidence}", EscapeClass::ALL.len());
        class.push(Item::new("rule", rule));
    }
    let tone = if counts == EscapeClass::U { Tone::Unknown } else { Tone::Plain };
    Row::answer("CLASS", counts.word(), tone, class)
}

/// Returns why the machine gave its class, and what would change it.
pub(super) fn rows(dossier: &Dossier) -> Vec<Row> {
    let verdict = &dossier.verdict;
    let mut rows = Vec::new();
    let why = verdict.evidence.iter();
    // Of another class than the one that counts it says what the rules found.
    let label = if dossier.class() == verdict.class { "WHY" } else { "RULES SAY" };
    push(&mut rows, label, why.map(evidence).collect());
    push(&mut rows, "NOT JUDGED", not_judged(&verdict.abstained));
    push(&mut rows, "OTHER FILES", other_files(dossier));
    let change = verdict.would_change.iter();
    push(&mut rows, "WOULD CHANGE", change.map(|text| item("", text)).collect());
    rows
}

/// Returns what could not be found out.
pub(super) fn missing(dossier: &Dossier) -> Vec<Row> {
    let mut rows = Vec::new();
    push(&mut rows, "MISSING", dossier.missing.iter().map(|text| item("", text)).collect());
    rows
}

fn push(rows: &mut Vec<Row>, label: &'static str, items: Vec<Item>) {
    if !items.is_empty() {
        rows.push(Row::plain(label, items));
    }
}

/// Rules that lack the same evidence stand together.
fn not_judged(abstained: &[Abstention]) -> Vec<Item> {
    let mut groups: Vec<(String, &str)> = Vec::new();
    for rule in abstained {
        let word = rule.class.word();
        match groups.iter_mut().find(|(_, missing)| *missing == rule.missing) {
            Some((words, _)) => {
                words.push(' ');
                words.push_str(word);
            }
            None => groups.push((word.to_owned(), &rule.missing)),
        }
    }
    groups.into_iter().map(|(words, missing)| item(&words, missing)).collect()
}

fn item(key: &str, text: &str) -> Item {
    Item::new(one_line(key, 60), one_line(text, 600))
}

/// Returns a row of evidence with the commits it was read at.
fn evidence(row: &EvidenceRow) -> Item {
    let mut one = item(&row.question, &row.answer);
    one.text.push_str(&cited(&row.answer, &row.commits));
    one
}

/// Returns the commits that a text does not name, to stand behind it, where a reader aloud passes them over.
fn cited(text: &str, commits: &[CommitId]) -> String {
    let mut unsaid: Vec<&str> = commits.iter().map(CommitId::short).collect();
    let mut seen = BTreeSet::new();
    unsaid.retain(|commit| !text.contains(commit) && seen.insert(*commit));
    let named = unsaid.iter().take(MOST_COMMITS).copied().collect::<Vec<_>>().join(", ");
    match unsaid.len().saturating_sub(MOST_COMMITS) {
        _ if unsaid.is_empty() => String::new(),
        0 => format!(" (at\u{a0}{named})"),
        more => format!(" (at\u{a0}{named} and {more}\u{a0}more)"),
    }
}

fn other_files(dossier: &Dossier) -> Vec<Item> {
    let judged = dossier.regions.iter().zip(&dossier.file_verdicts).skip(1);
    let mut items: Vec<Item> = judged
        .take(MOST_FILES)
        .map(|(region, verdict)| {
            let text = format!("{}: {}", region.path, verdict.class.label());
            let rows = verdict.evidence.iter().flat_map(|row| row.commits.iter().cloned());
            let commits: BTreeSet<CommitId> = rows.collect();
            let commits: Vec<CommitId> = commits.into_iter().collect();
            let cited = cited(&text, &commits);
            Item::new(verdict.class.word(), text + &cited)
        })
        .collect();
    let all = dossier.regions.len().min(dossier.file_verdicts.len()).saturating_sub(1);
    if all > MOST_FILES {
        items.push(Item::text(format!("and {} more", all - MOST_FILES)));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn commit(letter: char) -> CommitId {
        CommitId(letter.to_string().repeat(40))
    }

    #[test]
    fn a_row_of_evidence_names_the_commits_that_its_words_do_not() {
        let mut dossier = sample::dossier();
        let row = |answer: &str, commits: &str| EvidenceRow {
            question: "covered then".to_owned(),
            answer: answer.to_owned(),
            commits: commits.chars().map(commit).collect(),
        };
        dossier.verdict.evidence = vec![
            row("yes: 4 of 4 ran", "a"),
            row("adds 1 assertion at a.py:3 in bbbbbbbbbb", "b"),
            row("adds 1 assertion at a.py:3 in bbbbbbbbbb", "bc"),
            row("partly", "abcde"),
            row("words of the record", ""),
        ];
        let told = |dossier: &Dossier| -> Vec<String> {
            let rows = rows(dossier);
            let found = rows.into_iter().find(|row| matches!(row.label, "WHY" | "RULES SAY"));
            found.unwrap().items.into_iter().map(|item| item.text).collect()
        };
        assert_eq!(
            told(&dossier),
            [
                "yes: 4 of 4 ran (at\u{a0}aaaaaaaaaa)",
                "adds 1 assertion at a.py:3 in bbbbbbbbbb",
                "adds 1 assertion at a.py:3 in bbbbbbbbbb (at\u{a0}cccccccccc)",
                "partly (at\u{a0}aaaaaaaaaa, bbbbbbbbbb, cccccccccc and 2\u{a0}more)",
                "words of the record",
            ]
        );
    }
}
