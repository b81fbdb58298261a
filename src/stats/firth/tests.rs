//! Fits with a closed form, separation, collinear columns, and clusters.

use super::*;

#[test]
fn a_table_of_two_by_two_has_half_added_to_each_cell() {
    // Saturated, Firth adds ½ to each cell: (3½ · 8½) / (5½ · 1½) = 3.606061, log 1.282616.
    let (mut column, mut outcome) = (Vec::new(), Vec::new());
    for (n, x, y) in [(3, 1.0, true), (5, 1.0, false), (1, 0.0, true), (8, 0.0, false)] {
        column.extend(std::iter::repeat_n(x, n));
        outcome.extend(std::iter::repeat_n(y, n));
    }
    let fit = Design::new(&[column], &outcome).unwrap().fit();
    assert!(fit.converged);
    assert!((fit.coefficients[1] - (3.5_f64 * 8.5 / (5.5 * 1.5)).ln()).abs() < 1e-9);
    assert!((fit.coefficients[0] - (1.5_f64 / 8.5).ln()).abs() < 1e-9);
}

#[test]
fn the_score_vanishes_at_the_fit_also_under_complete_separation() {
    let column: Vec<f64> = (0..20).map(f64::from).collect();
    let outcome: Vec<bool> = (0..20).map(|i| i >= 12).collect();
    let design = Design::new(&[column], &outcome).unwrap();
    let fit = design.fit();
    let state = design.state(&fit.coefficients).unwrap();
    assert!(fit.converged && fit.coefficients.iter().all(|b| b.is_finite()));
    assert!(state.score.iter().all(|s| s.abs() < 1e-8), "{:?}", state.score);
}

#[test]
fn the_score_is_the_slope_of_the_penalised_likelihood() {
    let column: Vec<f64> = (0..15).map(|i| f64::from(i * i % 11)).collect();
    let outcome: Vec<bool> = (0..15).map(|i| i % 4 == 0).collect();
    let design = Design::new(&[column], &outcome).unwrap();
    let at = [-0.4, 0.15];
    let state = design.state(&at).unwrap();
    for j in 0..2 {
        let moved = |by: f64| {
            let mut at = at;
            at[j] += by;
            design.state(&at).unwrap().penalised
        };
        let slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        assert!((slope - state.score[j]).abs() < 1e-6);
    }
}

#[test]
fn constant_and_collinear_columns_and_one_sided_outcomes_have_no_fit() {
    let x: Vec<f64> = (0..6).map(f64::from).collect();
    let double: Vec<f64> = x.iter().map(|x| 2.0 * x + 1.0).collect();
    let mixed = [true, false, true, false, true, false];
    assert!(Design::new(&[vec![0.1; 6]], &mixed).is_none());
    assert!(Design::new(&[x.clone(), double], &mixed).is_none());
    assert!(Design::new(std::slice::from_ref(&x), &[true; 6]).is_none());
    assert!(Design::new(&[x], &mixed).is_some());
}

#[test]
fn rows_repeated_within_clusters_widen_by_about_their_number() {
    let column: Vec<f64> = (0..60).map(|i| f64::from(i % 30 * 7 % 13)).collect();
    let outcome: Vec<bool> = (0..60).map(|i| i % 30 * 5 % 7 < 2).collect();
    let design = Design::new(&[column], &outcome).unwrap();
    let fit = design.fit();
    let alone: Vec<usize> = (0..60).collect();
    let twice: Vec<usize> = (0..60).map(|i| i % 30).collect();
    let (one, two) = (design.design_effect(&fit, 1, &alone), design.design_effect(&fit, 1, &twice));
    assert!(two > 1.5 * one && two < 2.5 * one, "{one} {two}");
}

#[test]
fn what_rounding_cuts_off_a_sum_is_kept() {
    // 10¹⁶ and 1 need 54 bits, so a bare sum loses the 1 each time.
    let mut sum = Sum::default();
    for value in [1e16, 1.0, 1.0, -1e16] {
        sum.add(value);
    }
    assert!((sum.total() - 2.0).abs() < f64::EPSILON);
}
