//! What several integration tests need.

mod repo;

#[expect(unused_imports, reason = "each test file takes what it needs")]
pub(crate) use repo::RepoBuilder;
