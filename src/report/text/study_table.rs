//! The table of a study: a column for each definition, then the counts of what is not known.

use std::io::{self, Write};

use crate::model::rate::{IntervalMethod, Rate, RateDefinition};
use crate::model::rate_study::{Measure, RateStudy, StudyRow};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, of, percent, rate, thousands};

use super::grid::{Grid, Side};
use super::screen::Screen;

/// What marks a period that is not complete yet.
const IMMATURE: &str = " *";

/// A column: its head, the side it keeps to, and a cell for each row.
type Column = (&'static str, Side, Vec<String>);

/// Writes the table. Of several definitions those that do not stand side by side have tables of their own, one
/// below the other, and so have the counts.
pub(super) fn write_table(
    screen: &mut Screen<'_, impl Write>,
    study: &RateStudy,
) -> io::Result<()> {
    let measures = measures(study);
    let several = measures.len() > 1;
    let mut tables: Vec<Vec<Column>> = Vec::new();
    for part in measures.into_iter().map(|column| vec![column]).chain([counts(study)]) {
        let joined = tables.last().map(|last| [&last[..], &part].concat());
        match (joined, tables.last_mut()) {
            (Some(joined), Some(last)) if !several || grid(study, &joined).is_whole(screen) => {
                *last = joined;
            }
            _ => tables.push(part),
        }
    }
    for (place, columns) in tables.iter().enumerate() {
        if place > 0 {
            screen.blank()?;
        }
        grid(study, columns).write(screen)?;
    }
    Ok(())
}

fn rows(study: &RateStudy) -> impl Iterator<Item = &StudyRow> {
    study.rows.iter().chain([&study.total])
}

fn grid(study: &RateStudy, columns: &[Column]) -> Grid {
    let heads = columns.iter().map(|(head, side, _)| (*head, *side));
    let mut grid = Grid::new(std::iter::once((study.by.word(), Side::Left)).chain(heads).collect());
    for (place, row) in rows(study).enumerate() {
        let mut key = one_line(&row.key, 60);
        if !row.mature {
            key.push_str(IMMATURE);
        }
        let cells = columns.iter().map(|(.., cells)| cells[place].clone());
        grid.row(std::iter::once(key).chain(cells).collect());
    }
    grid
}

/// Returns a column for each definition; the escapes where none has a value without caught defects.
fn measures(study: &RateStudy) -> Vec<Column> {
    if !study.has_caught_source && study.definitions.iter().all(|one| needs_caught(*one)) {
        let escapes = rows(study).map(|row| thousands(row.escapes)).collect();
        return vec![("escapes", Side::Right, escapes)];
    }
    let column = |(place, one): (usize, &RateDefinition)| {
        (heading(*one), Side::Left, rows(study).map(|row| value(&row.measures[place])).collect())
    };
    study.definitions.iter().enumerate().map(column).collect()
}

fn counts(study: &RateStudy) -> Vec<Column> {
    let column =
        |head, cell: fn(&StudyRow) -> String| (head, Side::Right, rows(study).map(cell).collect());
    vec![
        column("unlinked", |row| of(&row.unlinked)),
        column("no evidence", |row| of(&row.no_evidence)),
        column("unknown phase", |row| thousands(row.unknown_phase)),
    ]
}

/// Returns whether a definition has no value without a source of caught defects.
pub(super) fn needs_caught(definition: RateDefinition) -> bool {
    !matches!(definition, RateDefinition::Density | RateDefinition::ChangeFailure)
}

fn heading(definition: RateDefinition) -> &'static str {
    match definition {
        RateDefinition::EscapeRate => "escape rate [95\u{a0}%]",
        RateDefinition::StageLeakage => "stage leakage [95\u{a0}%]",
        RateDefinition::Dre90 => "dre-90 [95\u{a0}%]",
        RateDefinition::Density => "per 1,000 lines [95\u{a0}%]",
        RateDefinition::SeverityWeighted => "severity weighted",
        RateDefinition::ChangeFailure => "change failure [95\u{a0}%]",
    }
}

fn value(one: &Measure) -> String {
    let Some(value) = one.value else { return MISSING.to_owned() };
    match one.method {
        IntervalMethod::Garwood => {
            let ends = one.lo.zip(one.hi);
            let range = ends
                .map_or(String::new(), |(lo, hi)| format!(" [{}–{}]", figures(lo), figures(hi)));
            format!("{} in {} = {}{range}", thousands(one.k), thousands(one.n), figures(value))
        }
        IntervalMethod::None => format!(
            "{} of {} = {} (worth {:.1})",
            thousands(one.k),
            thousands(one.n),
            percent(value, one.n),
            one.effective_n.unwrap_or(0.0)
        ),
        IntervalMethod::Wilson => {
            let Measure { k, n, lo, hi, method, .. } = *one;
            rate(&Rate { k, n, rate: Some(value), lo, hi, method })
        }
    }
}

/// Returns a density with as many decimals as it bears: two below 10, one below 100, else none.
fn figures(value: f64) -> String {
    match value {
        100.0.. => thousands(value.round() as u64),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::TextStyle;
    use super::super::width::columns;
    use super::*;
    use crate::report::sample;

    fn drawn(width: u16, definitions: &[RateDefinition]) -> String {
        let mut study = sample::rate_study();
        let example = study.total.measures[0].clone();
        let one = |definition: &RateDefinition| Measure {
            definition: *definition,
            value: Some(374.96),
            lo: Some(77.331),
            hi: Some(1_095.91),
            method: match definition {
                RateDefinition::Density => IntervalMethod::Garwood,
                _ => IntervalMethod::None,
            },
            ..example.clone()
        };
        study.definitions = definitions.to_vec();
        for row in study.rows.iter_mut().chain([&mut study.total]) {
            row.measures = definitions.iter().map(one).collect();
        }
        let mut out = Vec::new();
        let style = TextStyle { width, ..TextStyle::default() };
        write_table(&mut Screen::new(&mut out, style, None).unwrap(), &study).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn many_definitions_stand_below_one_another_and_no_cell_breaks() {
        use RateDefinition::{ChangeFailure, Density, Dre90, EscapeRate, StageLeakage};
        let all = [EscapeRate, StageLeakage, Dre90, Density, ChangeFailure];
        for width in [60, 80, 100] {
            let text = drawn(width, &all);
            assert!(text.lines().all(|line| columns(line) <= width.into()), "{width}:\n{text}");
            assert!(text.matches("quarter").count() > 1, "{width}:\n{text}");
            let rows = sample::rate_study().rows.len() + 1;
            let cells = text.matches(" in ").count();
            assert_eq!(cells, rows, "{width}: a density breaks in\n{text}");
            assert!(text.contains("= 375 [77.3–1,096]"), "{text}");
        }
        assert_eq!(drawn(80, &all[..1]).matches("quarter").count(), 1);
    }
}
