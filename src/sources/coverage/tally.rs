//! Exact hit counts while a report is read: a buffer for the file that is open, packed counts for the
//! others. Does nothing where nobody asked for counts.

use super::work::Work;
use crate::model::line_hits::LineHits;

/// Records of one file that are held before they are packed.
const MAX_OPEN: usize = 1 << 16;
/// Most bytes that the packed counts of one report may take.
const MAX_SIZE: u64 = 32 << 20;
/// Bytes that may be unpacked and packed for a record.
const WORK_FOR_A_RECORD: u64 = 1 << 12;

/// What is told where counts are too many to keep.
const TOO_MANY: &str = "too many lines ran to keep how often each did";

/// What several records of one line mean together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Repeats {
    /// Looks at the same runs: the highest holds.
    #[default]
    Highest,
    /// Runs of their own, which add up.
    Sum,
}

/// The counts of a report so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    is_wanted: bool,
    repeats: Repeats,
    open: usize,
    lines: Vec<(u32, u64)>,
    files: Vec<File>,
    work: Work,
    size: u64,
    max_size: u64,
    most: u64,
    is_beyond: bool,
}

#[derive(Debug, Default)]
struct File {
    hits: LineHits,
    has_records: bool,
    /// A line ran and nobody says how often.
    is_untold: bool,
}

impl Tally {
    /// Returns a tally; one that is not wanted holds nothing.
    pub(super) fn new(is_wanted: bool, repeats: Repeats) -> Self {
        let work = Work::of(WORK_FOR_A_RECORD);
        Self { is_wanted, repeats, work, max_size: MAX_SIZE, ..Self::default() }
    }

    /// Says what several records of one line mean.
    pub(super) fn repeats(&mut self, repeats: Repeats) {
        self.repeats = repeats;
    }

    /// Returns whether counts are wanted and can be kept.
    pub(super) fn is_on(&self) -> bool {
        self.is_wanted && !self.is_beyond
    }

    /// Adds how often a line ran; `None`: it ran, or its count is no number.
    pub(super) fn add(&mut self, file: usize, line: u32, times: Option<u64>) {
        if !self.is_on() {
            return;
        }
        if file != self.open || self.lines.len() == MAX_OPEN {
            self.close();
            self.open = file;
            if self.is_beyond {
                return;
            }
        }
        if file >= self.files.len() {
            self.files.resize_with(file + 1, File::default);
        }
        self.work.read(1);
        self.files[file].has_records = true;
        match times {
            None => self.files[file].is_untold = true,
            Some(0) => {}
            Some(times) => {
                self.most = self.most.max(times);
                self.lines.push((line, times));
            }
        }
    }

    /// Packs what is open.
    fn close(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let known = &mut self.files[self.open].hits;
        let before = known.as_bytes().len();
        let mut lines = std::mem::take(&mut self.lines);
        lines.extend(known.iter());
        lines.sort_unstable();
        lines.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 = match self.repeats {
                    Repeats::Highest => later.1.max(kept.1),
                    Repeats::Sum => later.1.saturating_add(kept.1),
                };
            }
            same
        });
        *known = LineHits::of_sorted(lines.iter().copied());
        let after = known.as_bytes().len();
        lines.clear();
        lines.shrink_to(MAX_OPEN);
        self.lines = lines;
        self.size = self.size + after as u64 - before as u64;
        let is_bounded = self.work.take((before + after) as u64);
        if self.size > self.max_size || !is_bounded {
            self.is_beyond = true;
            self.files = Vec::new();
        }
    }

    /// Returns the counts of each file that tells them, by its place; none, with a word, where there
    /// are too many to keep.
    ///
    /// A report in which no count is above 1 tells whether lines ran and not how often: a tool that
    /// does not count writes 1.
    pub(super) fn finish(mut self) -> (Vec<Option<LineHits>>, Option<&'static str>) {
        self.close();
        if self.is_beyond {
            return (Vec::new(), Some(TOO_MANY));
        }
        if self.most <= 1 {
            return (Vec::new(), None);
        }
        let told = |file: File| (file.has_records && !file.is_untold).then_some(file.hits);
        (self.files.into_iter().map(told).collect(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Counts = Option<Vec<(u32, u64)>>;

    fn told(tally: Tally) -> (Vec<Counts>, bool) {
        let (files, note) = tally.finish();
        let files = files.into_iter().map(|file| file.map(|hits| hits.iter().collect()));
        (files.collect(), note.is_some())
    }

    #[test]
    fn repeats_add_up_or_the_highest_holds_whatever_the_order_of_files() {
        for (repeats, sum) in [(Repeats::Sum, 9), (Repeats::Highest, 7)] {
            let mut tally = Tally::new(true, repeats);
            tally.add(1, 5, Some(2));
            tally.add(0, 1, Some(3));
            tally.add(1, 5, Some(7));
            tally.add(1, 2, Some(0));
            assert_eq!(told(tally), (vec![Some(vec![(1, 3)]), Some(vec![(5, sum)])], false));
        }
    }

    #[test]
    fn a_file_with_a_line_of_no_count_tells_none_and_a_tool_that_writes_ones_neither() {
        let mut tally = Tally::new(true, Repeats::Sum);
        tally.add(0, 1, None);
        tally.add(0, 2, Some(9));
        tally.add(2, 2, Some(9));
        assert_eq!(told(tally), (vec![None, None, Some(vec![(2, 9)])], false));
        let mut ones = Tally::new(true, Repeats::Highest);
        ones.add(0, 1, Some(1));
        ones.add(0, 1, Some(1));
        assert_eq!(told(ones), (vec![], false));
        let mut unwanted = Tally::new(false, Repeats::Sum);
        unwanted.add(0, 1, Some(4));
        assert_eq!(told(unwanted), (vec![], false));
    }

    #[test]
    fn counts_beyond_the_bound_are_dropped_with_a_word() {
        let mut tally = Tally { max_size: 100, ..Tally::new(true, Repeats::Sum) };
        for (file, line) in (0..60).flat_map(|file| (1..=2).map(move |line| (file, line))) {
            tally.add(file, line, Some(9));
        }
        assert!(!tally.is_on() && tally.files.is_empty());
        assert_eq!(told(tally), (vec![], true));
    }
}
