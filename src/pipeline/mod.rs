//! The one place where the stages meet: load, compute, save.
//!
//! [`workspace`] opens what a command works on, [`import`] brings evidence in, [`analyze`] turns
//! incidents into dossiers, and [`read`] puts dossiers together into rates and reviews.

pub mod analyze;
mod answer;
mod bench;
pub mod calibrate;
mod code;
mod coverage_then;
pub mod demo;
pub mod import;
pub mod init;
pub mod read;
mod signal_then;
mod tests_then;
pub mod trace;
pub mod workspace;

pub use workspace::{Place, Workspace};
