//! What a test calls last before it asserts: most often what the assertion is about (Van Rompaey and
//! Demeyer, CSMR 2009).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::assertion::Assertion;
use crate::syntax::scan::Scanned;
use crate::syntax::unit::Unit;

/// Returns what a unit calls last before each of its assertions, sorted, each once.
pub(super) fn last_calls(unit: &Unit, found: &Scanned, assertions: &[Assertion]) -> Vec<String> {
    let mut calls: Vec<(u32, u32)> = unit
        .events
        .iter()
        .filter(|event| event.is_call && event.name != 0)
        .map(|event| (event.line, event.name))
        .collect();
    calls.sort_unstable();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut ends: BTreeMap<u32, u32> = BTreeMap::new();
    for event in &unit.events {
        let end = ends.entry(event.line).or_default();
        *end = event.until.max(*end);
    }
    for assertion in assertions {
        let end = ends.get(&assertion.line).copied().unwrap_or_default().max(assertion.line);
        let before = &calls[..calls.partition_point(|(line, _)| *line <= end)];
        let Some((last, _)) = before.last() else { continue };
        let on_it = before.iter().rev().take_while(|(line, _)| line == last);
        names.extend(on_it.map(|(_, name)| found.name(*name)));
    }
    names.into_iter().map(str::to_owned).collect()
}
