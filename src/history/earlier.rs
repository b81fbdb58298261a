//! What stood where a changed line stands before the commit that blame names rewrote it.
//!
//! A rename of a variable or a moved block hides who wrote the logic. So the line that a rewritten
//! line most resembles, in what the commit took out of the file, is blamed once more.

use std::collections::BTreeMap;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::line_diff::lines;
use super::object::commit_id;
use super::walk::Touched;
use super::words::{CodeWords, shared};
use super::{BlameOptions, BlamedLine, HistoryError, Repository};
use crate::model::lines::ranges;

/// How many rewriting commits of a file are looked behind, and how many lines of each.
const COMMITS: usize = 4;
const LINES: usize = 8;
/// How much of their names two lines must share to be versions of one.
const ALIKE: f64 = 0.5;

/// A line found behind a rewritten one.
#[derive(Debug)]
pub(super) struct Earlier {
    /// The rewritten line, at the fix's parent.
    pub(super) line: u32,
    /// The commit that put the earlier version in.
    pub(super) commit: ObjectId,
    /// How much the versions have in common, in `[0, 1]`.
    pub(super) alike: f64,
}

impl Repository {
    /// Returns the commits behind rewritten lines of one file.
    pub(super) fn earlier(
        &self,
        blamed: &[&BlamedLine],
        touched: &[Touched],
    ) -> Result<Vec<Earlier>, HistoryError> {
        let mut by_commit: BTreeMap<(&str, &str), Vec<&BlamedLine>> = BTreeMap::new();
        for line in blamed {
            by_commit.entry((&line.commit.0, &line.path)).or_default().push(line);
        }
        let mut groups: Vec<_> = by_commit.into_iter().collect();
        groups.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
        let mut found = Vec::new();
        for ((commit, path), group) in groups.into_iter().take(COMMITS) {
            let id = self.object_id(commit)?;
            let Some(touch) = touched.iter().find(|touch| touch.commit == id) else { continue };
            let (Some(old), Some(parent)) = (touch.old, self.node(&id)?.parents.first().copied())
            else {
                continue;
            };
            if self.file(&parent, path).ok() != Some(old) {
                continue;
            }
            let versions = self.versions(&group[..group.len().min(LINES)], old, touch.new)?;
            let wanted = ranges(versions.iter().map(|(_, before, _)| *before));
            let options = BlameOptions { ignore_whitespace: true, ..BlameOptions::default() };
            let behind = self.blame(&commit_id(&parent), path, &wanted, &options)?;
            for (line, before, alike) in versions {
                if let Some(author) = behind.iter().find(|author| author.line == before) {
                    let commit = self.object_id(&author.commit.0)?;
                    found.push(Earlier { line, commit, alike });
                }
            }
        }
        Ok(found)
    }

    /// Returns for each rewritten line the line it replaced and how alike they are.
    fn versions(
        &self,
        group: &[&BlamedLine],
        old: ObjectId,
        new: ObjectId,
    ) -> Result<Vec<(u32, u32, f64)>, HistoryError> {
        let (before, after): (Rc<Vec<u8>>, Rc<Vec<u8>>) = (self.blob(&old)?, self.blob(&new)?);
        let (before, after): (Vec<&[u8]>, Vec<&[u8]>) =
            (lines(&before).collect(), lines(&after).collect());
        let hunks = self.diff(&old, &new, true)?;
        let mut found = Vec::new();
        for line in group {
            let here = line.original_line - 1;
            let Some(text) = after.get(here as usize) else { continue };
            let words = CodeWords::of([text.to_str_lossy().as_ref()]).parts;
            let Some(hunk) = hunks.iter().find(|hunk| hunk.new.contains(&here)) else { continue };
            let mut best: Option<(u32, f64)> = None;
            let own = hunk.old.clone().take(200);
            for at in own {
                let Some(other) = before.get(at as usize) else { continue };
                let other = CodeWords::of([other.to_str_lossy().as_ref()]).parts;
                let common = shared(&words, &other).count() as f64;
                let alike = common / (words.len() + other.len()).max(1) as f64 * 2.0;
                if alike >= ALIKE && best.is_none_or(|(_, known)| alike > known) {
                    best = Some((at, alike));
                }
            }
            if best.is_none() {
                let moved = hunks.iter().flat_map(|hunk| hunk.old.clone());
                let same = |at: &u32| before.get(*at as usize).is_some_and(|other| other.trim() == text.trim());
                best = moved.take(2000).find(same).filter(|_| !words.is_empty()).map(|at| (at, 1.0));
            }
            if let Some((at, alike)) = best {
                found.push((line.line, at + 1, alike));
            }
        }
        Ok(found)
    }
}
