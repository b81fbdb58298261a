//! The curve from belief to confidence.

const STEPS: usize = 25;

/// `confidence = 1 / (1 + exp(-(offset + slope · ln(belief / (1 - belief)))))` (Platt, 1999).
pub(crate) struct Curve {
    pub(crate) slope: f64,
    pub(crate) offset: f64,
}

impl Curve {
    /// Returns the curve under which the answers, each with its belief and whether it was right, are
    /// likeliest: logistic regression by Newton's method.
    pub(crate) fn of(answers: &[(f64, bool)]) -> Self {
        let mut curve = Self { slope: 1.0, offset: 0.0 };
        for _ in 0..STEPS {
            let (mut by_slope, mut by_offset) = (0.0, 0.0);
            let (mut both, mut cross, mut alone) = (1e-9, 0.0, 1e-9);
            for (belief, right) in answers {
                let x = odds(*belief);
                let p = curve.confidence(*belief);
                let off = p - f64::from(u8::from(*right));
                let weight = p * (1.0 - p);
                by_slope += off * x;
                by_offset += off;
                both += weight * x * x;
                cross += weight * x;
                alone += weight;
            }
            let determinant = both * alone - cross * cross;
            curve.slope -= (alone * by_slope - cross * by_offset) / determinant;
            curve.offset -= (both * by_offset - cross * by_slope) / determinant;
        }
        curve
    }

    /// Returns the confidence of an answer of that belief.
    pub(crate) fn confidence(&self, belief: f64) -> f64 {
        1.0 / (1.0 + (-(self.offset + self.slope * odds(belief))).exp())
    }
}

fn odds(belief: f64) -> f64 {
    let belief = belief.clamp(0.001, 0.999);
    (belief / (1.0 - belief)).ln()
}
