//! How densely modules are asserted: `100 · assertions in linked tests / executable lines`.
//!
//! A test is linked to a module whose file its own file mirrors by name and folders, or that alone
//! defines a function it calls. Per-test coverage is not asked. Executable lines are first lines of
//! statements. Source: the assertion density of the project's contract, after Kudrjavets, Nagappan and
//! Ball (2006), who count per thousand lines.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::mirror::mirrors;
use crate::model::assertion::{AssertionKind, TestFunction};
use crate::model::assertion_scan::ModuleDensity;

/// A source file of a module.
#[derive(Debug, Clone)]
pub struct ModuleFile {
    /// Path from the root.
    pub path: String,
    /// The module it belongs to.
    pub module: String,
    /// Its executable lines; `None` where the language has no outline.
    pub executable_lines: Option<u64>,
    /// Names of the functions it defines, without owners.
    pub functions: Vec<String>,
}

/// What the tests of a tree assert of its modules.
pub struct Density {
    modules: BTreeMap<String, ModuleDensity>,
    /// Files by their bare name, to find what a test file mirrors.
    by_stem: HashMap<String, Vec<(String, String)>>,
    /// The module of a function that one module alone defines.
    owners: HashMap<String, Option<String>>,
}

impl Density {
    /// Returns the modules of some source files, without tests yet.
    pub fn of(files: Vec<ModuleFile>) -> Self {
        let mut density =
            Self { modules: BTreeMap::new(), by_stem: HashMap::new(), owners: HashMap::new() };
        for file in files {
            for function in file.functions {
                let owner =
                    density.owners.entry(function).or_insert_with(|| Some(file.module.clone()));
                if owner.as_ref().is_some_and(|owner| *owner != file.module) {
                    *owner = None;
                }
            }
            let module = density.modules.entry(file.module.clone()).or_insert_with(|| {
                let module = file.module.clone();
                ModuleDensity {
                    module,
                    files: 0,
                    executable_lines: None,
                    tests: 0,
                    assertion_free: 0,
                    assertions: 0,
                    failure_states: 0,
                    density: None,
                }
            });
            module.files += 1;
            if let Some(lines) = file.executable_lines {
                *module.executable_lines.get_or_insert(0) += lines;
            }
            let stem = bare(&file.path);
            density.by_stem.entry(stem).or_default().push((file.path, file.module));
        }
        density
    }

    /// Counts a test in the modules it is linked to; gives back whether there is one.
    pub fn add(&mut self, test: &TestFunction) -> bool {
        let mut linked: BTreeSet<&String> = BTreeSet::new();
        for (path, module) in self.by_stem.get(&bare(&test.path)).into_iter().flatten() {
            if mirrors(&test.path, path) {
                linked.insert(module);
            }
        }
        if linked.is_empty() {
            let called = test.calls.iter().filter(|name| name.len() > 3);
            linked.extend(called.filter_map(|name| self.owners.get(name)?.as_ref()));
        }
        for module in &linked {
            let Some(module) = self.modules.get_mut(*module) else { continue };
            module.tests += 1;
            module.assertion_free += usize::from(test.assertions.is_empty());
            module.assertions += test.assertions.len() as u64;
            let failures =
                |a: &&crate::model::assertion::Assertion| a.kind == AssertionKind::FailureState;
            module.failure_states += test.assertions.iter().filter(failures).count() as u64;
        }
        !linked.is_empty()
    }

    /// Returns the modules by name, each with its density.
    pub fn modules(self) -> Vec<ModuleDensity> {
        let density = |mut module: ModuleDensity| {
            let lines = module.executable_lines.filter(|lines| *lines > 0);
            module.density = lines.map(|lines| 100.0 * module.assertions as f64 / lines as f64);
            module
        };
        self.modules.into_values().map(density).collect()
    }
}

/// Returns a file's name without extensions, test affixes and separators, in lower case: what a test
/// file and the file it mirrors share.
fn bare(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let flat: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut flat = flat.to_ascii_lowercase();
    for affix in ["testcase", "tests", "test", "spec", "specs"] {
        let cut = flat.strip_prefix(affix).or_else(|| flat.strip_suffix(affix));
        if let Some(cut) = cut.filter(|cut| !cut.is_empty()) {
            flat = cut.to_owned();
            break;
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assertion::{Assertion, Strength};
    use crate::model::lines::LineRange;

    fn test(path: &str, calls: &[&str], assertions: u32) -> TestFunction {
        let assertion = |line| Assertion {
            line,
            kind: AssertionKind::Value,
            expects: String::new(),
            strength: Strength::Strong,
        };
        TestFunction {
            path: path.to_owned(),
            name: "test_it".to_owned(),
            lines: LineRange { first: 1, last: 9 },
            assertions: (1..=assertions).map(assertion).collect(),
            calls: calls.iter().map(|&call| call.to_owned()).collect(),
            asserted_calls: Vec::new(),
            skipped: false,
            rows: None,
        }
    }

    fn file(path: &str, module: &str, lines: u64, functions: &[&str]) -> ModuleFile {
        ModuleFile {
            path: path.to_owned(),
            module: module.to_owned(),
            executable_lines: Some(lines),
            functions: functions.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn a_test_counts_where_its_file_mirrors_or_where_one_module_alone_defines_what_it_calls() {
        let mut density = Density::of(vec![
            file("shop/cart.py", "cart", 40, &["total", "shared"]),
            file("shop/pay.py", "pay", 10, &["charge", "shared"]),
        ]);
        assert!(density.add(&test("tests/test_cart.py", &["charge"], 3)));
        assert!(density.add(&test("tests/test_flows.py", &["charge"], 1)));
        assert!(!density.add(&test("tests/test_flows.py", &["shared"], 5)));
        let modules = density.modules();
        // 100 · 3 / 40 = 7.5; 100 · 1 / 10 = 10.
        let drawn: Vec<_> =
            modules.iter().map(|m| (m.module.as_str(), m.tests, m.density)).collect();
        assert_eq!(drawn, [("cart", 1, Some(7.5)), ("pay", 1, Some(10.0))]);
    }
}
