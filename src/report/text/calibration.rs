//! A calibration for a terminal: what may be said, the indicators as a table, and how to read it.

use std::io::{self, Write};

use crate::model::calibration::{
    Calibration, Floor, FloorVerdict, IndicatorAnswer, IndicatorVerdict, OddsRatio,
};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, thousands};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Longest name of an indicator or period in a table, in characters.
const MAX_NAME: usize = 40;

/// Writes a calibration: tier, a table of indicators, the floor by band, the sentences, and how to
/// read them. Effects are left out where the tier does not bear them.
pub fn calibration(
    out: &mut impl Write,
    found: &Calibration,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    screen.heading(&format!(
        "Calibration: {} rows, {} units, {} periods, {} escapes in {} rows: {}",
        found.rows,
        found.units,
        found.periods.len(),
        found.escapes,
        found.rows_with_escape,
        found.tier
    ))?;
    screen.blank()?;
    if !found.indicators.is_empty() {
        indicators(&found.indicators).write(&mut screen)?;
        screen.blank()?;
    }
    if !found.rates.by_period.is_empty() {
        rates(found).write(&mut screen)?;
        screen.blank()?;
    }
    if let Some(floor) = &found.floor {
        bands(floor).write(&mut screen)?;
        screen.blank()?;
    }
    for sentence in &found.sentences {
        screen.paragraph(sentence)?;
        screen.blank()?;
    }
    screen.heading("How to read this")?;
    for line in READING {
        screen.paragraph(line)?;
    }
    for note in &found.notes {
        screen.paragraph(&format!("note: {}", one_line(note, 300)))?;
    }
    Ok(())
}

/// What the columns and words mean.
const READING: [&str; 7] = [
    "odds/SD: how the odds of an escape differ between rows one standard deviation apart in the \
     indicator, at equal size and change, with the 95 % interval; below 1 is fewer escapes.",
    "AUC: share of (escaped, other) pairs of rows that the indicator orders as claimed; 0.5 is chance.",
    "predicts: the interval leaves out 1 on the claimed side, and so it does after all looks (q at \
     most 0.10). Prediction says nothing about why.",
    "cannot tell: neither an effect nor its absence is shown. no material effect: the whole interval \
     lies within 0.80 to 1.25.",
    "Tiers by rows with an escape: below 5 a list; from 5 AUC; from 10 effects; from 20 the floor; \
     from 50 calibrated.",
    "Placed: only defects that mark a row of the panel. The escape rate is over all defects: escapee \
     rate prints it.",
    "Intervals allow for units that escape again. Indicators and the floor are named before looking.",
];

fn indicators(answers: &[IndicatorAnswer]) -> Grid {
    let mut grid = Grid::new(vec![
        ("indicator", Side::Left),
        ("escaped of n", Side::Right),
        ("AUC [95\u{a0}%]", Side::Left),
        ("odds/SD [95\u{a0}%]", Side::Left),
        ("verdict", Side::Left),
    ]);
    for one in answers {
        let area = one.told_auc();
        let effect = one.told_effect();
        grid.row(vec![
            one_line(&one.name.replace('_', " "), MAX_NAME),
            format!("{} of {}", thousands(one.escaped), thousands(one.n)),
            area.map_or_else(
                || MISSING.to_owned(),
                |a| format!("{:.2} [{:.2}–{:.2}]", a.auc, a.lo, a.hi),
            ),
            effect.map_or_else(|| MISSING.to_owned(), odds),
            verdict(one.verdict).to_owned(),
        ]);
    }
    grid
}

fn odds(effect: &OddsRatio) -> String {
    let short = |x: f64| {
        if !x.is_finite() || x >= 1_000.0 {
            "∞".to_owned()
        } else if x >= 10.0 {
            format!("{x:.0}")
        } else {
            format!("{x:.2}")
        }
    };
    format!("{} [{}–{}]", short(effect.or), short(effect.or_lo), short(effect.or_hi))
}

fn verdict(verdict: IndicatorVerdict) -> &'static str {
    match verdict {
        IndicatorVerdict::Predicts => "predicts",
        IndicatorVerdict::PredictsWrongWay => "predicts, against the claim",
        IndicatorVerdict::NoMaterialEffect => "no material effect",
        IndicatorVerdict::CannotTell => "cannot tell",
        IndicatorVerdict::Insufficient => "too few",
        IndicatorVerdict::NotTestable => "not testable",
    }
}

fn rates(found: &Calibration) -> Grid {
    let mut grid = Grid::new(vec![
        ("period", Side::Left),
        ("placed escapes [95 %]", Side::Left),
        ("placed caught", Side::Right),
        ("share escaped [95 %]", Side::Left),
    ]);
    for row in &found.rates.by_period {
        let share = row.rate;
        let rate = share.and_then(|s| Some((s.escape_rate?, s.wilson_lo?, s.wilson_hi?)));
        grid.row(vec![
            one_line(&row.period, MAX_NAME),
            format!("{} [{:.1}–{:.1}]", row.escaped, row.count_lo, row.count_hi),
            share.map_or_else(|| MISSING.to_owned(), |s| s.caught.to_string()),
            rate.map_or_else(|| MISSING.to_owned(), percent),
        ]);
    }
    grid
}

fn bands(floor: &Floor) -> Grid {
    let mut grid = Grid::new(vec![
        ("coverage", Side::Left),
        ("rows", Side::Right),
        ("escaped", Side::Right),
        ("share [95 %]", Side::Left),
        ("floor", Side::Left),
    ]);
    for (place, band) in floor.bands.iter().enumerate() {
        let share = band.rate.and_then(|rate| Some((rate, band.lo?, band.hi?)));
        let word = match floor.verdict {
            FloorVerdict::Supported => "supported",
            FloorVerdict::Half => "half: not evidence for a floor",
            FloorVerdict::Contradicted => "contradicted",
            FloorVerdict::NotShown => "not shown",
            FloorVerdict::Insufficient => "too few",
        };
        grid.row(vec![
            format!("{}–{} %", band.from, band.to),
            band.rows.to_string(),
            band.escaped.to_string(),
            share.map_or_else(|| MISSING.to_owned(), percent),
            if place == 0 { format!("{} %: {word}", floor.knot) } else { String::new() },
        ]);
    }
    grid
}

fn percent((rate, lo, hi): (f64, f64, f64)) -> String {
    format!("{:.0} % [{:.0}–{:.0}]", rate * 100.0, lo * 100.0, hi * 100.0)
}
