//! The sheets without a native chart.

use rust_xlsxwriter::{Format, Worksheet};

use super::columns::{
    CELL, Column, Kind, Written, column, head, lay, moment, number, printed, tall, text,
};
use crate::model::calibration::Calibration;
use crate::model::dossier::Dossier;
use crate::model::quadrant::Quadrant;
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count};
use crate::report::sheet::{covered_then, verified_then};
use crate::report::{key_figures, summary};

/// Formats of ratios, and of days with a tenth.
const RATIO: Kind = Kind::Number("0.00");
const DAYS: Kind = Kind::Number("#,##0.0");

/// Writes the headline, the figures, and what the review could and could not use.
pub(super) fn overview(sheet: &mut Worksheet, review: &Review) -> Written {
    sheet.set_name("Overview")?;
    printed(sheet);
    let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    for (column, width) in [(0, 42_u32), (1, 18), (2, 70)] {
        sheet.set_column_width(column, width)?;
    }
    let bold = Format::new().set_bold();
    let headline = one_line(&summary::headline(review), CELL);
    sheet.write_string_with_format(0, 0, &headline, &bold)?;
    let mut row = 1;
    for line in review.banner.iter().cloned().chain(summary::lead(review)) {
        text(sheet, row, 0, &line)?;
        row += 1;
    }
    row += 1;
    names(sheet, row, &["Figure", "Value", "Rests on"])?;
    for figure in key_figures::key_figures(review) {
        row += 1;
        let top = Format::new().set_align(rust_xlsxwriter::FormatAlign::Top);
        sheet.write_string_with_format(row, 0, figure.label, &top)?;
        sheet.write_string_with_format(row, 1, one_line(&figure.value, CELL), &top)?;
        let note = one_line(&figure.note, CELL);
        sheet.write_string_with_format(row, 2, &note, &wrapped)?;
        tall(sheet, row, [(note.as_ref(), 70)].into_iter())?;
    }
    row += 2;
    names(sheet, row, &["Data", "Count"])?;
    for (what, count) in summary::completeness(review) {
        row += 1;
        text(sheet, row, 0, what)?;
        text(sheet, row, 1, &count)?;
    }
    Ok(())
}

fn names(sheet: &mut Worksheet, row: u32, names: &[&str]) -> Written {
    for (place, name) in (0..).zip(names) {
        sheet.write_string_with_format(row, place, *name, &head(false).set_indent(0))?;
    }
    Ok(())
}

/// Columns of the incidents.
const INCIDENTS: [(&str, u32, Kind); 20] = [
    ("incident", 12, Kind::Word),
    ("defect", 12, Kind::Word),
    ("title", 40, Kind::Text),
    ("severity", 9, Kind::Count),
    ("phase", 11, Kind::Word),
    ("component", 13, Kind::Word),
    ("started (UTC)", 16, Kind::Moment),
    ("detected (UTC)", 16, Kind::Moment),
    ("ended (UTC)", 16, Kind::Moment),
    ("class", 6, Kind::Word),
    ("in words", 24, Kind::Text),
    ("statements ran", 11, Kind::Count),
    ("statements known", 11, Kind::Count),
    ("customers", 10, Kind::Count),
    ("cost", 11, Kind::Count),
    ("currency", 9, Kind::Word),
    ("introduced (UTC)", 16, Kind::Moment),
    ("days hidden", 8, DAYS),
    ("covered then", 11, Kind::Word),
    ("verified then", 11, Kind::Word),
];

/// Writes a row for each incident.
pub(super) fn incidents(sheet: &mut Worksheet, review: &Review) -> Written {
    let columns = INCIDENTS.map(|(name, width, kind)| column(name, width, kind));
    lay(sheet, "Incidents", &columns)?;
    sheet.autofilter(0, 0, review.dossiers.len().max(1) as u32, columns.len() as u16 - 1)?;
    for (row, dossier) in (1..).zip(&review.dossiers) {
        incident(sheet, row, dossier)?;
    }
    Ok(())
}

fn incident(sheet: &mut Worksheet, row: u32, dossier: &Dossier) -> Written {
    let incident = &dossier.incident;
    let detected = incident.detected_at.map(|stamp| stamp.at);
    let ended = incident.mitigated_at.or(incident.resolved_at).map(|stamp| stamp.at);
    let coverage = dossier.facts.coverage.as_ref().filter(|coverage| coverage.known() > 0);
    let introduced = dossier.introduction().map(|(at, _)| at);
    let hidden = dossier.hidden().map(|hidden| hidden.num_seconds() as f64 / 86_400.0);
    text(sheet, row, 0, &incident.id)?;
    text(sheet, row, 1, &dossier.defect)?;
    text(sheet, row, 2, &incident.title)?;
    number(sheet, row, 3, incident.severity.map(f64::from))?;
    text(sheet, row, 4, incident.phase.word())?;
    text(sheet, row, 5, &dossier.component)?;
    for (column, at) in [(6, incident.at()), (7, detected), (8, ended), (16, introduced)] {
        moment(sheet, row, column, at)?;
    }
    text(sheet, row, 9, dossier.class().word())?;
    text(sheet, row, 10, dossier.class().label())?;
    number(sheet, row, 11, coverage.map(|coverage| f64::from(coverage.ran())))?;
    number(sheet, row, 12, coverage.map(|coverage| f64::from(coverage.known())))?;
    number(sheet, row, 13, incident.customers_affected.map(|n| n as f64))?;
    number(sheet, row, 14, incident.cost)?;
    text(sheet, row, 15, incident.currency.as_deref().unwrap_or_default())?;
    number(sheet, row, 17, hidden)?;
    for (column, answer) in [(18, covered_then(dossier)), (19, verified_then(dossier))] {
        let word = if answer.word == MISSING { String::new() } else { answer.word.to_lowercase() };
        text(sheet, row, column, &word)?;
    }
    let title = one_line(&incident.title, CELL);
    tall(sheet, row, [(title.as_ref(), 40), (dossier.class().label(), 24)].into_iter())
}

/// Writes how long each escape stayed hidden.
pub(super) fn latency(sheet: &mut Worksheet, review: &Review) -> Written {
    let columns = [
        column("defect", 16, Kind::Word),
        column("class", 8, Kind::Word),
        column("in words", 36, Kind::Text),
        column("days hidden", 10, DAYS),
    ];
    lay(sheet, "Time hidden", &columns)?;
    let escapes = review.latency.rows.iter();
    let escapes = escapes.flat_map(|row| row.escapes.iter().map(move |one| (row.class, one)));
    for (row, (class, one)) in (1..).zip(escapes) {
        text(sheet, row, 0, &one.id)?;
        text(sheet, row, 1, class.word())?;
        text(sheet, row, 2, class.label())?;
        number(sheet, row, 3, Some(one.days))?;
    }
    if review.latency.unplaced > 0 {
        let row = review.latency.placed() as u32 + 1;
        let why = "no introduction or no time of detection";
        text(sheet, row, 0, "not placed")?;
        text(sheet, row, 2, &format!("{}: {why}", count(review.latency.unplaced, "escape")))?;
    }
    Ok(())
}

/// Writes escapes and caught defects by component and quarter, in long form.
pub(super) fn components(sheet: &mut Worksheet, review: &Review) -> Written {
    let columns = [
        column("component", 24, Kind::Word),
        column("period", 10, Kind::Word),
        column("escapes", 10, Kind::Count),
        column("caught", 10, Kind::Count),
    ];
    lay(sheet, "Components", &columns)?;
    let found = &review.components;
    let mut row = 1;
    for component in &found.rows {
        for (place, period) in found.periods.iter().enumerate() {
            text(sheet, row, 0, &component.name)?;
            text(sheet, row, 1, &period.to_string())?;
            number(sheet, row, 2, Some(component.escapes[place] as f64))?;
            let caught = component.caught.as_ref().map(|caught| caught[place] as f64);
            number(sheet, row, 3, caught)?;
            row += 1;
        }
    }
    Ok(())
}

/// Writes what calibration found of each indicator.
pub(super) fn indicators(sheet: &mut Worksheet, found: &Calibration) -> Written {
    let ratio = |name| column(name, 10, RATIO);
    let columns: [Column<'_>; 11] = [
        column("indicator", 30, Kind::Word),
        column("verdict", 24, Kind::Text),
        ratio("odds ratio"),
        ratio("odds ratio, lower"),
        ratio("odds ratio, upper"),
        ratio("AUC"),
        ratio("AUC, lower"),
        ratio("AUC, upper"),
        column("n", 9, Kind::Count),
        column("missing", 9, Kind::Count),
        column("q", 9, Kind::Number("0.000")),
    ];
    lay(sheet, "Indicators", &columns)?;
    for (row, one) in (1..).zip(&found.indicators) {
        text(sheet, row, 0, &one.name)?;
        text(sheet, row, 1, findings::verdict_words(one))?;
        let effect = one.told_effect();
        let area = one.told_auc();
        let values = [
            effect.map(|effect| effect.or),
            effect.map(|effect| effect.or_lo),
            effect.map(|effect| effect.or_hi),
            area.map(|area| area.auc),
            area.map(|area| area.lo),
            area.map(|area| area.hi),
            Some(one.n as f64),
            Some(one.missing as f64),
            one.q,
        ];
        for (column, value) in (2..).zip(values) {
            number(sheet, row, column, value)?;
        }
    }
    Ok(())
}

/// Writes what calibration says in sentences.
pub(super) fn sentences(sheet: &mut Worksheet, found: &Calibration) -> Written {
    lay(sheet, "Indicators in words", &[column("finding", 100, Kind::Text)])?;
    for (row, line) in (1..).zip(found.sentences.iter().chain(&found.notes)) {
        text(sheet, row, 0, line)?;
        tall(sheet, row, [(line.as_str(), 100)].into_iter())?;
    }
    Ok(())
}

/// Writes units with coverage and mutation score.
pub(super) fn units(sheet: &mut Worksheet, found: &Quadrant) -> Written {
    let columns = [
        column("unit", 40, Kind::Word),
        column("coverage, %", 11, Kind::Number("0.0")),
        column("mutation score, %", 11, Kind::Number("0.0")),
        column("escapes", 10, Kind::Count),
    ];
    lay(sheet, "Units", &columns)?;
    for (row, unit) in (1..).zip(&found.units) {
        text(sheet, row, 0, &unit.name)?;
        number(sheet, row, 1, Some(unit.coverage))?;
        number(sheet, row, 2, Some(unit.mutation_score))?;
        number(sheet, row, 3, Some(unit.escapes as f64))?;
    }
    Ok(())
}

/// Writes the terms, and what the numbers cannot say.
pub(super) fn definitions(sheet: &mut Worksheet, review: &Review) -> Written {
    let columns = [column("term", 20, Kind::Word), column("meaning", 110, Kind::Text)];
    lay(sheet, "Definitions", &columns)?;
    let mut row = 1;
    for (term, meaning) in summary::definitions(review) {
        text(sheet, row, 0, term)?;
        text(sheet, row, 1, &meaning)?;
        tall(sheet, row, [(meaning.as_str(), 110)].into_iter())?;
        row += 1;
    }
    for limit in summary::limits() {
        text(sheet, row, 0, "limit")?;
        text(sheet, row, 1, limit)?;
        row += 1;
    }
    Ok(())
}
