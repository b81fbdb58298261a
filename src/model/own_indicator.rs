//! Indicators of the user's own, such as "rollback rehearsed" or "load-tested".

use super::commit::Time;
use super::panel::Claim;

/// A value of a unit from a time on, until its next value.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnValue {
    /// Name of the indicator.
    pub name: String,
    /// Path prefix, component or flow it was measured on.
    pub unit: String,
    /// When it was measured.
    pub at: Time,
    /// The value.
    pub value: f64,
    /// What more of it is said to go with, before looking.
    pub claim: Claim,
}
