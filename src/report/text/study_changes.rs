//! How the figures of a rate study changed against the period before, in sentences.

use crate::model::rate_study::{MeasureChange, RateStudy, Restatement, StudyRow};
use crate::report::clean::one_line;
use crate::report::format::{count, day, points, thousands};

/// What changed, against the row before, against all before, and against what was printed.
pub(super) fn changes(study: &RateStudy) -> Vec<String> {
    let mature: Vec<&StudyRow> = study.rows.iter().filter(|row| row.mature).collect();
    let mut lines = Vec::new();
    if let [.., before, last] = mature.as_slice()
        && study.by.is_time()
    {
        let against = format!("{} against {}", last.key, before.key);
        for (now, was) in last.measures.iter().zip(&before.measures) {
            if let Some(change) = &now.change {
                lines.push(format!(
                    "{against}, {}: {} ({} of {} and {} of {}), {}.",
                    now.definition,
                    step(change),
                    thousands(now.k),
                    thousands(now.n),
                    thousands(was.k),
                    thousands(was.n),
                    told(change)
                ));
            }
        }
        for one in &last.per_exposure {
            lines.push(format!(
                "{against}, escapes per {}: {} ({} and {} escapes), {}.",
                one.exposure,
                step(&one.change),
                last.escapes,
                before.escapes,
                told(&one.change)
            ));
        }
    }
    for (place, definition) in study.definitions.iter().enumerate() {
        let outside = |row: &&&StudyRow| {
            let one = &row.measures[place];
            one.expected.zip(one.value).is_some_and(|((lo, hi), value)| value < lo || value > hi)
        };
        let keys: Vec<&str> = mature.iter().filter(outside).map(|row| row.key.as_str()).collect();
        if !keys.is_empty() {
            lines.push(format!(
                "Outside the range expected from the rows before ({definition}): {}.",
                keys.join(", ")
            ));
        }
    }
    lines.extend(study.restatements.iter().map(restated));
    lines
}

/// Returns what an earlier report printed and what it is now.
pub(in crate::report) fn restated(one: &Restatement) -> String {
    let ids = |what: &str, ids: &[String]| {
        if ids.is_empty() { String::new() } else { format!("; {what} {}", ids.join(", ")) }
    };
    let counts = |(k, n): (u64, Option<u64>)| match n {
        Some(n) => format!("{k} of {n}"),
        None => count(k, "escape"),
    };
    one_line(
        &format!(
            "Restated: {} was {} in the report of {}, is {}{}{}.",
            one.key,
            counts(one.was),
            day(one.printed_at),
            counts(one.is),
            ids("in:", &one.added),
            ids("out:", &one.removed)
        ),
        600,
    )
}

fn step(change: &MeasureChange) -> String {
    if change.is_ratio {
        let hi = change.hi.map_or_else(|| "no bound".to_owned(), |hi| format!("{hi:.2}"));
        let p = change.p.map_or_else(String::new, |p| format!(", p {p:.2}"));
        format!("{:.2} times [{:.2} to {hi}]{p}", change.value, change.lo)
    } else {
        let hi = change.hi.map_or_else(String::new, points);
        format!("{} points [{} to {hi}]", points(change.value), points(change.lo))
    }
}

fn told(change: &MeasureChange) -> &'static str {
    if change.distinct { "more than chance explains" } else { "cannot be told from chance" }
}
