//! Tests.
use super::cases::*;
use crate::stats::Design;
fn scan(dir: &str, inds: &[&str], floor: bool, col: usize, pts: &[f64]) {
    let bytes = std::fs::read(format!("/work/shared/calibration/{dir}/panel.csv")).unwrap();
    let panel = crate::sources::panels::read(&bytes, &[]).unwrap();
    let i: Vec<_> = inds.iter().map(|n| panel.indicators.iter().find(|x| &x.name == n).unwrap()).collect();
    let cases = Cases::complete(&panel, &i);
    let mut cols = vec![];
    for (k, v) in cases.values.iter().enumerate() {
        if floor && k == 0 {
            cols.push(v.iter().map(|c| (c.min(60.0) - 60.0) / 10.0).collect());
            cols.push(v.iter().map(|c| (c - 60.0).max(0.0) / 10.0).collect());
        } else { cols.push(Scale::of(v).unwrap().applied(v)); }
    }
    if pts.len() < 100 { cols.extend(cases.controls()); }
    let d = Design::new(&cols, &cases.escaped).unwrap();
    let f = d.fit();
    println!("{dir} {inds:?} fit {:?} pen {} conv {}", f.coefficients, f.penalised, f.converged);
    for b in pts {
        let mut best: Vec<(f64, bool, Vec<f64>)> = vec![];
        let mut seed = 12345u64;
        for s in 0..40 {
            let mut at = f.coefficients.clone();
            if s > 0 { for x in &mut at { seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); *x = ((seed >> 33) as f64 / 2f64.powi(31) - 0.5) * 12.0; } }
            at[col] = *b;
            let h = d.fit_from(&at, Some(col));
            best.push((2.0 * (f.penalised - h.penalised), h.converged, h.coefficients));
        }
        println!(" b {b}: from fit {} {}", best[0].0, best[0].1);
        best.sort_by(|a, b| a.0.total_cmp(&b.0));
        println!("    min {} {} {:?}; distinct {:?}", best[0].0, best[0].1, best[0].2, { let mut v: Vec<_> = best.iter().map(|x| (x.0 * 1e5).round() / 1e5).collect(); v.dedup(); v.truncate(6); v });
    }
}
#[test]
fn scratch() {
    let bytes = std::fs::read("/work/shared/calibration/e07_single_period/panel.csv").unwrap();
    let panel = crate::sources::panels::read(&bytes, &[]).unwrap();
    let cases = Cases::complete(&panel, &[&panel.indicators[0]]);
    let short: Vec<f64> = cases.values[0].iter().map(|c| (25.0 - c).max(0.0) / 10.0).collect();
    let cols = [&[short], cases.controls().as_slice()].concat();
    let d = Design::new(&cols, &cases.escaped).unwrap();
    let f = d.fit();
    println!("e07 {f:?}");
    let mut at = f.coefficients.clone(); at[1] = 1.4543463345338328;
    println!("their {:?}", d.fit_from(&at, Some(1)));
    for k in 0..5 { let mut at = f.coefficients.clone(); at[1] = 1.4 + 0.05 * k as f64; println!("{:?}", d.fit_from(&at, Some(1)).penalised); }
}
