//! Files to model values: one folder per kind, one file per format, one signature per kind.
//!
//! An importer takes bytes and gives model values. It opens nothing and drops nothing silently:
//! every record of a file lands in `accepted`, `skipped` or `rejected`, and the three add up to
//! the file. Persons are dropped here, and nothing hostile gets past: sizes are capped, control
//! and bidi characters removed, addresses masked.

pub mod compression;
pub mod coverage;
pub mod encoding;
pub mod error;
pub mod incidents;
pub mod panels;
pub mod project;
pub mod releases;
mod table;
pub mod test_runs;
pub mod text;
mod time;

pub use error::SourceError;
