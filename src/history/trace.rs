//! A fix commit to the region it mends and the commits that may have introduced the defect.
//!
//! Everything is read at the fix's first parent. What a message or a revert says of the cause comes
//! before what blame finds, unless the caller forbids reading messages.

use super::candidates::Blamed;
use super::fix_file::{FixFile, added_lines};
use super::message::message_facts;
use super::ranking::{fall, ranked};
use super::suspects::{moved_texts, outside_suspects, source_suspects};
use super::{HistoryError, Repository};
use crate::model::change::FileChange;
use crate::model::commit::{Commit, CommitId, Time};
use crate::model::region::{
    Candidate, CandidateMethod, FileKind, FileRegion, LineRole, RegionLine, Trace, TraceNote,
};
use crate::syntax;

/// How a fix is traced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceOptions {
    /// Whether commit ids and `Fixes:` lines in the message are passed over.
    pub ignore_message: bool,
    /// Commits that blame looks through, such as mass reformatting.
    pub ignore_revs: Vec<CommitId>,
    /// When the incident began: what was committed later did not cause it.
    pub before: Option<Time>,
    /// Whether all candidates are given, each with what speaks for it.
    pub explain: bool,
}

/// Returns the region of a fix and the commits that may have introduced the defect, best first.
pub fn trace(
    repo: &Repository,
    fix: &CommitId,
    options: &TraceOptions,
) -> Result<Trace, HistoryError> {
    let commit = repo.commit(fix)?;
    let mut made = Trace {
        fix: fix.clone(),
        parent: commit.parents.first().cloned(),
        files: Vec::new(),
        candidates: Vec::new(),
        notes: Vec::new(),
    };
    match fill(repo, &commit, options, &mut made) {
        Err(HistoryError::Missing { id } | HistoryError::Damaged { id, .. }) => {
            made.notes.push(TraceNote::MissingObject { id });
        }
        filled => filled?,
    }
    fall(&mut made.candidates);
    Ok(made)
}

/// Fills in the region and the candidates, as far as the repository has the objects.
fn fill(
    repo: &Repository,
    commit: &Commit,
    options: &TraceOptions,
    made: &mut Trace,
) -> Result<(), HistoryError> {
    if commit.parents.len() > 1 {
        made.notes.push(TraceNote::Merge);
    }
    if !options.ignore_message {
        named_candidates(repo, &commit.id, &commit.message, &mut made.candidates)?;
    }
    let Some(parent) = made.parent.clone() else {
        let cut_off = repo.is_shallow_boundary(&commit.id);
        made.notes.push(if cut_off { TraceNote::ShallowBoundary } else { TraceNote::Root });
        return Ok(());
    };
    let change = repo.change(&commit.id)?;
    if change.files.is_empty() {
        made.notes.push(TraceNote::Empty);
    }
    let files = read_files(repo, &change.files, &mut made.notes)?;
    let regions = regions(&files);
    FixFile::check(&files)?;
    made.files = regions;
    let blamed = blame(repo, &parent, &files, &options.ignore_revs)?;
    if blamed.cut_off {
        made.notes.push(TraceNote::ShallowBoundary);
    }
    let mut ranked = ranked(repo, (commit, &files), &blamed, options)?;
    FixFile::check(&files)?;
    let known = &made.candidates;
    ranked.retain(|found| !known.iter().any(|known| known.commit == found.commit));
    made.candidates.append(&mut ranked);
    Ok(())
}

/// Returns the region a cause put in: the lines it added, by source file, at that commit itself.
/// This is the region where the fix reverts the cause, or where only the cause is known.
pub fn cause_region(repo: &Repository, cause: &CommitId) -> Result<Vec<FileRegion>, HistoryError> {
    let change = repo.change(cause)?;
    let mut regions = Vec::new();
    for file in read_files(repo, &change.files, &mut Vec::new())? {
        let Some(path) = file.change.new_path.clone() else { continue };
        let added: Vec<u32> = file.change.hunks.iter().flat_map(added_lines).collect();
        if file.kind != FileKind::Source || added.is_empty() {
            continue;
        }
        let functions = file.after().functions_of(&added);
        let count = file.after().statement_count(&added);
        let role = LineRole::Function;
        let lines = added.into_iter().map(|line| RegionLine { line, role }).collect();
        let region = FileRegion {
            path,
            lines,
            functions,
            kind: file.kind,
            only_adds: false,
            new_definitions_only: false,
        };
        regions.push((count, region));
    }
    Ok(most_statements_first(regions))
}

/// The files of a change with their shapes. What cannot be read line by line is a note, if it
/// could have held the defect.
fn read_files<'a>(
    repo: &'a Repository,
    changes: &'a [FileChange],
    notes: &mut Vec<TraceNote>,
) -> Result<Vec<FixFile<'a>>, HistoryError> {
    let mut files = Vec::new();
    for change in changes {
        let unreadable = TraceNote::Unreadable { path: change.path().to_owned() };
        if change.binary {
            if syntax::file_kind(change.path()) != FileKind::Other {
                notes.push(unreadable);
            }
            continue;
        }
        if change.hunks.is_empty() {
            continue;
        }
        match FixFile::read(repo, change) {
            Ok(file) => files.push(file),
            Err(HistoryError::TooLarge { .. }) => notes.push(unreadable),
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

/// The regions of source files; of configuration only where the fix touches no source.
fn regions(files: &[FixFile<'_>]) -> Vec<FileRegion> {
    let of = |kind: FileKind| {
        let files = files.iter().filter(|file| file.kind == kind);
        let regions = files.map(|file| {
            let region = file.region();
            (file.statement_count(&region), region)
        });
        most_statements_first(regions.collect())
    };
    let source = of(FileKind::Source);
    if source.is_empty() { of(FileKind::Configuration) } else { source }
}

fn most_statements_first(mut regions: Vec<(usize, FileRegion)>) -> Vec<FileRegion> {
    regions.sort_by(|(count_a, a), (count_b, b)| {
        (count_b, b.lines.len(), &a.path).cmp(&(count_a, a.lines.len(), &b.path))
    });
    regions.into_iter().map(|(_, region)| region).collect()
}

/// Blame of source files; only where that gives nothing, of everything else.
fn blame(
    repo: &Repository,
    parent: &CommitId,
    files: &[FixFile<'_>],
    ignore_revs: &[CommitId],
) -> Result<Blamed, HistoryError> {
    let mut blamed = Blamed::default();
    let moved = moved_texts(files);
    let old = || files.iter().filter(|file| file.change.old_path.is_some());
    for file in old().filter(|file| file.kind == FileKind::Source) {
        blamed.add(repo, parent, file.path(), &source_suspects(file, &moved), ignore_revs)?;
    }
    if blamed.is_empty() {
        for file in old() {
            blamed.add(repo, parent, file.path(), &outside_suspects(file), ignore_revs)?;
        }
    }
    Ok(blamed)
}

/// The commits that the fix's message names as reverted, or as the cause, if they lie behind it.
fn named_candidates(
    repo: &Repository,
    fix: &CommitId,
    message: &str,
    candidates: &mut Vec<Candidate>,
) -> Result<(), HistoryError> {
    let facts = message_facts(message);
    // A revert shows in the change itself; a trailer may be mistaken.
    let reverts = facts.reverts.iter().map(|id| (id, CandidateMethod::Revert, 0.95));
    let causes = facts.root_causes.iter().chain(&facts.fixes);
    let named = reverts.chain(causes.map(|id| (id, CandidateMethod::Message, 0.9)));
    for (id, method, confidence) in named {
        // A message may name a commit of another repository; that is no candidate here.
        let Ok(commit) = repo.resolve(id) else { continue };
        let known = candidates.iter().any(|candidate| candidate.commit == commit);
        if !known && commit != *fix && repo.is_ancestor(&commit, fix)? {
            candidates.push(Candidate {
                commit,
                path: String::new(),
                lines: None,
                confidence,
                method,
                clues: Vec::new(),
            });
        }
    }
    Ok(())
}
