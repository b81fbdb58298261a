//! Repositories that are not as others: SHA-256, grafts, replaced objects, shallow edges; each
//! compared with `git` itself.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use escapee::history::{BlameOptions, HistoryError, Repository};
use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;

use super::git::{agrees, git, tangled};
use super::{opened, with_index};

/// Copies a repository into one of another object format by `git fast-export` and `fast-import`;
/// `None` where there is no `git`, or one that does not know the format.
pub(crate) fn copied(from: &Path, to: &Path, format: &str) -> Option<()> {
    git(from, &["version"])?;
    let format = format!("--object-format={format}");
    let path = std::env::var_os("PATH")?;
    let made = Command::new("git")
        .env_clear()
        .env("PATH", &path)
        .args(["init", "-q", "--bare", &format])
        .arg(to)
        .status();
    if !made.ok()?.success() {
        return None;
    }
    let stream = git(from, &["fast-export", "--all", "--date-order"])?;
    let mut import = Command::new("git")
        .env_clear()
        .env("PATH", &path)
        .arg("-C")
        .arg(to)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .ok()?;
    import.stdin.take()?.write_all(stream.as_bytes()).ok()?;
    assert!(import.wait().unwrap().success());
    Some(())
}

#[test]
fn blame_agrees_with_git_on_a_sha256_repository() {
    let (builder, steps) = tangled();
    let folder = tempfile::tempdir().unwrap();
    if copied(builder.path(), folder.path(), "sha256").is_none() {
        println!("skipped: no `git` that knows SHA-256");
        return;
    }
    let repo = Repository::open(folder.path()).unwrap();
    let log = git(folder.path(), &["rev-list", "main"]).unwrap();
    let tip = CommitId(log.lines().next().unwrap().to_owned());
    assert_eq!(tip.0.len(), 64);
    let path = &steps.last().unwrap().1;
    assert!(agrees(&repo, folder.path(), &tip, path));
    // And once more out of a pack with a commit graph.
    git(folder.path(), &["repack", "-adfq"]).unwrap();
    git(folder.path(), &["commit-graph", "write", "--reachable", "--changed-paths"]).unwrap();
    let packed = Repository::open(folder.path()).unwrap();
    assert!(agrees(&packed, folder.path(), &tip, path));
}

#[test]
fn blame_agrees_with_git_where_grafts_overrule_parents() {
    let (builder, steps) = tangled();
    let [(early, _), (middle, _), (late, _)] = [&steps[8], &steps[20], &steps[40]];
    std::fs::create_dir_all(builder.path().join("info")).unwrap();
    // One commit jumps over others, one becomes a root, and two lines say nothing.
    let lines = format!("# cut\n{late} {early}\n{middle}\nnonsense\n{late} {middle}\n");
    std::fs::write(builder.path().join("info/grafts"), lines).unwrap();
    let repo = opened(&builder);
    for (commit, path) in [&steps[25], &steps[45], steps.last().unwrap()] {
        if !agrees(&repo, builder.path(), commit, path) {
            return;
        }
    }
    assert!(repo.commit(middle).unwrap().parents.is_empty());
    assert_eq!(repo.commit(late).unwrap().parents, std::slice::from_ref(early));
}

#[test]
fn blame_agrees_with_git_where_objects_are_replaced() {
    let (builder, steps) = tangled();
    if git(builder.path(), &["commit-graph", "write", "--reachable", "--changed-paths"]).is_none() {
        println!("skipped: no `git` to compare with");
        return;
    }
    // A commit stands in for another: its tree and its parents count, under the other's id.
    let [(old, _), (new, _)] = [&steps[36], &steps[33]];
    git(builder.path(), &["replace", &old.0, &new.0]).unwrap();
    let content = |commit: &CommitId| {
        let path = &steps.iter().find(|(other, _)| other == commit).unwrap().1;
        git(builder.path(), &["rev-parse", &format!("{commit}:{path}")]).unwrap().trim().to_owned()
    };
    let (blob, other) = (content(&steps[50].0), content(&steps[52].0));
    git(builder.path(), &["replace", &blob, &other]).unwrap();
    let repo = opened(&builder);
    for (commit, path) in [&steps[45], &steps[51], steps.last().unwrap()] {
        assert!(agrees(&repo, builder.path(), commit, path));
    }
}

#[test]
fn blame_agrees_with_git_where_a_layered_graph_has_path_filters() {
    let (builder, steps) = tangled();
    // The branches as they were half way, and as they are: a layer for each.
    let write = ["commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge"];
    let heads = git(builder.path(), &["for-each-ref", "--format=%(refname) %(objectname)"]);
    let Some(heads) = heads else {
        println!("skipped: no `git` to compare with");
        return;
    };
    for half_way in [true, false] {
        for head in heads.lines() {
            let (name, commit) = head.split_once(' ').unwrap();
            let commit = if half_way { &steps[30].0.0 } else { commit };
            git(builder.path(), &["update-ref", name, commit]);
        }
        git(builder.path(), &write);
    }
    let chain = builder.path().join("objects/info/commit-graphs/commit-graph-chain");
    assert_eq!(std::fs::read_to_string(chain).unwrap().lines().count(), 2);
    let repo = opened(&builder);
    assert!(repo.has_path_filters());
    for (commit, path) in steps.iter().skip(9).step_by(9) {
        assert!(agrees(&repo, builder.path(), commit, path));
    }
}

#[test]
fn the_edge_of_a_shallow_clone_is_told_and_never_guessed() {
    let (builder, steps) = tangled();
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("shallow");
    let from = format!("file://{}", builder.path().display());
    let to = clone.display().to_string();
    let arguments = ["clone", "-q", "--bare", "--depth", "12", "--branch", "main", &from, &to];
    if git(builder.path(), &arguments).is_none() {
        println!("skipped: no `git` to compare with");
        return;
    }
    let repo = Repository::open(&clone).unwrap();
    let (tip, path) = steps.last().unwrap();
    assert!(repo.is_shallow() && agrees(&repo, &clone, tip, path));
    let text = git(&clone, &["blame", "--line-porcelain", &tip.0, "--", path]).unwrap();
    let theirs = text.lines().filter(|line| *line == "boundary").count();
    let all = [LineRange { first: 1, last: u32::MAX }];
    for repo in [&repo, &with_index(&clone, std::slice::from_ref(tip))] {
        let lines = repo.blame(tip, path, &all, &BlameOptions::default()).unwrap();
        assert!(theirs > 0 && lines.iter().filter(|line| line.boundary).count() == theirs);
    }
}

#[test]
fn a_history_that_grafts_bend_into_a_circle_is_refused_and_not_walked_for_ever() {
    let (builder, steps) = tangled();
    let [(old, _), (young, path)] = [&steps[3], &steps[30]];
    std::fs::create_dir_all(builder.path().join("info")).unwrap();
    std::fs::write(builder.path().join("info/grafts"), format!("{old} {young}\n")).unwrap();
    let repo = opened(&builder);
    let all = [LineRange { first: 1, last: u32::MAX }];
    let circle =
        |error: HistoryError| assert!(matches!(error, HistoryError::Circle { .. }), "{error}");
    circle(repo.blame(young, path, &all, &BlameOptions::default()).unwrap_err());
    circle(repo.commits_beyond(&repo.empty_index(), std::slice::from_ref(young)).unwrap_err());
}
