//! Whether stated 95 % intervals cover, and how often null indicators seem to predict.
//!
//! `cargo bench --bench calibration [SETS]`: 2,000 sets a cell unless told otherwise. Each line gives
//! the share with its Monte Carlo standard error. Data are drawn by a fixed generator, so two runs print
//! the same; nothing in the library draws random numbers.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod draw;

use escapee::calibration::calibrate;
use escapee::model::calibration::IndicatorVerdict;
use escapee::model::panel::{Claim, Panel, PanelIndicator, PanelRow};
use escapee::stats::{Design, Stratum, auc, auc_interval, conditional_odds, effect};

use draw::Draw;

fn main() {
    let sets = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    println!("{sets} sets a cell; coverage of 95 % intervals, target 0.93 to 0.97");
    for events in [10, 14, 20, 50] {
        for effect in [0.0, -0.7] {
            adjusted(sets, events, effect);
        }
    }
    for events in [14, 50] {
        for spread in [0.0, 0.7, 1.5] {
            repeated(sets, events, spread);
        }
    }
    for events in [5, 10, 14, 20, 50] {
        ranks(sets, events);
        matched(sets, events);
    }
    println!("{sets} sets a cell; any `predicts` among five null indicators, target at most 0.05");
    for events in [14, 50] {
        nulls(sets, events);
    }
}

fn said(cell: &str, hits: usize, sets: usize) {
    let share = hits as f64 / sets as f64;
    let error = (share * (1.0 - share) / sets as f64).sqrt();
    println!("{cell:<52} {share:.4} ± {error:.4}  ({hits} of {sets})");
}

/// Draws rows until about `events` escape: size drives both the indicator and the escapes.
fn rows(draw: &mut Draw, events: usize, slope: f64) -> (Vec<f64>, Vec<f64>, Vec<f64>, Vec<bool>) {
    const ROWS: usize = 200;
    let (mut x, mut size, mut churn) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let s = draw.normal();
        size.push(s);
        churn.push(0.5 * s + 0.87 * draw.normal());
        x.push(0.5 * s + 0.87 * draw.normal());
    }
    let eta: Vec<f64> = (0..ROWS).map(|i| slope * x[i] + 0.8 * size[i] + 0.3 * churn[i]).collect();
    let y = outcomes(draw, &eta, events);
    (x, size, churn, y)
}

/// Draws who escapes: log odds as given, shifted so that `events` are expected.
fn outcomes(draw: &mut Draw, eta: &[f64], events: usize) -> Vec<bool> {
    let mean = |shift: f64| eta.iter().map(|e| 1.0 / (1.0 + (-e - shift).exp())).sum::<f64>();
    let (mut low, mut high) = (-12.0, 6.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if mean(middle) < events as f64 { low = middle } else { high = middle }
    }
    eta.iter().map(|e| draw.unit() < 1.0 / (1.0 + (-e - low).exp())).collect()
}

/// Firth's profile interval of the effect at equal size and change.
fn adjusted(sets: usize, events: usize, slope: f64) {
    let mut draw = Draw::new(events as u64 * 31 + (slope * -10.0) as u64);
    let (mut hits, mut told) = (0, 0);
    for _ in 0..sets {
        let (x, size, churn, y) = rows(&mut draw, events, slope);
        let Some(design) = Design::new(&[x, size, churn], &y) else { continue };
        let fit = design.fit();
        let found = effect(&design, &fit, 1, 1.0);
        told += 1;
        hits += usize::from(found.lo <= slope && slope <= found.hi);
    }
    said(&format!("adjusted effect, {events} of 200 escape, log odds {slope}"), hits, told);
}

/// The same interval widened for units that escape again: 50 units in four periods, each with a
/// tendency of its own, the indicator a trait of the unit that does not matter.
fn repeated(sets: usize, events: usize, spread: f64) {
    const UNITS: usize = 50;
    let mut draw = Draw::new(events as u64 * 37 + (spread * 10.0) as u64);
    let (mut hits, mut told) = (0, 0);
    let units: Vec<usize> = (0..4 * UNITS).map(|row| row % UNITS).collect();
    for _ in 0..sets {
        let trait_of: Vec<f64> = (0..UNITS).map(|_| draw.normal()).collect();
        let tendency: Vec<f64> = (0..UNITS).map(|_| spread * draw.normal()).collect();
        let eta: Vec<f64> = units.iter().map(|unit| tendency[*unit]).collect();
        let x: Vec<f64> = units.iter().map(|unit| trait_of[*unit] + 0.3 * draw.normal()).collect();
        let y = outcomes(&mut draw, &eta, events);
        let Some(design) = Design::new(&[x], &y) else { continue };
        let fit = design.fit();
        let widened = design.design_effect(&fit, 1, &units);
        let found = effect(&design, &fit, 1, widened);
        told += 1;
        hits += usize::from(found.lo <= 0.0 && 0.0 <= found.hi);
    }
    said(&format!("repeat offenders sd {spread}, {events} of 200 escape"), hits, told);
}

/// The score interval of the AUC of a normal score shifted by 0.5 for escapes: `Φ(0.5 / √2)`.
fn ranks(sets: usize, events: usize) {
    const AREA: f64 = 0.638_163_195_1;
    let mut draw = Draw::new(events as u64 * 7 + 1);
    let mut hits = 0;
    for _ in 0..sets {
        let marked: Vec<bool> = (0..200).map(|i| i < events).collect();
        let scores: Vec<f64> =
            marked.iter().map(|m| draw.normal() + if *m { 0.5 } else { 0.0 }).collect();
        let units: Vec<usize> = (0..200).collect();
        let found = auc(&scores, &marked, &units).expect("both outcomes occur");
        let (lo, hi) = auc_interval(found.auc, found.marked, found.others, 1.0);
        hits += usize::from(lo <= AREA && AREA <= hi);
    }
    said(&format!("AUC 0.64, {events} of 200 escape"), hits, sets);
}

/// The conditional mid-P interval of sets of one case and four controls at an odds ratio of 3.
fn matched(sets: usize, cases: usize) {
    const ODDS: f64 = 3.0;
    let mut draw = Draw::new(cases as u64 * 13 + 2);
    let mut hits = 0;
    for _ in 0..sets {
        let strata: Vec<Stratum> = (0..cases)
            .map(|_| {
                let share = 0.2 + 0.4 * draw.unit();
                let case = ODDS * share / (1.0 - share + ODDS * share);
                Stratum {
                    cases: 1,
                    exposed_cases: u64::from(draw.unit() < case),
                    controls: 4,
                    exposed_controls: (0..4).map(|_| u64::from(draw.unit() < share)).sum(),
                }
            })
            .collect();
        let inside = conditional_odds(&strata)
            .is_none_or(|found| found.mid_p.0 <= ODDS && ODDS <= found.mid_p.1);
        hits += usize::from(inside);
    }
    said(&format!("matched odds 3, {cases} cases of 1:4"), hits, sets);
}

/// Any indicator that seems to predict among five that share size and do not matter.
fn nulls(sets: usize, events: usize) {
    let mut draw = Draw::new(events as u64 * 17 + 3);
    let (mut fooled, mut against) = (0, 0);
    for _ in 0..sets {
        let (_, size, churn, y) = rows(&mut draw, events, 0.0);
        let shared: Vec<f64> = size.iter().map(|_| draw.normal()).collect();
        let indicators = (0..5)
            .map(|k| PanelIndicator {
                name: format!("null_{k}"),
                claim: Claim::Protects,
                values: size
                    .iter()
                    .zip(&shared)
                    .map(|(s, c)| Some(0.4 * s + 0.6 * c + 0.69 * draw.normal()))
                    .collect(),
            })
            .collect();
        let rows = y
            .iter()
            .enumerate()
            .map(|(i, y)| PanelRow {
                unit: format!("u{i}"),
                period: "2026Q1".to_owned(),
                loc: (5.0 + size[i]).exp(),
                churn: (3.0 + churn[i]).exp(),
                escapes: u64::from(*y),
                caught: None,
            })
            .collect();
        let panel = Panel { rows, indicators, ..Panel::default() };
        let found = calibrate(&panel, None, None, 60);
        let says = |wanted| found.indicators.iter().any(|one| one.verdict == wanted);
        fooled += usize::from(says(IndicatorVerdict::Predicts));
        against += usize::from(says(IndicatorVerdict::PredictsWrongWay));
    }
    said(&format!("false `predicts`, {events} of 200 escape"), fooled, sets);
    said(&format!("false `predicts the wrong way`, {events} of 200 escape"), against, sets);
}
