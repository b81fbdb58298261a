//! CSV by RFC 4180, long form, one header row. A cell a spreadsheet would run as a formula gets a
//! leading `'`.

mod assertions;
mod calibration;
mod cell;
mod checkup;
mod dossier;
mod flows;
mod incidents;
mod inspect;
mod links;
mod outlook;
mod panel;
mod regions;
mod study;
mod trace;

pub use assertions::{assertion_summary, assertions};
pub use calibration::calibration;
pub use checkup::{checkup, missing_reports};
pub use dossier::{dossier, said};
pub use flows::{flows, suggestions};
pub use incidents::incidents;
pub use inspect::inspections;
pub use links::{links, proposals};
pub use outlook::{gate, risk};
pub use panel::panel;
pub use regions::regions;
pub(super) use regions::{RegionRow, region_rows};
pub use study::rate_study;
pub use trace::trace;

#[cfg(test)]
mod tests;
