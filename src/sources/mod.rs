//! Files to model values: one folder per kind, one file per format, one signature per kind.
//!
//! An importer takes bytes and gives model values. It opens nothing, but that an SQLite database
//! (`.coverage`) is read from a temporary copy of its bytes, and drops nothing silently: every record
//! of a file lands in `accepted`, `skipped` or `rejected`, and the three add up to the file. Persons
//! are dropped here, and nothing hostile gets past: sizes are capped, control and bidi characters
//! removed, addresses masked.

pub mod answers;
pub mod archive;
mod blob_id;
mod class_answer;
pub mod compression;
pub mod coverage;
mod decoding;
mod document;
pub mod encoding;
mod ended;
pub mod error;
pub mod fetch;
mod fold;
mod format;
pub mod incidents;
pub mod input;
mod inspect;
mod json;
mod json_by_key;
mod json_counts;
mod json_folded;
mod json_keys;
mod json_nested;
mod json_parted;
mod json_scalar;
mod json_texts;
mod lines;
pub mod mutants;
mod names;
mod number;
pub mod panels;
pub mod project;
mod rejections;
pub mod releases;
mod room;
mod table;
pub mod test_runs;
pub mod text;
mod text_stream;
mod time;
mod unpacked;
mod xml;

pub use document::Source;
pub use error::SourceError;
pub use inspect::{ReportKind, inspect, inspect_from, kind_of};
pub use unpacked::packed;
