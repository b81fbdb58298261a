//! Blame of suspected lines to a ranked list of commits.
//!
//! A commit's score is, over the reasons that name it, the sum of the reason's weight times the
//! commit's share of the lines with that reason, plus [`YOUTH`] for the youngest candidate, falling
//! evenly to nothing for the oldest. The best is trusted with 0.4, plus up to 0.4 by its lead over
//! the second; the others share what it leaves by their scores. A later rank is never more trusted
//! than the one before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::suspects::{SuspectLines, Suspicion};
use super::{BlameOptions, HistoryError, Repository};
use crate::model::commit::{CommitId, Time};
use crate::model::lines::ranges;
use crate::model::region::Candidate;

/// What being the youngest candidate adds to a score: most defects are found soon.
const YOUTH: f64 = 0.3;

/// Commits found by blame, not ranked yet.
#[derive(Debug, Default)]
pub(super) struct Blamed {
    shares: BTreeMap<CommitId, BTreeMap<Suspicion, Share>>,
    totals: BTreeMap<Suspicion, f64>,
    /// Whether some lines are older than a shallow clone knows.
    pub(super) cut_off: bool,
}

#[derive(Debug, Default)]
struct Share {
    weight: f64,
    lines: BTreeSet<(String, u32)>,
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
        let wanted = ranges(lines.keys().copied());
        let options = BlameOptions { ignore_whitespace: true, ignore_revs: ignore_revs.to_vec() };
        for blamed in repo.blame(parent, path, &wanted, &options)? {
            let Some((why, weight)) = lines.get(&blamed.line) else { continue };
            if blamed.boundary {
                self.cut_off = true;
                continue;
            }
            *self.totals.entry(*why).or_default() += weight;
            let share = self.shares.entry(blamed.commit).or_default().entry(*why).or_default();
            share.weight += weight;
            share.lines.insert((path.to_owned(), blamed.line));
        }
        Ok(())
    }

    /// Returns whether no commit was found.
    pub(super) fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// Returns the commits, best first. Those younger than `before` are left out unless all are.
    pub(super) fn ranked(
        &self,
        repo: &Repository,
        before: Option<Time>,
    ) -> Result<Vec<Candidate>, HistoryError> {
        let mut found = Vec::new();
        for (commit, shares) in &self.shares {
            found.push((repo.commit(commit)?.committed_at, commit, shares));
        }
        if let Some(before) = before
            && found.iter().any(|(at, ..)| *at <= before)
        {
            found.retain(|(at, ..)| *at <= before);
        }
        found.sort_by_key(|(at, commit, _)| (*at, *commit));
        let oldest_to_youngest = found.len().saturating_sub(1).max(1) as f64;
        let mut scored: Vec<(f64, &CommitId, Suspicion, &Share)> = Vec::new();
        for (age, (_, commit, shares)) in found.iter().enumerate() {
            let Some((why, share)) = shares.iter().next() else { continue };
            let youth = if found.len() == 1 { 1.0 } else { age as f64 / oldest_to_youngest };
            let part = |(why, share): (&Suspicion, &Share)| {
                why.weight() * share.weight / self.totals.get(why).copied().unwrap_or(share.weight)
            };
            let score = shares.iter().map(part).sum::<f64>() + YOUTH * youth;
            scored.push((score, commit, *why, share));
        }
        // Of equal scores the younger comes first.
        scored.reverse();
        scored.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        let best = scored.first().map_or(0.0, |(score, ..)| *score);
        let second = scored.get(1).map_or(0.0, |(score, ..)| *score);
        let rest: f64 = scored.iter().skip(1).map(|(score, ..)| *score).sum();
        let trust = 0.4 + 0.4 * (best - second).min(1.0);
        let mut candidates = Vec::new();
        for (place, (score, commit, why, share)) in scored.into_iter().enumerate() {
            let left = if rest > 0.0 { (1.0 - trust) * score / rest } else { 0.0 };
            let confidence = if place == 0 { trust } else { left };
            let method = why.method();
            let (path, lines) = longest_stretch(&share.lines);
            candidates.push(Candidate { commit: commit.clone(), path, lines, confidence, method });
        }
        Ok(candidates)
    }
}

/// Caps each confidence by that of the rank before.
pub(super) fn fall(candidates: &mut [Candidate]) {
    let mut cap = 1.0_f64;
    for candidate in candidates {
        candidate.confidence = candidate.confidence.min(cap);
        cap = candidate.confidence;
    }
}

fn longest_stretch(
    lines: &BTreeSet<(String, u32)>,
) -> (String, Option<crate::model::lines::LineRange>) {
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
