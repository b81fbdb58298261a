//! What calibration lets one say of other floors and of what may come.

use serde::Serialize;

use crate::model::rate::Rate;

/// What a gate at another floor would have flagged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    /// The floor in percent.
    pub floor: u32,
    /// Escapes in flagged rows, of those in rows with known coverage.
    pub escapes: Rate,
    /// Flagged rows, of those with known coverage: the price.
    pub rows: Rate,
    /// Lines of the flagged rows.
    pub lines: f64,
    /// Escapes in rows without known coverage.
    pub unknown: u64,
}

/// Where the next escapes may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Risk {
    /// What the list rests on; `None`: there is no list.
    pub basis: Option<RiskBasis>,
    /// Units by forecast, the highest first.
    pub rows: Vec<RiskRow>,
    /// Why there is no list.
    pub why_not: Option<String>,
}

/// How the same list would have done in the past.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskBasis {
    /// The indicator.
    pub indicator: String,
    /// Past periods that were forecast from those before.
    pub periods: u64,
    /// Their rows with an escape.
    pub escaped: u64,
    /// Share of those met in the fifth of the lines ranked first.
    pub recall: f64,
    /// The same by size and change alone.
    pub recall_base: f64,
    /// Escapes seen over forecast.
    pub observed_over_expected: f64,
    /// Lower end of its interval.
    pub oe_lo: f64,
    /// Upper end of its interval.
    pub oe_hi: f64,
}

/// A unit and its forecast.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskRow {
    /// The unit.
    pub unit: String,
    /// Probability of an escape in a quarter, by the past.
    pub forecast: f64,
    /// The indicator now.
    pub value: f64,
    /// Its mean over the past rows.
    pub mean: f64,
    /// Lines.
    pub loc: f64,
    /// Lines changed since the newest opening.
    pub churn: f64,
    /// The cheapest thing that moves the indicator; `None` where nothing particular is known.
    pub next: Option<NextStep>,
}

/// The cheapest thing that moves an indicator of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum NextStep {
    /// Run lines in a test: the file with the most that no test ran.
    RunLines {
        /// The file.
        path: String,
        /// Lines that no test ran.
        lines: u64,
    },
    /// Take branches in a test: the file with the most that no test took.
    TakeBranches {
        /// The file.
        path: String,
        /// Branches that no test took.
        branches: u64,
    },
    /// Kill a mutant: the file with the most that survived.
    KillMutants {
        /// The file.
        path: String,
        /// Mutants that survived or that no test ran.
        mutants: u64,
    },
    /// Assert a failure state that a flow lists.
    AssertState {
        /// Its name.
        state: String,
    },
    /// Assert in a test that is there: the linked file with the fewest assertions.
    AssertIn {
        /// The test file.
        path: String,
        /// Its assertions.
        assertions: u64,
    },
}
