//! What an LCOV report has too much or too little of, counted for its warnings.

/// Counts of what was noticed.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Sections without an end.
    pub(super) unended: usize,
    /// Hit counts that are no number.
    pub(super) bad: usize,
    /// Lines listed in all sections.
    lines: u64,
    /// Sections that count lines and list none.
    without_lines: usize,
    /// Lines listed in the open section, and its own total of them.
    listed: usize,
    total: Option<usize>,
    beyond_total: usize,
}

impl Counts {
    /// Counts a line of the open section.
    pub(super) fn line(&mut self) {
        self.listed += 1;
    }

    /// Takes the total that the open section states.
    pub(super) fn total(&mut self, text: &[u8]) {
        let text = std::str::from_utf8(text.trim_ascii());
        self.total = text.ok().and_then(|text| text.parse().ok());
    }

    /// Ends the open section.
    pub(super) fn end(&mut self) {
        if let Some(total) = self.total.take() {
            self.beyond_total += self.listed.saturating_sub(total);
            self.without_lines += usize::from(self.listed == 0 && total > 0);
        }
        self.lines += self.listed as u64;
        self.listed = 0;
    }

    /// Returns whether lines are counted and none is listed.
    pub(super) fn are_only_totals(&self) -> bool {
        self.without_lines > 0 && self.lines == 0
    }

    /// Returns what is told of them, and of files with branches nobody can use.
    pub(super) fn told(&self, without_branches: usize) -> impl Iterator<Item = String> {
        let counted = [
            (self.unended, "sections have no end_of_record and end at the next file"),
            (self.bad, "hit counts are no number or negative; their lines count as not run"),
            (
                self.beyond_total,
                "lines more than their files count: excluded lines that ran, as a rule",
            ),
            (self.without_lines, "files have totals and no lines: export without `--summary-only`"),
            (
                without_branches,
                "files name where branches lead, not where they start; their branches are not used",
            ),
        ];
        let told = counted.into_iter().filter(|(count, _)| *count > 0);
        told.map(|(count, what)| format!("{count} {what}"))
    }
}
