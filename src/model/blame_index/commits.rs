//! The commits of the index, cut into chains of first parents.
//!
//! Each commit stands in one chain, and the one before it there is its first parent. So the last
//! change of a path before a commit is found by one search in a chain, however long it is.

use super::ids::Ids;

/// A commit to add: its id, its committer's date in seconds since 1970, and its parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedCommit {
    /// Id.
    pub id: Vec<u8>,
    /// Committer's date in seconds since 1970.
    pub seconds: i64,
    /// Ids of its parents, first parent first.
    pub parents: Vec<Vec<u8>>,
}

/// A commit's place: its chain, and how many commits of the chain are older.
pub(super) type Place = (u32, u32);

/// The place of a commit that has none yet.
const NONE: Place = (u32::MAX, u32::MAX);

/// Commits by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commits {
    pub(super) ids: Ids,
    pub(super) seconds: Vec<i64>,
    parents: Vec<u32>,
    /// Where each commit's parents start, and the end.
    starts: Vec<u32>,
    places: Vec<Place>,
    /// Commits of each chain, oldest first.
    chains: Vec<Vec<u32>>,
}

impl Commits {
    pub(super) fn new(id_length: usize) -> Self {
        Self {
            ids: Ids::new(id_length),
            seconds: Vec::new(),
            parents: Vec::new(),
            starts: vec![0],
            places: Vec::new(),
            chains: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.seconds.len() as u32
    }

    pub(super) fn parents(&self, commit: u32) -> &[u32] {
        let bound = |at: u32| self.starts.get(at as usize).map_or(0, |start| *start as usize);
        self.parents.get(bound(commit)..bound(commit + 1)).unwrap_or_default()
    }

    pub(super) fn place(&self, commit: u32) -> Place {
        self.places[commit as usize]
    }

    pub(super) fn at(&self, (chain, position): Place) -> u32 {
        self.chains[chain as usize][position as usize]
    }

    /// Returns the first parent of a chain's oldest commit; `None` where that is a root.
    pub(super) fn base(&self, chain: u32) -> Option<u32> {
        let oldest = self.chains[chain as usize].first()?;
        self.parents(*oldest).first().copied()
    }

    /// Adds commits whose parents are known or follow: ids, seconds, and parents by number.
    pub(super) fn add(&mut self, fresh: &[(Vec<u8>, i64, Vec<u32>)]) {
        let first = self.len();
        for (id, seconds, parents) in fresh {
            self.ids.add(id);
            self.seconds.push(*seconds);
            self.parents.extend(parents);
            self.starts.push(self.parents.len() as u32);
        }
        self.places.resize(self.seconds.len(), NONE);
        for tip in first..self.len() {
            let mut run = Vec::new();
            let mut next = Some(tip);
            while let Some(commit) = next.filter(|commit| self.places[*commit as usize] == NONE) {
                run.push(commit);
                next = self.parents(commit).first().copied();
            }
            if run.is_empty() {
                continue;
            }
            // What stands on the newest commit of a chain goes on with it.
            let chain = match next.map(|base| (base, self.place(base).0)) {
                Some((base, chain)) if self.chains[chain as usize].last() == Some(&base) => chain,
                _ => {
                    self.chains.push(Vec::new());
                    self.chains.len() as u32 - 1
                }
            };
            for commit in run.into_iter().rev() {
                let chain_commits = &mut self.chains[chain as usize];
                self.places[commit as usize] = (chain, chain_commits.len() as u32);
                chain_commits.push(commit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(number: u8, parents: &[u32]) -> (Vec<u8>, i64, Vec<u32>) {
        (vec![number; 20], i64::from(number), parents.to_vec())
    }

    #[test]
    fn first_parents_make_chains_and_later_commits_lengthen_them() {
        // 3 ── 1 ── 0    4 stands on 3 and is merged by 0; then 5 on 0, and 6 on 1.
        //   └─ 2 ──/
        let mut commits = Commits::new(20);
        commits.add(&[commit(0, &[1, 2]), commit(1, &[3]), commit(2, &[3]), commit(3, &[])]);
        assert_eq!(commits.chains, [vec![3, 1, 0], vec![2]]);
        assert_eq!((commits.base(0), commits.base(1)), (None, Some(3)));
        commits.add(&[commit(5, &[0]), commit(6, &[1])]);
        assert_eq!(commits.chains, [vec![3, 1, 0, 4], vec![2], vec![5]]);
        assert_eq!((commits.place(4), commits.place(5)), ((0, 3), (2, 0)));
        assert_eq!(commits.at((0, 1)), 1);
    }
}
