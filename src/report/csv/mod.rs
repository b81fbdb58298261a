//! CSV by RFC 4180, long form, one header row. A cell a spreadsheet would run as a formula gets a
//! leading `'`.

mod assertions;
mod calibration;
mod cell;
mod charts;
mod checkup;
mod dossier;
mod flows;
mod import;
mod incidents;
mod inspect;
mod links;
mod outlook;
mod panel;
mod regions;
mod review;
mod study;
mod trace;

pub use assertions::{assertion_summary, assertions};
pub use calibration::calibration;
pub use charts::charts;
pub use checkup::{checkup, missing_reports};
pub use dossier::{dossier, said, worksheet};
pub use flows::{flows, suggestions};
pub use import::{reconciliation, summary};
pub use incidents::incidents;
pub use inspect::inspections;
pub use links::{links, proposals};
pub use outlook::{gate, risk};
pub use panel::panel;
pub use regions::regions;
pub(super) use regions::{RegionRow, region_rows};
pub use review::review;
pub use study::rate_study;
pub use trace::trace;

#[cfg(test)]
mod tests;
