//! The verdict: class, why, what of the other files, what would change it, what is missing.

use crate::model::dossier::Dossier;
use crate::model::verdict::{Abstention, EscapeClass};
use crate::report::clean::one_line;

use super::{Item, Row, Tone, people};

/// How many other files a sheet lists.
const MOST_FILES: usize = 8;

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
    push(&mut rows, label, why.map(|row| item(&row.question, &row.answer)).collect());
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

fn other_files(dossier: &Dossier) -> Vec<Item> {
    let judged = dossier.regions.iter().zip(&dossier.file_verdicts).skip(1);
    let mut items: Vec<Item> = judged
        .take(MOST_FILES)
        .map(|(region, verdict)| {
            Item::new(verdict.class.word(), format!("{}: {}", region.path, verdict.class.label()))
        })
        .collect();
    let all = dossier.regions.len().min(dossier.file_verdicts.len()).saturating_sub(1);
    if all > MOST_FILES {
        items.push(Item::text(format!("and {} more", all - MOST_FILES)));
    }
    items
}
