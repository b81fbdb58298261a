//! Sentences of the false-confidence quadrant.

use super::super::FEW;
use super::super::font::Weight;
use super::super::numbers::{self, counted, whole_percent};
use super::super::text::{clean, shorten};
use super::Words;
use crate::model::quadrant::Quadrant;

/// Returns the sentences of the quadrant; `None` is no panel, or one without both values.
pub(in super::super) fn quadrant_words(found: Option<&Quadrant>) -> Words {
    let Some(found) = found else {
        let title = "Coverage and mutation score cannot be compared yet".to_owned();
        return Words {
            subtitle: vec!["Line coverage against mutation score, by unit.".to_owned()],
            footer: Vec::new(),
            description: format!("{title}."),
            title,
        };
    };
    let title = title(found);
    let all: u64 = found.units.iter().map(|unit| unit.escapes).sum();
    let span = match found.periods.as_slice() {
        [] => String::new(),
        [one] => format!(" in {}", clean(one)),
        [first, .., last] => format!(", {} to {}", clean(first), clean(last)),
    };
    let span = shorten(&span, 200.0, 13.0, Weight::Regular);
    let mut subtitle = vec![
        "Line coverage against mutation score.".to_owned(),
        format!(
            "Area: escapes ({} in {}{span}).",
            numbers::count(all),
            counted(found.units.len() as u64, "unit")
        ),
        format!(
            "Shaded: coverage at or above {}, mutation score below the median of {}.",
            whole_percent(found.floor),
            whole_percent(found.bar)
        ),
    ];
    if let Some(expected) = found.expected().filter(|_| found.corner.n >= FEW) {
        subtitle.push(format!(
            "There: {} of {} escapes, {} {}; by the share of units {}.",
            numbers::count(found.corner.k),
            numbers::count(found.corner.n),
            numbers::rate(&found.corner),
            numbers::interval(&found.corner),
            numbers::percent(expected, found.units.len() as u64)
        ));
    }
    if found.unplaced > 0 {
        subtitle.push(format!(
            "{} without both values left out ({}).",
            counted(found.unplaced, "unit"),
            counted(found.unplaced_escapes, "escape")
        ));
    }
    Words {
        subtitle,
        footer: vec![
            "Values before each unit's newest period; half of all units lie below the median"
                .to_owned(),
        ],
        description: description(found, &title),
        title,
    }
}

/// The share of escapes in the shaded corner needs no test against chance: it says what happened,
/// with its interval; that it is more than the units' share would be is said only beyond it.
fn title(found: &Quadrant) -> String {
    let all: u64 = found.units.iter().map(|unit| unit.escapes).sum();
    let inside: Vec<_> =
        found.units.iter().filter(|unit| found.is_false_confidence(unit)).collect();
    if all < FEW {
        return format!("Too few escapes to tell where coverage misleads (n = {all})");
    }
    if inside.is_empty() {
        return "No well-covered unit has a mutation score below the median".to_owned();
    }
    let corner = &found.corner;
    let of = format!("{} of {} escapes", numbers::count(corner.k), numbers::count(corner.n));
    if found.misleads() {
        let verb = if inside.len() == 1 { "carries" } else { "carry" };
        format!("{} well covered, poorly checked {verb} {of}", counted(inside.len() as u64, "unit"))
    } else {
        format!("No sign of false confidence: {of} in the corner")
    }
}

fn description(found: &Quadrant, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    let mut units: Vec<_> = found.units.iter().collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.escapes));
    for unit in units.iter().take(20) {
        let inside = if found.is_false_confidence(unit) { ", false confidence" } else { "" };
        parts.push(format!(
            "{}: coverage {}, mutation score {}, {}{inside}.",
            shorten(&clean(&unit.name), 200.0, 12.0, Weight::Regular),
            whole_percent(unit.coverage),
            whole_percent(unit.mutation_score),
            counted(unit.escapes, "escape")
        ));
    }
    if units.len() > 20 {
        parts.push(format!("And {} more.", numbers::count(units.len() as u64 - 20)));
    }
    parts.join(" ")
}
