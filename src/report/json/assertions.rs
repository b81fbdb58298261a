//! What tests assert, as JSON: tests are written as they come, so that a large tree needs no more memory.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::model::assertion::{Assertion, TestFunction};
use crate::model::assertion_scan::{ModuleDensity, ScanReach};
use crate::model::lines::LineRange;

use super::{Document, SCHEMA_VERSION, write};

#[derive(Serialize)]
#[serde(bound(serialize = "I: Iterator<Item = TestFunction>"))]
struct Body<'a, I> {
    files: &'a ScanReach,
    tests: Streamed<I>,
}

/// A list that is written while it is made.
struct Streamed<I>(RefCell<Option<I>>);

impl<I: Iterator<Item = TestFunction>> Serialize for Streamed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tests = self.0.borrow_mut().take();
        serializer.collect_seq(tests.into_iter().flatten().map(Test::from))
    }
}

#[derive(Serialize)]
struct Test {
    #[serde(rename = "test")]
    name: String,
    path: String,
    first_line: u32,
    last_line: u32,
    skipped: bool,
    rows: Option<u32>,
    assertions: Vec<Assertion>,
}

impl From<TestFunction> for Test {
    fn from(test: TestFunction) -> Self {
        let LineRange { first, last } = test.lines;
        Self {
            name: test.name,
            path: test.path,
            first_line: first,
            last_line: last,
            skipped: test.skipped,
            rows: test.rows,
            assertions: test.assertions,
        }
    }
}

/// Writes every test with its assertions, and what was gone through for them.
pub fn assertions(
    out: &mut impl Write,
    files: &ScanReach,
    tests: impl Iterator<Item = TestFunction>,
) -> io::Result<()> {
    let body = Body { files, tests: Streamed(RefCell::new(Some(tests))) };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner: None, body })
}

#[derive(Serialize)]
struct Summary<'a> {
    files: &'a ScanReach,
    tests: usize,
    assertions: u64,
    failure_states: u64,
    weak: u64,
    assertion_free: Vec<Free<'a>>,
    modules: &'a [ModuleDensity],
    unlinked_tests: usize,
}

#[derive(Serialize)]
struct Free<'a> {
    test: &'a str,
    path: &'a str,
    first_line: u32,
    skipped: bool,
}

/// Writes the tests that assert nothing and how densely each module is asserted.
pub fn assertion_summary(
    out: &mut impl Write,
    summary: &crate::model::assertion_scan::AssertionSummary,
) -> io::Result<()> {
    let body = Summary {
        files: &summary.reach,
        tests: summary.tests,
        assertions: summary.assertions,
        failure_states: summary.failure_states,
        weak: summary.weak,
        assertion_free: summary
            .assertion_free
            .iter()
            .map(|test| Free {
                test: &test.name,
                path: &test.path,
                first_line: test.lines.first,
                skipped: test.skipped,
            })
            .collect(),
        modules: &summary.modules,
        unlinked_tests: summary.unlinked_tests,
    };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner: None, body })
}
