//! Assertions, one row each: `test,path,line,kind,expects,strength`. A test without any has no row.

use std::io::{self, Write};

use crate::model::assertion::TestFunction;

use super::cell::{Table, code_cell, text_cell};

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
