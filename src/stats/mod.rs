//! Pure numbers: intervals of shares, their differences and what a next share may be.
//!
//! Everything is closed form and deterministic; nothing here draws random numbers.

mod interval;

pub use interval::{jeffreys_predictive, newcombe, wilson};
