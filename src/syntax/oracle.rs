//! What one assertion looks at, what it expects and whether it can tell right from wrong.

use serde::{Deserialize, Serialize};

use crate::model::assertion::{AssertionKind, Strength};

/// Longest expectation that is kept, in characters.
const MAX_EXPECTS: usize = 200;

/// What one assertion is, but for its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Oracle {
    pub(super) kind: AssertionKind,
    pub(super) expects: Box<str>,
    pub(super) strength: Strength,
}

impl Oracle {
    pub(super) fn new(kind: AssertionKind, expects: &str, strength: Strength) -> Self {
        let plain = expects.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { kind, expects: plain.chars().take(MAX_EXPECTS).collect::<String>().into(), strength }
    }

    pub(super) fn strong(kind: AssertionKind, expects: &str) -> Self {
        Self::new(kind, expects, Strength::Strong)
    }

    pub(super) fn weak(kind: AssertionKind, expects: &str) -> Self {
        Self::new(kind, expects, Strength::Weak)
    }

    /// Returns a failure state that is weak where it does not say which failure.
    pub(super) fn failure(expects: &str, any: bool) -> Self {
        let strength = if any { Strength::Weak } else { Strength::Strong };
        Self::new(AssertionKind::FailureState, expects, strength)
    }
}
