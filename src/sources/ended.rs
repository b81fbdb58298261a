//! How the reading of a text ended: whole, or where and why it stopped before.

use super::rejections::Rejections;

/// How a reading ended.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// Line and reason where it stopped before the end of the text.
    pub(super) stopped: Option<(u64, String)>,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
}

impl Ended {
    /// Adds it to what a reader lists and notices. `what` is what the text stopped being.
    pub(super) fn note(self, what: &str, rejections: &mut Rejections, warnings: &mut Vec<String>) {
        warnings.extend(self.warnings);
        if let Some((line, reason)) = self.stopped {
            rejections.add(line, reason);
            warnings.push(format!("the report was read up to where it stops being {what}"));
        }
    }
}
