//! Spans: what a series says of a key from one report on, until the key's next span.
//!
//! Pure. A report of a series is a number (`seq`); a span is written only where something changed,
//! so a day on which nothing changed costs nothing.

use std::collections::{BTreeMap, BTreeSet};

/// A report's place in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its number.
    pub(super) seq: i64,
    /// The number of the series' last report.
    pub(super) last: i64,
}

/// A span to write, over what starts at the same place: key, first report, value.
pub(super) type Span<K, V> = (K, i64, Option<V>);

/// Returns the spans that make the report at `place` say `wanted` and change no other report.
///
/// `before` is what the report says now; a key that is not there has no value. `starts_next` are the
/// keys with a span that starts at the report after it. Keys that are not wanted stay as they are.
pub(super) fn spans_to_write<K: Ord + Copy, V: Copy + PartialEq>(
    place: Place,
    before: &BTreeMap<K, V>,
    starts_next: &BTreeSet<K>,
    wanted: impl IntoIterator<Item = (K, Option<V>)>,
) -> Vec<Span<K, V>> {
    let mut spans = Vec::new();
    for (key, value) in wanted {
        let old = before.get(&key).copied();
        if old == value {
            continue;
        }
        // Reports after this one said the old value through this span; from now on they say it
        // themselves.
        if place.seq < place.last && !starts_next.contains(&key) {
            spans.push((key, place.seq + 1, old));
        }
        spans.push((key, place.seq, value));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(place: (i64, i64), old: Option<u8>, next: bool, new: Option<u8>) -> Vec<Span<u8, u8>> {
        let place = Place { seq: place.0, last: place.1 };
        let before = old.map(|value| (7, value)).into_iter().collect();
        let starts_next = next.then_some(7).into_iter().collect();
        spans_to_write(place, &before, &starts_next, [(7, new)])
    }

    #[test]
    fn what_did_not_change_writes_nothing() {
        assert_eq!(write((3, 3), Some(1), false, Some(1)), []);
        assert_eq!(write((3, 5), None, false, None), []);
    }

    #[test]
    fn the_last_report_writes_one_span() {
        assert_eq!(write((3, 3), Some(1), false, Some(2)), [(7, 3, Some(2))]);
        assert_eq!(write((3, 3), Some(1), false, None), [(7, 3, None)]);
    }

    #[test]
    fn an_earlier_report_leaves_the_next_one_as_it_was() {
        assert_eq!(write((3, 5), Some(1), false, Some(2)), [(7, 4, Some(1)), (7, 3, Some(2))]);
        assert_eq!(write((3, 5), None, false, Some(2)), [(7, 4, None), (7, 3, Some(2))]);
        assert_eq!(write((3, 5), Some(1), true, Some(2)), [(7, 3, Some(2))]);
    }
}
