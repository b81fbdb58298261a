//! Tests of C that are registered by their function's name, and functions named like tests that tests call.

use std::collections::{HashMap, HashSet};

use super::Scanner;
use crate::syntax::chain::Chain;
use crate::syntax::declared::defines_test;
use crate::syntax::expression::parts;
use crate::syntax::language::Language;
use crate::syntax::unit::Part;

/// Words that make a call or macro one that registers a test: Unity's `RUN_TEST`, cmocka's
/// `cmocka_unit_test`, `GLib`'s `g_test_add_func`, Check's `tcase_add_test`, `CUnit`'s `CU_add_test`.
const REGISTERS: &[&str] = &[
    "CU_ADD_TEST",
    "CU_add_test",
    "MU_RUN_TEST",
    "RUN_TEST",
    "SUITE_ADD_TEST",
    "abts_run_test",
    "cmocka_unit_test",
    "cmocka_unit_test_setup",
    "cmocka_unit_test_setup_teardown",
    "cmocka_unit_test_teardown",
    "g_test_add_data_func",
    "g_test_add_func",
    "mu_run_test",
    "tcase_add_loop_test",
    "tcase_add_test",
];

/// Most names that are kept of one file.
const MAX_NAMES: usize = 20_000;

/// Names of the functions that are registered as tests, and of those named like tests that are called with
/// arguments, with the units that call them.
#[derive(Default)]
pub(super) struct Registered<'t> {
    tests: HashSet<&'t str>,
    /// Methods that their class runs as tests.
    methods: HashSet<&'t str>,
    /// Units that a macro makes tests, whatever they are called.
    by_macro: HashSet<usize>,
    called_with: HashMap<&'t str, Vec<usize>>,
}

impl Registered<'_> {
    /// Notes that a macro makes a test of a unit.
    pub(super) fn by_macro(&mut self, unit: usize) {
        self.by_macro.insert(unit);
    }
}

impl<'t> Scanner<'t> {
    /// Notes what a call of C registers, or that it hands a function something.
    pub(super) fn register(&mut self, chain: &Chain<'t>) {
        if !matches!(self.language, Language::C | Language::Cpp) || chain.segments.len() != 1 {
            return;
        }
        let tip = chain.tip();
        let Some(list) = tip.arguments else { return };
        let known = &mut self.registered;
        if known.tests.len() + known.called_with.len() >= MAX_NAMES {
            return;
        }
        let is_name = |part: &&str| !part.is_empty() && part.bytes().all(is_name_byte);
        if tip.name == "TEST_CASE" && self.open.is_some() {
            // A class that runs its own methods: `void run() { TEST_CASE(paysTwice); }`.
            known.methods.extend(Some(list.trim()).filter(is_name));
        } else if self.open.is_none() && defines_test(tip.name) {
            // A project's own table of tests: `SHOP_TEST_CASE(pays, pays_fn)`.
            known.tests.extend(parts(list).filter(is_name));
        } else if REGISTERS.contains(&tip.name) {
            // What is set up and torn down around it stands behind the test, its title in front.
            let is_function = |part: &&str| part.bytes().all(is_name_byte);
            let mut names = parts(list).map(|part| part.trim_start_matches('&'));
            let name = match tip.name {
                "abts_run_test" | "tcase_add_test" | "tcase_add_loop_test" | "SUITE_ADD_TEST" => {
                    names.nth(1)
                }
                name if name.starts_with("g_test") || name.starts_with("CU_") => names.last(),
                _ => names.next(),
            };
            known.tests.extend(name.filter(is_function));
        } else if let Some(open) = &self.open
            && tip.name.contains("test")
            && !list.trim().is_empty()
        {
            known.called_with.entry(tip.name).or_default().push(open.unit);
        }
    }

    /// Makes tests of the functions that are registered, and helpers of those that only tests call, with
    /// arguments.
    pub(super) fn apply_registered(&mut self) {
        let known = std::mem::take(&mut self.registered);
        let units = &mut self.found.units;
        for unit in units.iter_mut() {
            if unit.part == Part::Helper
                && ((unit.owners.is_empty() && known.tests.contains(&*unit.name))
                    || (unit.is_method && known.methods.contains(&*unit.name)))
            {
                unit.part = Part::Test;
            }
        }
        // What `main` calls are the tests of its program.
        let is_test = |at: &usize| {
            units.get(*at).is_some_and(|unit| unit.part == Part::Test && &*unit.name != "main")
        };
        let by_tests: HashSet<&str> = known
            .called_with
            .iter()
            .filter(|(name, callers)| !known.tests.contains(*name) && callers.iter().all(is_test))
            .map(|(name, _)| *name)
            .collect();
        for (at, unit) in units.iter_mut().enumerate() {
            let is_called = unit.owners.is_empty() && by_tests.contains(&*unit.name);
            if unit.part == Part::Test && is_called && !known.by_macro.contains(&at) {
                unit.part = Part::Helper;
            }
        }
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
