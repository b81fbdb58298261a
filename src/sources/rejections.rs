//! The records of a file that could not be read, listed up to a limit and counted beyond it.

use crate::model::batch::Dropped;

/// Most rejections listed; a broken file can have millions.
const MAX_LISTED: usize = 1_000;
/// Longest reason kept, in characters; a path in it can be as long as a line.
const MAX_REASON: usize = 1_000;

/// Records that could not be read.
#[derive(Debug, Default)]
pub(super) struct Rejections {
    listed: Vec<Dropped>,
    unlisted: usize,
}

impl Rejections {
    /// Adds a record that starts at a line; 0 where its format has no lines.
    pub(super) fn add(&mut self, line: u64, reason: impl Into<String>) {
        if self.listed.len() < MAX_LISTED {
            let mut reason = reason.into();
            if let Some((end, _)) = reason.char_indices().nth(MAX_REASON) {
                reason.truncate(end);
                reason.push('…');
                reason.shrink_to_fit();
            }
            self.listed.push(Dropped { line, reason });
        } else {
            self.unlisted += 1;
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
    fn the_list_has_an_end_and_what_is_beyond_is_counted() {
        let mut warnings = Vec::new();
        let mut many = Rejections::default();
        (0..1_002).for_each(|line| many.add(line, "x"));
        assert_eq!(many.list(&mut warnings).len(), 1_000);
        assert_eq!(warnings, ["2 more records could not be read"]);
    }

    #[test]
    fn a_reason_as_long_as_a_line_is_cut() {
        let mut one = Rejections::default();
        one.add(1, "ä".repeat(1_001));
        let listed = one.list(&mut Vec::new());
        assert_eq!(listed[0].reason, format!("{}…", "ä".repeat(1_000)));
    }
}
