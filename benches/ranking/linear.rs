//! Conditional logit by Newton's method (`McFadden`, 1974): the weights that trees then add to.

use crate::samples::Sample;
use crate::trees::beliefs as shares;

/// A weight for each number of a row.
pub(crate) type Weights = Vec<f64>;

/// How strongly weights of standardised numbers are drawn to nought.
const PENALTY: f64 = 2.0;
const STEPS: usize = 25;
const HALVINGS: i32 = 12;

/// Returns the weights under which the true candidates are likeliest. Fixes without a true
/// candidate teach nothing here.
pub(crate) fn weights(samples: &[&Sample], count: usize) -> Weights {
    let useful: Vec<&Sample> =
        samples.iter().copied().filter(|sample| sample.right.contains(&true)).collect();
    let spread = spreads(&useful, count);
    let rows: Vec<Vec<Vec<f64>>> = useful
        .iter()
        .map(|sample| {
            let scaled = |row: &Vec<f64>| row.iter().zip(&spread).map(|(x, s)| x / s).collect();
            sample.rows.iter().map(scaled).collect()
        })
        .collect();
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| 2.0 * PENALTY * weight).collect();
        let mut bend = vec![vec![0.0; count]; count];
        for (at, line) in bend.iter_mut().enumerate() {
            line[at] = 2.0 * PENALTY;
        }
        for (sample, rows) in useful.iter().zip(&rows) {
            add(rows, &sample.right, &weights, &mut slope, &mut bend);
        }
        let step = solved(bend, slope);
        let after = |part: f64| -> Weights {
            weights.iter().zip(&step).map(|(weight, step)| weight - part * step).collect()
        };
        // Far from the end a whole step may overshoot, so it is halved until it helps.
        let before = loss(&useful, &rows, &weights);
        let halves = (0..HALVINGS).map(|halving| after(0.5_f64.powi(halving)));
        let better = halves.into_iter().find(|after| loss(&useful, &rows, after) < before - 1e-6);
        let Some(better) = better else { break };
        weights = better;
    }
    weights.iter().zip(&spread).map(|(weight, spread)| weight / spread).collect()
}

/// Returns how unlikely the weights make the true candidates, with the penalty.
fn loss(samples: &[&Sample], rows: &[Vec<Vec<f64>>], weights: &[f64]) -> f64 {
    let mut loss: f64 = weights.iter().map(|weight| PENALTY * weight * weight).sum();
    for (sample, rows) in samples.iter().zip(rows) {
        let all = beliefs(rows, weights);
        let share: f64 =
            all.iter().zip(&sample.right).filter(|(_, right)| **right).map(|(b, _)| b).sum();
        loss -= share.max(f64::MIN_POSITIVE).ln();
    }
    loss
}

/// Returns the shares of the exponential scores.
fn beliefs(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let scores: Vec<f64> = rows.iter().map(|row| score(row, weights)).collect();
    shares(&scores)
}

/// Returns the weighted sum of a row.
pub(crate) fn score(row: &[f64], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(x, weight)| x * weight).sum()
}

fn spreads(samples: &[&Sample], count: usize) -> Vec<f64> {
    let rows = || samples.iter().flat_map(|sample| &sample.rows);
    let total = rows().count().max(1) as f64;
    let spread = |at: usize| {
        let mean = rows().map(|row| row[at]).sum::<f64>() / total;
        let square = rows().map(|row| (row[at] - mean).powi(2)).sum::<f64>() / total;
        if square > 1e-12 { square.sqrt() } else { 1.0 }
    };
    (0..count).map(spread).collect()
}

/// Adds a fix to the slope of the loss and to its bend.
fn add(
    rows: &[Vec<f64>],
    right: &[bool],
    weights: &[f64],
    slope: &mut [f64],
    bend: &mut [Vec<f64>],
) {
    let all = beliefs(rows, weights);
    let true_share: f64 = all.iter().zip(right).filter(|(_, right)| **right).map(|(b, _)| b).sum();
    let mut mean = vec![0.0; weights.len()];
    for ((row, belief), right) in rows.iter().zip(&all).zip(right) {
        let target = if *right { belief / true_share.max(f64::MIN_POSITIVE) } else { 0.0 };
        for (at, x) in row.iter().enumerate() {
            slope[at] += (belief - target) * x;
            mean[at] += belief * x;
        }
    }
    for (row, belief) in rows.iter().zip(&all).filter(|(_, belief)| **belief > 1e-6) {
        let off: Vec<f64> = row.iter().zip(&mean).map(|(x, mean)| x - mean).collect();
        for (line, x) in bend.iter_mut().zip(&off) {
            let factor = belief * x;
            for (cell, other) in line.iter_mut().zip(&off) {
                *cell += factor * other;
            }
        }
    }
}

/// Returns the solution of linear equations, by elimination with the largest pivot.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for at in 0..count {
        let pivot = (at..count)
            .max_by(|a, b| matrix[*a][at].abs().total_cmp(&matrix[*b][at].abs()))
            .unwrap_or(at);
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        let (above, below) = matrix.split_at_mut(at + 1);
        for (place, line) in below.iter_mut().enumerate() {
            let factor = line[at] / above[at][at];
            for (cell, other) in line[at..].iter_mut().zip(&above[at][at..]) {
                *cell -= factor * other;
            }
            right[at + 1 + place] -= factor * right[at];
        }
    }
    for at in (0..count).rev() {
        let known: f64 = (at + 1..count).map(|other| matrix[at][other] * right[other]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}
