//! What several integration tests need.

mod repo;

pub(crate) use repo::RepoBuilder;
