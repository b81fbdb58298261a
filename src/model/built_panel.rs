//! A panel built from the store and git, with what stands behind its rows.

use super::commit::Time;
use super::incident::words;
use super::panel::{MatchedRow, Panel};

/// What a row of a panel is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelUnit {
    /// A file.
    File,
    /// A folder of files.
    Module,
    /// A component of `escapee.toml`.
    Component,
    /// A flow of `escapee.toml`; what belongs to none is left out.
    Flow,
}

words!(PanelUnit {
    File => "file", Module => "module", Component => "component", Flow => "flow",
});

/// Why an escape without a line of source marks no row.
pub const WITHOUT_CODE: &str = "no line of source is linked to it";

/// Why a defect marks no row: nothing says which code it lies in, so that a test might have looked there.
pub const UNLINKED: &str = "nothing links it to code";

/// Why an escape whose repository is not here marks no row.
pub const WITHOUT_REPOSITORY: &str = "its repository cannot be read";
/// Why an escape in a file that came and went between two openings marks no row.
pub const WITHOUT_FILE: &str = "its file stood at no opening of a quarter";

/// What would move an indicator of a unit at the least cost, as the unit stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// The file with the most lines that no test ran, and how many.
    pub unrun: Option<(String, u64)>,
    /// The file with the most branches that no test took, and how many.
    pub untaken: Option<(String, u64)>,
    /// The file with the most mutants that survived, and how many.
    pub surviving: Option<(String, u64)>,
    /// The first failure state, by name, that flows list and no linked test asserts.
    pub unasserted: Option<String>,
    /// The linked test file with the fewest assertions, and how many.
    pub quietest: Option<(String, u64)>,
}

/// A panel with the incidents behind it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BuiltPanel {
    /// The rows of past periods, by period and unit.
    pub panel: Panel,
    /// The units as they stand now, measured as if a period opened now; nothing has escaped yet.
    pub now: Panel,
    /// What is undone in each row of `now`.
    pub undone: Vec<Undone>,
    /// Ids of the escapes of each row of `panel`.
    pub escape_ids: Vec<Vec<String>>,
    /// Ids of the caught defects of each row of `panel`.
    pub caught_ids: Vec<Vec<String>>,
    /// Escapes that mark no row, with the reason.
    pub left_out: Vec<(String, String)>,
    /// Escapes in the whole time, marked or left out.
    pub escapes: u64,
    /// Escaped rows against the four of their period nearest in size and change: whether a linked
    /// test names a failure state.
    pub matched: Vec<MatchedRow>,
    /// The same rows against the same: whether linked tests assert code that ran.
    pub verified: Vec<MatchedRow>,
    /// Escaped against caught defects of one period: whether the failing state was asserted.
    pub test_negative: Vec<MatchedRow>,
    /// Days between one escape and the next.
    pub gaps: Vec<f64>,
    /// When the newest opening was.
    pub opened_at: Option<Time>,
}

impl BuiltPanel {
    /// Returns how many escapes are known to have no line of source that a test metric could look at. What is
    /// not linked is not known.
    pub fn without_code(&self) -> u64 {
        self.left_out.iter().filter(|(_, why)| why == WITHOUT_CODE).count() as u64
    }
}
