//! The numbers behind each chart, as a table: for those who do not see it, and for the workbook.

use super::Table;
use crate::model::period::Period;
use crate::model::review::Review;
use crate::model::verdict::EscapeClass;
use crate::report::chart::{FEW, findings, timeline_events, worst};
use crate::report::format::{
    MISSING, bare_percent, minute, of as k_of_n, percent, period, rate, thousands,
};
use crate::report::text::of_class;

/// Returns the table behind the chart of that name; `None` where there is nothing to draw.
pub(in crate::report) fn data(name: &str, review: &Review) -> Option<Table> {
    let table = match name {
        "escape-rate" => rates(review),
        "class-breakdown" => classes(review),
        "calibration" => forecasts(review)?,
        "indicators" => indicators(review)?,
        "false-confidence" => units(review)?,
        "coverage-floor" => bands(review)?,
        "latency" => latencies(review),
        "timeline" => timeline(review)?,
        _ => components(review),
    };
    Some(table).filter(|table| !table.rows.is_empty())
}

fn rates(review: &Review) -> Table {
    let with_rate = review.rate.has_caught_source;
    let mut table = Table::new(
        &format!("Escape rate by {}, with 95 % intervals.", review.rate.by.word()),
        &[
            "Period",
            "Escape rate",
            "#Escapes",
            "#Caught",
            "#Unlinked",
            "#No evidence",
            "#Unknown phase",
        ],
    );
    if !review.sev1.is_empty() {
        table.head.push("SEV-1".to_owned());
    }
    let rows = review.rate.rows.iter().map(|row| (period(row), row));
    for (key, row) in rows.chain([("all".to_owned(), &review.rate.total)]) {
        let share = row.rate.as_ref().filter(|_| with_rate);
        let mut cells = vec![
            key,
            share.map_or_else(|| MISSING.to_owned(), rate),
            thousands(row.escapes),
            row.caught.map_or_else(|| MISSING.to_owned(), thousands),
            k_of_n(&row.unlinked),
            k_of_n(&row.no_evidence),
            thousands(row.unknown_phase),
        ];
        if !review.sev1.is_empty() {
            cells.push(severe(review, row.period));
        }
        table.rows.push(cells);
    }
    table
}

/// Most signs of the ids of one cell, which no table cuts.
const MOST_SIGNS: usize = 160;

/// Returns the ids of severity 1 of a period, and how many more where a cell has no room: the picture has it for
/// fewer. Of no period how many there are.
fn severe(review: &Review, period: Option<Period>) -> String {
    let Some(period) = period else { return thousands(review.sev1.len() as u64) };
    let mut ids: Vec<&str> = review
        .sev1
        .iter()
        .filter(|mark| mark.period == period)
        .map(|mark| mark.id.as_str())
        .collect();
    ids.sort_unstable();
    if ids.is_empty() { "none".to_owned() } else { fitting(&ids) }
}

/// Returns the ids that fit a cell, and how many do not.
fn fitting(ids: &[&str]) -> String {
    let mut cell = String::new();
    for (named, id) in ids.iter().enumerate() {
        if named > 0 && cell.chars().count() + id.chars().count() > MOST_SIGNS {
            let more = thousands((ids.len() - named) as u64);
            return format!("{cell} and {more} more");
        }
        cell.push_str(if named == 0 { "" } else { ", " });
        cell.push_str(id);
    }
    cell
}

fn classes(review: &Review) -> Table {
    let classes: Vec<EscapeClass> =
        EscapeClass::ALL.iter().copied().filter(|class| class.is_escape()).collect();
    let mut table = Table::new("Escapes by period and class.", &["Period"]);
    table.head.extend(classes.iter().map(|class| format!("#{class} {}", class.label())));
    table.head.push("#All".to_owned());
    for row in &review.classes.rows {
        let mut cells = vec![row.period.to_string()];
        cells.extend(classes.iter().map(|class| thousands(of_class(row, *class))));
        cells.push(thousands(row.counts.iter().map(|(_, n)| n).sum()));
        table.rows.push(cells);
    }
    table
}

fn forecasts(review: &Review) -> Option<Table> {
    let (one, test) = findings::drawn(review.calibration.as_ref()?)?;
    let caption = format!(
        "Forecasts from {}, size and change, and what escaped.",
        one.name.replace('_', " ")
    );
    let mut table = Table::new(&caption, &["#Mean forecast", "Escaped"]);
    for bin in &test.bins {
        table.rows.push(vec![format!("{:.1}\u{a0}%", bin.forecast * 100.0), rate(&bin.observed)]);
    }
    Some(table)
}

fn indicators(review: &Review) -> Option<Table> {
    let found = review.calibration.as_ref()?;
    let mut table = Table::new(
        "Indicators, measured before: effect per standard deviation at equal size and change.",
        &["Indicator", "Verdict", "Odds ratio [95 %]", "AUC [95 %]", "#n", "#Missing"],
    );
    for one in &found.indicators {
        let ends = |value: f64, lo: f64, hi: f64| format!("{value:.2} [{lo:.2}–{hi:.2}]");
        let effect = one.told_effect().map(|e| ends(e.or, e.or_lo, e.or_hi));
        let area = one.told_auc().map(|a| ends(a.auc, a.lo, a.hi));
        table.rows.push(vec![
            one.name.replace('_', " "),
            findings::verdict_words(one).to_owned(),
            effect.unwrap_or_else(|| MISSING.to_owned()),
            area.unwrap_or_else(|| MISSING.to_owned()),
            thousands(one.n),
            thousands(one.missing),
        ]);
    }
    Some(table)
}

fn units(review: &Review) -> Option<Table> {
    let found = review.quadrant.as_ref()?;
    let mut table = Table::new(
        "Units by the gap between coverage and mutation score, the widest first.",
        &["Unit", "#Coverage", "#Mutation score", "#Gap", "#Escapes"],
    );
    let mut units: Vec<_> =
        found.units.iter().map(|unit| (unit.coverage - unit.mutation_score, unit)).collect();
    units.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    for (gap, unit) in units {
        table.rows.push(vec![
            unit.name.clone(),
            format!("{:.0}\u{a0}%", unit.coverage),
            format!("{:.0}\u{a0}%", unit.mutation_score),
            format!("{gap:.0}").replace('-', "−"),
            thousands(unit.escapes),
        ]);
    }
    Some(table)
}

fn bands(review: &Review) -> Option<Table> {
    let floor = review.calibration.as_ref()?.floor.as_ref()?;
    let mut table = Table::new(
        "Unit-periods with an escape by band of line coverage.",
        &["Coverage", "With an escape", "95 % interval"],
    );
    for band in floor.bands.iter().filter(|_| floor.bands.iter().any(|band| band.rows > 0)) {
        let (escaped, n) = (thousands(band.escaped), thousands(band.rows));
        let (share, ends) = match (band.rate, band.lo, band.hi) {
            _ if band.rows == 0 => ("no unit there".to_owned(), MISSING.to_owned()),
            (Some(rate), Some(lo), Some(hi)) if band.rows >= FEW => (
                format!("{escaped} of {n} = {}", percent(rate, band.rows)),
                format!("{}–{}", bare_percent(lo, band.rows), percent(hi, band.rows)),
            ),
            _ => (format!("{escaped} of {n}, too few to tell"), MISSING.to_owned()),
        };
        table.rows.push(vec![format!("{}–{}\u{a0}%", band.from, band.to), share, ends]);
    }
    Some(table)
}

fn latencies(review: &Review) -> Table {
    let mut table = Table::new(
        "Days from introduction to detection, by class.",
        &["Class", "#Escapes", "#Median", "95 % interval"],
    );
    let days = |value: f64| format!("{value:.1}");
    for row in &review.latency.rows {
        let median = row.median.as_ref();
        let ends = median.and_then(|m| m.lo.zip(m.hi));
        table.rows.push(vec![
            format!("{} {}", row.class, row.class.label()),
            thousands(row.escapes.len() as u64),
            median.map_or_else(|| MISSING.to_owned(), |m| days(m.value)),
            ends.map_or_else(
                || MISSING.to_owned(),
                |(lo, hi)| format!("{}–{}", days(lo), days(hi)),
            ),
        ]);
    }
    if review.latency.unplaced > 0 {
        let missing = || MISSING.to_owned();
        table.rows.push(vec![
            "not placed".to_owned(),
            thousands(review.latency.unplaced),
            missing(),
            missing(),
        ]);
    }
    table
}

fn timeline(review: &Review) -> Option<Table> {
    let dossier = worst(review)?;
    let mut table = Table::new(
        &format!("What happened to {}.", dossier.incident.id),
        &["When", "What", "Note"],
    );
    table.rows = timeline_events(dossier)
        .into_iter()
        .map(|(at, name, note)| vec![minute(at), name, note])
        .collect();
    Some(table)
}

fn components(review: &Review) -> Table {
    let found = &review.components;
    let mut table = Table::new("Escapes by component and quarter.", &["Component"]);
    table.head.extend(found.periods.iter().map(|period| format!("#{period}")));
    table.head.extend(["#All".to_owned(), "Share of all".to_owned()]);
    for row in &found.rows {
        let mut cells = vec![row.name.clone()];
        cells.extend(row.escapes.iter().map(|n| thousands(*n)));
        cells.extend([thousands(row.total()), rate(&row.share)]);
        table.rows.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_many_ids_says_how_many_more_there_are() {
        let ids: Vec<String> = (1..=60).map(|n| format!("INCIDENT-{n:04}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let cell = fitting(&ids);
        let named = cell.matches("INCIDENT-").count();
        assert!(cell.ends_with(&format!("INCIDENT-{named:04} and {} more", 60 - named)), "{cell}");
        assert!(named > 5 && cell.chars().count() < 200, "{cell}");
        assert_eq!(fitting(&ids[..2]), "INCIDENT-0001, INCIDENT-0002");
    }
}
