//! Blame of suspected lines to the commits that put them in, with what speaks for each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

use super::object::commit_id;
use super::suspects::{SuspectLines, Suspicion};
use super::walked::Touched;
use super::{BlameOptions, BlamedLine, HistoryError, Repository};
use crate::model::commit::CommitId;
use crate::model::lines::{LineRange, ranges};

/// How many commits that only touched a file are looked at, newest first.
const TOUCHES: usize = 60;

/// Commits found by blame, not ranked yet.
#[derive(Debug, Default)]
pub(super) struct Blamed {
    /// What was found for each commit.
    pub(super) found: BTreeMap<ObjectId, Found>,
    /// How many lines were suspected for each reason.
    pub(super) totals: BTreeMap<Suspicion, f64>,
    /// Files asked, in the order they were added.
    pub(super) files: usize,
    /// Hunks asked, by file and place.
    pub(super) hunks: BTreeSet<(usize, usize)>,
    /// Whether some lines are older than a shallow clone knows.
    pub(super) cut_off: bool,
}

/// What speaks for one commit.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Its suspected lines by path.
    pub(super) lines: BTreeMap<Suspicion, BTreeSet<(String, u32)>>,
    /// The hunks it stands in or next to, by file and place.
    pub(super) hunks: BTreeSet<(usize, usize)>,
    /// How much of earlier versions of changed lines it put in.
    pub(super) earlier: f64,
    /// How much of its own lines are versions of earlier ones.
    pub(super) rewrites: f64,
    /// The files of the fix it changed.
    pub(super) touches: Vec<Touch>,
}

/// A commit's change to a file of the fix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touch {
    /// The file, by the order it was added in.
    pub(super) file: usize,
    /// How many later changes of the file there are.
    pub(super) later: usize,
    /// The content before; `None` where it put the file in.
    pub(super) old: Option<ObjectId>,
    /// The content after.
    pub(super) new: ObjectId,
}

impl Blamed {
    /// Adds the authors of a file's suspected lines at `parent`.
    pub(super) fn add(
        &mut self,
        repo: &Repository,
        parent: &CommitId,
        path: &str,
        lines: &SuspectLines,
        ignore_revs: &[CommitId],
    ) -> Result<(), HistoryError> {
        if lines.is_empty() {
            return Ok(());
        }
        let file = self.files;
        self.files += 1;
        let wanted = ranges(lines.keys().copied());
        let asked = wanted.iter().map(|range| format!("{},{}", range.first, range.last));
        let asked = || asked.clone().collect::<Vec<String>>().join(" ");
        tracing::debug!(commit = parent.0, path, lines = asked(), "blames");
        let options = BlameOptions { ignore_whitespace: true, ignore_revs: ignore_revs.to_vec() };
        let (blamed, touched) = repo.blame_and_touches(parent, path, &wanted, &options)?;
        self.add_earlier(repo, lines, &blamed, &touched)?;
        for blamed in blamed {
            let Some((why, hunk)) = lines.get(&blamed.line) else { continue };
            if blamed.boundary {
                self.cut_off = true;
                continue;
            }
            *self.totals.entry(*why).or_default() += 1.0;
            self.hunks.insert((file, *hunk));
            let found = self.found.entry(repo.object_id(&blamed.commit.0)?).or_default();
            found.lines.entry(*why).or_default().insert((path.to_owned(), blamed.line));
            if *why != Suspicion::Function {
                found.hunks.insert((file, *hunk));
            }
        }
        let looked_through = |id: &ObjectId| ignore_revs.contains(&commit_id(id));
        for (later, touched) in touched.into_iter().enumerate() {
            // At a shallow boundary every file looks new.
            if repo.shallow.contains(&touched.commit) || looked_through(&touched.commit) {
                continue;
            }
            let known = self.found.contains_key(&touched.commit);
            let one_parent = repo.node(&touched.commit)?.parents.len() < 2;
            if known || (later < TOUCHES && one_parent) {
                let touch = Touch { file, later, old: touched.old, new: touched.new };
                self.found.entry(touched.commit).or_default().touches.push(touch);
            }
        }
        Ok(())
    }

    /// Adds the authors of earlier versions of the code that the fix deletes or changes.
    fn add_earlier(
        &mut self,
        repo: &Repository,
        lines: &SuspectLines,
        blamed: &[BlamedLine],
        touched: &[Touched],
    ) -> Result<(), HistoryError> {
        let deleted = |line: &&BlamedLine| {
            let why = lines.get(&line.line).map(|(why, _)| *why);
            why == Some(Suspicion::Deleted) && !line.boundary
        };
        let deleted: Vec<&BlamedLine> = blamed.iter().filter(deleted).collect();
        for earlier in repo.earlier(&deleted, touched)? {
            self.found.entry(earlier.rewritten_by).or_default().rewrites += earlier.alike;
            self.found.entry(earlier.commit).or_default().earlier += earlier.alike;
        }
        Ok(())
    }

    /// Returns whether no commit was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl Found {
    /// Returns the best reason that names the commit; `None` where it only touched a file.
    pub(super) fn reason(&self) -> Option<Suspicion> {
        self.lines.keys().next().copied()
    }

    /// Returns the longest stretch of the lines that name the commit for the best reason.
    pub(super) fn longest_stretch(&self) -> (String, Option<LineRange>) {
        self.lines.values().next().map_or_else(Default::default, longest_stretch)
    }
}

fn longest_stretch(lines: &BTreeSet<(String, u32)>) -> (String, Option<LineRange>) {
    let mut by_path: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (path, line) in lines {
        by_path.entry(path).or_default().push(*line);
    }
    let most = by_path.iter().max_by_key(|(path, lines)| (lines.len(), Reverse(**path)));
    let Some((path, lines)) = most else { return (String::new(), None) };
    let longest =
        ranges(lines.iter().copied()).into_iter().max_by_key(|r| (r.count(), Reverse(r.first)));
    ((*path).to_owned(), longest)
}
