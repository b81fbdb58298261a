//! The one place where the stages meet: load, compute, save.
//!
//! [`workspace`] opens what a command works on, [`import`] and [`reports`] bring evidence in, [`analyze`] turns
//! incidents into dossiers, and [`read`] puts dossiers together into rates and reviews.

pub mod analyze;
mod answer;
pub mod assertions;
mod bench;
pub mod blame;
mod blame_index;
pub mod calibrate;
mod code;
mod coverage_then;
mod crew;
pub mod demo;
mod duplicates;
mod flow_code;
pub mod flows;
mod home;
pub mod import;
mod index_file;
pub mod init;
pub mod inputs;
mod known_pages;
mod mutants_then;
pub mod people;
mod progress;
pub mod read;
mod report_then;
pub mod reports;
mod signal_then;
pub mod sync;
mod tests_then;
pub mod trace;
pub mod word;
pub mod workspace;

pub use progress::{Progress, Step};
pub use workspace::{Place, Workspace};
