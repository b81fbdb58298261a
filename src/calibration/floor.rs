//! Is there a floor of coverage? Escapes by band, and the slope on either side of a floor set in
//! advance, alone and with an assertion signal held.

use super::adjusted_effect::odds_ratio;
use super::beyond_coverage::COVERAGE;
use super::cases::{Cases, Scale};
use super::{discrimination, knots, verdict};
use crate::model::calibration::{Area, Band, Floor, GivenSignal, OddsRatio};
use crate::model::panel::{Claim, Panel};
use crate::stats::{Design, wilson};

/// Ends of the bands of coverage, in percent.
const BANDS: [u32; 6] = [0, 40, 60, 80, 90, 100];
/// Assertion signals, the first that the panel has being held.
const SIGNALS: [&str; 3] = ["failure_state_assertion", "assertion_density", "mutation_score"];

/// Returns what the panel says of a floor at `knot` percent; `None` where coverage was not measured.
///
/// The two slopes stand in one regression with size and change: `min(c - knot, 0) / 10`
/// and `max(c - knot, 0) / 10`. Coverage exactly at the knot is above it.
pub(super) fn floor(panel: &Panel, knot: u32) -> Option<Floor> {
    let coverage = panel.indicators.iter().find(|one| one.name == COVERAGE)?;
    let cases = Cases::complete(panel, &[coverage]);
    if cases.len() == 0 {
        return None;
    }
    let [below, above] = slopes(&cases, knot);
    let at = f64::from(knot);
    let (low, high) = (cases.at(&cases.places(|c| c < at)), cases.at(&cases.places(|c| c >= at)));
    let (events_below, events_above) = (low.events() as u64, high.events() as u64);
    let verdict = verdict::of_floor(below.as_ref(), above.as_ref(), events_below, events_above);
    Some(Floor {
        knot,
        bands: BANDS.windows(2).map(|ends| band(&cases, ends[0], ends[1])).collect(),
        events_below,
        events_above,
        rows_below: low.len() as u64,
        rows_above: high.len() as u64,
        share_below: wilson(events_below, low.len() as u64),
        share_above: wilson(events_above, high.len() as u64),
        below,
        above,
        auc_above: area(&high),
        auc_below: area(&low),
        profile: knots::profile(&cases, knot),
        verdict,
        given_signal: given_signal(panel, knot),
    })
}

fn band(cases: &Cases, from: u32, to: u32) -> Band {
    let last = Some(&to) == BANDS.last();
    let (low, high) = (f64::from(from), f64::from(to));
    let inside = cases.at(&cases.places(|c| c >= low && (c < high || (last && c <= high))));
    let rate = wilson(inside.events() as u64, inside.len() as u64);
    Band { from, to, rows: rate.n, escaped: rate.k, rate: rate.rate, lo: rate.lo, hi: rate.hi }
}

fn area(cases: &Cases) -> Option<Area> {
    // One value alone ranks nothing.
    Scale::of(&cases.values[0])?;
    let found = discrimination::discrimination(cases, Claim::Protects)?;
    Some(Area { auc: found.auc, lo: found.lo, hi: found.hi })
}

/// Returns the effects per 10 points below and above the knot, further columns held.
fn slopes(cases: &Cases, knot: u32) -> [Option<OddsRatio>; 2] {
    let at = f64::from(knot);
    let part = |f: &dyn Fn(f64) -> f64| cases.values[0].iter().map(|c| f(*c) / 10.0).collect();
    let mut columns: Vec<Vec<f64>> = vec![part(&|c| c.min(at) - at), part(&|c| (c - at).max(0.0))];
    for held in &cases.values[1..] {
        let Some(scale) = Scale::of(held) else { return [None, None] };
        columns.push(scale.applied(held));
    }
    columns.extend(cases.controls());
    let Some(design) = Design::new(&columns, &cases.escaped) else { return [None, None] };
    [1, 2].map(|column| Some(odds_ratio(&design, column, &cases.units)))
}

/// Returns the two slopes with the first assertion signal of the panel held.
///
/// Coverage goes with assertions, so it may tell above the floor alone and not beside them: two
/// answers, never one.
fn given_signal(panel: &Panel, knot: u32) -> Option<GivenSignal> {
    let named = |name: &str| panel.indicators.iter().find(|one| one.name == name);
    let coverage = named(COVERAGE)?;
    let signal = SIGNALS
        .iter()
        .filter_map(|name| named(name))
        .find(|one| one.values.iter().any(Option::is_some))?;
    let cases = Cases::complete(panel, &[coverage, signal]);
    if !cases.has_both() {
        return None;
    }
    let [below, above] = slopes(&cases, knot);
    let at = f64::from(knot);
    let events_below = cases.at(&cases.places(|c| c < at)).events() as u64;
    let events_above = cases.events() as u64 - events_below;
    let verdict = verdict::of_floor(below.as_ref(), above.as_ref(), events_below, events_above);
    Some(GivenSignal {
        signal: signal.name.clone(),
        rows: cases.len() as u64,
        escaped: cases.events() as u64,
        below,
        above,
        events_below,
        events_above,
        verdict,
    })
}
