//! The openings of a panel's quarters: when they are, and each repository as it stood then.

use super::files::Files;
use crate::error::Error;
use crate::history::Repository;
use crate::indicators::is_escape;
use crate::model::commit::{CommitId, Time};
use crate::model::defect::Defect;
use crate::model::period::{Calendar, Period};
use crate::model::project::RepositoryConfig;
use crate::pipeline::Workspace;

/// Most quarters a panel goes back.
const MOST_PERIODS: usize = 60;

/// A repository through all openings.
pub(super) struct Trunk {
    pub name: String,
    pub repository: Repository,
    /// Its newest commit before each opening, and the one of now; `None` before its first commit.
    pub openings: Vec<Option<CommitId>>,
    /// Its files at each of them.
    pub files: Files,
}

impl Trunk {
    /// Returns the repository through the openings; the first time is of the quarter before them, and
    /// `as_of`, else the tip, is the last.
    pub(super) fn through(
        workspace: &Workspace,
        config: &RepositoryConfig,
        times: &[Time],
        as_of: Option<Time>,
    ) -> Result<Self, Error> {
        let repository = workspace.open_repository(config)?;
        let failed = |source| Error::History { name: config.name.clone(), source };
        let tip = repository.branch_tip(config.branch.as_deref()).map_err(failed)?;
        let at = |time: Time| match &tip {
            Some(tip) => repository.commit_before(tip, time).map_err(failed),
            None => Ok(None),
        };
        let mut openings = Vec::new();
        for time in times {
            openings.push(at(*time)?);
        }
        openings.push(match as_of {
            Some(as_of) => at(as_of)?,
            None => tip.clone(),
        });
        let files = Files::through(&config.name, &repository, &openings)?;
        // The first commit only told what changed until the second.
        openings.remove(0);
        Ok(Self { name: config.name.clone(), repository, openings, files })
    }
}

/// Returns the quarters from the first escape to the newest defect.
pub(super) fn periods(calendar: Calendar, defects: &[&Defect]) -> Vec<Period> {
    let first = defects.iter().filter(|d| is_escape(d)).filter_map(|d| d.at).min();
    let last = defects.iter().filter_map(|d| d.at).max();
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let last = calendar.quarter(last);
    let all = std::iter::successors(Some(calendar.quarter(first)), |period| Some(period.next()));
    let all: Vec<Period> = all.take_while(|period| *period <= last).take(10_000).collect();
    all[all.len().saturating_sub(MOST_PERIODS)..].to_vec()
}

/// Returns the start of the quarter before the first, then the start of each quarter.
pub(super) fn opening_times(calendar: Calendar, periods: &[Period]) -> Vec<Time> {
    let starts: Vec<Time> = periods.iter().map(|period| calendar.bounds(*period).0).collect();
    let Some(first) = starts.first() else { return vec![Time::UNIX_EPOCH] };
    let before = calendar.quarter(*first - chrono::TimeDelta::days(1));
    std::iter::once(calendar.bounds(before).0).chain(starts).collect()
}
