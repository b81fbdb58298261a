//! What several integration tests need.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

mod repo;
mod stub;

pub(crate) use repo::RepoBuilder;
pub(crate) use stub::{Reply, Stub};
