//! A covering test that warned before shipping and was not heeded.

use crate::model::commit::{CommitId, Time};
use crate::model::evidence::LostSignal;
use crate::model::test_run::TestStatus;

/// One run of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOfTest {
    /// Commit it ran at.
    pub commit: CommitId,
    /// When it ran.
    pub taken_at: Time,
    /// What the test did.
    pub status: TestStatus,
    /// Where the commit lies.
    pub place: RunPlace,
    /// Place of the commit in history, ancestors first.
    pub order: u32,
    /// Whether the commit is the introducing one or its parent: a run there tells that change apart
    /// from the changes around it.
    pub adjacent: bool,
}

/// Where a run's commit lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunPlace {
    /// At an ancestor of the introducing commit.
    BeforeIntroduced,
    /// At the introducing commit or after it, up to the shipped commit.
    FromIntroducedToShipped,
}

/// Returns the lost signal of a test; `None` where it gave none or was heeded.
///
/// The last run before the introducing change passed, the first one with it failed, one of the two
/// was made at that change or right before it (else another change may be to blame), and by the
/// shipped commit the test still failed (overridden), was skipped (muted) or had passed again at
/// the same commit (retried). A test that ever failed or flaked before the change is a known flake.
/// A test that went green with a later change of source was heeded.
pub fn lost_signal(test: &str, runs: &[RunOfTest]) -> Option<LostSignal> {
    let mut runs: Vec<&RunOfTest> = runs.iter().collect();
    runs.sort_by_key(|run| (run.place, run.order, run.taken_at));
    let split = runs.partition_point(|run| run.place == RunPlace::BeforeIntroduced);
    let (before, after) = runs.split_at(split);
    if before.iter().any(|run| run.status.is_red() || run.status == TestStatus::Flaky) {
        return None;
    }
    let passed = before.iter().rfind(|run| run.status == TestStatus::Passed)?;
    let first = after.iter().position(|run| run.status != TestStatus::Skipped)?;
    let (failed, later) = (after[first], &after[first + 1..]);
    if !passed.adjacent && !failed.adjacent {
        return None;
    }
    let lost = |then: TestStatus, then_at: &CommitId| {
        Some(LostSignal {
            test: test.to_owned(),
            passed_at: passed.commit.clone(),
            failed_at: failed.commit.clone(),
            then,
            then_at: then_at.clone(),
        })
    };
    if failed.status == TestStatus::Flaky {
        return lost(TestStatus::Passed, &failed.commit);
    }
    if !failed.status.is_red() {
        return None;
    }
    let retried = later.iter().any(|run| run.commit == failed.commit && is_green(run.status));
    if retried {
        return lost(TestStatus::Passed, &failed.commit);
    }
    let end = later.last().unwrap_or(&failed);
    match end.status {
        TestStatus::Passed | TestStatus::Flaky => None,
        status => lost(status, &end.commit),
    }
}

/// Returns whether runs of a test without a lost signal tell that it gave none: it passed when it first ran
/// with the change, or was red there and a run before says what that meant: it was a known flake, or one of
/// the two was made at the change or right before it.
pub fn tells(runs: &[RunOfTest]) -> bool {
    let ran = |place: RunPlace| {
        runs.iter().filter(move |run| run.place == place && run.status != TestStatus::Skipped)
    };
    let before = || ran(RunPlace::BeforeIntroduced);
    let with = || ran(RunPlace::FromIntroducedToShipped);
    let Some(first) = with().min_by_key(|run| (run.order, run.taken_at)) else { return false };
    let Some(last) = before().max_by_key(|run| (run.order, run.taken_at)) else {
        return with().all(|run| run.status == TestStatus::Passed);
    };
    let is_flake = before().any(|run| run.status != TestStatus::Passed);
    first.status == TestStatus::Passed || is_flake || last.adjacent || first.adjacent
}

fn is_green(status: TestStatus) -> bool {
    matches!(status, TestStatus::Passed | TestStatus::Flaky)
}

#[cfg(test)]
mod tests {
    use super::*;
    use TestStatus::{Errored, Failed, Flaky, Passed, Skipped};

    /// Runs at commits 1, 2, 3 …; the change is at commit 3. Each run is an hour after the last.
    fn signal(runs: &[(u32, TestStatus)]) -> Option<(TestStatus, String)> {
        lost_signal("test_total", &runs_of(runs)).map(|lost| (lost.then, lost.then_at.0))
    }

    fn runs_of(runs: &[(u32, TestStatus)]) -> Vec<RunOfTest> {
        let run = |(hour, (commit, status)): (usize, &(u32, TestStatus))| RunOfTest {
            commit: CommitId(commit.to_string()),
            taken_at: format!("2026-01-01T{hour:02}:00:00Z").parse().unwrap(),
            status: *status,
            place: if *commit < 3 {
                RunPlace::BeforeIntroduced
            } else {
                RunPlace::FromIntroducedToShipped
            },
            order: *commit,
            adjacent: matches!(commit, 2 | 3),
        };
        runs.iter().enumerate().map(run).rev().collect()
    }

    #[test]
    fn silence_tells_only_where_the_test_ran_with_the_change() {
        let told = |runs: &[(u32, TestStatus)]| tells(&runs_of(runs));
        assert!(!told(&[]) && !told(&[(2, Passed)]));
        assert!(!told(&[(2, Passed), (3, Skipped)]), "a skipped test says nothing");
        assert!(told(&[(3, Passed)]) && told(&[(2, Passed), (3, Passed)]));
        assert!(!told(&[(3, Failed)]), "perhaps it failed all along");
        assert!(told(&[(2, Failed), (3, Failed)]), "a known flake");
        assert!(!told(&[(1, Passed), (4, Failed)]), "perhaps another change is to blame");
        assert!(told(&[(1, Passed), (4, Passed), (5, Failed)]), "it passed with the change");
        assert!(!told(&[(3, Flaky)]), "perhaps it was flaky all along");
    }

    #[test]
    fn a_failure_far_from_the_change_may_have_another_cause() {
        assert_eq!(signal(&[(1, Passed), (9, Failed)]), None);
        assert!(signal(&[(1, Passed), (3, Failed)]).is_some());
        assert!(signal(&[(2, Passed), (9, Failed)]).is_some());
    }

    #[test]
    fn an_override_a_mute_and_a_retry_are_lost_signals() {
        assert_eq!(signal(&[(2, Passed), (3, Failed)]), Some((Failed, "3".to_owned())));
        let overridden = signal(&[(2, Passed), (3, Failed), (4, Errored)]);
        assert_eq!(overridden, Some((Errored, "4".to_owned())));
        let muted = signal(&[(2, Passed), (3, Failed), (5, Skipped)]);
        assert_eq!(muted, Some((Skipped, "5".to_owned())));
        let retried = signal(&[(2, Passed), (3, Failed), (3, Passed), (4, Passed)]);
        assert_eq!(retried, Some((Passed, "3".to_owned())));
        assert_eq!(signal(&[(2, Passed), (3, Flaky)]), Some((Passed, "3".to_owned())));
    }

    #[test]
    fn a_known_flake_gives_no_signal() {
        assert_eq!(signal(&[(1, Failed), (2, Passed), (3, Failed)]), None);
        assert_eq!(signal(&[(1, Flaky), (2, Passed), (3, Failed)]), None);
    }

    #[test]
    fn a_test_made_green_by_a_later_change_was_heeded() {
        assert_eq!(signal(&[(2, Passed), (3, Failed), (4, Passed)]), None);
    }

    #[test]
    fn a_test_that_began_to_fail_later_or_never_ran_before_tells_nothing() {
        assert_eq!(signal(&[(2, Passed), (3, Passed), (4, Failed)]), None);
        assert_eq!(signal(&[(3, Failed)]), None);
        assert_eq!(signal(&[(2, Skipped), (3, Failed)]), None);
        assert_eq!(signal(&[]), None);
    }
}
