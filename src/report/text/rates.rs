//! What to say of a table of escape rates: what the numbers mean and what they leave out.

use crate::model::commit::Time;
use crate::model::rate::{Grouping, IntervalMethod, RateRow, RateTable};
use crate::report::format::{change, count, day, is_distinct, thousands};

/// What to type where nothing tells which defects were caught before release.
pub(in crate::report) const CAUGHT_HINT: &str = "escapee import incidents FILE --phase test";

/// How complete the sources of a rate are; what is not known is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sources {
    /// How many sources of incidents were read.
    pub count: Option<u64>,
    /// The newest time up to which all of them are complete.
    pub complete_through: Option<Time>,
}

/// Returns how many defects there are and where they were found. Without a source of caught defects
/// it is not known how many were caught, so it is not 0.
pub(super) fn found(escapes: u64, caught: Option<u64>) -> String {
    let known = caught.map(|caught| format!("{} caught", thousands(caught)));
    format!(
        "{} ({} escaped, {})",
        count(escapes + caught.unwrap_or(0), "defect"),
        thousands(escapes),
        known.unwrap_or_else(|| "caught not known".to_owned())
    )
}

/// Returns what to say below a rate table, a line each.
pub(in crate::report) fn notes(table: &RateTable, sources: Sources) -> Vec<String> {
    let total = &table.total;
    let mut notes = Vec::new();
    if table.has_caught_source {
        notes.push(format!(
            "Definition {}: {}. Intervals: 95\u{a0}%, {}.",
            table.definition,
            table.definition.formula(),
            match total.rate.map_or(IntervalMethod::Wilson, |rate| rate.method) {
                IntervalMethod::Wilson => "Wilson's score",
                IntervalMethod::Garwood => "Garwood's exact",
                IntervalMethod::None => "none",
            },
        ));
    } else {
        notes.push(format!(
            "No percentage: no source tells which defects were caught before release. Import one: `{CAUGHT_HINT}`"
        ));
    }
    notes.push(match total.incidents {
        0 => "No incident is counted here.".to_owned(),
        incidents => format!(
            "{} from {}; contained escapes: {}.",
            found(total.escapes, total.caught),
            count(incidents, "incident"),
            thousands(total.contained),
        ),
    });
    if total.escapes == 0 {
        notes.push(zero(sources));
    }
    if total.unknown_phase > 0 {
        let bounds = if table.has_caught_source {
            "; in brackets the rate if none or all of them escaped"
        } else {
            ""
        };
        let defects = count(total.unknown_phase, "defect");
        notes.push(format!("Outside the counts: {defects} of unknown phase{bounds}."));
    }
    if table.undated > 0 {
        notes.push(format!("Without a time, in no row: {}.", count(table.undated, "defect")));
    }
    notes.extend(open(table));
    if table.has_caught_source {
        notes.extend(last_change(table));
        notes.extend(surprises(table));
    }
    notes
}

fn zero(sources: Sources) -> String {
    let of = sources.count.map(|n| format!(", of {}", count(n, "source")));
    let through = match sources.complete_through {
        Some(at) => format!(" complete through {}.", day(at)),
        None => "; how complete the sources are is not known.".to_owned(),
    };
    format!("0 reported{}{through}", of.unwrap_or_default())
}

fn open(table: &RateTable) -> Option<String> {
    let open: Vec<&str> =
        table.rows.iter().filter(|row| !row.mature).map(|row| row.key.as_str()).collect();
    (!open.is_empty())
        .then(|| format!("Not over in the data, so in no comparison: {}.", open.join(", ")))
}

fn last_change(table: &RateTable) -> Option<String> {
    let complete: Vec<&RateRow> = table.rows.iter().filter(|row| row.mature).collect();
    let [.., before, last] = complete.as_slice() else { return None };
    let step = last.change.as_ref()?;
    let verdict =
        if is_distinct(step) { "more than chance explains" } else { "cannot be told from chance" };
    Some(format!("{} against {}: {}, {verdict}.", last.key, before.key, change(step)))
}

fn surprises(table: &RateTable) -> Option<String> {
    if !matches!(table.by, Grouping::Month | Grouping::Quarter) {
        return None;
    }
    let outside = |row: &&RateRow| match (row.expected, row.rate.and_then(|rate| rate.rate)) {
        (Some((lo, hi)), Some(value)) => value < lo || value > hi,
        _ => false,
    };
    let keys: Vec<&str> = table.rows.iter().filter(outside).map(|row| row.key.as_str()).collect();
    (!keys.is_empty())
        .then(|| format!("Outside the range expected from the rows before: {}.", keys.join(", ")))
}
