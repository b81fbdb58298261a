//! The words of a fix: of its message, and of the code it changes.

use super::fix_file::{FixFile, added_lines};
use super::masked::MessageWords;
use super::words::{CodeWords, Words};
use crate::model::region::FileKind;

/// The words of a fix.
pub(super) struct FixWords {
    /// Those of its message, masked.
    pub(super) message: MessageWords,
    /// Names in the code it puts in.
    pub(super) added: Words,
    /// Names in the code it takes out.
    pub(super) removed: Words,
    /// All names of its code, and of the functions it changes.
    pub(super) names: Words,
}

impl FixWords {
    /// Returns the words of a fix; code outside source files is left out.
    pub(super) fn of(message: &str, files: &[FixFile<'_>]) -> Self {
        let (mut added, mut removed, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        for file in files.iter().filter(|file| file.kind == FileKind::Source) {
            for hunk in &file.change.hunks {
                let new = added_lines(hunk).zip(&hunk.added);
                added
                    .extend(new.filter(|(line, _)| file.after().is_code(*line)).map(|(_, t)| &**t));
                let old = (hunk.old_first..).zip(&hunk.removed);
                removed.extend(
                    old.filter(|(line, _)| file.before().is_code(*line)).map(|(_, t)| &**t),
                );
                let function = file.before().function_at(hunk.old_first.max(1));
                functions.extend(function.map(|function| function.name.as_str()));
            }
        }
        let names = |texts: Vec<&str>| CodeWords::of(texts).names;
        let (added, removed, functions) = (names(added), names(removed), names(functions));
        let mut all = [added.as_slice(), &removed, &functions].concat();
        all.sort_unstable();
        all.dedup();
        Self { message: MessageWords::of(message), added, removed, names: all }
    }
}
