//! Where a region stood at the moment's own commit.

use super::bench::Bench;
use super::code::Placed;
use crate::error::Error;
use crate::history::TrackMethod;
use crate::model::evidence::RegionThen;
use crate::model::moment::Moment;

/// Returns where a region's lines stood at the moment, and in which functions; `None` where the
/// moment's commit is not known or had no such file.
pub(super) fn region_then(
    bench: &Bench<'_>,
    moment: &Moment,
    placed: &Placed,
) -> Result<Option<RegionThen>, Error> {
    let Some(commit) = &moment.commit else { return Ok(None) };
    let repository = &bench.home(&placed.repo)?.repository;
    let failed = |source| Error::History { name: placed.repo.clone(), source };
    let region = &placed.region;
    if region.lines.is_empty() {
        return Ok(None);
    }
    let tracking = repository.track(commit, &region.path, &placed.commit).map_err(failed)?;
    let Some(path) = tracking.from_path else { return Ok(None) };
    let place = |line: u32| tracking.lines.get(line as usize - 1).copied().flatten();
    let lines: Vec<Option<u32>> = region.lines.iter().map(|line| place(line.line)).collect();
    let doubtful = region.lines.iter().filter(|line| tracking.ambiguous.contains(line.line));
    let mut ambiguous: Vec<u32> = doubtful.filter_map(|line| place(line.line)).collect();
    ambiguous.sort_unstable();
    ambiguous.dedup();
    let outline = bench.outline(&placed.repo, commit, &path)?;
    let mut functions: Vec<(u32, String)> = Vec::new();
    for line in lines.iter().flatten() {
        let holder = outline.as_ref().as_ref().and_then(|outline| outline.function_at(*line));
        if let Some(holder) = holder {
            functions.push((holder.lines.first, holder.name.clone()));
        }
    }
    functions.sort();
    functions.dedup();
    Ok(Some(RegionThen {
        commit: commit.clone(),
        path,
        lines,
        ambiguous,
        functions: functions.into_iter().map(|(_, name)| name).collect(),
        compared: tracking.method == TrackMethod::DirectDiff,
    }))
}
