//! Sentences of the coverage floor.

use super::super::FEW;
use super::super::numbers::{self, counted};
use super::Words;
use crate::model::calibration::{Calibration, Floor, FloorVerdict};
use crate::model::rate::Rate;

/// Returns the sentences of the floor; `None` is no panel, or one without coverage.
pub(in super::super) fn floor_words(found: Option<&Calibration>) -> Words {
    let floor = found.and_then(|found| found.floor.as_ref());
    let title = title(found);
    let Some(floor) = floor else {
        return Words {
            subtitle: vec![
                "Share of unit-periods with an escape, by line coverage before.".to_owned(),
            ],
            footer: Vec::new(),
            description: format!("{title}."),
            title,
        };
    };
    let (rows, events) =
        (floor.rows_below + floor.rows_above, floor.events_below + floor.events_above);
    let mut subtitle = vec![
        "Share of unit-periods with an escape, by line coverage before.".to_owned(),
        format!("{}, {} with an escape.", counted(rows, "unit-period"), numbers::count(events)),
        "Drawn before adjustment for size and change.".to_owned(),
        "Bars: 95\u{a0}% Wilson interval.".to_owned(),
    ];
    if floor.bands.iter().any(|band| (1..FEW).contains(&band.rows)) {
        subtitle.push(format!("Dashed: under {FEW}, too few to tell."));
    }
    Words {
        subtitle,
        footer: vec!["Bands and floor set before looking".to_owned(), sides(floor)],
        description: description(floor, &title),
        title,
    }
}

/// Returns what both sides of the floor hold.
fn sides(floor: &Floor) -> String {
    let side = |k: u64, share: &Rate, escaped: &str| {
        let of = format!("{} of {}{escaped}", numbers::count(k), numbers::count(share.n));
        // Of few no share is said anywhere.
        if share.n < FEW { of } else { format!("{of} ({})", numbers::rate(share)) }
    };
    format!(
        "below {}, above {}",
        side(floor.events_below, &floor.share_below, " escaped"),
        side(floor.events_above, &floor.share_above, "")
    )
}

fn title(found: Option<&Calibration>) -> String {
    // A panel without rows has measured nothing, whatever was imported.
    let Some(found) = found.filter(|found| found.rows > 0) else {
        return "No floor of coverage can be tested without a panel".to_owned();
    };
    let Some(floor) = &found.floor else {
        return "No floor of coverage can be tested: coverage is not measured".to_owned();
    };
    let knot = format!("{}\u{a0}%", floor.knot);
    match floor.verdict {
        FloorVerdict::Supported => {
            format!("Below {knot} coverage escapes rise; above it coverage stops telling")
        }
        FloorVerdict::Half => {
            format!("Coverage tells below {knot}; whether it stops there is open")
        }
        // What is judged is the effect at equal size and change; the bands are drawn without.
        FloorVerdict::Contradicted if floor.is_reversed() => {
            "Escapes rise with coverage; at equal size and change they fall".to_owned()
        }
        FloorVerdict::Contradicted => {
            format!("Escapes fall with coverage above {knot} too: no floor there")
        }
        FloorVerdict::NotShown if floor.above.as_ref().is_some_and(|effect| effect.or_lo > 1.0) => {
            format!("At equal size and change escapes rise with coverage above {knot}")
        }
        FloorVerdict::NotShown if floor.is_reversed() => {
            "Escapes rise with coverage; at equal size and change we cannot tell".to_owned()
        }
        FloorVerdict::NotShown => format!("No evidence that escapes rise below {knot} coverage"),
        FloorVerdict::Insufficient => {
            let n = numbers::count(floor.events_below + floor.events_above);
            format!("Too few escapes to test the {knot} floor (n = {n})")
        }
    }
}

fn description(floor: &Floor, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    for band in &floor.bands {
        let (from, to) = (band.from, band.to);
        if band.rows == 0 {
            parts.push(format!("Coverage {from} to {to}\u{a0}%: no unit there."));
            continue;
        }
        let share = match (band.rate, band.lo, band.hi) {
            _ if band.rows < FEW => ", too few to tell".to_owned(),
            (Some(rate), Some(lo), Some(hi)) => {
                format!(
                    ", {} [{}]",
                    numbers::percent(rate, band.rows),
                    numbers::range(lo, hi, band.rows)
                )
            }
            _ => String::new(),
        };
        let (escaped, rows) = (numbers::count(band.escaped), numbers::count(band.rows));
        parts.push(format!("Coverage {from} to {to}\u{a0}%: {escaped} of {rows}{share}."));
    }
    parts.join(" ")
}
