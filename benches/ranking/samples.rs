//! Fixes with their candidates and what speaks for each, kept in a CSV file: reading them from git
//! is the slow part, and fitting needs no git.
//!
//! Columns: repo, fix, truths (how many commits introduced the defect), commit, right (whether this is
//! one of them), confidence (as the table of the program has it), and one per clue. Candidates stand in the
//! program's own order; a fix without any has one row with an empty commit.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use escapee::history::{Repository, TraceOptions, trace};
use escapee::model::commit::CommitId;

use crate::pairs::{Pairs, clone_of};

/// A fix with its candidates.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub(crate) repo: String,
    pub(crate) fix: String,
    /// How many commits introduced its defect.
    pub(crate) truths: usize,
    /// The clues of each candidate.
    pub(crate) rows: Vec<Vec<f64>>,
    /// Whether each candidate is one of the commits that introduced the defect.
    pub(crate) right: Vec<bool>,
    /// The candidates that are.
    pub(crate) causes: Vec<String>,
    /// How far the program trusts each candidate.
    pub(crate) stated: Vec<f64>,
}

/// Samples and the names of their clues.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    pub(crate) names: Vec<String>,
    pub(crate) all: Vec<Sample>,
}

/// Columns before the clues.
const FIXED: [&str; 6] = ["repo", "fix", "truths", "commit", "right", "confidence"];

/// Traces all fixes and writes what speaks for each candidate.
pub(crate) fn write(
    pairs: &Pairs,
    place: &str,
    names: &[String],
    file: &Path,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_path(file)?;
    csv.write_record(FIXED.iter().copied().chain(names.iter().map(String::as_str)))?;
    let options = TraceOptions { ignore_message: true, explain: true, ..TraceOptions::default() };
    for (repo, fixes) in pairs {
        let repository = match Repository::open(&clone_of(repo, place)) {
            Ok(repository) => repository,
            Err(error) => {
                writeln!(out, "{repo} is left out: {error}")?;
                continue;
            }
        };
        for (fix, truths) in fixes {
            let traced = match trace(&repository, &CommitId(fix.clone()), &options) {
                Ok(traced) => traced,
                Err(error) => {
                    writeln!(out, "{repo} {fix} is left out: {error}")?;
                    continue;
                }
            };
            let count = truths.len().to_string();
            if traced.candidates.is_empty() {
                csv.write_record([repo, fix, &count, "", "", ""])?;
            }
            for candidate in traced.candidates {
                let mut row = vec![String::from("0"); names.len()];
                for clue in candidate.clues {
                    if let Some(at) = names.iter().position(|name| *name == clue.name) {
                        row[at] = clue.value.to_string();
                    }
                }
                let right = u8::from(truths.contains(&candidate.commit.0)).to_string();
                let stated = candidate.confidence.to_string();
                let fixed = [repo, fix, &count, &candidate.commit.0, &right, &stated];
                csv.write_record(fixed.into_iter().chain(&row))?;
            }
        }
    }
    csv.flush()?;
    Ok(())
}

/// Returns the samples of a file.
pub(crate) fn read(file: &Path) -> Result<Samples, Box<dyn Error>> {
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_path(file)?;
    let names = csv.headers()?.iter().skip(FIXED.len()).map(str::to_owned).collect();
    let mut samples = Samples { names, all: Vec::new() };
    for row in csv.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let known =
            samples.all.last().is_some_and(|last| last.repo == cell(0) && last.fix == cell(1));
        if !known {
            samples.all.push(Sample {
                repo: cell(0).to_owned(),
                fix: cell(1).to_owned(),
                truths: cell(2).parse()?,
                ..Sample::default()
            });
        }
        let Some(sample) = samples.all.last_mut().filter(|_| !cell(3).is_empty()) else { continue };
        sample.right.push(cell(4) == "1");
        if cell(4) == "1" {
            sample.causes.push(cell(3).to_owned());
        }
        sample.stated.push(cell(5).parse()?);
        let clues: Result<Vec<f64>, _> = row.iter().skip(FIXED.len()).map(str::parse).collect();
        sample.rows.push(clues?);
    }
    Ok(samples)
}
