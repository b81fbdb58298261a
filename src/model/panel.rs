//! The panel that calibration works on: a unit in a period, measured before, with its escapes after.

/// Columns of a panel that are no indicator.
pub const FIXED: [&str; 6] = ["unit", "period", "loc", "churn", "escapes", "caught"];

/// Indicators that escapee measures itself, in the order of a panel's columns; of each more is claimed
/// to go with fewer escapes.
pub const MEASURED: [&str; 6] = [
    "coverage",
    "branch_coverage",
    "assertion_density",
    "failure_state_assertion",
    "mutation_score",
    "test_signal_ratio",
];

/// Returns whether an indicator of the user's own cannot have that name, as a panel has such a column.
pub fn is_taken(name: &str) -> bool {
    FIXED.contains(&name) || MEASURED.contains(&name)
}

/// Rows of units by period, with indicators beside them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The rows, as the file has them.
    pub rows: Vec<PanelRow>,
    /// The indicators, in the order of the file's columns; those the user named come last.
    pub indicators: Vec<PanelIndicator>,
    /// Whether the panel tells defects caught before release.
    pub has_caught: bool,
    /// What was left unread or cleaned on the way in.
    pub notes: Vec<String>,
}

/// A unit in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelRow {
    /// The unit: file, module, component or region.
    pub unit: String,
    /// The period; periods follow each other in the order of their names.
    pub period: String,
    /// Lines of code at the opening of the period.
    pub loc: f64,
    /// Lines changed in the period before its opening.
    pub churn: f64,
    /// Defects found in production whose faulty code lay here in the period.
    pub escapes: u64,
    /// Defects caught before release; `None` where the panel does not tell.
    pub caught: Option<u64>,
}

/// A leading indicator, measured at the opening of each row's period.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelIndicator {
    /// Its column.
    pub name: String,
    /// Whether more of it is claimed to go with fewer or more escapes, said before looking.
    pub claim: Claim,
    /// A value per row; `None` where it was not measured.
    pub values: Vec<Option<f64>>,
}

/// What is claimed of an indicator in advance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// More of it, fewer escapes.
    Protects,
    /// More of it, more escapes.
    Endangers,
}

super::incident::words!(Claim { Protects => "protects", Endangers => "endangers" });

impl Claim {
    /// Returns -1 for an indicator that protects and 1 for one that endangers.
    pub fn sign(self) -> f64 {
        match self {
            Self::Protects => -1.0,
            Self::Endangers => 1.0,
        }
    }
}

/// A case or a control of a matched set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedRow {
    /// The set it belongs to.
    pub stratum: String,
    /// Whether it escaped.
    pub is_case: bool,
    /// Whether it had the trait in question, judged by the same rule for cases and controls.
    pub exposed: bool,
}
