//! `trace` on repositories that are not as others (SHA-256, grafts, replaced objects, shallow
//! clones): it accuses exactly the commits that `git blame -w` names, with a kept index and without.

use std::collections::BTreeSet;
use std::path::Path;

use escapee::model::commit::CommitId;

use super::shop::run_in;
use crate::blame::foreign::copied;
use crate::blame::git::{blame_by_git, git};
use crate::support::RepoBuilder;

/// A file in which each commit writes a few lines again, over and over, and at last all of them.
fn layered() -> (RepoBuilder, Vec<CommitId>) {
    let mut repo = RepoBuilder::new();
    let mut lines: Vec<String> = (0..40).map(|n| format!("value_{n} = first({n})")).collect();
    let mut commits = Vec::new();
    for step in 0..24 {
        for place in 0..3 {
            lines[(step * 7 + place * 11) % 40] = format!("value_{step}_{place} = later({step})");
        }
        commits.push(repo.commit(&format!("write {step}"), &[("sum.py", &text(&lines))]));
    }
    let all: Vec<String> = (0..40).map(|n| format!("other_{n} = {n}")).collect();
    commits.push(repo.commit("write all", &[("sum.py", &text(&all))]));
    (repo, commits)
}

fn text(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// Returns the commits that `trace` accuses by the lines that a fix deletes, and its notes.
fn accused(folder: &Path, fix: &CommitId, more: &[&str]) -> (BTreeSet<String>, String) {
    let words = ["trace", &fix.0, "--explain", "--format", "json"];
    let ran = run_in(folder, &[&words[..], more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let trace = &value["traces"][0];
    let deleted = |candidate: &&serde_json::Value| candidate["method"] == "deleted";
    let found = trace["candidates"].as_array().unwrap().iter().filter(deleted);
    let commits = found.map(|found| found["commit"].as_str().unwrap().to_owned()).collect();
    (commits, trace["notes"].to_string())
}

/// Returns the commits that git blames for the lines of the file before a fix.
fn blamed(folder: &Path, fix: &CommitId) -> BTreeSet<String> {
    let parent = git(folder, &["rev-parse", &format!("{fix}^1")]).unwrap();
    let parent = CommitId(parent.trim().to_owned());
    let lines = blame_by_git(folder, &parent, "sum.py", true).unwrap();
    lines.into_iter().map(|(commit, _, _)| commit.0).collect()
}

/// Asserts that both say the same of a fix, and returns how many commits they name.
fn agree(folder: &Path, fix: &CommitId) -> usize {
    let theirs = blamed(folder, fix);
    for more in [&[][..], &["--index", "kept"], &["--index", "kept"]] {
        assert_eq!(accused(folder, fix, more).0, theirs, "{more:?}");
    }
    std::fs::remove_file(folder.join("kept")).unwrap();
    theirs.len()
}

/// Returns whether there is a `git` to compare with, and says so where there is none.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn no_git(repo: &RepoBuilder) -> bool {
    let none = git(repo.path(), &["version"]).is_none();
    if none {
        println!("skipped: no `git` to compare with");
    }
    none
}

#[test]
fn in_a_sha256_repository() {
    let (repo, _) = layered();
    let folder = tempfile::tempdir().unwrap();
    if no_git(&repo) || copied(repo.path(), folder.path(), "sha256").is_none() {
        return;
    }
    let tip = CommitId(git(folder.path(), &["rev-parse", "main"]).unwrap().trim().to_owned());
    assert_eq!(tip.0.len(), 64);
    assert!(agree(folder.path(), &tip) > 10);
}

#[test]
fn where_grafts_overrule_parents() {
    let (repo, commits) = layered();
    if no_git(&repo) {
        return;
    }
    let plain = blamed(repo.path(), &commits[24]);
    // Commits 8 to 15 are jumped over, and commit 3 is a root.
    std::fs::create_dir_all(repo.path().join("info")).unwrap();
    let lines = format!("{} {}\n{}\n", commits[16], commits[7], commits[3]);
    std::fs::write(repo.path().join("info/grafts"), lines).unwrap();
    assert!(agree(repo.path(), &commits[24]) > 5);
    assert_ne!(blamed(repo.path(), &commits[24]), plain, "the grafts change nothing");
}

#[test]
fn where_objects_are_replaced() {
    let (repo, commits) = layered();
    if no_git(&repo) {
        return;
    }
    let plain = blamed(repo.path(), &commits[24]);
    git(repo.path(), &["commit-graph", "write", "--reachable", "--changed-paths"]).unwrap();
    git(repo.path(), &["replace", &commits[18].0, &commits[12].0]).unwrap();
    assert!(agree(repo.path(), &commits[24]) > 5);
    assert_ne!(blamed(repo.path(), &commits[24]), plain, "the replacement changes nothing");
}

#[test]
fn a_shallow_clone_says_where_it_ends_and_accuses_no_commit_of_what_lies_behind() {
    let (repo, commits) = layered();
    if no_git(&repo) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("shallow");
    let from = format!("file://{}", repo.path().display());
    let to = clone.display().to_string();
    git(repo.path(), &["clone", "-q", "--bare", "--depth", "6", "--branch", "main", &from, &to])
        .unwrap();
    // git names the commit at the edge for all that is older; that is where history was cut off.
    let edge = git(&clone, &["rev-list", "--max-parents=0", "main"]).unwrap().trim().to_owned();
    let mut theirs = blamed(&clone, &commits[24]);
    assert!(theirs.remove(&edge) && !theirs.is_empty());
    for more in [&[][..], &["--index", "kept"], &["--index", "kept"]] {
        let (ours, notes) = accused(&clone, &commits[24], more);
        assert_eq!(ours, theirs, "{more:?}");
        assert!(notes.to_lowercase().contains("shallow"), "{notes}");
    }
}
