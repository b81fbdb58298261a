//! The source files that test files mirror, for whole trees: names first, then the exact rule.

use std::collections::HashMap;

use super::mirror::{mirrors, names_of_source, names_of_test};

/// Source files by the names that tests may give them.
pub struct MirrorIndex<'a> {
    paths: Vec<&'a str>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'a> MirrorIndex<'a> {
    /// Returns the index of these source files.
    pub fn new(paths: Vec<&'a str>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, path) in paths.iter().enumerate() {
            for name in names_of_source(path) {
                by_name.entry(name).or_default().push(place);
            }
        }
        Self { paths, by_name }
    }

    /// Returns the places of the source files that the test file is or mirrors, ascending.
    pub fn sources_of(&self, test: &str) -> Vec<usize> {
        let named = names_of_test(test).into_iter().filter_map(|name| self.by_name.get(&name));
        let mut places: Vec<usize> =
            named.flatten().copied().filter(|place| mirrors(test, self.paths[*place])).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_the_rule_finds_file_by_file() {
        let sources = [
            "app/rules/push.py",
            "app/rules/pull.py",
            "app/pay/__init__.py",
            "src/main/java/Foo.java",
            "lib/index.js",
            "core/lib.rs",
        ];
        let tests = [
            "tests/rules/test_push.py",
            "tests/test_rules_push.py",
            "tests/test_pay.py",
            "src/test/java/FooTest.java",
            "lib/lib.test.js",
            "core/lib.rs",
            "docs/push.py",
        ];
        let index = MirrorIndex::new(sources.to_vec());
        for test in tests {
            let slow: Vec<usize> =
                (0..sources.len()).filter(|place| mirrors(test, sources[*place])).collect();
            assert_eq!(index.sources_of(test), slow, "{test}");
        }
    }
}
