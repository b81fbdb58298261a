//! What stood where a changed line stands before the commit that blame names rewrote it.
//!
//! A rename of a variable or a moved block hides who wrote the logic. So the line that a rewritten
//! line most resembles, in what the commit took out of the file, is blamed once more.

use std::collections::BTreeMap;

use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::line_diff::lines;
use super::object::commit_id;
use super::walk::Touched;
use super::words::{CodeWords, Words, shared};
use super::{BlameOptions, BlamedLine, HistoryError, Repository};
use crate::model::lines::ranges;

/// How many rewriting commits of a file are looked behind, and how many lines of each.
const COMMITS: usize = 4;
const LINES: usize = 8;
/// How many replaced lines are compared with a rewritten one, and how many lines taken out elsewhere.
const NEAR: usize = 200;
const FAR: usize = 2000;
/// How much of their names two lines must share to be versions of one.
const ALIKE: f64 = 0.5;

/// A line found behind a rewritten one.
#[derive(Debug)]
pub(super) struct Earlier {
    /// The commit that rewrote it.
    pub(super) rewritten_by: ObjectId,
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
            let wanted = ranges(versions.iter().map(|(before, _)| *before));
            let options = BlameOptions { ignore_whitespace: true, ..BlameOptions::default() };
            let behind = self.blame(&commit_id(&parent), path, &wanted, &options)?;
            for (before, alike) in versions {
                let author = behind.iter().find(|line| line.line == before && !line.boundary);
                if let Some(author) = author {
                    let commit = self.object_id(&author.commit.0)?;
                    found.push(Earlier { rewritten_by: id, commit, alike });
                }
            }
        }
        Ok(found)
    }

    /// Returns for each rewritten line the line it replaced, and how alike they are. A line without
    /// one may have been moved: then it is the same line elsewhere in what was taken out.
    fn versions(
        &self,
        group: &[&BlamedLine],
        old: ObjectId,
        new: ObjectId,
    ) -> Result<Vec<(u32, f64)>, HistoryError> {
        let (before, after) = (self.blob(&old)?, self.blob(&new)?);
        let before: Vec<&[u8]> = lines(&before).collect();
        let after: Vec<&[u8]> = lines(&after).collect();
        let hunks = self.diff(&old, &new, true)?;
        let mut found = Vec::new();
        for line in group {
            let here = line.original_line - 1;
            let Some(text) = after.get(here as usize) else { continue };
            let Some(hunk) = hunks.iter().find(|hunk| hunk.new.contains(&here)) else { continue };
            let words = words_of(text);
            if words.is_empty() {
                continue;
            }
            let near = hunk.old.clone().take(NEAR).map(|at| (at, alike(&words, &before, at)));
            let best = near.filter(|(_, alike)| *alike >= ALIKE).max_by(|(at, a), (other, b)| {
                // Of equally alike lines the first.
                a.total_cmp(b).then(other.cmp(at))
            });
            let gone = || hunks.iter().flat_map(|hunk| hunk.old.clone()).take(FAR);
            let same = |at: &u32| before.get(*at as usize).is_some_and(|b| b.trim() == text.trim());
            let best = best.or_else(|| gone().find(same).map(|at| (at, 1.0)));
            found.extend(best.map(|(at, alike)| (at + 1, alike)));
        }
        Ok(found)
    }
}

fn words_of(text: &[u8]) -> Words {
    CodeWords::of([text.to_str_lossy().as_ref()]).parts
}

/// Returns twice the words that both lines have by the words of either, in `[0, 1]`.
fn alike(words: &[u64], before: &[&[u8]], at: u32) -> f64 {
    let other = before.get(at as usize).map_or_else(Words::new, |text| words_of(text));
    2.0 * shared(words, &other).count() as f64 / (words.len() + other.len()).max(1) as f64
}
