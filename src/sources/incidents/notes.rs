//! What a file's reader noticed, gathered over all rows and told once.

use std::collections::BTreeMap;

use super::columns::{ColumnReason, DecidedColumn};
use crate::sources::text::Cleaner;

/// Most columns named in one note.
const MOST_COLUMNS: usize = 40;

/// Gathers what was noticed.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By what was noticed: how often, the first line, some of the words.
    seen: BTreeMap<String, Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    count: usize,
    first_line: u64,
    words: Vec<String>,
}

impl Notes {
    /// Counts something noticed on a line; `word` is shown, so it must hold no person.
    pub(super) fn add(&mut self, line: u64, what: String, word: Option<&str>) {
        let seen = self.seen.entry(what).or_default();
        if seen.count == 0 {
            seen.first_line = line;
        }
        seen.count += 1;
        let word = word.map(|word| Cleaner::default().line(word, 40));
        if let Some(word) = word.filter(|word| seen.words.len() < 5 && !seen.words.contains(word)) {
            seen.words.push(word);
        }
    }

    /// Returns what was noticed, as sentences for the user.
    pub(super) fn sentences(&self) -> impl Iterator<Item = String> {
        self.seen.iter().map(|(what, seen)| {
            let words: Vec<String> = seen.words.iter().map(|word| format!("`{word}`")).collect();
            let words =
                if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
            format!("{} × {what}, first on line {}{words}", seen.count, seen.first_line)
        })
    }
}

/// Returns which columns were dropped and which nothing reads.
pub(super) fn about_columns(columns: &[DecidedColumn]) -> Vec<String> {
    let list = |reason: ColumnReason| {
        let mut names: Vec<String> = Vec::new();
        for column in columns.iter().filter(|c| c.reason == reason && !c.header.is_empty()) {
            let name = Cleaner::default().line(&column.header, 60);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let tell = |reason, what: &str| {
        let mut names = list(reason);
        let more = names.len().saturating_sub(MOST_COLUMNS);
        names.truncate(MOST_COLUMNS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!names.is_empty()).then(|| format!("{what}: {}{more}", names.join(", ")))
    };
    [
        tell(ColumnReason::Person, "columns that hold persons or their words, dropped"),
        tell(ColumnReason::Unread, "columns that nothing reads"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns a warning where the number of rows looks like the limit of an export.
pub(super) fn about_size(rows: usize) -> Option<String> {
    [1_000, 5_000, 10_000, 50_000, 100_000].contains(&rows).then(|| {
        format!("exactly {rows} rows: many exports stop at such a number, so some may be missing")
    })
}
