//! Sentences of the latency chart.

use super::super::FEW;
use super::super::latency::MOST_DOTS;
use super::super::numbers::{self, counted, days};
use super::super::text::capital;
use super::Words;
use crate::model::latency::{LatencyTable, Median};
use crate::model::verdict::EscapeClass;

/// Returns the sentences of a latency table.
pub(in super::super) fn latency_words(table: &LatencyTable) -> Words {
    let title = title(table);
    let n = table.placed();
    let mut subtitle = vec!["From introduction to detection, log scale.".to_owned()];
    if n > 0 {
        let dense = table.rows.iter().any(|row| row.escapes.len() > MOST_DOTS);
        let unless = if dense { ", columns where there are over 200" } else { "" };
        subtitle.push(format!("A dot for each escape (n = {}){unless}.", numbers::count(n)));
        if let Some(all) = table.median.as_ref().filter(|all| all.n > 2) {
            subtitle.push(format!("{}.", capital(&median_words(all))));
        }
        subtitle
            .push("Diamond: median from 3 escapes on, 95\u{a0}% interval from 6 on.".to_owned());
    }
    if table.by_record > 0 {
        subtitle
            .push(format!("Introduced by the record in {}.", counted(table.by_record, "escape")));
    }
    if table.unplaced > 0 {
        subtitle.push(format!(
            "{} not placed: no introduction or no time of detection.",
            counted(table.unplaced, "escape")
        ));
    }
    Words {
        subtitle,
        footer: vec![
            "Introduction: the trace's first candidate, else the record; medians by order statistics"
                .to_owned(),
        ],
        description: description(table, &title),
        title,
    }
}

/// Returns a median in words, as in `median 63 days [49 days – 82 days]`.
pub(in super::super) fn median_words(median: &Median) -> String {
    // An interval that a line ended inside would be read as two numbers.
    let whole = |(lo, hi)| format!(" [{} – {}]", days(lo), days(hi)).replace(' ', "\u{a0}");
    let interval = median.lo.zip(median.hi).map(whole);
    format!("median {}{}", days(median.value), interval.unwrap_or_default())
}

fn clause(class: EscapeClass) -> &'static str {
    match class {
        EscapeClass::S => "Defects with a lost signal",
        EscapeClass::C => "Uncovered defects",
        EscapeClass::B => "Defects in branches not taken",
        EscapeClass::O => "Wrongly asserted defects",
        EscapeClass::E => "Unasserted defects",
        EscapeClass::N => "Defects beyond the suite",
        EscapeClass::F => "Unasserted failing states",
        EscapeClass::U => "Undetermined defects",
        EscapeClass::X0 | EscapeClass::X1 => "What is no escape",
    }
}

fn title(table: &LatencyTable) -> String {
    let n = table.placed();
    let Some(all) = &table.median else {
        return match table.unplaced {
            0 => "No escapes recorded yet".to_owned(),
            unplaced => {
                format!("How long {} stayed hidden is not known", counted(unplaced, "escape"))
            }
        };
    };
    let Some(middle) = span(all).filter(|_| n >= FEW) else {
        return format!("Too few escapes to tell how long they hide (n = {})", numbers::count(n));
    };
    // What is not placed might have changed the median, so that a title says of how many it speaks.
    let of = match table.unplaced {
        0 => String::new(),
        more => format!(" ({} of {} placed)", numbers::count(n), numbers::count(n + more)),
    };
    let judged: Vec<(EscapeClass, &Median)> =
        table.rows.iter().filter_map(|row| Some((row.class, row.median.as_ref()?))).collect();
    let longest = judged.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value));
    if let Some((class, median)) = longest.filter(|(_, median)| median.n >= FEW)
        && let Some((lo, own)) = median.lo.zip(span(median))
        && judged.len() > 1
        && judged.iter().all(|(other, m)| other == class || m.hi.is_some_and(|hi| hi < lo))
    {
        // Both would not fit one line.
        let tail = if of.is_empty() { format!(": median {own}") } else { of };
        return format!("{} hide the longest{tail}", clause(*class));
    }
    format!("The median escape hid for {middle}{of}")
}

/// Returns the interval of a median in words, as in `27 to 80 days`; `None` where it has none.
fn span(median: &Median) -> Option<String> {
    let (lo, hi) = (days(median.lo?), days(median.hi?));
    Some(match lo.strip_suffix(" days") {
        _ if lo == hi => lo,
        Some(number) if hi.ends_with(" days") => format!("{number} to {hi}"),
        _ => format!("{lo} to {hi}"),
    })
}

fn description(table: &LatencyTable, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    if let Some(all) = &table.median {
        parts.push(format!("All {}: {}.", counted(all.n, "escape"), median_words(all)));
    }
    for row in &table.rows {
        if let Some(median) = &row.median {
            let n = counted(row.escapes.len() as u64, "escape");
            parts.push(format!("{}: {n}, {}.", capital(row.class.label()), median_words(median)));
        }
    }
    if table.unplaced > 0 {
        parts.push(format!("Not placed: {}.", counted(table.unplaced, "escape")));
    }
    parts.join(" ")
}
