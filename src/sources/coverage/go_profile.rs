//! Go's cover profile: blocks of statements with counts, under import paths.
//!
//! Blocks repeat where profiles are joined; the highest count holds. A line of a block ran if any
//! block on it ran, and partly if a block that did not run begins on it.

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::lines::each_line;
use crate::sources::number::{is_hit, line, whole};

use super::collector::Collector;

/// Most lines of a block; no function is longer.
const MAX_BLOCK: u32 = 100_000;
/// Most lines of all blocks together.
const MAX_LINES: u64 = 1 << 28;

/// Most blocks that differ, those held with repeats, and those up to which none are looked for. The room
/// between the first two keeps a full profile from looking for repeats at every block.
const MAX_BLOCKS: usize = 3 << 18;
const MAX_HELD: usize = 1 << 20;
const FEW_BLOCKS: usize = 1 << 12;

/// A block: its file, where it begins and ends, and what ran. The order is that of repeats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Block {
    file: u32,
    range: Range,
    statements: u32,
    hit: bool,
    times: u64,
}

/// The blocks of a profile, each place once after [`Self::settle`].
#[derive(Default)]
struct Blocks {
    seen: Vec<Block>,
    /// How many there may be before repeats are looked for.
    room: usize,
}

impl Blocks {
    fn add(&mut self, block: Block) -> Result<(), SourceError> {
        if self.seen.len() == self.room {
            self.settle();
            if self.seen.len() > MAX_BLOCKS {
                return Err(SourceError::TooLarge { limit: MAX_BLOCKS as u64 });
            }
            self.room = (self.seen.len() * 2).clamp(FEW_BLOCKS, MAX_HELD);
            self.seen.reserve_exact(self.room - self.seen.len());
        }
        self.seen.push(block);
        Ok(())
    }

    /// Joins repeats; the highest count holds.
    fn settle(&mut self) {
        self.seen.sort_unstable();
        self.seen.dedup_by(|later, kept| {
            let same = (later.file, later.range) == (kept.file, kept.range);
            if same {
                kept.hit |= later.hit;
                kept.times = kept.times.max(later.times);
            }
            same
        });
    }
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    found.tells(true, false);
    let mut blocks = Blocks::default();
    let mut refused = None;
    let read = each_line(document.text(), |line| {
        let text = line.text.unwrap_or("-").trim();
        if text.is_empty() || text.starts_with("mode:") || refused.is_some() {
            return;
        }
        let Some((path, block)) = parts(text) else {
            let reason = if line.is_whole { "no block" } else { "the file ends in this record" };
            found.rejections.add(line.number, reason);
            return;
        };
        let Some(file) = found.file(path, line.number) else { return };
        refused = blocks.add(Block { file: file as u32, ..block }).err();
    });
    read.map_err(SourceError::Read)?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    blocks.settle();
    if blocks.seen.len() > MAX_BLOCKS {
        return Err(SourceError::TooLarge { limit: MAX_BLOCKS as u64 });
    }
    let lines_of = |block: &Block| u64::from(block.range[2] - block.range[0]);
    if blocks.seen.iter().map(lines_of).sum::<u64>() > MAX_LINES {
        return Err(SourceError::TooLarge { limit: MAX_LINES });
    }
    for Block { file, range: [first, _, last, _], statements, hit, times } in blocks.seen {
        let (file, statements) = (file as usize, u64::from(statements));
        found.statements(statements, if hit { statements } else { 0 });
        for line in first..=last {
            found.line(file, line, hit);
            found.times(file, line, Some(times));
        }
        if !hit {
            found.partial(file, first);
        }
    }
    found.report("go-coverprofile")
}

/// Where a block begins and ends: line and column each.
type Range = [u32; 4];

/// Returns path and block of a record such as `a/b.go:5.12,8.22 3 1`.
fn parts(text: &str) -> Option<(&str, Block)> {
    let (rest, count) = text.rsplit_once(' ')?;
    let (place, statements) = rest.trim_end().rsplit_once(' ')?;
    // A Windows path has a colon of its own.
    let (path, numbers) = place.trim_end().rsplit_once(':')?;
    let (start, end) = numbers.split_once(',')?;
    let place = |text: &str| {
        let (number, column) = text.split_once('.').unwrap_or((text, "0"));
        Some((line(number.as_bytes()).ok()?, column.parse().unwrap_or(0)))
    };
    let ((first, column), (last, end_column)) = (place(start)?, place(end)?);
    let range = [first, column, last, end_column];
    let sound = first <= last && last - first <= MAX_BLOCK;
    let statements = u32::try_from(whole(statements)?).unwrap_or(u32::MAX);
    let (hit, times) = (is_hit(count.as_bytes())?, whole(count)?);
    sound.then_some((path, Block { file: 0, range, statements, hit, times }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn blocks_that_repeat_are_one_and_a_block_that_did_not_run_marks_its_first_line() {
        let report = read(
            "mode: count\nx.org/a.go:1.10,3.2 2 0\nx.org/a.go:1.10,3.2 2 5\nx.org/a.go:3.2,4.3 1 0\n\
             C:\\w\\b.go:1.1,1.9 1 1\nmode: set\nx.org/a.go:9.1,2.2 1 1\nx.org/a.go:1.1,999999.1 1 1\nnonsense\nx.org/a.go:1",
        )
        .unwrap();
        let (windows, file) = (&report.files[0], &report.files[1]);
        assert_eq!((windows.raw_path.as_str(), windows.counts().hit), ("C:\\w\\b.go", 1));
        assert_eq!(file.coverage().hit.iter().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!((file.counts().lines, file.coverage().partial.contains(3)), (4, true));
        assert_eq!((report.finer.statements, report.finer.statements_hit), (Some(4), Some(3)));
        assert_eq!(report.rejected.len(), 4);
    }

    #[test]
    fn repeats_of_a_full_profile_are_no_more_blocks_and_looked_for_seldom() {
        let block =
            |at: u32| Block { file: 0, range: [at, 1, at, 9], statements: 1, hit: true, times: 1 };
        let mut blocks = Blocks::default();
        (0..MAX_BLOCKS as u32).for_each(|at| blocks.add(block(at)).unwrap());
        let mut settled = 0;
        for at in 0..MAX_HELD as u32 {
            let room = blocks.seen.len() == blocks.room;
            blocks.add(block(at % MAX_BLOCKS as u32)).unwrap();
            settled += u32::from(room);
        }
        assert!(settled <= 5, "{settled} times for a million repeats");
        blocks.settle();
        assert_eq!(blocks.seen.len(), MAX_BLOCKS);
        let mut more = (0..=MAX_HELD as u32).map(|at| blocks.add(block(MAX_BLOCKS as u32 + at)));
        assert!(more.any(|added| added.is_err()), "one block too many is refused");
    }
}
