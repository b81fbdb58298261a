//! The test signal ratio of a stretch of time, from stored runs.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::indicators::{Next, RedRun, red_run, test_signal_ratio};
use crate::model::commit::Time;
use crate::model::test_run::{TestRun, TestStatus};
use crate::pipeline::Workspace;

/// A red run: when it was, and what became of it by a later time.
struct Red {
    at: Time,
    /// When each red test was next seen, and what that says; `None`: never.
    next: Vec<Option<(Time, Next)>>,
}

/// Red runs of a repository.
pub(in crate::pipeline) struct Signal(Vec<Red>);

impl Signal {
    /// Reads the red runs of a repository from the spans of the tests that were ever red.
    pub(in crate::pipeline) fn read(
        workspace: &Workspace,
        repo: &str,
        runs: &[TestRun],
    ) -> Result<Self, Error> {
        let mut series: BTreeMap<&str, BTreeMap<i64, &TestRun>> = BTreeMap::new();
        for run in runs.iter().filter(|run| run.repo == repo) {
            series.entry(&run.series).or_default().insert(run.seq, run);
        }
        let mut red: BTreeMap<(&str, i64), Red> = BTreeMap::new();
        for (name, runs) in &series {
            let spans = workspace.stored(workspace.store.red_tests(repo, name))?;
            for (place, span) in spans.iter().enumerate() {
                let rest = &spans[place + 1..];
                let own = rest.iter().take_while(|other| other.test == span.test);
                let end = own.clone().next().map_or(i64::MAX, |next| next.from_seq);
                let is_red = matches!(
                    span.status,
                    Some(TestStatus::Failed | TestStatus::Errored | TestStatus::Flaky)
                );
                if !is_red {
                    continue;
                }
                let passed = own
                    .clone()
                    .find(|next| next.status == Some(TestStatus::Passed))
                    .and_then(|next| runs.get(&next.from_seq));
                for (seq, run) in runs.range(span.from_seq..end) {
                    let next = if span.status == Some(TestStatus::Flaky) {
                        Some((run.taken_at, Next::GreenAtTheSameCommit))
                    } else {
                        passed.map(|green| {
                            let same = green.commit == run.commit;
                            let what = if same {
                                Next::GreenAtTheSameCommit
                            } else {
                                Next::GreenAfterAChange
                            };
                            (green.taken_at, what)
                        })
                    };
                    let one = red
                        .entry((*name, *seq))
                        .or_insert_with(|| Red { at: run.taken_at, next: Vec::new() });
                    one.next.push(next);
                }
            }
        }
        Ok(Self(red.into_values().collect()))
    }

    /// Returns the ratio of the runs from `start` until before `end`, by what was known at `end`.
    pub(super) fn between(&self, start: Time, end: Time) -> Option<f64> {
        test_signal_ratio(&self.runs((start, end), end))
    }

    /// Returns what the runs from `start` until before `end` were, by what is known before `known`.
    pub(in crate::pipeline) fn runs(&self, (start, end): (Time, Time), known: Time) -> Vec<RedRun> {
        let inside = self.0.iter().filter(|run| run.at >= start && run.at < end);
        let next = |run: &Red| -> Vec<Next> {
            let one = |next: &Option<(Time, Next)>| match next {
                Some((at, what)) if *at < known => *what,
                _ => Next::Never,
            };
            run.next.iter().map(one).collect()
        };
        inside.map(|run| red_run(&next(run))).collect()
    }
}
