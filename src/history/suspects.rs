//! The lines at a fix's parent that blame is asked for, each with the reason it is suspected.
//!
//! A line that says little about what the code does (blank, comment, import, bracket, moved) weighs
//! little; tests and files that are no source are asked only where source says nothing.

use std::collections::{BTreeMap, HashSet};

use super::fix_file::{FixFile, added_lines};
use super::shape::Shape;
use crate::model::outline::LineKind;
use crate::model::region::{CandidateMethod, FileKind};

/// Why a line is suspected, best reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Suspicion {
    /// Code that the fix deletes or changes.
    Deleted,
    /// Code next to what the fix puts in.
    Adjacent,
    /// Code next to what the fix deletes or changes.
    Beside,
    /// Code of a function that the fix touches.
    Function,
    /// Code that the fix only moves or indents.
    Moved,
    /// An import that the fix changes.
    Import,
    /// A bracket or the like that the fix changes.
    Structure,
    /// A comment or blank line that the fix changes.
    Comment,
    /// Any line of a test or of a file that is no source.
    Outside,
}

impl Suspicion {
    /// Returns the method that a commit found by it is listed with.
    pub(super) fn method(self) -> CandidateMethod {
        match self {
            Self::Deleted => CandidateMethod::Deleted,
            Self::Adjacent | Self::Beside => CandidateMethod::Adjacent,
            Self::Function => CandidateMethod::Function,
            _ => CandidateMethod::AnyLine,
        }
    }
}

/// Suspected lines of one file, each with its best reason and the place of the hunk it is near.
pub(super) type SuspectLines = BTreeMap<u32, (Suspicion, usize)>;

/// How far from a change a neighbour may stand, in lines.
const REACH: u32 = 10;
/// How many lines of one function are looked at, nearest first; the rest would cost and tell little.
const FUNCTION_LINES: usize = 200;

/// Returns the suspected lines of a source file.
pub(super) fn source_suspects(file: &FixFile<'_>, moved: &HashSet<String>) -> SuspectLines {
    let mut lines = SuspectLines::new();
    let mut suspect = |line: u32, why: Suspicion, place: usize| {
        let entry = lines.entry(line).or_insert((why, place));
        *entry = (*entry).min((why, place));
    };
    let is_code = |line: u32| file.before().is_code(line) && !file.is_in_test(line);
    for (place, hunk) in file.change.hunks.iter().enumerate() {
        for (line, text) in (hunk.old_first..).zip(&hunk.removed) {
            if !file.is_in_test(line) {
                suspect(line, deleted_suspicion(file.before(), line, text, moved), place);
            }
        }
        if hunk.removed.is_empty() && !file.is_insertion(hunk) {
            continue;
        }
        let (before, after, near) = if hunk.removed.is_empty() {
            (hunk.old_first, hunk.old_first + 1, Suspicion::Adjacent)
        } else {
            let after = hunk.old_first + hunk.removed.len() as u32;
            (hunk.old_first.saturating_sub(1), after, Suspicion::Beside)
        };
        let anchors = if hunk.removed.is_empty() { file.anchors(hunk) } else { Vec::new() };
        if anchors.is_empty() {
            let up = (before.saturating_sub(REACH).max(1)..=before).rev().find(|l| is_code(*l));
            let down = (after..after + REACH).find(|l| is_code(*l));
            for line in up.into_iter().chain(down) {
                suspect(line, near, place);
            }
        }
        for line in anchors {
            suspect(line, near, place);
        }
        let function = match file.function_of(hunk) {
            Some(function) => Some(function),
            None => file.before().function_at(before.max(1)).filter(|_| !hunk.removed.is_empty()),
        };
        if let Some(function) = function {
            let mut body: Vec<u32> = function.lines.lines().filter(|l| is_code(*l)).collect();
            body.sort_by_key(|line| line.abs_diff(before));
            body.truncate(FUNCTION_LINES);
            for line in body {
                suspect(line, Suspicion::Function, place);
            }
        }
    }
    lines
}

/// Returns the suspected lines of a test or a file that is no source: what is deleted, else what
/// stands next to what is put in.
pub(super) fn outside_suspects(file: &FixFile<'_>) -> SuspectLines {
    let mut lines = SuspectLines::new();
    for (place, hunk) in file.change.hunks.iter().enumerate() {
        let last = file.before().line_count();
        let (from, to) = if hunk.removed.is_empty() {
            (hunk.old_first.max(1), (hunk.old_first + 1).min(last))
        } else {
            (hunk.old_first, hunk.old_first + hunk.removed.len() as u32 - 1)
        };
        for line in from..=to {
            lines.insert(line, (Suspicion::Outside, place));
        }
    }
    lines
}

/// Returns the texts that a fix takes out of source and puts in as code, without indent: such lines were
/// moved.
pub(super) fn moved_texts(files: &[FixFile<'_>]) -> HashSet<String> {
    let sources = files.iter().filter(|file| file.kind == FileKind::Source);
    let removed = sources.flat_map(|file| &file.change.hunks).flat_map(|hunk| &hunk.removed);
    let removed: HashSet<&str> = removed.map(|text| text.trim()).collect();
    let mut texts = HashSet::new();
    for file in files {
        for hunk in &file.change.hunks {
            for (line, text) in added_lines(hunk).zip(&hunk.added) {
                // The shape of a file is looked at only where it decides.
                if removed.contains(text.trim()) && file.after().is_code(line) {
                    texts.insert(text.trim().to_owned());
                }
            }
        }
    }
    texts
}

fn deleted_suspicion(old: &Shape, line: u32, text: &str, moved: &HashSet<String>) -> Suspicion {
    match old.kind_at(line) {
        Some(LineKind::Blank | LineKind::Comment | LineKind::Docstring) => Suspicion::Comment,
        Some(LineKind::Structure) => Suspicion::Structure,
        Some(LineKind::Import) => Suspicion::Import,
        _ if moved.contains(text.trim()) => Suspicion::Moved,
        _ => Suspicion::Deleted,
    }
}
