//! Not built yet.

pub mod chart;
