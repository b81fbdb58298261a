//! The test files that fixes change, as the fixes leave them: with helpers of other files and inherited
//! tests, as the tests of every commit.

use std::rc::Rc;

use crate::error::Error;
use crate::model::assertion::TestFunction;
use crate::model::change::{Change, FileChange};
use crate::pipeline::bench::Bench;
use crate::pipeline::code::Code;
use crate::syntax;

/// A test file that a fix changes, with its tests at the fix.
pub(super) type FixedFile<'a> = (&'a Change, &'a FileChange, Rc<Vec<TestFunction>>);

/// Returns the test files that the fixes change, with their tests as the fixes leave them.
pub(super) fn fixed_tests<'a>(
    bench: &Bench<'_>,
    code: &'a Code,
) -> Result<Vec<FixedFile<'a>>, Error> {
    let mut files = Vec::new();
    for change in &code.changes {
        let Some(fix) = code.fixes.iter().find(|fix| fix.commit == change.commit) else { continue };
        let changed = change.files.iter().filter_map(|file| {
            let path = file.new_path.as_deref().filter(|_| file.new_blob.is_some())?;
            syntax::is_test_file(path).then_some((file, path))
        });
        let changed: Vec<(&FileChange, &str)> = changed.collect();
        if changed.is_empty() {
            continue;
        }
        let home = bench.home(&fix.repo)?;
        let paths: Vec<&str> = changed.iter().map(|(_, path)| *path).collect();
        let tests = bench.shelf.tests_of_fix(
            bench.workspace,
            &home.name,
            &home.repository,
            &change.commit,
            &paths,
        )?;
        let found = changed.iter().zip(&*tests);
        files.extend(found.map(|((file, _), tests)| (change, *file, Rc::clone(tests))));
    }
    Ok(files)
}
