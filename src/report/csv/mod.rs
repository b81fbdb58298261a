//! CSV by RFC 4180, long form, one header row. A cell a spreadsheet would run as a formula gets a
//! leading `'`.

mod assertions;
mod calibration;
mod cell;
mod flows;
mod incidents;
mod panel;
mod regions;
mod study;
mod trace;

pub use assertions::assertions;
pub use calibration::calibration;
pub use flows::{flows, suggestions};
pub use incidents::incidents;
pub use panel::panel;
pub use regions::regions;
pub(super) use regions::{RegionRow, region_rows};
pub use study::rate_study;
pub use trace::trace;

#[cfg(test)]
mod tests;
