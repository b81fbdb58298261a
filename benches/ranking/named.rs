//! Fixes whose own message names the commit that introduced the defect.
//!
//! A commit that is no merge counts where each `Fixes: <id>` of its message is one commit of the
//! repository, an ancestor, and bears the subject that is quoted beside the id (its first 18 letters
//! and digits), and where it changes a source file that was there before. Of more than [`MOST`] in a
//! repository those with the smallest ids are taken, so that anybody gets the same.

use std::collections::BTreeSet;
use std::error::Error;

use escapee::history::Repository;
use escapee::history::message::message_facts;
use escapee::model::commit::{Commit, CommitId};
use escapee::model::region::FileKind;
use escapee::syntax::file_kind;

/// How many fixes of one repository are taken.
const MOST: usize = 200;
/// How much of a quoted subject must agree.
const LETTERS: usize = 18;

/// A fix and the commits that introduced its defect.
type Named = (CommitId, Vec<CommitId>);

/// Returns fixes and the commits their messages name, by fix.
pub(crate) fn pairs(repo: &Repository) -> Result<Vec<Named>, Box<dyn Error>> {
    let head = repo.head()?.ok_or("no commit")?;
    let mut found = Vec::new();
    for commit in repo.log(&head)? {
        if let Some(causes) = causes(repo, &commit)? {
            found.push((commit.id, causes));
        }
    }
    // Ids are hashes, so the smallest are a fair draw.
    found.sort();
    found.truncate(MOST);
    Ok(found)
}

fn causes(repo: &Repository, fix: &Commit) -> Result<Option<Vec<CommitId>>, Box<dyn Error>> {
    let ids = message_facts(&fix.message).fixes;
    if ids.is_empty() || fix.parents.len() != 1 {
        return Ok(None);
    }
    let mut causes = BTreeSet::new();
    for id in ids {
        let Ok(cause) = repo.resolve(&id) else { return Ok(None) };
        let Ok(commit) = repo.commit(&cause) else { return Ok(None) };
        let agrees = quoted(&fix.message, &id).is_none_or(|quoted| {
            letters(&commit.message).starts_with(&quoted) || quoted.is_empty()
        });
        if !agrees || cause == fix.id || !repo.is_ancestor(&cause, &fix.id)? {
            return Ok(None);
        }
        causes.insert(cause);
    }
    let Ok(change) = repo.change(&fix.id) else { return Ok(None) };
    let mut old = change.files.iter().filter_map(|file| file.old_path.as_ref());
    let source = old.any(|path| file_kind(path) == FileKind::Source);
    Ok(source.then(|| causes.into_iter().collect()))
}

/// The first letters and digits of the subject quoted behind an id.
fn quoted(message: &str, id: &str) -> Option<String> {
    let lower = message.to_ascii_lowercase();
    let rest = &lower[lower.find(&format!("fixes: {id}"))? + 7 + id.len()..];
    let line = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit()).lines().next()?;
    let start = line.find(['"', '(', '\''])?;
    Some(letters(line[start..].trim_end_matches(['"', ')', '\'', ' ', '.'])))
}

fn letters(text: &str) -> String {
    let lower = text.lines().next().unwrap_or("").to_lowercase();
    lower.chars().filter(|c| c.is_alphanumeric()).take(LETTERS).collect()
}
