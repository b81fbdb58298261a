//! What lies behind a commit in a history longer than a walk without numbers looks through.

use std::collections::BTreeSet;

use escapee::history::Repository;
use escapee::model::commit::CommitId;

const COMMITS: usize = 3_000;

/// Returns a number that looks random.
fn mixed(step: usize) -> usize {
    let word = (step as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((word ^ (word >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize
}

#[test]
fn ancestors_are_those_of_the_parents_whether_or_not_generations_are_numbered() {
    let folder = tempfile::tempdir().unwrap();
    let git = git2::Repository::init_bare(folder.path()).unwrap();
    let tree = git.find_tree(git.treebuilder(None).unwrap().write().unwrap()).unwrap();
    let mut commits: Vec<git2::Oid> = Vec::new();
    let mut behind: Vec<BTreeSet<usize>> = Vec::new();
    for place in 0..COMMITS {
        // Several lines beside each other, some of them merged; clocks run backwards.
        let parents: BTreeSet<usize> = (0..=mixed(place) % 2)
            .filter_map(|nth| place.checked_sub(3 + mixed(place + nth * 7_919) % 40))
            .collect();
        let time = git2::Time::new(1_700_000_000 - place as i64, 0);
        let nobody = git2::Signature::new("a", "a@example.com", &time).unwrap();
        let found: Vec<git2::Commit<'_>> =
            parents.iter().map(|parent| git.find_commit(commits[*parent]).unwrap()).collect();
        let found: Vec<&git2::Commit<'_>> = found.iter().collect();
        let text = place.to_string();
        commits.push(git.commit(None, &nobody, &nobody, &text, &tree, &found).unwrap());
        let mut all: BTreeSet<usize> = BTreeSet::from([place]);
        for parent in parents {
            all.extend(&behind[parent]);
        }
        behind.push(all);
    }
    let id = |place: usize| CommitId(commits[place].to_string());
    let repository = Repository::open(folder.path()).unwrap();
    let mut found = 0;
    for step in 0..400 {
        let of = COMMITS - 1 - mixed(step) % 900;
        let other = mixed(step + 5_000) % COMMITS;
        let is_behind = behind[of].contains(&other);
        assert_eq!(repository.is_ancestor(&id(other), &id(of)).unwrap(), is_behind, "{other} {of}");
        found += usize::from(is_behind);
    }
    assert!((40..360).contains(&found), "{found} of 400: the history tells nothing");
    let among: Vec<CommitId> = (0..COMMITS).step_by(61).map(id).collect();
    let nearest = repository.ancestors_among(&id(COMMITS - 1), &among).unwrap();
    let nearest: BTreeSet<CommitId> = nearest.into_iter().collect();
    let all = &behind[COMMITS - 1];
    let expected = all.iter().filter(|place| **place % 61 == 0).map(|place| id(*place));
    assert_eq!(nearest, expected.collect());
}
