//! Whether a person's word on an incident's code names anything, asked before it is kept.

use super::copies::Copies;
use super::error::HistoryError;
use super::links::{LinkedRepository, region, resolved};
use super::log_index::LogIndex;
use super::repository::Repository;
use crate::model::link::{LinkMethod, LinkRole, PersonLink};

/// Returns why a person's word names nothing in the repositories, each given by name, default
/// branch and itself; `None` where it names something.
pub fn unusable_word(
    repositories: &[(&str, Option<&str>, &Repository)],
    link: &PersonLink,
) -> Result<Option<String>, HistoryError> {
    let log = LogIndex::new(Vec::new(), None);
    let mut copies = Vec::new();
    for (_, _, repository) in repositories {
        copies.push(Copies::read(repository, &log, &[])?);
    }
    let homes: Vec<LinkedRepository<'_>> = repositories
        .iter()
        .zip(&copies)
        .map(|((name, branch, repo), copies)| LinkedRepository {
            name,
            repo,
            branch: *branch,
            log: &log,
            copies,
            tags: &[],
            tag_pattern: None,
        })
        .collect();
    let mut problems = Vec::new();
    match link.role {
        LinkRole::Region => problems.extend(region(&homes, &link.value)?.err()),
        role => {
            let method = LinkMethod::Person;
            resolved(&homes, role.word(), &[&link.value], method, &mut problems);
        }
    }
    Ok(problems.pop())
}
