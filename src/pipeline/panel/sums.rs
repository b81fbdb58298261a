//! A unit at an opening: the sums of its files, and the indicators they give.

use std::collections::BTreeMap;

use super::asserted::Asserted;
use super::measured::CoverageCounts;
use crate::model::built_panel::Undone;

/// The sums of a unit's files.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    pub loc: u64,
    pub churn: u64,
    pub seen: u64,
    pub run: u64,
    /// Branches, and those taken, of the files whose reports count them.
    pub branches: u64,
    pub taken: u64,
    pub counted: u64,
    pub caught: u64,
    /// The file with the most lines that no test ran.
    pub unrun: Option<(String, u64)>,
    /// The file with the most branches that no test took.
    pub untaken: Option<(String, u64)>,
    /// The file with the most mutants that survived.
    pub surviving: Option<(String, u64)>,
    /// Test files linked to it, each once.
    pub tests: BTreeMap<String, Asserted>,
    /// Names of the failure states that flows list for it, by their place among all that are listed.
    pub states: BTreeMap<usize, String>,
    /// Values of the user's own: sum and number by indicator.
    pub own: BTreeMap<String, (f64, u64)>,
}

impl Sums {
    /// Returns the indicators in the order of [`MEASURED`]; `None` is not measured.
    pub(super) fn measured(&self, signal: Option<f64>) -> [Option<f64>; 6] {
        let share = |k: u64, n: u64| (n > 0).then(|| 100.0 * k as f64 / n as f64);
        let assertions: u64 = self.tests.values().map(|test| test.assertions).sum();
        let density = if self.tests.is_empty() { None } else { share(assertions, self.seen) };
        let asserted = self.states.keys().filter(|state| self.asserts(**state)).count() as u64;
        [
            share(self.run, self.seen),
            share(self.taken, self.branches),
            density,
            share(asserted, self.states.len() as u64),
            share(self.caught, self.counted),
            signal,
        ]
    }

    /// Returns what each of [`MEASURED`] rests on: statements, branches, statements, failure states,
    /// mutants and red test runs that tell.
    pub(super) fn rests_on(&self, red: u64) -> [u64; 6] {
        [self.seen, self.branches, self.seen, self.states.len() as u64, self.counted, red]
    }

    fn asserts(&self, state: usize) -> bool {
        self.tests.values().any(|test| test.states.contains(&state))
    }

    /// Adds what coverage says of a file.
    pub(super) fn add_coverage(&mut self, path: &str, file: &CoverageCounts) {
        let CoverageCounts { seen, run, branches } = *file;
        (self.seen, self.run) = (self.seen + seen, self.run + run);
        keep_most(&mut self.unrun, path, seen.saturating_sub(run));
        if let Some((all, taken)) = branches {
            (self.branches, self.taken) = (self.branches + all, self.taken + taken);
            keep_most(&mut self.untaken, path, all - taken);
        }
    }

    /// Adds the mutants of a file that count, and those of them that were caught.
    pub(super) fn add_mutants(&mut self, path: &str, counted: u64, caught: u64) {
        (self.counted, self.caught) = (self.counted + counted, self.caught + caught);
        keep_most(&mut self.surviving, path, counted.saturating_sub(caught));
    }

    /// Returns what is undone in the unit.
    pub(super) fn undone(&self) -> Undone {
        let open = self.states.iter().find(|(state, _)| !self.asserts(**state));
        let quietest = self.tests.iter().min_by_key(|(_, test)| test.assertions);
        Undone {
            unrun: self.unrun.clone(),
            untaken: self.untaken.clone(),
            surviving: self.surviving.clone(),
            unasserted: open.map(|(_, name)| name.clone()),
            quietest: quietest.map(|(path, test)| (path.clone(), test.assertions)),
        }
    }

    /// Returns whether tests ran the unit and linked ones assert anything (level 2 or more); `None`
    /// where coverage is not known or no test is linked.
    pub(super) fn verified(&self) -> Option<bool> {
        let asserted = self.tests.values().any(|test| test.assertions > 0);
        (self.seen > 0 && !self.tests.is_empty()).then_some(self.run > 0 && asserted)
    }

    /// Returns whether a linked test names a failure state; `None` where no test is linked.
    pub(super) fn names_a_failure_state(&self) -> Option<bool> {
        let any = self.tests.values().any(|test| test.names_failure);
        (!self.tests.is_empty()).then_some(any)
    }
}

/// Keeps the path with the larger count; of equals the first. A count of 0 is nothing to keep.
fn keep_most(most: &mut Option<(String, u64)>, path: &str, count: u64) {
    if count > most.as_ref().map_or(0, |(_, known)| *known) {
        *most = Some((path.to_owned(), count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_agree_with_a_calculation_by_hand_and_unknown_is_not_zero() {
        let test = Asserted { assertions: 6, names_failure: true, states: [0, 7].into() };
        let sums = Sums {
            seen: 120,
            run: 90,
            branches: 40,
            taken: 10,
            counted: 8,
            caught: 2,
            tests: BTreeMap::from([("t.py".to_owned(), test)]),
            states: [(0, "card-declined".to_owned()), (1, "provider-silent".to_owned())].into(),
            ..Sums::default()
        };
        let found = sums.measured(None);
        assert_eq!(found, [Some(75.0), Some(25.0), Some(5.0), Some(50.0), Some(25.0), None]);
        assert_eq!(sums.rests_on(9), [120, 40, 120, 2, 8, 9]);
        assert_eq!(sums.undone().unasserted.as_deref(), Some("provider-silent"));
        assert_eq!(sums.undone().quietest, Some(("t.py".to_owned(), 6)));
        assert_eq!((sums.verified(), Sums::default().verified()), (Some(true), None));
        assert_eq!(
            Sums::default().measured(Some(40.0)),
            [None, None, None, None, None, Some(40.0)]
        );
    }
}
