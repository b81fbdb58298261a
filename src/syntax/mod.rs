//! Source text to model values: functions, statements, comments, tests and what they assert.
//!
//! Takes bytes and a language, gives plain values, opens nothing. Source is hostile: bytes need not
//! be UTF-8, and a file that is too long or too hard to parse says so instead of stopping the run.
//! One table of node kinds serves one walker for all languages.

mod chain;
mod declared;
mod exclusions;
mod expression;
mod failure_points;
mod failure_words;
mod file_kind;
mod grammar;
mod idioms;
mod judge;
mod language;
mod line_kinds;
mod marks;
mod names;
mod oracle;
mod outline;
mod parsed;
mod placed;
mod plain;
mod scan;
mod stretch;
mod suite;
mod table;
mod test_file;
mod test_functions;
mod tree;
mod unit;

pub use failure_points::failure_points;
pub use file_kind::file_kind;
pub use language::{Language, language_of, test_language_of};
pub use outline::outline;
pub use parsed::Parsed;
pub use suite::TestSuite;
pub use test_file::{TestFile, is_test_file, language_with_tests, stem};
pub use test_functions::tests;
pub use tree::NotParsed;

/// Version of what the scanners find. Stored with their results, so that a change reads files anew.
pub const SCANNER_VERSION: u32 = 40;
