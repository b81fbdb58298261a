//! What several rooms read out of facts: whether a region was covered, and whether tests assert on it.

use super::evidence::{CoverageFacts, Facts, LineState};

impl CoverageFacts {
    /// Returns how many statements are in the state.
    pub fn count(&self, state: LineState) -> u32 {
        self.statements.get(&state).copied().unwrap_or(0)
    }

    /// Returns how many statements ran in a test.
    pub fn ran(&self) -> u32 {
        self.count(LineState::Covered) + self.count(LineState::Partly)
    }

    /// Returns how many statements a report speaks of: they ran, did not, or ran at import only.
    pub fn known(&self) -> u32 {
        self.ran() + self.count(LineState::Uncovered) + self.count(LineState::ImportOnly)
    }

    /// Returns how many statements no report speaks of.
    pub fn unknown(&self) -> u32 {
        self.count(LineState::NotInReport)
            + self.count(LineState::Younger)
            + self.count(LineState::Unknown)
    }

    /// Returns whether every statement that a report speaks of ran. `None` where line coverage
    /// cannot answer: no evidence, statements that ran at import only, new definitions only, or more
    /// statements that no report speaks of than tell one way. A gap beside what ran stays a gap,
    /// whatever the others did.
    pub fn covered(&self) -> Option<bool> {
        if self.configuration_only || self.new_definitions_only {
            return None;
        }
        match (self.ran(), self.count(LineState::Uncovered)) {
            (0, 0) => None,
            (ran, 0) => (self.unknown() <= ran).then_some(true),
            (0, unrun) => (self.unknown() <= unrun).then_some(false),
            _ => Some(false),
        }
    }

    /// Returns whether what a report speaks of ran at import only, and a report speaks of all: measured
    /// already, and line coverage cannot answer.
    pub fn is_import_only(&self) -> bool {
        self.count(LineState::ImportOnly) > 0
            && self.known() == self.count(LineState::ImportOnly)
            && self.unknown() == 0
    }

    /// Returns whether a coverage report would answer what none answers yet: there are statements that no
    /// report speaks of, and they are neither definitions that the fix adds nor code that nothing
    /// instruments. What ran at import only is measured already.
    pub fn would_be_answered(&self) -> bool {
        let can_run = !self.configuration_only && !self.new_definitions_only;
        can_run && self.unknown() > 0 && self.covered().is_none()
    }
}

impl Facts {
    /// Returns whether every statement of the region that a report speaks of ran; see
    /// [`CoverageFacts::covered`].
    pub fn covered(&self) -> Option<bool> {
        self.coverage.as_ref().and_then(CoverageFacts::covered)
    }

    /// Returns whether there is evidence: whether line coverage answers for the region. The one
    /// predicate behind every "with evidence" that is counted.
    pub fn has_evidence(&self) -> bool {
        self.covered().is_some()
    }

    /// Returns whether any test of the region asserts anything. Skipped tests do not count. Without
    /// linked tests a killed mutant says yes and nothing says no.
    pub fn asserted(&self) -> Option<bool> {
        let mut running = self.tests.iter().flatten().filter(|t| !t.skipped).peekable();
        if running.peek().is_some() {
            return Some(running.any(|t| !t.assertions.is_empty()));
        }
        self.mutants.is_some_and(|m| m.killed > 0).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(states: &[(LineState, u32)]) -> CoverageFacts {
        CoverageFacts { statements: states.iter().copied().collect(), ..CoverageFacts::default() }
    }

    #[test]
    fn no_evidence_is_neither_covered_nor_uncovered() {
        assert_eq!(facts(&[]).covered(), None);
        assert_eq!(facts(&[(LineState::NotInReport, 2), (LineState::Younger, 1)]).covered(), None);
        assert_eq!(facts(&[(LineState::ImportOnly, 1)]).covered(), None);
    }

    #[test]
    fn a_region_that_is_mostly_unknown_has_no_answer_but_a_gap_stays_a_gap() {
        use LineState::{Covered, NotInReport, Uncovered, Unknown, Younger};
        assert_eq!(facts(&[(Covered, 1), (Younger, 2)]).covered(), None);
        assert_eq!(facts(&[(Covered, 2), (Younger, 2)]).covered(), Some(true));
        assert_eq!(facts(&[(Uncovered, 1), (NotInReport, 1), (Unknown, 1)]).covered(), None);
        assert_eq!(facts(&[(Covered, 1), (Uncovered, 1), (Younger, 9)]).covered(), Some(false));
    }

    #[test]
    fn one_statement_that_did_not_run_makes_a_region_not_covered() {
        let partly = facts(&[(LineState::Covered, 2), (LineState::Uncovered, 1)]);
        assert_eq!((partly.covered(), partly.known()), (Some(false), 3));
        let import = facts(&[(LineState::Covered, 1), (LineState::ImportOnly, 1)]);
        assert_eq!(import.covered(), Some(true));
    }

    #[test]
    fn a_report_would_answer_what_none_speaks_of_and_nothing_else() {
        use LineState::{Covered, ImportOnly, NotInstrumented, Uncovered, Unknown, Younger};
        assert!(facts(&[(Unknown, 3)]).would_be_answered());
        assert!(facts(&[(Covered, 1), (Younger, 5)]).would_be_answered());
        assert!(facts(&[(ImportOnly, 1), (Unknown, 1)]).would_be_answered());
        for answered in [
            &[][..],
            &[(NotInstrumented, 2)],
            &[(ImportOnly, 3)],
            &[(Covered, 5), (Younger, 1)],
            &[(Covered, 1), (Uncovered, 1), (Younger, 9)],
        ] {
            assert!(!facts(answered).would_be_answered(), "{answered:?}");
        }
        let added = CoverageFacts { new_definitions_only: true, ..facts(&[(Unknown, 3)]) };
        let nothing = CoverageFacts { configuration_only: true, ..facts(&[(Unknown, 3)]) };
        assert!(!added.would_be_answered() && !nothing.would_be_answered());
        assert!(facts(&[(ImportOnly, 3)]).is_import_only());
        assert!(!facts(&[(ImportOnly, 3), (Unknown, 1)]).is_import_only());
    }
}
