//! A study of escapes for a terminal: the table, what the numbers mean, and what they leave out.

use std::io::{self, Write};

use chrono::TimeDelta;

use crate::model::rate::{IntervalMethod, RateDefinition};
use crate::model::rate_study::{Cohort, Impact, RateStudy, StudyRow};
use crate::report::clean::one_line;
use crate::report::format::{count, day, length, percent, rate, thousands};

use super::CAUGHT_HINT;
use super::TextStyle;
use super::rates::found;
use super::screen::Screen;
use super::study_changes;
use super::study_table::{needs_caught, write_table};

/// Writes a study. With `explain`, the incidents behind every k and n follow.
pub fn rate_study(
    out: &mut impl Write,
    study: &RateStudy,
    explain: bool,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    write_table(&mut screen, study)?;
    screen.blank()?;
    for line in
        definitions(study).into_iter().chain(beside(study)).chain(study_changes::changes(study))
    {
        screen.paragraph(&line)?;
    }
    for note in &study.notes {
        screen.paragraph(&one_line(note, 300))?;
    }
    if explain {
        behind(&mut screen, study)?;
    }
    Ok(())
}

fn definitions(study: &RateStudy) -> Vec<String> {
    let mut lines = Vec::new();
    if !study.has_caught_source && study.definitions.iter().any(|one| needs_caught(*one)) {
        lines.push(format!(
            "No percentage: no source tells which defects were caught before release. Import one: {CAUGHT_HINT}"
        ));
    }
    for (place, one) in study.definitions.iter().enumerate() {
        let interval = match study.total.measures.get(place).map(|one| one.method) {
            Some(IntervalMethod::Garwood) => "Intervals: 95\u{a0}%, Garwood's exact.",
            Some(IntervalMethod::None) => {
                "No interval and no test; in brackets, how many equal ones the weights are worth."
            }
            _ => "Intervals: 95\u{a0}%, Wilson's score.",
        };
        lines.push(format!("Definition {one}: {}. {interval}", one.formula()));
    }
    if study.by.is_time() {
        let placed = match study.cohort {
            Cohort::Discovery => "when it was found",
            Cohort::Introduction => "when its change shipped, else was committed",
        };
        lines.push(format!("A defect stands in the period {placed}."));
    }
    let immature: Vec<&str> =
        study.rows.iter().filter(|row| !row.mature).map(|row| row.key.as_str()).collect();
    if !immature.is_empty() {
        let when = match study.mature_days {
            0 => "at its end".to_owned(),
            days => format!("{} after its end", count(u64::from(days), "day")),
        };
        lines.push(format!(
            "* not complete, in no comparison: {}. A period is complete {when}; the data reach to {}.",
            one_line(&immature.join(", "), 300),
            study.through.map_or_else(|| "an unknown day".to_owned(), day),
        ));
    }
    lines
}

/// What belongs beside the numbers: counts, cost, what is left out.
fn beside(study: &RateStudy) -> Vec<String> {
    let total = &study.total;
    let mut lines = vec![format!(
        "{} from {}; contained escapes: {}.",
        found(total.escapes, total.caught),
        count(total.incidents, "incident"),
        thousands(total.contained),
    )];
    if total.escapes == 0 {
        lines.push(match study.through {
            Some(at) => format!(
                "0 reported, of {} complete through {}.",
                count(study.sources, "source"),
                day(at)
            ),
            None => "0 reported; how complete the sources are is not known.".to_owned(),
        });
    }
    if total.escapes > 0 {
        lines.push(format!(
            "Of the escapes with evidence, covered: {}. What share is verified stands in `escapee \
             report`, beside that of like code that did not escape; alone it tells nothing.",
            rate(&total.covered)
        ));
    }
    if total.unknown_phase > 0 {
        lines.push(format!(
            "Outside the counts: {} of unknown phase{}.",
            count(total.unknown_phase, "defect"),
            bounds(total).unwrap_or_default()
        ));
    }
    if !study.unplaced.is_empty() {
        let what = if study.by.is_time() { "a time" } else { "a release" };
        lines.push(format!(
            "Without {what}, in no row: {}.",
            count(study.unplaced.len() as u64, "defect")
        ));
    }
    lines.extend(cost(&total.impact, total.escapes));
    lines
}

/// The escape rate if no or every defect of unknown phase was an escape.
fn bounds(total: &StudyRow) -> Option<String> {
    let all = total.found() + total.unknown_phase;
    total.caught.filter(|caught| *caught > 0).map(|_| {
        let share = |k: u64| percent(k as f64 / all as f64, 0);
        let high = share(total.escapes + total.unknown_phase);
        format!(
            "; the rate is {} if none of them escaped and {high} if all did",
            share(total.escapes)
        )
    })
}

/// Returns minutes as days and hours, or hours and minutes.
fn long(minutes: f64) -> String {
    length(TimeDelta::minutes(minutes.round() as i64))
}

fn cost(impact: &Impact, escapes: u64) -> Vec<String> {
    let mut parts = Vec::new();
    if impact.minutes_of > 0 {
        parts.push(format!(
            "{} of harm ({} of {escapes})",
            long(impact.minutes as f64),
            impact.minutes_of
        ));
    }
    if impact.customers_of > 0 {
        let (sum, of) = (thousands(impact.customers), impact.customers_of);
        parts.push(format!("{sum} customers ({of} of {escapes})"));
    }
    for (currency, sum, of) in &impact.money {
        let sum = thousands(sum.max(0.0).round() as u64);
        parts.push(format!("{sum} {} ({of} of {escapes})", one_line(currency, 8)));
    }
    let mut lines = Vec::new();
    if !parts.is_empty() {
        lines.push(format!("Impact, over the escapes that tell: {}.", parts.join(", ")));
    }
    if let Some(found) = &impact.recovery {
        let range = match (found.lo, found.hi) {
            (Some(lo), Some(hi)) => format!(" [{} to {}]", long(lo), long(hi)),
            _ => String::new(),
        };
        let monsters = if found.outliers.is_empty() {
            String::new()
        } else {
            format!("; over ten times that: {}", one_line(&found.outliers.join(", "), 200))
        };
        lines.push(format!(
            "Median time from detection to the end of harm: {}{range}, n = {}{monsters}.",
            long(found.median),
            thousands(found.n)
        ));
    }
    lines
}

/// The incidents behind every k and n.
fn behind(screen: &mut Screen<'_, impl Write>, study: &RateStudy) -> io::Result<()> {
    screen.blank()?;
    screen.heading("Behind the numbers")?;
    for row in study.rows.iter().chain([&study.total]) {
        for one in &row.measures {
            // A defect is counted once and has the id of one of its incidents.
            let counts = |id: &String| {
                let caught = row.caught_ids.iter().flatten();
                one.definition == RateDefinition::ChangeFailure
                    || row.escape_ids.iter().chain(caught).any(|own| own == id)
            };
            let word = |id: &String| match one_line(id, 80) {
                id_of_defect if counts(id) => id_of_defect,
                other => format!("{other} (same defect as another)"),
            };
            let list = |ids: &[String]| {
                let shown: Vec<String> = ids.iter().map(word).collect();
                if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
            };
            let key = one_line(&row.key, 60);
            screen.paragraph(&format!("{key}, {}: k: {}", one.definition, list(&one.k_of)))?;
            if one.method != IntervalMethod::Garwood {
                screen.paragraph(&format!("{key}, {}: n: {}", one.definition, list(&one.n_of)))?;
            }
        }
    }
    Ok(())
}
