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
mod packs;
mod path;
mod reformat;
mod rename;
mod repository;
mod similarity;
mod track;
mod tree;
mod walk;

pub use blame::{BlameOptions, BlamedLine};
pub use error::HistoryError;
pub use repository::Repository;
pub use track::{TrackMethod, Tracking};
