//! The records of a file that could not be read, listed up to a limit and counted beyond it.

use crate::model::batch::Dropped;

/// Most rejections listed; a broken file can have millions.
const MAX_LISTED: usize = 1_000;

/// Records that could not be read.
#[derive(Debug, Default)]
pub(super) struct Rejections {
    listed: Vec<Dropped>,
    unlisted: usize,
}

impl Rejections {
    /// Adds a record at a line, or at a byte of the text; see [`Self::place_in`].
    pub(super) fn add(&mut self, place: u64, reason: impl Into<String>) {
        if self.listed.len() < MAX_LISTED {
            self.listed.push(Dropped { line: place, reason: reason.into() });
        } else {
            self.unlisted += 1;
        }
    }

    /// Turns bytes of the text into lines. Counting them once here spares every reader to count.
    pub(super) fn place_in(&mut self, text: &str) {
        self.listed.sort_by_key(|dropped| dropped.line);
        let bytes = text.as_bytes();
        let (mut line, mut done) = (1, 0);
        for dropped in &mut self.listed {
            let place = (dropped.line as usize).clamp(done, bytes.len().max(done));
            line += bytes[done..place].split(|byte| *byte == b'\n').count() as u64 - 1;
            done = place;
            dropped.line = line;
        }
    }

    /// Returns the list; what is not on it becomes a warning.
    pub(super) fn list(self, warnings: &mut Vec<String>) -> Vec<Dropped> {
        if self.unlisted > 0 {
            warnings.push(format!("{} more records could not be read", self.unlisted));
        }
        self.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_become_lines_and_the_list_has_an_end() {
        let mut rejections = Rejections::default();
        rejections.add(5, "c");
        rejections.add(0, "a");
        rejections.add(2, "b");
        rejections.place_in("a\nb\nc");
        let mut warnings = Vec::new();
        let lines: Vec<u64> = rejections.list(&mut warnings).iter().map(|d| d.line).collect();
        assert_eq!((lines, warnings.len()), (vec![1, 2, 3], 0));
        let mut many = Rejections::default();
        (0..1_002).for_each(|place| many.add(place, "x"));
        assert_eq!(many.list(&mut warnings).len(), 1_000);
        assert_eq!(warnings, ["2 more records could not be read"]);
    }
}
