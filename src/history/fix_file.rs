//! One file of a fix, read on both sides: what it deletes, and what stands next to what it adds.

use std::collections::BTreeSet;

use super::rough_outline::rough_outline;
use super::{HistoryError, Repository};
use crate::model::change::{FileChange, Hunk};
use crate::model::commit::BlobId;
use crate::model::lines::LineRange;
use crate::model::outline::{Function, LineKind, Outline};
use crate::model::region::{FileKind, FileRegion, LineRole, RegionLine};
use crate::syntax::{self, Language};

/// A file of a fix with the shape of both its sides.
pub(super) struct FixFile<'a> {
    pub(super) change: &'a FileChange,
    pub(super) kind: FileKind,
    pub(super) old: Outline,
    pub(super) new: Outline,
    /// Tests that stand in the file itself, by the old side's lines.
    tests: Vec<LineRange>,
}

impl<'a> FixFile<'a> {
    /// Returns the file with its shapes; the shape of a side that is absent is empty.
    pub(super) fn read(repo: &Repository, change: &'a FileChange) -> Result<Self, HistoryError> {
        let kind = syntax::file_kind(change.path());
        let mut tests = Vec::new();
        let mut outline = |path: Option<&str>, blob: Option<&BlobId>, is_old: bool| {
            let (Some(path), Some(blob)) = (path, blob) else { return Ok(Outline::default()) };
            let content = repo.content(blob)?;
            let language = syntax::language_of(path);
            // Only Rust keeps its tests in the files they test.
            if is_old && let Some(language @ Language::Rust) = language {
                tests = syntax::tests(language, path, &content).iter().map(|t| t.lines).collect();
            }
            let parsed = language.map(|language| syntax::outline(language, &content));
            Ok(parsed.filter(|o| !(o.has_errors && o.statements.is_empty())).unwrap_or_else(|| {
                let text = String::from_utf8_lossy(&content);
                rough_outline(path, &text.lines().collect::<Vec<_>>())
            }))
        };
        let old = outline(change.old_path.as_deref(), change.old_blob.as_ref(), true)?;
        let new = outline(change.new_path.as_deref(), change.new_blob.as_ref(), false)?;
        Ok(Self { change, kind, old, new, tests })
    }

    /// Returns the path at the fix's parent; the new path where there was no file.
    pub(super) fn path(&self) -> &str {
        self.change.old_path.as_deref().unwrap_or(self.change.path())
    }

    /// Returns whether an old line belongs to a test that stands in a source file.
    pub(super) fn is_in_test(&self, line: u32) -> bool {
        self.tests.iter().any(|test| test.contains(line))
    }

    /// Returns the lines the fix deletes or changes, each with its text, tests in the file left out.
    pub(super) fn deleted(&self) -> impl Iterator<Item = (u32, &str)> {
        let lines =
            |hunk: &'a Hunk| (hunk.old_first..).zip(hunk.removed.iter().map(String::as_str));
        self.change.hunks.iter().flat_map(lines).filter(|(line, _)| !self.is_in_test(*line))
    }

    /// Returns the hunks that only put lines in, at least one of them neither blank nor a comment.
    pub(super) fn insertions(&self) -> impl Iterator<Item = &'a Hunk> {
        self.change.hunks.iter().filter(|hunk| {
            hunk.removed.is_empty()
                && added_lines(hunk).any(|line| {
                    !matches!(
                        self.new.kind_at(line),
                        None | Some(LineKind::Blank | LineKind::Comment | LineKind::Docstring)
                    )
                })
        })
    }

    /// Returns the function an insertion goes into, as it stood before; `None` between functions.
    pub(super) fn function_of(&self, hunk: &Hunk) -> Option<&Function> {
        let added: Vec<u32> = added_lines(hunk).collect();
        let inside = |f: &Function| {
            added.first().is_some_and(|first| *first <= f.lines.first)
                && added.last().is_some_and(|last| f.lines.last <= *last)
        };
        let code = |line: &&u32| {
            matches!(self.new.kind_at(**line), Some(LineKind::Code | LineKind::Structure))
        };
        // The inserted lines may be whole definitions; the first code line that is not in one counts.
        let body = added
            .iter()
            .filter(code)
            .filter(|line| {
                !self.new.functions.iter().any(|f| inside(f) && f.lines.contains(**line))
            })
            .find_map(|line| owner(&self.new, *line))?;
        let near = |f: &&Function| {
            f.lines.contains(hunk.old_first) || f.lines.contains(hunk.old_first + 1)
        };
        let named = self.old.functions.iter().filter(near).filter(|f| f.name == body.name);
        named.min_by_key(|f| f.lines.count())
    }

    /// Returns the statements next to an insertion on either side, by their first lines, inside the
    /// function it goes into. Between functions there is nothing next to it that could have run.
    pub(super) fn anchors(&self, hunk: &Hunk) -> Vec<u32> {
        let Some(function) = self.function_of(hunk) else { return Vec::new() };
        let body = self
            .old
            .statements
            .iter()
            .map(|statement| statement.lines.first)
            .filter(|line| owner(&self.old, *line).is_some_and(|f| f.lines == function.lines));
        let (before, after): (Vec<u32>, Vec<u32>) = body.partition(|line| *line <= hunk.old_first);
        before.into_iter().max().into_iter().chain(after.into_iter().min()).collect()
    }

    /// Returns the region of the file: lines deleted, else next to what is put in.
    pub(super) fn region(&self) -> FileRegion {
        let deleted: BTreeSet<u32> = self.deleted().map(|(line, _)| line).collect();
        let anchors: BTreeSet<u32> = self
            .insertions()
            .flat_map(|hunk| self.anchors(hunk))
            .filter(|line| !deleted.contains(line) && !self.is_in_test(*line))
            .collect();
        let only_adds = deleted.is_empty();
        let all = deleted.iter().map(|line| (*line, LineRole::Deleted));
        let all = all.chain(anchors.iter().map(|line| (*line, LineRole::Anchor)));
        let mut lines: Vec<RegionLine> =
            all.map(|(line, role)| RegionLine { line, role }).collect();
        lines.sort_unstable();
        let mut holding: Vec<&Function> =
            lines.iter().filter_map(|l| self.old.function_at(l.line)).collect();
        holding.sort_by_key(|f| f.lines);
        holding.dedup_by_key(|f| f.lines);
        let into_functions = self.insertions().any(|hunk| self.function_of(hunk).is_some());
        FileRegion {
            path: self.path().to_owned(),
            functions: holding.into_iter().map(|f| f.name.clone()).collect(),
            kind: self.kind,
            only_adds,
            new_definitions_only: only_adds
                && !into_functions
                && self.insertions().next().is_some(),
            lines,
        }
    }

    /// Returns how many statements the lines touch.
    pub(super) fn statement_count(&self, lines: &[RegionLine]) -> usize {
        let statements = lines.iter().filter_map(|l| self.old.statement_at(l.line));
        statements.map(|statement| statement.lines.first).collect::<BTreeSet<u32>>().len()
    }
}

/// The lines a hunk puts in, by the new side's numbers.
pub(super) fn added_lines(hunk: &Hunk) -> impl Iterator<Item = u32> + use<> {
    hunk.new_first..hunk.new_first + hunk.added.len() as u32
}

/// The innermost function whose body holds the line; a header belongs to what is around it.
fn owner(outline: &Outline, line: u32) -> Option<&Function> {
    let holds = |f: &&Function| f.lines.contains(line) && !in_header(f, line);
    outline.functions.iter().filter(holds).min_by_key(|f| f.lines.count())
}

/// A function on one line is all header by its lines, yet its body runs when it is called.
fn in_header(function: &Function, line: u32) -> bool {
    function.header.contains(line) && function.header != function.lines
}
