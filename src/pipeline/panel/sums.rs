//! A unit at an opening: the sums of its files, and the indicators they give.

use std::collections::{BTreeMap, BTreeSet};

use super::asserted::Asserted;

/// Names of the indicators a panel measures by itself, in the order of its columns.
pub(super) const MEASURED: [&str; 5] = [
    "coverage",
    "assertion_density",
    "failure_state_assertion",
    "mutation_score",
    "test_signal_ratio",
];

/// The sums of a unit's files.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    pub loc: u64,
    pub churn: u64,
    pub seen: u64,
    pub run: u64,
    pub counted: u64,
    pub caught: u64,
    /// Test files linked to it, each once.
    pub tests: BTreeMap<String, Asserted>,
    /// Failure states that flows list for it, by their words in lower case.
    pub states: BTreeSet<Vec<String>>,
    /// Values of the user's own: sum and number by indicator.
    pub own: BTreeMap<String, (f64, u64)>,
}

impl Sums {
    /// Returns the indicators in the order of [`MEASURED`]; `None` is not measured.
    pub(super) fn measured(&self, signal: Option<f64>) -> [Option<f64>; 5] {
        let share = |k: u64, n: u64| (n > 0).then(|| 100.0 * k as f64 / n as f64);
        let assertions: u64 = self.tests.values().map(|test| test.assertions).sum();
        let density = if self.tests.is_empty() { None } else { share(assertions, self.seen) };
        let asserted = self.states.iter().filter(|words| self.asserts(words)).count() as u64;
        [
            share(self.run, self.seen),
            density,
            share(asserted, self.states.len() as u64),
            share(self.caught, self.counted),
            signal,
        ]
    }

    fn asserts(&self, words: &[String]) -> bool {
        let expected = self.tests.values().flat_map(|test| &test.failure_states);
        expected.into_iter().any(|text| words.iter().any(|word| text.contains(word.as_str())))
    }

    /// Returns whether a linked test names a failure state; `None` where no test is linked.
    pub(super) fn names_a_failure_state(&self) -> Option<bool> {
        let any = self.tests.values().any(|test| !test.failure_states.is_empty());
        (!self.tests.is_empty()).then_some(any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_agree_with_a_calculation_by_hand_and_unknown_is_not_zero() {
        let test = Asserted { assertions: 6, failure_states: vec!["carddeclined".to_owned()] };
        let sums = Sums {
            seen: 120,
            run: 90,
            counted: 8,
            caught: 2,
            tests: BTreeMap::from([("t.py".to_owned(), test)]),
            states: BTreeSet::from([vec!["declined".to_owned()], vec!["timeout".to_owned()]]),
            ..Sums::default()
        };
        let found = sums.measured(None);
        assert_eq!(found, [Some(75.0), Some(5.0), Some(50.0), Some(25.0), None]);
        assert_eq!(Sums::default().measured(Some(40.0)), [None, None, None, None, Some(40.0)]);
    }
}
