//! The one place where the stages meet: load, compute, save.
//!
//! [`workspace`] opens what a command works on, [`import`] and [`reports`] bring evidence in, [`analyze`] turns
//! incidents into dossiers, and [`read`] and [`review`] put dossiers together into rates and reviews.

pub mod analyze;
mod answer;
mod answers;
pub mod assertions;
mod bench;
pub mod blame;
mod blame_index;
pub mod calibrate;
mod code;
mod coverage_then;
mod crew;
pub mod demo;
pub mod doctor;
mod duplicates;
pub mod edit;
mod facts_by_content;
mod flow_code;
pub mod flows;
pub mod fonts;
pub mod forget;
mod forgotten;
pub mod gate;
mod home;
mod ignored;
pub mod import;
mod import_incidents;
mod incident_saving;
mod index_file;
pub mod init;
pub mod inputs;
pub mod journal;
mod known_pages;
pub mod missing_reports;
mod mutants_then;
pub mod order;
pub mod panel;
pub mod people;
mod progress;
pub mod proposals;
pub mod rate;
pub mod read;
mod region_then;
pub mod replay;
mod report_then;
pub mod reports;
pub mod review;
mod rules;
mod signal_then;
pub mod sync;
mod sync_releases;
mod test_shelf;
mod tests_then;
pub mod trace;
pub mod word;
pub mod workspace;

pub use progress::{Progress, Step};
pub use workspace::{Place, Workspace};
