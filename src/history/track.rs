//! Where the lines of a file stood at another commit.
//!
//! Both sides are walked back to where they meet (the older commit, or the merge bases) and joined
//! there on commit, path and line. A line that went round that place, through another branch, is
//! joined on the commit that put it in. Comparing the two contents directly is the last resort, for
//! histories that never meet or lack objects, and is labelled.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gix::ObjectId;
use serde::{Deserialize, Serialize};

use super::Repository;
use super::error::HistoryError;
use super::line_diff::lines;
use super::memo::IdMap;
use super::object::commit_id;
use super::path;
use super::segment::Segment;
use super::walk::Rules;
use super::walked::Arrived;
use crate::model::commit::CommitId;
use crate::model::line_set::LineSet;

/// For each line of a file at one commit: where it stood at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracking {
    /// Path at the other commit; `None` where it has no such file.
    pub from_path: Option<String>,
    /// Index 0 is line 1; `None`: the line did not exist at the other commit.
    pub lines: Vec<Option<u32>>,
    /// Lines whose place is one of several, or is shared with another line.
    pub ambiguous: LineSet,
    /// How it was found.
    pub method: TrackMethod,
}

/// How lines were tracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrackMethod {
    /// Both commits hold the same content at the path.
    Same,
    /// Line by line through every commit between: exact.
    Walked,
    /// The two contents were compared directly: a guess, right for most lines.
    DirectDiff,
}

/// A line where a walk ended: its commit, the number of its path, and itself.
type Place = (ObjectId, u32, u32);

impl Repository {
    /// Returns where each line of `path` at `to` stood at `from`.
    pub fn track(
        &self,
        from: &CommitId,
        path: &str,
        to: &CommitId,
    ) -> Result<Tracking, HistoryError> {
        let (from, to) = (self.object_id(&from.0)?, self.object_id(&to.0)?);
        let key = (from, to, self.number(&path::from_text(path)));
        if let Some(known) = self.trackings.get(&key) {
            return Ok(Rc::unwrap_or_clone(known));
        }
        let tracking = self.track_anew(from, path, to)?;
        let weight = tracking.lines.len() + 10;
        Ok(Rc::unwrap_or_clone(self.trackings.put(key, Rc::new(tracking), weight)))
    }

    fn track_anew(
        &self,
        from: ObjectId,
        path: &str,
        to: ObjectId,
    ) -> Result<Tracking, HistoryError> {
        let blob = self.file(&to, path)?;
        if self.file(&from, path).ok() == Some(blob) {
            let lines = (1..=self.line_count(&blob)?).map(Some).collect();
            let method = TrackMethod::Same;
            let from_path = Some(path.to_owned());
            return Ok(Tracking { from_path, lines, ambiguous: LineSet::default(), method });
        }
        let meeting = self.meeting_points(&from, &to)?;
        if meeting.is_empty() {
            return self.track_directly(&from, path, &blob);
        }
        match self.track_by_walking(&from, path, (&to, &blob), meeting) {
            Err(HistoryError::Missing { .. }) => self.track_directly(&from, path, &blob),
            tracked => tracked,
        }
    }

    fn meeting_points(
        &self,
        from: &ObjectId,
        to: &ObjectId,
    ) -> Result<BTreeSet<ObjectId>, HistoryError> {
        if self.is_behind(from, to)? {
            return Ok(BTreeSet::from([*from]));
        }
        if self.is_behind(to, from)? {
            return Ok(BTreeSet::from([*to]));
        }
        match self.git.merge_bases_many(*from, &[*to]) {
            Ok(bases) => Ok(bases.into_iter().map(gix::Id::detach).collect()),
            Err(_) => Ok(BTreeSet::new()),
        }
    }

    fn track_by_walking(
        &self,
        from: &ObjectId,
        path: &str,
        (to, blob): (&ObjectId, &ObjectId),
        meeting: BTreeSet<ObjectId>,
    ) -> Result<Tracking, HistoryError> {
        let to_path = path::from_text(path);
        let mut rules = Rules { ignore_whitespace: false, ignore: BTreeSet::new(), stops: meeting };
        let count = self.line_count(blob)?;
        let walked = self.walk_back(*to, &to_path, *blob, whole(count), &rules)?;
        let to_places = self.places(&walked.arrived, count);
        let from_path = self.path_at(from, &to_path, &walked.arrived, &rules.stops)?;
        let Some(from_path) = from_path else { return Ok(nowhere(count)) };
        let from_text = path::to_text(&from_path);
        let from_blob = self.file(from, &from_text)?;
        let from_count = self.line_count(&from_blob)?;
        let walk = |rules: &Rules| {
            let walked = self.walk_back(*from, &from_path, from_blob, whole(from_count), rules)?;
            Ok::<_, HistoryError>(walked.arrived)
        };
        let mut found: Vec<Vec<u32>> = join(&to_places, &self.places(&walk(&rules)?, from_count));

        // Lines that went round the meeting points ended with the commit that put them in.
        let round: Vec<usize> = (0..found.len())
            .filter(|line| found[*line].is_empty())
            .filter(|line| to_places[*line].as_ref().is_some_and(|p| !rules.stops.contains(&p.0)))
            .collect();
        let authors: BTreeSet<ObjectId> =
            round.iter().filter_map(|line| Some(to_places[*line].as_ref()?.0)).collect();
        let mut shared = false;
        for author in &authors {
            shared = shared || self.is_behind(author, from)?;
        }
        if shared {
            rules.stops.clear();
            let all = join(&to_places, &self.places(&walk(&rules)?, from_count));
            for line in round {
                found[line].clone_from(&all[line]);
            }
        }
        Ok(tracking(from_text, &found))
    }

    /// Returns the path at `from` of the file whose lines reached the meeting points.
    fn path_at(
        &self,
        from: &ObjectId,
        to_path: &[u8],
        arrived: &[Arrived],
        meeting: &BTreeSet<ObjectId>,
    ) -> Result<Option<Vec<u8>>, HistoryError> {
        let mut votes: BTreeMap<(&ObjectId, &[u8]), u32> = BTreeMap::new();
        for Arrived { commit, path, lines } in arrived {
            if meeting.contains(commit) {
                *votes.entry((commit, path)).or_default() += lines.count;
            }
        }
        let most = votes.iter().max_by_key(|(_, votes)| **votes).map(|(place, _)| *place);
        let is_there = |path: &[u8]| self.file(from, &path::to_text(path)).is_ok();
        if let Some((base, path)) = most {
            if is_there(path) {
                return Ok(Some(path.to_vec()));
            }
            let (old, new) = (self.node(base)?.tree, self.node(from)?.tree);
            let changes = self.tree_changes(Some(&old), Some(&new))?;
            if self.may_have_moved(&changes, path)? {
                let renames = self.renames(&changes, None)?;
                let mut found = renames.iter().filter(|(_, old)| changes[**old].path == path);
                if let Some((new, _)) = found.next() {
                    return Ok(Some(changes[*new].path.clone()));
                }
            }
        }
        Ok(is_there(to_path).then(|| to_path.to_vec()))
    }

    fn track_directly(
        &self,
        from: &ObjectId,
        path: &str,
        blob: &ObjectId,
    ) -> Result<Tracking, HistoryError> {
        let count = self.line_count(blob)?;
        let method = TrackMethod::DirectDiff;
        let Ok(old) = self.file(from, path) else {
            return Ok(Tracking { method, ..nowhere(count) });
        };
        let hunks = self.diff(&old, blob, false)?;
        let mut lines = Vec::with_capacity(count as usize);
        let mut next_old = 1;
        for hunk in hunks.iter() {
            while (lines.len() as u32) < hunk.new.start {
                lines.push(Some(next_old));
                next_old += 1;
            }
            lines.resize(hunk.new.end as usize, None);
            next_old = hunk.old.end + 1;
        }
        while (lines.len() as u32) < count {
            lines.push(Some(next_old));
            next_old += 1;
        }
        let from_path = Some(path.to_owned());
        Ok(Tracking { from_path, lines, ambiguous: LineSet::default(), method })
    }

    fn line_count(&self, blob: &ObjectId) -> Result<u32, HistoryError> {
        Ok(lines(&self.blob(blob)?).count() as u32)
    }

    /// Returns for each line the place its walk ended at.
    fn places(&self, arrived: &[Arrived], count: u32) -> Vec<Option<Place>> {
        let mut places = vec![None; count as usize];
        for Arrived { commit, path, lines } in arrived {
            let path = self.number(path);
            for step in 0..lines.count {
                places[(lines.asked + step) as usize] = Some((*commit, path, lines.here + step));
            }
        }
        places
    }

    fn is_behind(&self, ancestor: &ObjectId, of: &ObjectId) -> Result<bool, HistoryError> {
        self.is_ancestor(&commit_id(ancestor), &commit_id(of))
    }
}

fn whole(count: u32) -> Vec<Segment> {
    if count == 0 { Vec::new() } else { vec![Segment { asked: 0, here: 0, count }] }
}

/// Returns for each place of `to` the 1-based lines of `from` that ended there too.
fn join(to: &[Option<Place>], from: &[Option<Place>]) -> Vec<Vec<u32>> {
    let mut ended: IdMap<&Place, Vec<u32>> = IdMap::default();
    for (line, place) in (1..).zip(from) {
        if let Some(place) = place {
            ended.entry(place).or_default().push(line);
        }
    }
    let found = |place: &Option<Place>| place.as_ref().and_then(|place| ended.get(place)).cloned();
    to.iter().map(|place| found(place).unwrap_or_default()).collect()
}

fn tracking(from_path: String, found: &[Vec<u32>]) -> Tracking {
    let mut claims: BTreeMap<u32, u32> = BTreeMap::new();
    for line in found.iter().filter_map(|lines| lines.first()) {
        *claims.entry(*line).or_default() += 1;
    }
    let is_ambiguous = |lines: &[u32]| {
        lines.len() > 1 || lines.first().is_some_and(|line| claims.get(line) != Some(&1))
    };
    let ambiguous = (1..).zip(found).filter(|(_, lines)| is_ambiguous(lines));
    Tracking {
        from_path: Some(from_path),
        lines: found.iter().map(|lines| lines.first().copied()).collect(),
        ambiguous: ambiguous.map(|(line, _)| line).collect(),
        method: TrackMethod::Walked,
    }
}

fn nowhere(count: u32) -> Tracking {
    Tracking {
        from_path: None,
        lines: vec![None; count as usize],
        ambiguous: LineSet::default(),
        method: TrackMethod::Walked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_that_stood_on_one_are_ambiguous() {
        let found = tracking("a".to_owned(), &[vec![1], vec![2], vec![2], vec![], vec![4, 5]]);
        assert_eq!(found.lines, [Some(1), Some(2), Some(2), None, Some(4)]);
        assert_eq!(found.ambiguous.iter().collect::<Vec<_>>(), [2, 3, 5]);
    }
}
