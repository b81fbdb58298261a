//! Assertions, one row each: `test,path,line,kind,expects,strength`. A test without any has no row. In short, a
//! row for each module.

use std::io::{self, Write};

use crate::model::assertion::TestFunction;
use crate::model::assertion_scan::AssertionSummary;

use super::cell::{Table, code_cell, number, text_cell};

const HEAD: [&str; 6] = ["test", "path", "line", "kind", "expects", "strength"];

/// Writes every assertion of the tests, in their order.
pub fn assertions(
    out: &mut impl Write,
    tests: impl Iterator<Item = TestFunction>,
) -> io::Result<()> {
    let mut table = Table::new(out, &HEAD, None)?;
    for test in tests {
        let (name, path) = (text_cell(&test.name), code_cell(&test.path));
        for assertion in &test.assertions {
            table.row(&[
                name.clone(),
                path.clone(),
                assertion.line.to_string(),
                assertion.kind.word().to_owned(),
                text_cell(&assertion.expects),
                assertion.strength.word().to_owned(),
            ])?;
        }
    }
    table.finish()
}

/// Writes the assertion density of each module with the counts it rests on; empty where a module has no
/// executable lines.
pub fn assertion_summary(out: &mut impl Write, summary: &AssertionSummary) -> io::Result<()> {
    let head = [
        "module",
        "files",
        "executable_lines",
        "tests",
        "assertion_free",
        "assertions",
        "failure_states",
        "density",
    ];
    let mut table = Table::new(out, &head, None)?;
    for module in &summary.modules {
        table.row(&[
            code_cell(&module.module),
            module.files.to_string(),
            number(module.executable_lines),
            module.tests.to_string(),
            module.assertion_free.to_string(),
            module.assertions.to_string(),
            module.failure_states.to_string(),
            number(module.density.map(|density| format!("{density:.6}"))),
        ])?;
    }
    table.finish()
}
