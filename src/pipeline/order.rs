//! In which order incidents are listed.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::dossier::Dossier;
use crate::model::incident::{Phase, words};

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

words!(Order { Id => "id", Time => "time", Severity => "severity" });

/// Sorts incidents.
pub fn sort(dossiers: &mut [Dossier], by: Order) {
    dossiers.sort_by_cached_key(|dossier| {
        let incident = &dossier.incident;
        let time = incident.at().filter(|_| by == Order::Time);
        let severity = incident.severity.filter(|_| by == Order::Severity).unwrap_or(u8::MAX);
        (Reverse(time), severity, parts(&incident.id), incident.id.clone())
    });
}

/// Sorts incidents, the worst escape first: by severity, customers, cost and how long they lasted;
/// then those that are no escapes. What is not known comes last, as it is not 0, and where the costs
/// of escapes, as their sums have them, are in several currencies, none is compared.
pub(super) fn worst_first(dossiers: &mut [Dossier]) {
    let escaped = |dossier: &Dossier| {
        dossier.incident.phase == Phase::Production && dossier.class().is_escape()
    };
    let cost =
        |dossier: &Dossier| dossier.incident.cost.filter(|cost| cost.is_finite() && *cost >= 0.0);
    let is_compared = |escape: bool| {
        let those = dossiers.iter().filter(|one| escaped(one) == escape && cost(one).is_some());
        let currency = |one: &Dossier| one.incident.currency.clone().unwrap_or_default();
        those.map(currency).collect::<BTreeSet<_>>().len() < 2
    };
    let compared = [is_compared(false), is_compared(true)];
    dossiers.sort_by_cached_key(|dossier| {
        let incident = &dossier.incident;
        let escape = escaped(dossier);
        let cost = cost(dossier).filter(|_| compared[usize::from(escape)]);
        let end = incident.mitigated_at.or(incident.resolved_at).map(|stamp| stamp.at);
        let lasted = incident.at().zip(end).map(|(start, end)| end - start);
        (
            !escape,
            incident.severity.unwrap_or(u8::MAX),
            Reverse(incident.customers_affected),
            Reverse(cost.map(|cost| (cost * 100.0).round() as i64)),
            Reverse(lasted),
            incident.at(),
            incident.id.clone(),
        )
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
