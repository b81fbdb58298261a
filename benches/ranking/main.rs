//! Fits how the commits a fix may be traced to are ranked, and says how well that does in
//! repositories it was not fitted on.
//!
//! `clues PAIRS.csv 'FOLDER/{owner}/{name}' CLUES.csv` traces the fixes of the pairs (columns repo, fix,
//! inducing) in clones, their messages read without ids and `Fixes:` lines, and keeps what speaks for
//! each candidate. `fit CLUES.csv [--write]` leaves each repository out in turn, with all that share one
//! of its introducing commits, prints how the others' model does there, and writes the tables of `data/`
//! from all. `score CLUES.csv` prints how the program's own ranking and confidences did.
//! `pairs 'FOLDER/{owner}/{name}' OWNER/NAME...` makes pairs of repositories whose messages name causes.
//!
//! On the development pairs, right answers with the small repositories left out together: .683 by weights
//! alone, .686 by 250 trees alone, .692 by 120 trees on top of the weights, .701 with the clue `of-its-own`
//! as well. What did not pay, on top of weights alone: the nearest line's distance .683, share of near
//! lines .685, the function's first line .682, how much of its own lines the fix deletes .681, the same
//! prefix of the subject .683, a subject that speaks of a fix .685, names of the changed functions .683,
//! parts of names in its message .684, words of the fix's subject in its code .681, lines taken out
//! .682, moved lines .683, hunks it alone stands in .685, the first or last to put a name in .682, or a
//! word of the message .681, its place by age .684, putting in only .685; all of them .685. On top of
//! the trees and `of-its-own`: near lines and speaking of a fix .699; the nearest line, hunks alone and
//! place by age .694; all .696. 400 trees at half the rate give .691 for .692, larger penalties .689,
//! six leaves .690. The standard error of each is .010.

mod curve;
mod linear;
mod measure;
mod named;
mod pairs;
mod samples;
mod trees;

use std::error::Error;
use std::io::Write;
use std::path::Path;

use escapee::history::Repository;

use curve::Curve;
use measure::Outcome;
use samples::{Sample, Samples};
use trees::{Growth, Tree};

const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/ranking.toml");
const TREES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/ranking-trees.txt");

/// Chosen by leaving out each repository of the development pairs in turn.
const GROWTH: Growth = Growth { trees: 120, leaves: 4, rate: 0.1, penalty: 1.0, least: 1.0 };

const USAGE: &str = "usage: cargo bench --bench ranking -- COMMAND
  pairs 'FOLDER/{owner}/{name}' OWNER/NAME... > PAIRS.csv
  clues PAIRS.csv 'FOLDER/{owner}/{name}' CLUES.csv
  fit CLUES.csv [--write]
  score CLUES.csv";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();
    match arguments.as_slice() {
        ["pairs", place, repos @ ..] => {
            writeln!(out, "repo,fix,inducing")?;
            for repo in repos {
                let repository = Repository::open(&pairs::clone_of(repo, place))?;
                for (fix, causes) in named::pairs(&repository)? {
                    for cause in causes {
                        writeln!(out, "{repo},{fix},{cause}")?;
                    }
                }
            }
        }
        ["clues", known, place, file] => {
            let known = pairs::read(Path::new(known))?;
            samples::write(&known, place, &clue_names()?, Path::new(file), &mut out)?;
        }
        ["fit", file, options @ ..] => {
            let samples = samples::read(Path::new(file))?;
            let curve = left_out(&samples, &mut out)?;
            if options.contains(&"--write") {
                write(&samples, &curve)?;
            }
        }
        ["score", file] => {
            let samples = samples::read(Path::new(file))?;
            let outcomes: Vec<Outcome> = samples.all.iter().map(Outcome::stated).collect();
            measure::write(&mut out, &outcomes, &Curve::of(&[]))?;
        }
        _ => writeln!(out, "{USAGE}")?,
    }
    Ok(())
}

/// Returns the names of the clues, in the order of the table.
fn clue_names() -> Result<Vec<String>, Box<dyn Error>> {
    let table = std::fs::read_to_string(WEIGHTS)?;
    let names = table.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    Ok(names.map(str::to_owned).collect())
}

/// Weights, and trees that add to them.
struct Model {
    weights: Vec<f64>,
    trees: Vec<Tree>,
}

impl Model {
    fn of(samples: &[&Sample], clues: usize) -> Self {
        let weights = linear::weights(samples, clues);
        let trees = trees::grown(samples, |row| linear::score(row, &weights), &GROWTH);
        Self { weights, trees }
    }

    fn outcome(&self, sample: &Sample) -> Outcome {
        let score =
            |row: &Vec<f64>| linear::score(row, &self.weights) + trees::score(&self.trees, row);
        Outcome::of(sample, &sample.rows.iter().map(score).collect::<Vec<_>>())
    }
}

/// Prints how each repository fares by the model of the others; gives back the curve from belief to
/// confidence that fits there.
fn left_out(samples: &Samples, out: &mut impl Write) -> Result<Curve, Box<dyn Error>> {
    let mut outcomes = Vec::new();
    for fold in pairs::folds(&samples.all) {
        let (held, rest): (Vec<&Sample>, Vec<&Sample>) =
            samples.all.iter().partition(|sample| fold.contains(sample.repo.as_str()));
        let model = Model::of(&rest, samples.names.len());
        outcomes.extend(held.into_iter().map(|sample| model.outcome(sample)));
    }
    let answers: Vec<(f64, bool)> =
        outcomes.iter().filter_map(|o| Some((o.belief?, o.is_right()))).collect();
    let curve = Curve::of(&answers);
    measure::write(out, &outcomes, &curve)?;
    Ok(curve)
}

/// Writes the tables of a model of all samples.
fn write(samples: &Samples, curve: &Curve) -> Result<(), Box<dyn Error>> {
    let all: Vec<&Sample> = samples.all.iter().collect();
    let model = Model::of(&all, samples.names.len());
    let mut next = model.weights.iter();
    let mut text = String::new();
    for line in std::fs::read_to_string(WEIGHTS)?.lines() {
        let weight = if line.starts_with("weight = ") { next.next() } else { None };
        let line = match weight {
            Some(weight) => format!("weight = {weight:.4}"),
            None if line.starts_with("slope = ") => format!("slope = {:.4}", curve.slope),
            None if line.starts_with("offset = ") => format!("offset = {:.4}", curve.offset),
            None => line.to_owned(),
        };
        text.push_str(&line);
        text.push('\n');
    }
    std::fs::write(WEIGHTS, text)?;
    let old = std::fs::read_to_string(TREES)?;
    let head: String = old.split_inclusive('\n').take_while(|line| line.starts_with('#')).collect();
    std::fs::write(TREES, head + &trees::table(&model.trees, &samples.names))?;
    Ok(())
}
