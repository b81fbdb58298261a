//! The test files that fixes change, as the fixes leave them.

use std::sync::Arc;

use crate::error::Error;
use crate::model::assertion::TestFunction;
use crate::model::change::{Change, FileChange};
use crate::model::region::FileKind;
use crate::pipeline::bench::Bench;
use crate::pipeline::code::Code;
use crate::syntax;

/// A test file that a fix changes, with its tests at the fix.
pub(super) type FixedFile<'a> = (&'a Change, &'a FileChange, Arc<Vec<TestFunction>>);

/// Returns the test files that the fixes change, with their tests as the fixes leave them.
pub(super) fn fixed_tests<'a>(
    bench: &Bench<'_>,
    code: &'a Code,
) -> Result<Vec<FixedFile<'a>>, Error> {
    let mut files = Vec::new();
    for change in &code.changes {
        let Some(fix) = code.fixes.iter().find(|fix| fix.commit == change.commit) else { continue };
        let home = bench.home(&fix.repo)?;
        for file in &change.files {
            if let (Some(path), Some(blob)) = (&file.new_path, &file.new_blob)
                && syntax::file_kind(path) == FileKind::Test
            {
                let tests = bench.shelf.tests_of(
                    bench.workspace,
                    &home.name,
                    &home.repository,
                    path,
                    blob,
                )?;
                files.push((change, file, tests));
            }
        }
    }
    Ok(files)
}
