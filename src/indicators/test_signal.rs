//! How often a red test run meant a defect.

use crate::model::rate::Rate;
use crate::stats::wilson;

/// What became of one red run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedRun {
    /// A test went green only after a change of source.
    Defect,
    /// Every red test passed again at the same commit.
    Flaky,
    /// Nothing tells yet.
    Unresolved,
}

/// What a red test of a run did next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It passed at the same commit, in the same run or a later one.
    GreenAtTheSameCommit,
    /// It passed at another commit.
    GreenAfterAChange,
    /// It has not passed since.
    Never,
}

/// Returns what a run was whose red tests did this next.
///
/// A run with one test that needed a change of source is a defect, whatever else flaked in it.
pub fn red_run(tests: &[Next]) -> RedRun {
    if tests.contains(&Next::GreenAfterAChange) {
        RedRun::Defect
    } else if !tests.is_empty() && tests.iter().all(|next| *next == Next::GreenAtTheSameCommit) {
        RedRun::Flaky
    } else {
        RedRun::Unresolved
    }
}

/// Returns the test signal ratio of the runs as a share, and how many runs nothing resolves yet.
///
/// `k` are red runs that were a defect, `n` those and the flaky ones; Wilson's interval, which takes
/// runs as if each stood for itself.
pub fn test_signal(runs: &[RedRun]) -> (Rate, u64) {
    let count = |kind| runs.iter().filter(|run| **run == kind).count() as u64;
    let (defects, flaky) = (count(RedRun::Defect), count(RedRun::Flaky));
    (wilson(defects, defects + flaky), count(RedRun::Unresolved))
}

/// Returns the test signal ratio in percent: `100 · defects / (defects + flaky)` red runs. In
/// `[0, 100]`; unresolved runs stand outside; `None` where none is resolved.
pub fn test_signal_ratio(runs: &[RedRun]) -> Option<f64> {
    let (ratio, _) = test_signal(runs);
    (ratio.n > 0).then(|| 100.0 * ratio.k as f64 / ratio.n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_defects_and_one_flake_are_seventy_five_percent() {
        use RedRun::{Defect, Flaky, Unresolved};
        let runs = [Defect, Flaky, Defect, Unresolved, Defect];
        assert_eq!(test_signal_ratio(&runs), Some(75.0));
        let (ratio, unresolved) = test_signal(&runs);
        assert_eq!((ratio.k, ratio.n, unresolved), (3, 4, 1));
        assert_eq!(test_signal_ratio(&[Unresolved]), None);
    }

    #[test]
    fn one_test_that_needed_a_change_makes_the_run_a_defect() {
        use Next::{GreenAfterAChange, GreenAtTheSameCommit, Never};
        assert_eq!(red_run(&[GreenAtTheSameCommit, GreenAfterAChange]), RedRun::Defect);
        assert_eq!(red_run(&[GreenAtTheSameCommit]), RedRun::Flaky);
        assert_eq!(red_run(&[GreenAtTheSameCommit, Never]), RedRun::Unresolved);
    }
}
