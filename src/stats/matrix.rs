//! Small symmetric matrices, at most a handful of columns: decompose, solve, smallest eigenvalue.

/// A square matrix, row by row.
pub(crate) type Matrix = Vec<Vec<f64>>;

/// Returns a matrix of zeros.
pub(crate) fn zeros(size: usize) -> Matrix {
    vec![vec![0.0; size]; size]
}

/// A positive definite matrix taken apart: `D A D = L Lᵀ` with the diagonal of `D A D` all ones.
///
/// Scaling first keeps columns of very different size from hiding each other.
pub(crate) struct Cholesky {
    scale: Vec<f64>,
    lower: Matrix,
}

impl Cholesky {
    /// Returns the parts; `None` for a matrix that is not positive definite.
    pub(crate) fn new(matrix: &Matrix) -> Option<Self> {
        let size = matrix.len();
        let scale: Vec<f64> = (0..size).map(|i| 1.0 / matrix[i][i].sqrt()).collect();
        if scale.iter().any(|s| !s.is_finite()) {
            return None;
        }
        let mut lower = zeros(size);
        for i in 0..size {
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                let rest = matrix[i][j] * scale[i] * scale[j] - known;
                if i == j {
                    if rest <= 0.0 || !rest.is_finite() {
                        return None;
                    }
                    lower[i][i] = rest.sqrt();
                } else {
                    lower[i][j] = rest / lower[j][j];
                }
            }
        }
        Some(Self { scale, lower })
    }

    /// Returns the logarithm of the determinant.
    pub(crate) fn ln_det(&self) -> f64 {
        let parts = self.lower.iter().enumerate().map(|(i, row)| row[i].ln() - self.scale[i].ln());
        2.0 * parts.sum::<f64>()
    }

    /// Returns `A⁻¹ b`.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let size = b.len();
        let mut x: Vec<f64> = b.iter().zip(&self.scale).map(|(b, s)| b * s).collect();
        for i in 0..size {
            let known: f64 = (0..i).map(|k| self.lower[i][k] * x[k]).sum();
            x[i] = (x[i] - known) / self.lower[i][i];
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|k| self.lower[k][i] * x[k]).sum();
            x[i] = (x[i] - known) / self.lower[i][i];
        }
        x.iter().zip(&self.scale).map(|(x, s)| x * s).collect()
    }

    /// Returns the inverse.
    pub(crate) fn inverse(&self) -> Matrix {
        let size = self.scale.len();
        let unit = |i: usize| (0..size).map(|k| f64::from(u8::from(k == i))).collect::<Vec<_>>();
        (0..size).map(|i| self.solve(&unit(i))).collect()
    }
}

/// Returns the smallest eigenvalue of a symmetric matrix, by Jacobi rotations.
#[expect(
    clippy::needless_range_loop,
    clippy::many_single_char_names,
    reason = "the letters of the formula"
)]
pub(crate) fn smallest_eigenvalue(matrix: &Matrix) -> f64 {
    let mut a = matrix.clone();
    let size = a.len();
    for _ in 0..100 {
        let off: f64 =
            (0..size).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j].powi(2)).sum();
        if off < 1e-30 {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let t = if theta == 0.0 { 1.0 } else { t };
                let c = 1.0 / t.hypot(1.0);
                let s = t * c;
                for row in &mut a {
                    let (x, y) = (row[p], row[q]);
                    (row[p], row[q]) = (c * x - s * y, s * x + c * y);
                }
                for k in 0..size {
                    let (x, y) = (a[p][k], a[q][k]);
                    (a[p][k], a[q][k]) = (c * x - s * y, s * x + c * y);
                }
            }
        }
    }
    (0..size).map(|i| a[i][i]).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_of_two_comes_out_as_by_hand() {
        // [[4, 2], [2, 3]]: determinant 8, inverse [[3, -2], [-2, 4]] / 8, eigenvalues (7 ± √17) / 2.
        let matrix = vec![vec![4.0, 2.0], vec![2.0, 3.0]];
        let parts = Cholesky::new(&matrix).unwrap();
        assert!((parts.ln_det() - 8.0_f64.ln()).abs() < 1e-14);
        let inverse = parts.inverse();
        for (found, expected) in inverse.concat().iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((found - expected).abs() < 1e-15);
        }
        let least = smallest_eigenvalue(&matrix);
        assert!((least - (7.0 - 17.0_f64.sqrt()) / 2.0).abs() < 1e-14);
    }

    #[test]
    fn columns_of_very_different_size_do_not_hide_each_other() {
        let matrix = vec![vec![1e16, 1e4], vec![1e4, 1.0]];
        let x = Cholesky::new(&matrix).unwrap().solve(&[1e16, 1e4]);
        assert!((x[0] - 1.0).abs() < 1e-12 && x[1].abs() < 1e-3);
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        assert!(Cholesky::new(&vec![vec![1.0, 2.0], vec![2.0, 1.0]]).is_none());
        assert!(Cholesky::new(&vec![vec![0.0]]).is_none());
    }
}
