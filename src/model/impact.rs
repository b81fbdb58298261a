//! What escapes cost: customers, their minutes, money, and the time until the harm ended.

use serde::{Deserialize, Serialize};

use super::latency::Median;

/// What the escapes of a stretch of time cost, as far as records say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// Incidents in production that are escapes of our code.
    pub incidents: u64,
    /// Customers affected, summed; one customer hit twice counts twice.
    pub customers: Known,
    /// Customers affected times the minutes from start to mitigation, else resolution.
    pub customer_minutes: Known,
    /// Cost by currency, in the order of their codes.
    pub cost: Vec<(String, Known)>,
    /// Hours from detection to mitigation, else resolution.
    pub recovery_hours: Option<Median>,
    /// Incidents that a customer or partner noticed first, of those where the source tells.
    pub noticed_outside: Known,
    /// Incidents contained by a canary, flag or alert.
    pub contained: u64,
}

/// A sum, and how many incidents it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The sum.
    pub sum: f64,
    /// Incidents where the value is known; the others are not zero but unknown.
    pub n: u64,
}

impl Known {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1;
    }
}
