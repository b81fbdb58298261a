//! Blame of whole files, commit, path and line.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;

use escapee::history::{BlameOptions, Repository};
use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;

use crate::sample::Job;
use crate::{Tally, git};

/// A way to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Plain,
    IgnoringSpace,
    LookingThrough,
}

pub(crate) const WAYS: [Way; 3] = [Way::Plain, Way::IgnoringSpace, Way::LookingThrough];

/// How many differing files of a way are named.
const NAMED: usize = 5;

impl Way {
    /// Returns what git calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::IgnoringSpace => "-w",
            Self::LookingThrough => "--ignore-rev",
        }
    }

    /// Returns whether every line must agree.
    pub(crate) fn is_exact(self) -> bool {
        self != Self::LookingThrough
    }
}

/// Compares whole files. What is looked through is the commit that put in most of a file, which is
/// harder than a commit that only reformats.
pub(crate) fn compare(
    repo: &Repository,
    folder: &Path,
    jobs: &[Job],
    way: Way,
    out: &mut impl Write,
) -> Result<Tally, Box<dyn Error>> {
    let whole = [LineRange { first: 1, last: u32::MAX }];
    let mut tally = Tally::default();
    let mut named = 0;
    for (commit, path) in jobs {
        let mut options =
            BlameOptions { ignore_whitespace: way == Way::IgnoringSpace, ..Default::default() };
        let mut words = if options.ignore_whitespace { vec!["-w"] } else { Vec::new() };
        let through = match way {
            Way::LookingThrough => most(repo, commit, path)?,
            _ => None,
        };
        if let Some(through) = &through {
            options.ignore_revs = vec![through.clone()];
            words.extend(["--ignore-rev", &through.0]);
        }
        let Some(theirs) = git::blame(folder, &words, &commit.0, path)? else { continue };
        if theirs.is_empty() {
            continue;
        }
        let ours = repo.blame(commit, path, &whole, &options)?;
        let same = ours.iter().zip(&theirs).filter(|(ours, theirs)| {
            (&ours.commit.0, &ours.path, ours.original_line)
                == (&theirs.commit, &theirs.path, theirs.line)
        });
        let differ = theirs.len().max(ours.len()) - same.count();
        if differ > 0 && named < NAMED {
            named += 1;
            let through = through.map(|through| through.0).unwrap_or_default();
            writeln!(out, "    {differ} of {} differ: {commit} {path} {through}", theirs.len())?;
        }
        tally += Tally { files: 1, lines: theirs.len(), differ };
    }
    Ok(tally)
}

/// Returns the commit that put in most lines of a file, the smaller id of equals; no root.
fn most(
    repo: &Repository,
    commit: &CommitId,
    path: &str,
) -> Result<Option<CommitId>, Box<dyn Error>> {
    let whole = [LineRange { first: 1, last: u32::MAX }];
    let Ok(blamed) = repo.blame(commit, path, &whole, &BlameOptions::default()) else {
        return Ok(None);
    };
    let mut counts: BTreeMap<CommitId, usize> = BTreeMap::new();
    for line in blamed {
        *counts.entry(line.commit).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (commit, _) in counts {
        let change = repo.change(&commit)?;
        let edits = |file: &escapee::model::change::FileChange| {
            file.hunks.iter().any(|hunk| !hunk.removed.is_empty())
        };
        if change.parent.is_some() && change.files.iter().any(edits) {
            return Ok(Some(commit));
        }
    }
    Ok(None)
}
