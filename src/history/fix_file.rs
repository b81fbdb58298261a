//! One file of a fix, read on both sides: what it deletes, and what stands next to what it adds.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use super::shape::Shape;
use super::{HistoryError, Repository};
use crate::model::change::{FileChange, Hunk};
use crate::model::commit::BlobId;
use crate::model::lines::LineRange;
use crate::model::outline::{Function, LineKind};
use crate::model::region::{FileKind, FileRegion, LineRole, RegionLine};
use crate::syntax::{self, Language};

/// A file of a fix, whose sides get their shapes when they are first looked at: of a test beside the source
/// that a fix mends they never are. Contents are read for that and not kept, as a fix may have thousands
/// of files.
pub(super) struct FixFile<'a> {
    pub(super) change: &'a FileChange,
    pub(super) kind: FileKind,
    repo: &'a Repository,
    sides: OnceCell<Sides>,
    /// Why its sides could not be read when they were looked at.
    unread: RefCell<Option<HistoryError>>,
}

/// What both sides of a file hold.
struct Sides {
    old: Shape,
    /// Without lines where the fix puts none in.
    new: Shape,
    /// Tests that stand in the file itself, by the old side's lines.
    tests: Vec<LineRange>,
}

impl Sides {
    fn read(change: &FileChange, [old, new]: &[Vec<u8>; 2]) -> Self {
        let mut sides = Self { old: Shape::default(), new: Shape::default(), tests: Vec::new() };
        let mut before = None;
        if let Some(path) = &change.old_path {
            (sides.old, before) = Shape::read(path, old, None);
            // Only Rust keeps its tests in the files they test.
            if let Some(parsed) = before.as_ref().filter(|old| old.language() == Language::Rust) {
                sides.tests = parsed.tests(path).iter().map(|test| test.lines).collect();
            }
        }
        if let Some(path) = &change.new_path
            && change.hunks.iter().any(|hunk| !hunk.added.is_empty())
        {
            sides.new = Shape::read(path, new, before.as_ref()).0;
        }
        sides
    }
}

impl<'a> FixFile<'a> {
    /// Returns the file, where both of its sides can be read. Shapes of sources are always asked for, so
    /// they are made at once.
    pub(super) fn read(repo: &'a Repository, change: &'a FileChange) -> Result<Self, HistoryError> {
        let contents = contents(repo, change)?;
        let kind = syntax::file_kind(change.path());
        let (sides, unread) = (OnceCell::new(), RefCell::new(None));
        let file = Self { change, kind, repo, sides, unread };
        if kind == FileKind::Source {
            file.sides.get_or_init(|| Sides::read(change, &contents));
        }
        Ok(file)
    }

    fn sides(&self) -> &Sides {
        self.sides.get_or_init(|| {
            // What was read before can be read again, unless it was taken away between.
            let contents = contents(self.repo, self.change).unwrap_or_else(|error| {
                self.unread.replace(Some(error));
                Default::default()
            });
            Sides::read(self.change, &contents)
        })
    }

    /// Returns the error of a file that could be read at first and not when it was looked at: what was
    /// told of it since is not so.
    pub(super) fn check(files: &[Self]) -> Result<(), HistoryError> {
        let mut unread = files.iter().filter_map(|file| file.unread.take());
        unread.next().map_or(Ok(()), Err)
    }

    /// Returns the shape before the fix.
    pub(super) fn before(&self) -> &Shape {
        &self.sides().old
    }

    /// Returns the shape after the fix, of a file that it puts lines into.
    pub(super) fn after(&self) -> &Shape {
        &self.sides().new
    }

    /// Returns the path at the fix's parent; the new path where there was no file.
    pub(super) fn path(&self) -> &str {
        self.change.old_path.as_deref().unwrap_or(self.change.path())
    }

    /// Returns whether an old line belongs to a test that stands in a source file.
    pub(super) fn is_in_test(&self, line: u32) -> bool {
        self.sides().tests.iter().any(|test| test.contains(line))
    }

    /// Returns the lines the fix deletes or changes, each with its text, tests in the file left out.
    pub(super) fn deleted(&self) -> impl Iterator<Item = (u32, &str)> {
        let lines =
            |hunk: &'a Hunk| (hunk.old_first..).zip(hunk.removed.iter().map(String::as_str));
        self.change.hunks.iter().flat_map(lines).filter(|(line, _)| !self.is_in_test(*line))
    }

    /// Returns whether a hunk only puts lines in, at least one of them neither blank nor a comment.
    pub(super) fn is_insertion(&self, hunk: &Hunk) -> bool {
        let says_nothing = |line| {
            matches!(
                self.after().kind_at(line),
                None | Some(LineKind::Blank | LineKind::Comment | LineKind::Docstring)
            )
        };
        hunk.removed.is_empty() && !added_lines(hunk).all(says_nothing)
    }

    /// Returns the hunks that only put lines in, at least one of them neither blank nor a comment.
    pub(super) fn insertions(&self) -> impl Iterator<Item = &'a Hunk> {
        self.change.hunks.iter().filter(|hunk| self.is_insertion(hunk))
    }

    /// Returns the function an insertion goes into, as it stood before; `None` between functions.
    pub(super) fn function_of(&self, hunk: &Hunk) -> Option<&Function> {
        let (first, last) = (hunk.new_first, hunk.new_first + hunk.added.len() as u32);
        let is_new = |f: &Function| first <= f.lines.first && f.lines.last < last;
        let code = |line: &u32| {
            matches!(self.after().kind_at(*line), Some(LineKind::Code | LineKind::Structure))
        };
        // The inserted lines may be whole definitions; the first code line that is not in one counts.
        let body = added_lines(hunk)
            .filter(code)
            .filter(|line| !self.after().function_at(*line).is_some_and(is_new))
            .find_map(|line| self.after().body_at(line))?;
        let near = |f: &&Function| {
            f.lines.contains(hunk.old_first) || f.lines.contains(hunk.old_first + 1)
        };
        let functions = self.before().outline.functions.iter().filter(near);
        functions.filter(|f| f.name == body.name).min_by_key(|f| f.lines.count())
    }

    /// Returns the statements next to an insertion on either side, by their first lines, inside the
    /// function it goes into. Between functions there is nothing next to it that could have run.
    pub(super) fn anchors(&self, hunk: &Hunk) -> Vec<u32> {
        let Some(function) = self.function_of(hunk) else { return Vec::new() };
        let first_lines =
            self.before().outline.statements.iter().map(|statement| statement.lines.first);
        let body = first_lines.filter(|line| {
            self.before().body_at(*line).is_some_and(|holder| holder.lines == function.lines)
        });
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
        let into_functions = self.insertions().any(|hunk| self.function_of(hunk).is_some());
        FileRegion {
            path: self.path().to_owned(),
            functions: self.before().functions_of(&numbers(&lines)),
            kind: self.kind,
            only_adds,
            new_definitions_only: only_adds
                && !into_functions
                && self.insertions().next().is_some(),
            lines,
        }
    }

    /// Returns how many statements the region's lines touch.
    pub(super) fn statement_count(&self, region: &FileRegion) -> usize {
        self.before().statement_count(&numbers(&region.lines))
    }
}

/// Returns the old and the new content of a file; that of a side that is absent is empty.
fn contents(repo: &Repository, change: &FileChange) -> Result<[Vec<u8>; 2], HistoryError> {
    let content = |blob: &Option<BlobId>| match blob {
        Some(blob) => repo.content(blob),
        None => Ok(Vec::new()),
    };
    Ok([content(&change.old_blob)?, content(&change.new_blob)?])
}

/// The lines a hunk puts in, by the new side's numbers.
pub(super) fn added_lines(hunk: &Hunk) -> impl Iterator<Item = u32> + use<> {
    hunk.new_first..hunk.new_first + hunk.added.len() as u32
}

fn numbers(lines: &[RegionLine]) -> Vec<u32> {
    lines.iter().map(|line| line.line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_when_it_is_looked_at_is_an_error_and_not_empty() {
        let folder = tempfile::tempdir().unwrap();
        git2::Repository::init_bare(folder.path()).unwrap();
        let repo = Repository::open(folder.path()).unwrap();
        let gone = BlobId("1".repeat(40));
        let change = FileChange {
            old_path: Some("tests/test_pay.py".to_owned()),
            new_path: None,
            old_blob: Some(gone.clone()),
            new_blob: None,
            binary: false,
            hunks: Vec::new(),
        };
        let (sides, unread) = (OnceCell::new(), RefCell::new(None));
        let files = [FixFile { change: &change, kind: FileKind::Test, repo: &repo, sides, unread }];
        FixFile::check(&files).unwrap();
        assert_eq!(files[0].before().line_count(), 0);
        let error = FixFile::check(&files).unwrap_err();
        assert!(matches!(&error, HistoryError::Missing { id } if *id == gone.0), "{error}");
    }
}
