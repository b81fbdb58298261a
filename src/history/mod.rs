//! Git to model values: commits, changes, blame, and where lines stood at another commit; and from
//! them the links of an incident, the moment it is read at, and the trace of a fix.
//!
//! [`Repository`] answers questions about one repository and writes nothing. Its answers are
//! git's own: changes as `git diff -U0 -M`, blame as `git blame`. What differs from git is said
//! where it differs.

mod blame;
mod blame_index;
mod candidates;
mod causes;
mod change;
mod churn;
mod clues;
mod commit_facts;
mod common_ends;
mod copies;
mod earlier;
mod error;
mod filters;
mod fix_file;
mod fix_versions;
mod fix_words;
mod forest;
mod generation;
mod grafts;
mod graph;
mod ignored_revs;
mod key_fixes;
mod line_diff;
mod line_tokens;
mod links;
mod log_index;
mod masked;
mod memo;
pub mod message;
mod message_words;
mod moment;
mod named;
mod object;
mod origins;
mod overlap;
mod packs;
mod path;
mod proposals;
mod ranking;
mod reformat;
mod rename;
mod repository;
mod rough_outline;
mod segment;
mod shape;
mod shipping;
mod similarity;
mod stack_frames;
mod suspects;
mod tag_name;
mod trace;
mod track;
mod tree;
mod tree_diff;
mod unusable_word;
mod walk;
mod walked;
mod words;

pub use blame::{BlameOptions, BlamedLine};
pub use copies::Copies;
pub use error::HistoryError;
pub use fix_versions::FixVersions;
pub use ignored_revs::IgnoredRevs;
pub use links::{DroppedFix, LinkRequest, LinkedRepository, LinksFound, links};
pub use log_index::LogIndex;
pub use moment::{MomentRequest, first_shipped, moment};
pub use object::blob_id;
pub use proposals::proposals;
pub use ranking::RANKING_TABLES;
pub use repository::Repository;
pub use shipping::Shipping;
pub use tag_name::{tag_matches, tag_of_version};
pub use trace::{TraceOptions, cause_region, trace};
pub use track::{TrackMethod, Tracking};
pub use unusable_word::unusable_word;
