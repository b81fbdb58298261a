//! Fits the weights of `data/ranking.toml` to fixes whose introducing commits are known, and says
//! how well they do in repositories they were not fitted on.
//!
//! `cargo bench --bench ranking -- PAIRS.csv 'FOLDER/{owner}/{name}' [--write]`. The pairs have the
//! columns repo, fix and inducing. Messages are read without ids and `Fixes:` lines. Each
//! repository is left out in turn, with all that share one of its introducing commits.

mod fit;
mod measure;
mod pairs;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::Path;

use escapee::history::{Repository, TraceOptions, trace};
use escapee::model::commit::CommitId;
use fit::{Curve, Weights};
use measure::Outcome;

/// A fix with its candidates.
pub(crate) struct Sample {
    repo: String,
    /// How many commits introduced its defect.
    truths: usize,
    rows: Vec<Vec<f64>>,
    /// Whether each row is one of them.
    right: Vec<bool>,
}

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/ranking.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let mut out = std::io::stdout().lock();
    let [pairs, place, options @ ..] = arguments.as_slice() else {
        writeln!(
            out,
            "usage: cargo bench --bench ranking -- PAIRS.csv 'FOLDER/{{owner}}/{{name}}' [--write]"
        )?;
        return Ok(());
    };
    let table = std::fs::read_to_string(TABLE)?;
    let names: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    let known = pairs::read(Path::new(pairs))?;
    let mut samples = Vec::new();
    for (repo, fixes) in &known {
        let Some((owner, name)) = repo.split_once('/') else { continue };
        let path = place.replace("{owner}", owner).replace("{name}", name);
        match Repository::open(Path::new(&path)) {
            Ok(repository) => {
                samples.extend(read(repo, &repository, fixes, &names, &mut out)?);
            }
            Err(error) => writeln!(out, "{repo} is left out: {error}")?,
        }
    }
    let folds = pairs::folds(&known);
    let mut outcomes = Vec::new();
    let mut curves = Vec::new();
    for fold in &folds {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| fold.contains(sample.repo.as_str()));
        if !held.is_empty() {
            let weights = fit::weights(&rest, names.len());
            outcomes.extend(held.into_iter().map(|sample| Outcome::of(sample, &weights)));
        }
    }
    for outcome in &mut outcomes {
        curves.push((outcome.belief, outcome.is_right()));
    }
    let curve = Curve::of(&curves);
    measure::write(&mut out, &outcomes, &curve)?;
    let all: Vec<&Sample> = samples.iter().collect();
    let weights = fit::weights(&all, names.len());
    if options.iter().any(|option| option == "--write") {
        std::fs::write(TABLE, with_weights(&table, &weights, &curve))?;
    }
    Ok(())
}

fn read(
    repo: &str,
    repository: &Repository,
    fixes: &BTreeMap<String, BTreeSet<String>>,
    names: &[&str],
    out: &mut impl Write,
) -> Result<Vec<Sample>, Box<dyn Error>> {
    let options = TraceOptions { ignore_message: true, explain: true, ..TraceOptions::default() };
    let mut samples = Vec::new();
    for (fix, truths) in fixes {
        let traced = match trace(repository, &CommitId(fix.clone()), &options) {
            Ok(traced) => traced,
            Err(error) => {
                writeln!(out, "{repo} {fix}: {error}")?;
                continue;
            }
        };
        let mut sample = Sample {
            repo: repo.to_owned(),
            truths: truths.len(),
            rows: Vec::new(),
            right: Vec::new(),
        };
        for candidate in traced.candidates {
            let mut row = vec![0.0; names.len()];
            for clue in candidate.clues {
                if let Some(at) = names.iter().position(|name| *name == clue.name) {
                    row[at] = clue.value;
                }
            }
            sample.rows.push(row);
            sample.right.push(truths.contains(&candidate.commit.0));
        }
        samples.push(sample);
    }
    Ok(samples)
}

fn with_weights(table: &str, weights: &Weights, curve: &Curve) -> String {
    let mut text = String::new();
    let mut next = weights.iter();
    for line in table.lines() {
        let value = if line.starts_with("weight = ") { next.next() } else { None };
        let line = match value {
            Some(weight) => format!("weight = {weight:.4}"),
            None if line.starts_with("slope = ") => format!("slope = {:.4}", curve.slope),
            None if line.starts_with("offset = ") => format!("offset = {:.4}", curve.offset),
            None => line.to_owned(),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}
