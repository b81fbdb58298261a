//! Repositories that lack something, or say something else than their objects do.

use escapee::history::{HistoryError, TraceOptions, trace};
use escapee::model::commit::CommitId;
use escapee::model::region::{CandidateMethod, LineRole, TraceNote};

use super::{CART, found, lines, open, traced};
use crate::support::RepoBuilder;

/// add cart ── other ── fix, where `other` touches another line.
fn three() -> (RepoBuilder, [CommitId; 3]) {
    let mut repo = RepoBuilder::new();
    let add = repo.commit("add cart", &[("cart.py", CART)]);
    let between = CART.replace("price = 0", "price = 0.0");
    let other = repo.commit("other", &[("cart.py", &between)]);
    let fixed = between.replace("len(items)", "len(list(items))");
    let fix = repo.commit("fix", &[("cart.py", &fixed)]);
    (repo, [add, other, fix])
}

/// Takes an object out of the repository, as a partial clone lacks it, and returns its id.
fn lose(repo: &RepoBuilder, revision: &str) -> String {
    let git = git2::Repository::open(repo.path()).unwrap();
    let id = git.revparse_single(revision).unwrap().id().to_string();
    let (folder, file) = id.split_at(2);
    std::fs::remove_file(repo.path().join("objects").join(folder).join(file)).unwrap();
    id
}

#[test]
fn content_missing_in_history_leaves_the_region_and_says_what_is_unknown() {
    let (repo, [add, _, fix]) = three();
    let id = lose(&repo, &format!("{add}:cart.py"));

    let trace = traced(&repo, &fix);

    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
    assert_eq!(trace.notes, [TraceNote::MissingObject { id }]);
    assert!(trace.candidates.is_empty() && trace.lacks_objects());
}

#[test]
fn content_missing_in_the_fix_itself_is_named() {
    let (repo, [_, other, fix]) = three();
    let id = lose(&repo, &format!("{fix}:cart.py"));

    let trace = traced(&repo, &fix);

    assert_eq!((trace.parent, trace.files.len()), (Some(other), 0));
    assert_eq!(trace.notes, [TraceNote::MissingObject { id }]);
}

#[test]
fn cause_a_message_names_is_an_answer_even_where_objects_are_missing() {
    let mut repo = RepoBuilder::new();
    let add = repo.commit("add cart", &[("cart.py", CART)]);
    let fixed = CART.replace("len(items)", "len(list(items))");
    let fix = repo.commit(&format!("fix\n\nFixes: {add}"), &[("cart.py", &fixed)]);
    lose(&repo, &format!("{add}:cart.py"));

    assert_eq!(found(&traced(&repo, &fix)), [(&add, CandidateMethod::Message)]);
}

#[test]
fn damaged_content_is_named_like_a_missing_one() {
    let (repo, [add, _, fix]) = three();
    let id = lose(&repo, &format!("{add}:cart.py"));
    let (folder, file) = id.split_at(2);
    std::fs::write(repo.path().join("objects").join(folder).join(file), "no object").unwrap();

    let trace = traced(&repo, &fix);

    assert_eq!(trace.notes, [TraceNote::MissingObject { id }]);
    assert_eq!(trace.files.len(), 1);
}

#[test]
fn missing_fix_is_an_error_that_names_it() {
    let (repo, [_, _, fix]) = three();
    lose(&repo, &fix.0);
    let refused = trace(&open(&repo), &fix, &TraceOptions::default()).unwrap_err();
    assert!(matches!(refused, HistoryError::Missing { id } if id == fix.0));
}

#[test]
fn replaced_commit_is_read_as_its_replacement_as_git_reads_it() {
    // add cart ── other ── fix     `other` is replaced by a commit that also wrote the line fixed
    //   └──────── instead
    let (mut repo, [add, other, fix]) = three();
    let git = git2::Repository::open(repo.path()).unwrap();
    git.reference("refs/heads/side", add.0.parse().unwrap(), true, "").unwrap();
    repo.checkout("side");
    // The same content in the end, but not the same in between.
    let parent = CART.replace("len(items)", "count(items)");
    repo.commit("in between", &[("cart.py", &parent)]);
    let between = CART.replace("price = 0", "price = 0.0");
    let instead = repo.commit("instead", &[("cart.py", &between)]);
    let name = format!("refs/replace/{other}");
    git.reference(&name, instead.0.parse().unwrap(), true, "").unwrap();

    let trace = traced(&repo, &fix);

    // Git shows the replaced commit's own id with the replacement's content and parents.
    assert_eq!(found(&trace)[0], (&other, CandidateMethod::Deleted));
    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
}

#[test]
fn enormous_file_is_noted_and_the_rest_still_read() {
    let mut repo = RepoBuilder::new();
    let add = repo.commit("add", &[("cart.py", CART), ("big.py", "x = 1\n")]);
    let fixed = CART.replace("len(items)", "len(list(items))");
    // One byte more than is read.
    let big = "# \n".repeat((64 << 20) / 3 + 1);
    let fix = repo.commit("fix", &[("cart.py", &fixed), ("big.py", &big)]);

    let trace = traced(&repo, &fix);

    assert_eq!(trace.notes, [TraceNote::Unreadable { path: "big.py".into() }]);
    assert_eq!((trace.files.len(), found(&trace)[0].0), (1, &add));
}
