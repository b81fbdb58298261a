//! Go's cover profile: blocks of statements with counts, under import paths.
//!
//! Blocks repeat where profiles are joined or several packages' tests run one; their counts add up, as
//! in Go's own reader. In mode `set` a block tells whether it ran, not how often. A line of a block ran
//! if any block on it ran, and partly if a block that did not run begins on it.

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
const TOO_MANY_BLOCKS: SourceError =
    SourceError::TooMany { what: "blocks of statements", limit: MAX_BLOCKS as u64 };

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
                return Err(TOO_MANY_BLOCKS);
            }
            self.room = (self.seen.len() * 2).clamp(FEW_BLOCKS, MAX_HELD);
            self.seen.reserve_exact(self.room - self.seen.len());
        }
        self.seen.push(block);
        Ok(())
    }

    /// Joins repeats; their counts add up.
    fn settle(&mut self) {
        self.seen.sort_unstable();
        self.seen.dedup_by(|later, kept| {
            let same = (later.file, later.range) == (kept.file, kept.range);
            if same {
                kept.hit |= later.hit;
                kept.times = kept.times.saturating_add(later.times);
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
    let mut counts = true;
    let read = each_line(document.text(), |line| {
        let text = line.text.unwrap_or("-").trim();
        if let Some(mode) = text.strip_prefix("mode:") {
            counts = mode.trim() != "set";
            return;
        }
        if text.is_empty() || refused.is_some() {
            return;
        }
        let Some((path, block)) = parts(text) else {
            let reason = if line.is_whole { "no block" } else { "the file ends in this record" };
            found.rejections.add(line.number, reason);
            return;
        };
        let Some(file) = found.file(path, line.number) else { return };
        if block.hit && !counts {
            found.times(file, block.range[0], None);
        }
        refused = blocks.add(Block { file: file as u32, ..block }).err();
    });
    read.map_err(SourceError::Read)?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    blocks.settle();
    if blocks.seen.len() > MAX_BLOCKS {
        return Err(TOO_MANY_BLOCKS);
    }
    let lines_of = |block: &Block| u64::from(block.range[2] - block.range[0]);
    if blocks.seen.iter().map(lines_of).sum::<u64>() > MAX_LINES {
        return Err(SourceError::TooMany { what: "lines in all blocks", limit: MAX_LINES });
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
    fn repeats_of_a_block_add_up_where_the_mode_counts_and_tell_no_number_where_it_does_not() {
        let hits = |text: &str| -> Vec<Option<Vec<(u32, u64)>>> {
            let bytes = text.as_bytes();
            let mut document = Document::open(&bytes).unwrap();
            document.wants_hits = true;
            let files = super::read(&document).unwrap().files.into_iter();
            files.map(|file| file.hits.map(|hits| hits.iter().collect())).collect()
        };
        // Line 2 belongs to two blocks: the higher count of the two holds there.
        let twice = "a.go:1.1,2.9 1 5\na.go:2.9,2.20 1 4\na.go:1.1,2.9 1 3\na.go:2.9,2.20 1 7\n";
        for mode in ["count", "atomic"] {
            let found = hits(&format!("mode: {mode}\n{twice}"));
            assert_eq!(found, [Some(vec![(1, 8), (2, 11)])], "{mode}");
        }
        let most = format!("mode: count\na.go:1.1,1.9 1 {0}\na.go:1.1,1.9 1 {0}\n", u64::MAX);
        assert_eq!(hits(&most), [Some(vec![(1, i64::MAX as u64)])], "the most that is kept");
        let set = "mode: set\na.go:1.1,1.9 1 1\na.go:1.1,1.9 1 1\n";
        assert_eq!(hits(set), [None]);
        let mixed =
            format!("{set}b.go:1.1,1.9 1 0\nmode: count\na.go:1.1,1.9 1 9\nb.go:1.1,1.9 1 2\n");
        assert_eq!(
            hits(&mixed),
            [None, Some(vec![(1, 2)])],
            "a run that was not counted is in `a`"
        );
    }

    #[test]
    fn a_profile_of_too_many_blocks_or_lines_says_how_many_of_what_are_read() {
        let blocks = (0..2_700).map(|file| format!("a/{file}.go:1.1,100000.9 1 1\n"));
        let text: Vec<String> = blocks.collect();
        let refused = read(&format!("mode: set\n{}", text.concat())).unwrap_err().to_string();
        assert_eq!(
            refused,
            "holds more than 268435456 lines in all blocks, the most escapee reads"
        );
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
