//! Generation numbers: a commit's is one more than the greatest of its parents, so that nothing of a number as
//! great or greater lies behind it. Git's commit graph holds them; where a clone has none they are counted once.
//!
//! Source: git, "Commit graph design notes", topological levels.

use gix::ObjectId;

use super::Repository;
use super::error::HistoryError;
use super::object::Node;

impl Repository {
    /// Returns a commit's number as far as it is known already.
    pub(super) fn generation(&self, id: &ObjectId, node: &Node) -> Option<u32> {
        node.generation.or_else(|| self.generations.borrow().get(id).copied())
    }

    /// Counts the numbers of commits and of all that lies behind them. Each commit is counted once.
    pub(super) fn count_generations(&self, tips: &[ObjectId]) -> Result<(), HistoryError> {
        let mut open = tips.to_vec();
        while let Some(id) = open.last().copied() {
            let node = self.node(&id)?;
            if self.generation(&id, &node).is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            let mut number = 1;
            for parent in &node.parents {
                match self.generation(parent, &*self.node(parent)?) {
                    Some(known) => number = number.max(known.saturating_add(1)),
                    None => open.push(*parent),
                }
            }
            if open.len() == before {
                self.generations.borrow_mut().insert(id, number);
                open.pop();
            }
        }
        Ok(())
    }
}
