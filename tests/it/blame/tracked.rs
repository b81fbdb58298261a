//! Where lines stood at another commit.

use escapee::history::TrackMethod;

use super::{RepoBuilder, opened};

#[test]
fn lines_are_found_where_they_stood_before_and_after() {
    // old ── insert ── edit
    let mut repo = RepoBuilder::new();
    let old = repo.commit("old", &[("a", "a\nb\nc\n")]);
    repo.commit("insert", &[("a", "new\na\nb\nc\n")]);
    let now = repo.commit("edit", &[("a", "new\na\nB\nc\n")]);
    let repo = opened(&repo);

    let back = repo.track(&old, "a", &now).unwrap();
    assert_eq!(back.lines, [None, Some(1), None, Some(3)]);
    assert_eq!((back.from_path.as_deref(), back.method), (Some("a"), TrackMethod::Walked));

    let ahead = repo.track(&now, "a", &old).unwrap();
    assert_eq!(ahead.lines, [Some(2), None, Some(4)]);

    let same = repo.track(&old, "a", &old).unwrap();
    assert_eq!((same.lines, same.method), (vec![Some(1), Some(2), Some(3)], TrackMethod::Same));
}

#[test]
fn a_line_that_was_taken_out_and_put_back_is_not_the_old_line() {
    // old ── take out ── put back, with another line; comparing the ends would pair the two
    let mut repo = RepoBuilder::new();
    let old = repo.commit("old", &[("a", "a\ncheck()\nc\n")]);
    repo.commit("take out", &[("a", "a\nc\n")]);
    let now = repo.commit("put back", &[("a", "a\ncheck()\nc\nd\n")]);

    let found = opened(&repo).track(&old, "a", &now).unwrap();

    assert_eq!(found.lines, [Some(1), None, Some(3), None]);
}

#[test]
fn lines_are_followed_through_renames_both_ways() {
    // old ── move ── edit
    let text = "alpha beta gamma\ndelta epsilon zeta\neta theta iota\n";
    let mut repo = RepoBuilder::new();
    let old = repo.commit("old", &[("a.c", text)]);
    repo.rename("move", "a.c", "b.c", None);
    let now = repo.commit("edit", &[("b.c", &format!("first\n{text}"))]);
    let repo = opened(&repo);

    let back = repo.track(&old, "b.c", &now).unwrap();
    assert_eq!(back.from_path.as_deref(), Some("a.c"));
    assert_eq!(back.lines, [None, Some(1), Some(2), Some(3)]);

    let ahead = repo.track(&now, "a.c", &old).unwrap();
    assert_eq!(ahead.from_path.as_deref(), Some("b.c"));
    assert_eq!(ahead.lines, [Some(2), Some(3), Some(4)]);
}

#[test]
fn branches_meet_at_their_merge_base() {
    // base ── ours
    //   └──── theirs
    let mut repo = RepoBuilder::new();
    repo.commit("base", &[("a", "1\n2\n3\n")]);
    repo.branch("side");
    let theirs = repo.commit("theirs", &[("a", "0\n1\n2\n3\n")]);
    repo.checkout("main");
    let ours = repo.commit("ours", &[("a", "1\n2\nthree\n")]);

    let found = opened(&repo).track(&ours, "a", &theirs).unwrap();

    assert_eq!(found.lines, [None, Some(1), Some(2), None]);
    assert_eq!(found.method, TrackMethod::Walked);
}

#[test]
fn a_line_that_came_round_the_other_commit_is_joined_by_its_author() {
    // base ── covered ── drop x ── merge      x of `merge` came by `side`, past `covered`,
    //   └──────── side ──────────────┘        which had it from `base` all the same
    let mut repo = RepoBuilder::new();
    repo.commit("base", &[("a", "1\nx\n2\n")]);
    repo.branch("side");
    repo.commit("side", &[("a", "1\nx\n2\ny\n")]);
    repo.checkout("main");
    let covered = repo.commit("covered", &[("a", "0\n1\nx\n2\n")]);
    repo.commit("drop x", &[("a", "0\n1\n2\n")]);
    let merge = repo.merge("side", &[("a", "0\n1\nx\n2\ny\n")]);

    let found = opened(&repo).track(&covered, "a", &merge).unwrap();

    assert_eq!(found.lines, [Some(1), Some(2), Some(3), Some(4), None]);
    assert!(found.ambiguous.is_empty());
}

#[test]
fn histories_that_never_meet_are_compared_directly() {
    let mut repo = RepoBuilder::new();
    let one = repo.commit("one", &[("a", "1\n2\n3\n4\n")]);
    repo.checkout("other");
    let two = repo.commit("two", &[("a", "1\nx\n3\n4\n5\n")]);
    let three = repo.commit("three", &[("b", "only here\n")]);
    let repo = opened(&repo);

    let found = repo.track(&one, "a", &two).unwrap();
    assert_eq!(found.lines, [Some(1), None, Some(3), Some(4), None]);
    assert_eq!(found.method, TrackMethod::DirectDiff);

    let missing = repo.track(&one, "b", &three).unwrap();
    assert_eq!((missing.from_path, missing.lines), (None, vec![None]));
}
