//! Line tracking against `git blame A..B`, whose lines end at A unless they are younger.

use std::error::Error;
use std::fmt::{Display, Formatter};
use std::io::Write;
use std::path::Path;

use escapee::history::Repository;
use escapee::model::commit::CommitId;

use crate::sample::spread;
use crate::{git, percent};

/// How many commits lie between the two ends.
pub(crate) const DISTANCES: [usize; 3] = [50, 500, 5000];

/// How many pairs of ends are looked at for each distance.
const PAIRS: usize = 8;
/// How many differing lines of a distance are named.
const NAMED: usize = 5;

/// What became of the lines.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    files: usize,
    /// Lines git traces to A or to a commit after it.
    lines: usize,
    /// Those among them we call ambiguous.
    ambiguous: usize,
    /// Those among the rest we place elsewhere.
    differ: usize,
    /// Lines that came by a branch past A: git does not say where they stood at A.
    round: usize,
    /// Files we compared directly.
    direct: usize,
}

impl Tally {
    /// Returns whether 99.99 % of the unambiguous lines agree and at most 0.2 % are ambiguous.
    pub(crate) fn holds(&self) -> bool {
        self.differ * 10_000 <= self.lines - self.ambiguous && self.ambiguous * 500 <= self.lines
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.lines += other.lines;
        self.ambiguous += other.ambiguous;
        self.differ += other.differ;
        self.round += other.round;
        self.direct += other.direct;
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let certain = self.lines - self.ambiguous;
        write!(
            f,
            "{:>6} files{:>9} lines{:>7} differ   {:.3} % agree; {} ambiguous ({:.3} %), \
             {} round the older end, {} files compared directly",
            self.files,
            self.lines,
            self.differ,
            percent(certain - self.differ, certain),
            self.ambiguous,
            100.0 * self.ambiguous as f64 / self.lines.max(1) as f64,
            self.round,
            self.direct
        )
    }
}

/// Compares files that differ between two commits of a first-parent chain, newest first.
pub(crate) fn compare(
    repo: &Repository,
    folder: &Path,
    chain: &[CommitId],
    distance: usize,
    files: usize,
    out: &mut impl Write,
) -> Result<Tally, Box<dyn Error>> {
    let mut tally = Tally::default();
    let mut named = 0;
    let newer: Vec<usize> = (0..chain.len().saturating_sub(distance)).collect();
    for place in spread(&newer, PAIRS) {
        let (from, to) = (&chain[place + distance], &chain[*place]);
        for path in spread(&changed(repo, from, to)?, files.div_ceil(PAIRS)) {
            let range = format!("{from}..{to}");
            let Some(theirs) = git::blame(folder, &[], &range, path)? else { continue };
            let ours = repo.track(from, path, to)?;
            tally.files += 1;
            tally.direct += usize::from(ours.method == escapee::history::TrackMethod::DirectDiff);
            for (line, origin) in (1..).zip(&theirs) {
                let at_from = origin.commit == from.0;
                if origin.boundary && !at_from {
                    tally.round += 1;
                    continue;
                }
                tally.lines += 1;
                if ours.ambiguous.contains(line) {
                    tally.ambiguous += 1;
                    continue;
                }
                let found = ours.lines.get(line as usize - 1).copied().flatten();
                let right = at_from.then_some(origin.line);
                if found != right {
                    tally.differ += 1;
                    if named < NAMED {
                        named += 1;
                        writeln!(out, "    {range} {path}:{line} is {found:?}, git {right:?}")?;
                    }
                }
            }
        }
    }
    Ok(tally)
}

/// Returns the paths both commits have with different content.
fn changed(
    repo: &Repository,
    from: &CommitId,
    to: &CommitId,
) -> Result<Vec<String>, Box<dyn Error>> {
    let old = repo.files_at(from)?;
    let mut changed = Vec::new();
    for (path, blob) in repo.files_at(to)? {
        let before = old.binary_search_by(|(known, _)| known.cmp(&path));
        if before.is_ok_and(|place| old[place].1 != blob) {
            changed.push(path);
        }
    }
    Ok(changed)
}
