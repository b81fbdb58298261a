//! The sheets without a native chart.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::head;
use crate::model::calibration::Calibration;
use crate::model::dossier::Dossier;
use crate::model::quadrant::Quadrant;
use crate::model::review::Review;
use crate::report::chart::findings;
use crate::report::clean::one_line;
use crate::report::format::machine;
use crate::report::summary;

type Written = Result<(), XlsxError>;

/// Longest text of a cell; a sheet's own limit is 32,767.
const CELL: usize = 1_000;

fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Written {
    let text = one_line(text, CELL);
    if !text.is_empty() {
        sheet.write_string(row, column, &text)?;
    }
    Ok(())
}

fn number(sheet: &mut Worksheet, row: u32, column: u16, value: Option<f64>) -> Written {
    if let Some(value) = value.filter(|value| value.is_finite()) {
        sheet.write_number(row, column, value)?;
    }
    Ok(())
}

/// Writes the headline, the figures, and what the review could and could not use.
pub(super) fn overview(sheet: &mut Worksheet, review: &Review) -> Written {
    sheet.set_name("Overview")?;
    sheet.set_column_width(0, 42)?.set_column_width(1, 18)?.set_column_width(2, 70)?;
    head(sheet, 0, &[one_line(&summary::headline(review), CELL)])?;
    let mut row = 1;
    for line in review.banner.iter().cloned().chain(summary::lead(review)) {
        text(sheet, row, 0, &line)?;
        row += 1;
    }
    row += 1;
    head(sheet, row, &["Figure", "Value", "Rests on"])?;
    for figure in summary::key_figures(review) {
        row += 1;
        text(sheet, row, 0, figure.label)?;
        text(sheet, row, 1, &figure.value)?;
        text(sheet, row, 2, &figure.note)?;
    }
    row += 2;
    head(sheet, row, &["Data", "Count"])?;
    for (what, count) in summary::completeness(review) {
        row += 1;
        text(sheet, row, 0, what)?;
        text(sheet, row, 1, &count)?;
    }
    Ok(())
}

/// Writes a row for each incident.
pub(super) fn incidents(sheet: &mut Worksheet, review: &Review) -> Written {
    sheet.set_name("Incidents")?;
    let names = [
        "incident",
        "defect",
        "title",
        "severity",
        "phase",
        "component",
        "started",
        "detected",
        "ended",
        "class",
        "in words",
        "statements ran",
        "statements known",
        "customers",
        "cost",
        "currency",
        "introduced",
        "hidden days",
    ];
    head(sheet, 0, &names)?;
    sheet.set_column_width(2, 50)?.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, review.dossiers.len().max(1) as u32, names.len() as u16 - 1)?;
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
        text(sheet, row, column, &at.map(machine).unwrap_or_default())?;
    }
    text(sheet, row, 9, dossier.class().word())?;
    text(sheet, row, 10, dossier.class().label())?;
    number(sheet, row, 11, coverage.map(|coverage| f64::from(coverage.ran())))?;
    number(sheet, row, 12, coverage.map(|coverage| f64::from(coverage.known())))?;
    number(sheet, row, 13, incident.customers_affected.map(|n| n as f64))?;
    number(sheet, row, 14, incident.cost)?;
    text(sheet, row, 15, incident.currency.as_deref().unwrap_or_default())?;
    number(sheet, row, 17, hidden)
}

/// Writes how long each escape stayed hidden.
pub(super) fn latency(sheet: &mut Worksheet, review: &Review) -> Written {
    sheet.set_name("Time hidden")?;
    head(sheet, 0, &["defect", "class", "in words", "days hidden"])?;
    let escapes = review.latency.rows.iter();
    let escapes = escapes.flat_map(|row| row.escapes.iter().map(move |one| (row.class, one)));
    for (row, (class, one)) in (1..).zip(escapes) {
        text(sheet, row, 0, &one.id)?;
        text(sheet, row, 1, class.word())?;
        text(sheet, row, 2, class.label())?;
        number(sheet, row, 3, Some(one.days))?;
    }
    Ok(())
}

/// Writes escapes and caught defects by component and quarter, in long form.
pub(super) fn components(sheet: &mut Worksheet, review: &Review) -> Written {
    sheet.set_name("Components")?;
    head(sheet, 0, &["component", "period", "escapes", "caught"])?;
    let found = &review.components;
    let mut row = 1;
    for component in &found.rows {
        for (place, period) in found.periods.iter().enumerate() {
            text(sheet, row, 0, &component.name)?;
            text(sheet, row, 1, &period.to_string())?;
            number(sheet, row, 2, Some(component.escapes[place] as f64))?;
            let caught = Some(component.caught[place] as f64);
            number(sheet, row, 3, caught.filter(|_| review.rate.has_caught_source))?;
            row += 1;
        }
    }
    Ok(())
}

/// Writes what calibration found of each indicator.
pub(super) fn indicators(sheet: &mut Worksheet, found: &Calibration) -> Written {
    sheet.set_name("Indicators")?;
    let names = [
        "indicator",
        "verdict",
        "odds ratio",
        "from",
        "to",
        "AUC",
        "from",
        "to",
        "n",
        "missing",
        "q",
    ];
    head(sheet, 0, &names)?;
    for (row, one) in (1..).zip(&found.indicators) {
        text(sheet, row, 0, &one.name)?;
        text(sheet, row, 1, findings::verdict_words(one))?;
        let effect = one.firth_adjusted.as_ref();
        let area = one.auc.as_ref();
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
    let start = found.indicators.len() as u32 + 2;
    for (row, line) in (start..).zip(&found.sentences) {
        text(sheet, row, 0, line)?;
    }
    Ok(())
}

/// Writes units with coverage and mutation score.
pub(super) fn units(sheet: &mut Worksheet, found: &Quadrant) -> Written {
    sheet.set_name("Units")?;
    head(sheet, 0, &["unit", "coverage", "mutation score", "escapes"])?;
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
    sheet.set_name("Definitions")?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 110)?;
    head(sheet, 0, &["term", "meaning"])?;
    let mut row = 1;
    for (term, meaning) in summary::definitions(review) {
        text(sheet, row, 0, term)?;
        text(sheet, row, 1, &meaning)?;
        row += 1;
    }
    for limit in summary::limits() {
        text(sheet, row, 0, "limit")?;
        text(sheet, row, 1, limit)?;
        row += 1;
    }
    Ok(())
}
