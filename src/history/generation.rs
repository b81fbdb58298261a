//! Generation numbers: a commit's is one more than the greatest of its parents, so that nothing of a number as
//! great or greater lies behind it. Git's commit graph holds them; where a clone has none they are counted once.
//!
//! Source: git, "Commit graph design notes", topological levels.

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::memo::IdSet;
use super::object::{Node, commit_id};

impl Repository {
    /// Returns a commit's number as far as it is known already.
    pub(super) fn generation(&self, id: &ObjectId, node: &Node) -> Option<u32> {
        node.generation.or_else(|| self.generations.borrow().get(id).copied())
    }

    /// Counts the numbers of commits and of all that lies behind them. Each commit is counted once; one that
    /// lies behind itself has no number, which is an error.
    pub(super) fn count_generations(&self, tips: &[ObjectId]) -> Result<(), HistoryError> {
        let mut open = tips.to_vec();
        // Commits whose number waits for that of what is counted now.
        let mut on_the_way = IdSet::default();
        while let Some(id) = open.last().copied() {
            let node = self.node(&id)?;
            if self.generation(&id, &node).is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            let mut number = 1;
            on_the_way.insert(id);
            for parent in &node.parents {
                match self.generation(parent, &*self.node(parent)?) {
                    Some(known) => number = number.max(known.saturating_add(1)),
                    None if on_the_way.contains(parent) => {
                        return Err(HistoryError::Circle { commit: commit_id(parent) });
                    }
                    None => open.push(*parent),
                }
            }
            if open.len() == before {
                self.generations.borrow_mut().insert(id, number);
                on_the_way.remove(&id);
                open.pop();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;

    /// A line of three commits, oldest first, as the repository's grafts bend it.
    fn bent(
        grafts: impl Fn(&[String]) -> String,
    ) -> (tempfile::TempDir, Repository, Vec<CommitId>) {
        let folder = tempfile::tempdir().unwrap();
        let git = git2::Repository::init_bare(folder.path()).unwrap();
        let tree = git.find_tree(git.treebuilder(None).unwrap().write().unwrap()).unwrap();
        let author = git2::Signature::new("a", "a@example.org", &git2::Time::new(0, 0)).unwrap();
        let mut ids: Vec<git2::Oid> = Vec::new();
        for message in ["one", "two", "three"] {
            let parent = ids.last().map(|id| git.find_commit(*id).unwrap());
            let parents: Vec<_> = parent.iter().collect();
            let head = Some("refs/heads/main");
            ids.push(git.commit(head, &author, &author, message, &tree, &parents).unwrap());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        std::fs::create_dir_all(folder.path().join("info")).unwrap();
        std::fs::write(folder.path().join("info/grafts"), grafts(&ids)).unwrap();
        let repo = Repository::open(folder.path()).unwrap();
        (folder, repo, ids.into_iter().map(CommitId).collect())
    }

    #[test]
    fn a_number_is_one_more_than_the_greatest_of_the_parents() {
        // one <- two <- three, and three's parents are two, one and two again.
        let (_folder, repo, ids) = bent(|ids| format!("{2} {1} {0} {1}\n", ids[0], ids[1], ids[2]));
        let of = |id: &CommitId| repo.object_id(&id.0).unwrap();
        repo.count_generations(&[of(&ids[2])]).unwrap();
        let number = |id| repo.generation(&of(id), &repo.node(&of(id)).unwrap());
        assert_eq!(ids.iter().map(number).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_commit_that_grafts_put_behind_itself_ends_every_walk_with_an_error() {
        let itself = |ids: &[String]| format!("{} {}\n", ids[0], ids[0]);
        let by_others = |ids: &[String]| format!("{} {}\n", ids[0], ids[2]);
        for (_folder, repo, ids) in [bent(itself), bent(by_others)] {
            let tip = repo.object_id(&ids[2].0).unwrap();
            let refused = [
                repo.count_generations(&[tip]).err(),
                repo.first_parents(&ids[2]).err(),
                repo.log(&ids[2]).err(),
            ];
            for error in refused {
                assert!(matches!(error, Some(HistoryError::Circle { .. })), "{error:?}");
            }
        }
    }
}
