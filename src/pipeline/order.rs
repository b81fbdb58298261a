//! In which order incidents are listed.

use std::cmp::Reverse;

use crate::model::dossier::Dossier;

/// An order of incidents; of equals the ids decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By id; the numbers in it by their size.
    Id,
    /// The newest first; those without a time last.
    Time,
    /// The worst first; those without a severity last.
    Severity,
}

/// Sorts incidents.
pub fn sort(dossiers: &mut [Dossier], by: Order) {
    dossiers.sort_by_cached_key(|dossier| {
        let incident = &dossier.incident;
        let time = incident.at().filter(|_| by == Order::Time);
        let severity = incident.severity.filter(|_| by == Order::Severity).unwrap_or(u8::MAX);
        (Reverse(time), severity, parts(&incident.id), incident.id.clone())
    });
}

/// A part of an id: a text, and the length and digits of the number behind it without zeros in front.
type Part = (String, usize, String);

/// Returns the parts of an id, so that `P-2` stands before `P-10`.
fn parts(id: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let text = rest.len() - rest.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
        let (words, after) = rest.split_at(text);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = after.split_at(digits);
        let number = number.trim_start_matches('0');
        parts.push((words.to_owned(), number.len(), number.to_owned()));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_ids_count_by_their_size() {
        let mut ids = ["P-10", "P-2", "A-9", "P-002", "P-1", "P", "10", "9", "P-2b"];
        ids.sort_by_key(|id| (parts(id), *id));
        assert_eq!(ids, ["9", "10", "A-9", "P", "P-1", "P-002", "P-2", "P-2b", "P-10"]);
    }
}
