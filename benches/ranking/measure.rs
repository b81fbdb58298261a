//! How good the answers are, by repository and in all.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::curve::Curve;
use crate::samples::Sample;
use crate::trees::beliefs;

/// What ranking made of a fix.
pub(crate) struct Outcome {
    repo: String,
    truths: usize,
    /// The best true candidate's place, the first being 0.
    place: Option<usize>,
    /// How much is believed in the first candidate; `None` where there is none.
    pub(crate) belief: Option<f64>,
    /// The program's own confidence in it.
    stated: Option<f64>,
}

impl Outcome {
    /// Returns what a ranking by these scores makes of a fix. Of equal scores the first is taken.
    pub(crate) fn of(sample: &Sample, scores: &[f64]) -> Self {
        let beliefs = beliefs(scores);
        let mut order: Vec<usize> = (0..beliefs.len()).collect();
        order.sort_by(|a, b| beliefs[*b].total_cmp(&beliefs[*a]));
        Self {
            repo: sample.repo.clone(),
            truths: sample.truths,
            place: order.iter().position(|at| sample.right[*at]),
            belief: order.first().map(|at| beliefs[*at]),
            stated: None,
        }
    }

    /// Returns what the program itself made of a fix.
    pub(crate) fn stated(sample: &Sample) -> Self {
        Self {
            repo: sample.repo.clone(),
            truths: sample.truths,
            place: sample.right.iter().position(|right| *right),
            belief: sample.stated.first().copied(),
            stated: sample.stated.first().copied(),
        }
    }

    /// Returns whether the first candidate is true.
    pub(crate) fn is_right(&self) -> bool {
        self.place == Some(0)
    }
}

/// Writes a line for each repository, one for all, and how far confidences can be trusted: those that
/// the program stated, else those of the curve.
pub(crate) fn write(out: &mut impl Write, outcomes: &[Outcome], curve: &Curve) -> io::Result<()> {
    writeln!(
        out,
        "{:<32}{:>6}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>9}{:>10}",
        "repository",
        "fixes",
        "F1",
        "right",
        "±",
        "hit@3",
        "hit@5",
        "found",
        "half",
        "quarter",
        "no answer"
    )?;
    let mut by_repo: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        by_repo.entry(&outcome.repo).or_default().push(outcome);
    }
    for (repo, outcomes) in &by_repo {
        line(out, repo, outcomes)?;
    }
    line(out, "all", &outcomes.iter().collect::<Vec<_>>())?;
    writeln!(out, "\nconfidence (mean)  right  answers")?;
    let confidence = |outcome: &Outcome| {
        outcome.stated.unwrap_or_else(|| curve.confidence(outcome.belief.unwrap_or(0.0)))
    };
    let mut sure: Vec<&Outcome> =
        outcomes.iter().filter(|outcome| outcome.belief.is_some()).collect();
    sure.sort_by(|a, b| confidence(b).total_cmp(&confidence(a)));
    for tenth in sure.chunks(sure.len().div_ceil(10).max(1)) {
        let mean = |value: &dyn Fn(&Outcome) -> f64| {
            tenth.iter().map(|outcome| value(outcome)).sum::<f64>() / tenth.len() as f64
        };
        let stated = mean(&confidence);
        let right = mean(&|outcome| f64::from(u8::from(outcome.is_right())));
        writeln!(out, "{stated:>17.2}{right:>7.2}{:>9}", tenth.len())?;
    }
    Ok(())
}

fn line(out: &mut impl Write, name: &str, outcomes: &[&Outcome]) -> io::Result<()> {
    let share = |among: &[&Outcome], is: &dyn Fn(&Outcome) -> bool| {
        among.iter().filter(|outcome| is(outcome)).count() as f64 / among.len().max(1) as f64
    };
    let within = |places: usize| {
        share(outcomes, &|outcome| outcome.place.is_some_and(|place| place < places))
    };
    let right = within(1);
    let count = outcomes.len() as f64;
    let answers = outcomes.iter().filter(|outcome| outcome.belief.is_some()).count();
    let truths: usize = outcomes.iter().map(|outcome| outcome.truths).sum();
    let f1 = 2.0 * right * count / (answers + truths).max(1) as f64;
    let belief = |outcome: &Outcome| outcome.belief.unwrap_or(0.0);
    let mut sure = outcomes.to_vec();
    sure.sort_by(|a, b| belief(b).total_cmp(&belief(a)));
    let surest = |part: usize| share(&sure[..(sure.len() / part).max(1)], &Outcome::is_right);
    writeln!(
        out,
        "{name:<32}{:>6}{f1:>7.3}{right:>7.3}{:>7.3}{:>7.3}{:>7.3}{:>7.3}{:>7.3}{:>9.3}{:>10.3}",
        outcomes.len(),
        (right * (1.0 - right) / count).sqrt(),
        within(3),
        within(5),
        within(usize::MAX),
        surest(2),
        surest(4),
        share(outcomes, &|outcome| outcome.belief.is_none()),
    )
}
