//! Logistic regression by Firth's penalised likelihood: finite also where outcomes separate.
//!
//! The likelihood is multiplied by the root of the determinant of the Fisher information, which
//! takes away the first-order bias. Source: Firth (1993), Biometrika 80; Heinze and Schemper
//! (2002), Statistics in Medicine 21.

use super::logit::{shares, softplus};
use super::matrix::{Cholesky, Matrix, smallest_eigenvalue, zeros};

/// Most steps of one fit.
const MAX_STEPS: u32 = 500;
/// Largest change of a coefficient in one step.
const MAX_CHANGE: f64 = 2.0;
/// A step shorter than this ends the fit.
const NEAR: f64 = 1e-10;
/// A fit that ends with a step or a score below this has converged, as far as rounding lets it.
const NEAR_ENOUGH: f64 = 1e-6;
/// Correlation matrices with a smaller eigenvalue are collinear.
const COLLINEAR: f64 = 1e-8;

/// What a regression explains, and with what. The intercept is added by the fit.
#[derive(Debug, Clone)]
pub struct Design {
    /// Row by row: 1 for the intercept, then the columns.
    rows: Vec<Vec<f64>>,
    outcome: Vec<bool>,
}

/// A regression that was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Intercept, then a log odds ratio per column and unit.
    pub coefficients: Vec<f64>,
    /// Penalised log-likelihood: `l + ½ ln det I`.
    pub penalised: f64,
    /// The log-likelihood `l` alone, at the same coefficients.
    pub plain: f64,
    /// Whether the score vanished.
    pub converged: bool,
}

/// The state of a fit at some coefficients.
struct State {
    plain: f64,
    penalised: f64,
    score: Vec<f64>,
    information: Matrix,
}

impl Design {
    /// Returns the design of these columns; `None` where a column is constant, columns are
    /// collinear (smallest eigenvalue of their correlations below 1e-8), or one outcome is missing.
    pub fn new(columns: &[Vec<f64>], outcome: &[bool]) -> Option<Self> {
        let escaped = outcome.iter().filter(|y| **y).count();
        if escaped == 0 || escaped == outcome.len() || !is_full_rank(columns) {
            return None;
        }
        let row = |i: usize| std::iter::once(1.0).chain(columns.iter().map(|c| c[i])).collect();
        Some(Self { rows: (0..outcome.len()).map(row).collect(), outcome: outcome.to_vec() })
    }

    /// Returns the fit with every coefficient free.
    pub fn fit(&self) -> Fit {
        self.fit_from(&vec![0.0; self.rows[0].len()], None)
    }

    /// Returns the fit that starts at `start` and keeps the coefficient `held` where it is.
    ///
    /// Fisher scoring: each step is the inverse information of the free coefficients times their
    /// modified score, shortened until no coefficient moves by more than 2 and halved until the
    /// penalised likelihood does not fall. The penalty is that of the full information even where a
    /// coefficient is held, as profiles of the penalised likelihood need. Where outcomes separate
    /// there can be several peaks; the one found is the one uphill of `start`.
    pub fn fit_from(&self, start: &[f64], held: Option<usize>) -> Fit {
        let free: Vec<usize> = (0..start.len()).filter(|j| Some(*j) != held).collect();
        let mut at = start.to_vec();
        let Some(mut state) = self.state(&at) else {
            return Fit {
                coefficients: at,
                penalised: f64::NEG_INFINITY,
                plain: f64::NEG_INFINITY,
                converged: false,
            };
        };
        let mut converged = false;
        for _ in 0..MAX_STEPS {
            let score: Vec<f64> = free.iter().map(|j| state.score[*j]).collect();
            let mut change = product(&free_inverse(&state.information, &free), &score);
            let largest = change.iter().fold(0.0_f64, |most, c| most.max(c.abs()));
            converged = largest < NEAR;
            if converged {
                break;
            }
            if largest > MAX_CHANGE {
                for one in &mut change {
                    *one *= MAX_CHANGE / largest;
                }
            }
            let Some((next, reached)) = self.uphill(&at, &change, &free, &state) else {
                // No step gains anything that can be told from rounding.
                converged = largest < NEAR_ENOUGH;
                break;
            };
            (at, state) = (next, reached);
        }
        if !converged {
            let largest = free.iter().fold(0.0_f64, |most, j| most.max(state.score[*j].abs()));
            converged = largest < NEAR_ENOUGH;
        }
        Fit { coefficients: at, penalised: state.penalised, plain: state.plain, converged }
    }

    /// Returns the standard error of a coefficient: the root of its place in the inverse information.
    pub(super) fn standard_error(&self, fit: &Fit, column: usize) -> Option<f64> {
        let parts = Cholesky::new(&self.state(&fit.coefficients)?.information)?;
        Some(parts.inverse()[column][column].sqrt())
    }

    /// Returns the first of ever shorter steps that does not lose penalised likelihood.
    fn uphill(
        &self,
        at: &[f64],
        change: &[f64],
        free: &[usize],
        state: &State,
    ) -> Option<(Vec<f64>, State)> {
        let slack = 1e-14 * (1.0 + state.penalised.abs());
        let mut share = 1.0;
        for _ in 0..40 {
            let mut next = at.to_vec();
            for (j, c) in free.iter().zip(change) {
                next[*j] += share * c;
            }
            if next == at {
                return None;
            }
            match self.state(&next) {
                Some(reached) if reached.penalised >= state.penalised - slack => {
                    return Some((next, reached));
                }
                _ => share *= 0.5,
            }
        }
        None
    }

    /// Returns likelihood, modified score and information; `None` where the information vanishes.
    fn state(&self, at: &[f64]) -> Option<State> {
        let size = at.len();
        let mut information = zeros(size);
        let mut plain = Sum::default();
        let mut chances = Vec::with_capacity(self.rows.len());
        for (row, y) in self.rows.iter().zip(&self.outcome) {
            let eta: f64 = row.iter().zip(at).map(|(x, b)| x * b).sum();
            let (p, q) = shares(eta);
            plain.add(if *y { -softplus(-eta) } else { -softplus(eta) });
            let weight = p * q;
            for i in 0..size {
                let part = weight * row[i];
                for j in 0..=i {
                    information[i][j] += part * row[j];
                }
            }
            chances.push((p, q));
        }
        let plain = plain.total();
        mirror(&mut information);
        let parts = Cholesky::new(&information)?;
        let inverse = parts.inverse();
        let mut score = vec![0.0; size];
        for ((row, y), (p, q)) in self.rows.iter().zip(&self.outcome).zip(&chances) {
            let leverage = p * q * quadratic(&inverse, row);
            let residual = if *y { *q } else { -p };
            // (q - p) / 2 is ½ - p without losing digits near 0 and 1.
            let pull = residual + leverage * (q - p) / 2.0;
            for (s, x) in score.iter_mut().zip(row) {
                *s += pull * x;
            }
        }
        Some(State { plain, penalised: plain + parts.ln_det() / 2.0, score, information })
    }

    /// Returns by how much rows of one cluster widen the variance of a coefficient:
    /// `max(1, V_cluster / V_model)`.
    ///
    /// `V_model` is the inverse information, `V_cluster` the sandwich with the summed scores of each
    /// cluster and the factor `G / (G - 1)` (CR1); 1 with fewer than two clusters. Source: Liang and
    /// Zeger (1986), Biometrika 73.
    pub fn design_effect(&self, fit: &Fit, column: usize, clusters: &[usize]) -> f64 {
        let Some(state) = self.state(&fit.coefficients) else { return 1.0 };
        let Some(parts) = Cholesky::new(&state.information) else { return 1.0 };
        let inverse = parts.inverse();
        let direction = &inverse[column];
        let groups = clusters.iter().copied().max().map_or(0, |most| most + 1);
        let mut sums = vec![None; groups];
        for ((row, y), cluster) in self.rows.iter().zip(&self.outcome).zip(clusters) {
            let eta: f64 = row.iter().zip(&fit.coefficients).map(|(x, b)| x * b).sum();
            let (p, q) = shares(eta);
            let pull = if *y { q } else { -p };
            let part: f64 = row.iter().zip(direction).map(|(x, d)| x * d).sum::<f64>() * pull;
            *sums[*cluster].get_or_insert(0.0) += part;
        }
        let sums: Vec<f64> = sums.into_iter().flatten().collect();
        if sums.len() < 2 {
            return 1.0;
        }
        let factor = sums.len() as f64 / (sums.len() as f64 - 1.0);
        let variance = factor * sums.iter().map(|s| s * s).sum::<f64>();
        (variance / inverse[column][column]).max(1.0)
    }
}

/// A sum that keeps what rounding cuts off. Near its peak a likelihood of thousands of rows would else
/// move by more than a step gains, and steps would be halved in vain. Source: Neumaier (1974).
#[derive(Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        let (large, small) =
            if self.sum.abs() >= value.abs() { (self.sum, value) } else { (value, self.sum) };
        self.lost += (large - sum) + small;
        self.sum = sum;
    }

    fn total(&self) -> f64 {
        self.sum + self.lost
    }
}

/// Returns whether no column is constant and none follows from the others.
fn is_full_rank(columns: &[Vec<f64>]) -> bool {
    let centred: Option<Vec<Vec<f64>>> = columns.iter().map(|column| unit(column)).collect();
    let Some(centred) = centred else { return false };
    let mut correlations = zeros(centred.len());
    for (i, a) in centred.iter().enumerate() {
        for (j, b) in centred.iter().enumerate() {
            correlations[i][j] = a.iter().zip(b).map(|(a, b)| a * b).sum();
        }
    }
    centred.is_empty() || smallest_eigenvalue(&correlations) >= COLLINEAR
}

/// Returns the column centred and of length 1; `None` for a constant one.
#[expect(clippy::float_cmp, reason = "a constant column is told by its values")]
fn unit(column: &[f64]) -> Option<Vec<f64>> {
    // By its ends, as the deviation of a constant 0.1 is not exactly 0.
    let first = *column.first()?;
    if column.iter().all(|x| *x == first) {
        return None;
    }
    let mean = column.iter().sum::<f64>() / column.len() as f64;
    let length = column.iter().map(|x| (x - mean).powi(2)).sum::<f64>().sqrt();
    Some(column.iter().map(|x| (x - mean) / length).collect())
}

#[expect(clippy::needless_range_loop, reason = "both triangles are walked at once")]
fn mirror(matrix: &mut Matrix) {
    for i in 0..matrix.len() {
        for j in 0..i {
            matrix[j][i] = matrix[i][j];
        }
    }
}

fn product(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

/// Returns `vᵀ A v` of a symmetric matrix, without making room for anything.
fn quadratic(matrix: &Matrix, vector: &[f64]) -> f64 {
    let rows = matrix.iter().zip(vector);
    rows.map(|(row, x)| x * row.iter().zip(vector).map(|(a, b)| a * b).sum::<f64>()).sum()
}

fn free_inverse(information: &Matrix, free: &[usize]) -> Matrix {
    let part: Matrix =
        free.iter().map(|i| free.iter().map(|j| information[*i][*j]).collect()).collect();
    Cholesky::new(&part).map_or_else(|| zeros(free.len()), |parts| parts.inverse())
}

#[cfg(test)]
mod tests;
