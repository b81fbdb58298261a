//! Ranks the candidates of a fix by the weights of `data/ranking.toml` and the trees of
//! `data/ranking-trees.txt`.
//!
//! A candidate's score is the sum of its clues times their weights and of what the trees give it, and
//! its share of the exponential scores is the model's belief (conditional logit, boosted). Two more
//! numbers turn belief into how often such an answer was right in repositories the tables were not
//! fitted on. Weights and trees both share out what they give among the clues, so that every score
//! is a sum of parts, one a clue.

use std::sync::LazyLock;

use serde::Deserialize;

use super::candidates::Blamed;
use super::clues::{NAMES, clues};
use super::fix_file::FixFile;
use super::fix_words::FixWords;
use super::forest::Forest;
use super::object::commit_id;
use super::suspects::Suspicion;
use super::{HistoryError, Repository, TraceOptions};
use crate::model::commit::Commit;
use crate::model::region::{Candidate, CandidateMethod, Clue};

/// How many candidates are given unless all are asked for; the truth is hardly ever further down.
const MOST: usize = 20;

/// The table of weights.
#[derive(Debug, Deserialize)]
struct Ranking {
    confidence: Confidence,
    feature: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
struct Feature {
    name: String,
    words: String,
    weight: f64,
}

/// `confidence = 1 / (1 + exp(-(offset + slope · ln(belief / (1 - belief)))))`.
#[derive(Debug, Deserialize)]
struct Confidence {
    slope: f64,
    offset: f64,
}

/// The tables that candidates are ranked by: weights, then trees.
pub const RANKING_TABLES: [&str; 2] =
    [include_str!("../../data/ranking.toml"), include_str!("../../data/ranking-trees.txt")];

#[expect(clippy::expect_used, reason = "the table is part of the program and a test reads it")]
static RANKING: LazyLock<Ranking> =
    LazyLock::new(|| toml::from_str(RANKING_TABLES[0]).expect("the table of weights is read"));

#[expect(clippy::expect_used, reason = "the table is part of the program and a test reads it")]
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let table = RANKING_TABLES[1];
    Forest::read(table, &NAMES).expect("the table of trees is read")
});

/// Returns the candidates, best first. Those younger than `before` are left out unless all are.
pub(super) fn ranked(
    repo: &Repository,
    (fix, files): (&Commit, &[FixFile<'_>]),
    blamed: &Blamed,
    options: &TraceOptions,
) -> Result<Vec<Candidate>, HistoryError> {
    let words = FixWords::of(&fix.message, files);
    let mut table = clues(repo, &words, fix.committed_at.timestamp(), blamed)?;
    if let Some(before) = options.before {
        let mut early = Vec::new();
        for (id, row) in &table {
            if repo.node(id)?.seconds <= before.timestamp() {
                early.push((*id, row.clone()));
            }
        }
        if !early.is_empty() {
            table = early;
        }
    }
    let parts: Vec<Vec<f64>> = table.iter().map(|(_, row)| parts(row)).collect();
    let scores: Vec<f64> = parts.iter().map(|parts| parts.iter().sum()).collect();
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = scores.iter().map(|score| (score - best).exp()).sum();
    let means: Vec<f64> = (0..NAMES.len())
        .map(|at| parts.iter().map(|parts| parts[at]).sum::<f64>() / table.len().max(1) as f64)
        .collect();
    let mut order: Vec<usize> = (0..table.len()).collect();
    // Of equal scores the smaller id comes first, as the table is sorted by id.
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order.truncate(if options.explain { usize::MAX } else { MOST });
    let candidate = |at: usize| {
        let (id, row) = &table[at];
        let found = &blamed.found[id];
        let (path, lines) = found.longest_stretch();
        let touched =
            if found.earlier > 0.0 { CandidateMethod::Earlier } else { CandidateMethod::Touched };
        Candidate {
            commit: commit_id(id),
            path,
            lines,
            confidence: RANKING.confidence.of((scores[at] - best).exp() / total),
            method: found.reason().map_or(touched, Suspicion::method),
            clues: if options.explain { explained(row, &parts[at], &means) } else { Vec::new() },
        }
    };
    Ok(order.into_iter().map(candidate).collect())
}

/// What each clue of a candidate adds to its score.
fn parts(row: &[f64]) -> Vec<f64> {
    let weighted = RANKING.feature.iter().zip(row).map(|(feature, value)| feature.weight * value);
    let mut parts: Vec<f64> = weighted.collect();
    FOREST.add_parts(row, &mut parts);
    parts
}

/// The clues that are there or are missed, the strongest first.
fn explained(row: &[f64], parts: &[f64], means: &[f64]) -> Vec<Clue> {
    let clue = |(at, feature): (usize, &Feature)| Clue {
        name: feature.name.clone(),
        words: feature.words.clone(),
        value: row[at],
        adds: parts[at] - means[at],
    };
    let all = RANKING.feature.iter().enumerate().map(clue);
    let mut clues: Vec<Clue> = all.filter(|clue| clue.value != 0.0 || clue.adds != 0.0).collect();
    clues.sort_by(|a, b| b.adds.abs().total_cmp(&a.adds.abs()));
    clues
}

impl Confidence {
    /// Returns how often an answer of that belief is right. Belief is held off 0 and 1, which no
    /// finite table knows.
    fn of(&self, belief: f64) -> f64 {
        let belief = belief.clamp(0.001, 0.999);
        1.0 / (1.0 + (-(self.offset + self.slope * (belief / (1.0 - belief)).ln())).exp())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_has_each_clue_once_in_order_and_says_what_it_means() {
        let names: Vec<&str> = RANKING.feature.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, NAMES);
        assert!(RANKING.feature.iter().all(|f| f.weight.is_finite() && f.words.len() > 9));
        assert!(RANKING.confidence.slope > 0.0);
        assert!(FOREST.len() >= 50, "{} trees", FOREST.len());
    }

    #[test]
    fn what_clues_add_against_the_mean_is_how_far_a_score_is_above_it() {
        let rows = [vec![0.0; NAMES.len()], vec![0.4; NAMES.len()], vec![3.0; NAMES.len()]];
        let all: Vec<Vec<f64>> = rows.iter().map(|row| parts(row)).collect();
        let means: Vec<f64> = (0..NAMES.len())
            .map(|at| all.iter().map(|parts| parts[at]).sum::<f64>() / 3.0)
            .collect();
        let scores: Vec<f64> = all.iter().map(|parts| parts.iter().sum()).collect();
        let mean = scores.iter().sum::<f64>() / 3.0;
        for (at, row) in rows.iter().enumerate() {
            let adds: f64 = explained(row, &all[at], &means).iter().map(|clue| clue.adds).sum();
            assert!((adds - (scores[at] - mean)).abs() < 1e-9);
        }
        assert!((scores[0] - scores[1]).abs() > 0.01 && (scores[1] - scores[2]).abs() > 0.01);
    }

    #[test]
    fn confidence_follows_the_logistic_curve() {
        // ln(0.8 / 0.2) = 1.386; 0.5 · 1.386 − 0.2 = 0.493; 1 / (1 + e^−0.493) = 0.621.
        let curve = Confidence { slope: 0.5, offset: -0.2 };
        assert!((curve.of(0.8) - 0.621).abs() < 0.001);
        assert!(curve.of(1.0) < 1.0 && curve.of(0.0) > 0.0);
    }
}
