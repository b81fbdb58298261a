//! What each test did in a run, found by the tests of the source.

use std::collections::HashMap;

use crate::model::evidence::CoveringTest;
use crate::model::test_run::TestResult;

/// The results of a run by the names of their tests, parameters left out.
#[derive(Debug, Clone, Default)]
pub struct RunResults {
    results: Vec<TestResult>,
    by_name: HashMap<Box<str>, Vec<usize>>,
}

impl RunResults {
    /// Returns the index of a run's results.
    pub fn new(results: Vec<TestResult>) -> Self {
        let mut by_name: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (place, result) in results.iter().enumerate() {
            by_name.entry(bare(&result.name).into()).or_default().push(place);
        }
        Self { results, by_name }
    }

    /// Returns the results of a test, in the order of the run: those of its name, with its owners or without,
    /// whose class does not name another file.
    pub fn of(&self, test: &CoveringTest) -> Vec<&TestResult> {
        let own = test.name.rsplit(['.', ':', ' ']).next().unwrap_or(&test.name);
        let whole = Some(&*test.name).filter(|whole| *whole != own);
        let named = [Some(own), whole].into_iter().flatten();
        let mut places: Vec<usize> =
            named.filter_map(|name| self.by_name.get(name)).flatten().copied().collect();
        places.sort_unstable();
        let results = places.into_iter().map(|place| &self.results[place]);
        results.filter(|result| may_stand_in(result, test)).collect()
    }
}

/// A result's name without parameters.
fn bare(name: &str) -> &str {
    name.split(['[', '(']).next().unwrap_or(name)
}

fn may_stand_in(result: &TestResult, test: &CoveringTest) -> bool {
    let stem = test.path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or("");
    let place = if result.class.is_empty() { &result.suite } else { &result.class };
    place.is_empty()
        || place.contains(stem)
        || test.name.split('.').next().is_some_and(|owner| place.ends_with(owner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::TestLinkMethod;
    use crate::model::test_run::TestStatus;

    #[test]
    fn a_tests_results_have_its_name_with_any_parameters_and_no_other_files_class() {
        let result = |class: &str, name: &str| TestResult {
            suite: "".into(),
            class: class.into(),
            name: name.into(),
            status: TestStatus::Passed,
            attempts: 1,
        };
        let results = RunResults::new(vec![
            result("tests.test_cart", "test_total[2]"),
            result("tests.test_tax", "test_total"),
            result("tests.test_cart.TestCart", "test_total"),
            result("", "TestCart.test_total(1)"),
            result("tests.test_cart", "test_tax"),
        ]);
        let test = CoveringTest {
            path: "tests/test_cart.py".to_owned(),
            name: "TestCart.test_total".to_owned(),
            line: 1,
            method: TestLinkMethod::CallsFunction,
            score: 0.4,
            assertions: Vec::new(),
            skipped: false,
        };
        let found: Vec<(&str, &str)> =
            results.of(&test).into_iter().map(|found| (&*found.class, &*found.name)).collect();
        let cart = "tests.test_cart";
        let of_class = ("tests.test_cart.TestCart", "test_total");
        assert_eq!(found, [(cart, "test_total[2]"), of_class, ("", "TestCart.test_total(1)")]);
    }
}
