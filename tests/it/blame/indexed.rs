//! The blame index: what it answers is what the repository answers.

use std::sync::Arc;

use escapee::history::{BlameOptions, Repository};
use escapee::model::blame_index::BlameIndex;
use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;

use super::git::tangled;
use super::{RepoBuilder, grow, opened, origins, with_index};

const ALL: [LineRange; 1] = [LineRange { first: 1, last: u32::MAX }];

#[test]
fn an_index_that_grew_step_by_step_answers_like_the_repository() {
    let (builder, steps) = tangled();
    let plain = opened(&builder);
    let mut index = plain.empty_index();
    let mut kept = index.take_parts();
    for (commit, path) in &steps {
        // Each step starts from what was kept of the steps before.
        index = BlameIndex::read(&kept).index.unwrap();
        grow(&plain, &mut index, std::slice::from_ref(commit));
        kept.extend(index.take_parts());
        let mut indexed = opened(&builder);
        indexed.use_index(Arc::new(index));
        for ignore_whitespace in [false, true] {
            let options = BlameOptions { ignore_whitespace, ..BlameOptions::default() };
            let blame = |repo: &Repository| repo.blame(commit, path, &ALL, &options).unwrap();
            assert_eq!(blame(&indexed), blame(&plain), "{path} at {commit}");
        }
        let index = BlameIndex::read(&kept).index.unwrap();
        kept.extend(index.part_of_hunks(&indexed.take_hunks()));
    }
    let index = BlameIndex::read(&kept).index.unwrap();
    assert!(index.pair_count() > steps.len(), "only {} pairs", index.pair_count());
}

#[test]
fn commits_that_the_index_does_not_know_are_walked_until_it_knows_them() {
    let (builder, steps) = tangled();
    let plain = opened(&builder);
    let indexed = with_index(builder.path(), &[steps[30].0.clone()]);
    let (last, path) = steps.last().unwrap();
    let blame = |repo: &Repository| repo.blame(last, path, &ALL, &BlameOptions::default()).unwrap();
    assert_eq!(blame(&indexed), blame(&plain));
}

#[test]
fn tracking_with_an_index_is_tracking_without_one() {
    let (builder, steps) = tangled();
    let plain = opened(&builder);
    let tips: Vec<CommitId> = steps.iter().map(|(commit, _)| commit.clone()).collect();
    let indexed = with_index(builder.path(), &tips);
    for ((to, path), (from, _)) in steps.iter().zip(steps.iter().skip(11)).step_by(3) {
        let track = |repo: &Repository| repo.track(from, path, to).unwrap();
        assert_eq!(track(&indexed), track(&plain), "{path} from {from} to {to}");
        let path = &steps.iter().find(|(commit, _)| commit == from).unwrap().1;
        let back = |repo: &Repository| repo.track(to, path, from).unwrap();
        assert_eq!(back(&indexed), back(&plain), "{path} from {to} to {from}");
    }
}

#[test]
fn hunks_that_were_kept_stand_in_for_the_contents() {
    let mut builder = RepoBuilder::new();
    let first = builder.commit("write", &[("a", "1\n2\n")]);
    let last = builder.commit("extend", &[("a", "1\n2\n3\n")]);
    let indexed = with_index(builder.path(), std::slice::from_ref(&last));
    indexed.blame(&last, "a", &ALL, &BlameOptions::default()).unwrap();
    let found = indexed.take_hunks();
    assert_eq!(found.len(), 1);
    assert!(indexed.take_hunks().is_empty());

    let mut index = indexed.empty_index();
    grow(&indexed, &mut index, std::slice::from_ref(&last));
    let part = index.part_of_hunks(&found);
    let kept = [index.take_parts(), part].concat();
    let mut again = opened(&builder);
    again.use_index(Arc::new(BlameIndex::read(&kept).index.unwrap()));
    let blamed = again.blame(&last, "a", &ALL, &BlameOptions::default()).unwrap();
    assert_eq!(blamed.iter().map(|line| &line.commit).collect::<Vec<_>>(), [&first, &first, &last]);
    assert!(again.take_hunks().is_empty(), "the kept hunks were found out again");
}

#[test]
fn a_path_that_was_a_folder_a_link_and_a_file_keeps_its_story() {
    // file ── link ── folder ── file again, with the first text
    let mut builder = RepoBuilder::new();
    builder.commit("file", &[("a", "1\n2\n")]);
    builder.commit_mode("link", b"a", "2\n", 0o120_000);
    builder.remove("gone", "a");
    builder.commit("folder", &[("a/b", "1\n2\n")]);
    builder.remove("gone again", "a/b");
    let last = builder.commit("again", &[("a", "1\n2\n"), ("c", "3\n")]);
    let found = origins(&opened(&builder), &last, "a");
    assert!(found.iter().all(|(commit, _, _)| *commit == last), "{found:?}");
}

#[test]
fn clocks_that_run_backwards_change_nothing() {
    let mut builder = RepoBuilder::new();
    builder.commit_at(5_000, "one", &[("a", "1\n2\n3\n4\n")]);
    builder.branch("side");
    builder.commit_at(900, "two", &[("a", "1\n2\n3\nfour\n")]);
    builder.checkout("main");
    builder.commit_at(100, "three", &[("a", "one\n2\n3\n4\n")]);
    let merge = builder.merge("side", &[("a", "one\n2\n3\nfour\n")]);
    let last = builder.commit_at(50, "five", &[("a", "one\n2\nthree\nfour\n")]);
    let repo = opened(&builder);
    origins(&repo, &merge, "a");
    assert_eq!(origins(&repo, &last, "a").len(), 4);
}

#[test]
fn an_index_of_another_world_does_not_fit() {
    let mut builder = RepoBuilder::new();
    let first = builder.commit("one", &[("a", "1\n")]);
    let last = builder.commit("two", &[("a", "1\n2\n")]);
    let repo = opened(&builder);
    let mut index = repo.empty_index();
    grow(&repo, &mut index, std::slice::from_ref(&last));
    assert!(repo.fits(&index));

    std::fs::create_dir_all(builder.path().join("info")).unwrap();
    let grafts = builder.path().join("info/grafts");
    std::fs::write(&grafts, format!("{last}\n")).unwrap();
    assert!(!opened(&builder).fits(&index));
    std::fs::remove_file(grafts).unwrap();
    assert!(opened(&builder).fits(&index));
    std::fs::write(builder.path().join("shallow"), format!("{last}\n")).unwrap();
    assert!(!opened(&builder).fits(&index));
    std::fs::remove_file(builder.path().join("shallow")).unwrap();
    let replaced = builder.path().join("refs/replace");
    std::fs::create_dir_all(&replaced).unwrap();
    std::fs::write(replaced.join(&last.0), format!("{first}\n")).unwrap();
    assert!(!opened(&builder).fits(&index));
}
