//! Git to model values: commits, changes, blame, and where lines stood at another commit.
//!
//! [`Repository`] answers questions about one repository and writes nothing. Its answers are
//! git's own: changes as `git diff -U0 -M`, blame as `git blame`. What differs from git is said
//! where it differs.

mod blame;
mod change;
mod error;
mod graph;
mod line_diff;
mod memo;
mod object;
mod path;
mod rename;
mod repository;
mod track;
mod tree;

pub use error::HistoryError;
pub use repository::Repository;

mod candidates;
mod copies;
mod fix_file;
mod key_fixes;
mod links;
mod log_index;
pub mod message;
mod moment;
mod named;
mod rough_outline;
mod suspects;
mod tag_name;
mod trace;

pub use copies::Copies;
pub use links::{DroppedFix, LinkRequest, LinkedRepository, LinksFound, links};
pub use log_index::LogIndex;
pub use moment::{MomentRequest, Shipping, first_shipped, moment};
pub use tag_name::{tag_matches, tag_of_version};
pub use trace::{TraceOptions, cause_region, trace};
