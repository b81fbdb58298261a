//! One question to us, to `git` and to libgit2: who put each line there, in histories of every shape.

use std::path::Path;

use escapee::history::{BlameOptions, Repository};
use escapee::model::commit::CommitId;
use git2::{BlameOptions as TheirOptions, Oid};

use super::git::blame_by_git;
use super::{RepoBuilder, opened, origins_with};

/// A line's commit and number there.
type Place = (CommitId, u32);

fn by_us(repo: &Repository, commit: &CommitId, path: &str, ignore_whitespace: bool) -> Vec<Place> {
    let options = BlameOptions { ignore_whitespace, ..BlameOptions::default() };
    let origins = origins_with(repo, commit, path, &options);
    origins.into_iter().map(|(commit, _, line)| (commit, line)).collect()
}

fn by_libgit2(folder: &Path, commit: &CommitId, path: &Path, ignore_space: bool) -> Vec<Place> {
    let repo = git2::Repository::open(folder).unwrap();
    let mut options = TheirOptions::new();
    options.newest_commit(Oid::from_str(&commit.0).unwrap()).ignore_whitespace(ignore_space);
    let blame = repo.blame_file(path, Some(&mut options)).unwrap();
    let mut places = Vec::new();
    for hunk in blame.iter() {
        let commit = CommitId(hunk.final_commit_id().to_string());
        let first = hunk.orig_start_line() as u32;
        places.extend((0..hunk.lines_in_hunk() as u32).map(|step| (commit.clone(), first + step)));
    }
    places
}

/// Asks all three, with and without white space.
#[expect(clippy::print_stdout, reason = "a skipped comparison says so")]
fn all_agree(builder: &RepoBuilder, commit: &CommitId, path: &str) {
    let repo = opened(builder);
    for ignore_space in [false, true] {
        let ours = by_us(&repo, commit, path, ignore_space);
        assert!(!ours.is_empty());
        let theirs = by_libgit2(builder.path(), commit, Path::new(path), ignore_space);
        assert_eq!(ours, theirs, "libgit2, {path}, white space ignored: {ignore_space}");
        match blame_by_git(builder.path(), commit, path, ignore_space) {
            Some(theirs) => {
                let options =
                    BlameOptions { ignore_whitespace: ignore_space, ..BlameOptions::default() };
                assert_eq!(origins_with(&repo, commit, path, &options), theirs, "git, {path}");
            }
            None => println!("skipped: no `git` to compare with"),
        }
    }
}

const TEXT: &str = "int one(void)\n{\n\treturn 1;\n}\n\nint two(void)\n{\n\treturn 2;\n}\n";

#[test]
fn in_a_merge_of_two_sides() {
    // base ── ours ──── merge, which edits a line of its own
    //   └──── theirs ───┘
    let mut repo = RepoBuilder::new();
    repo.commit("base", &[("a.c", TEXT)]);
    repo.branch("theirs");
    let theirs = TEXT.replace("return 2", "return 22");
    repo.commit("theirs", &[("a.c", &theirs)]);
    repo.checkout("main");
    repo.commit("ours", &[("a.c", &TEXT.replace("return 1", "return 11"))]);
    let merged = theirs.replace("return 1", "return 11").replace("two", "deux");
    let merge = repo.merge("theirs", &[("a.c", &merged)]);
    all_agree(&repo, &merge, "a.c");
}

#[test]
fn in_a_criss_cross_of_merges() {
    // base ── one ──── cross ── meet
    //   │       └──╲ ╱───┘       │
    //   │       ┌──╱ ╲───┐       │
    //   └──── two ──── other ────┘
    let mut repo = RepoBuilder::new();
    repo.commit("base", &[("a.c", TEXT)]);
    repo.branch("side");
    let two = TEXT.replace("return 2", "return 22");
    repo.commit("two", &[("a.c", &two)]);
    repo.branch("at-two");
    repo.checkout("main");
    let one = TEXT.replace("return 1", "return 11");
    repo.commit("one", &[("a.c", &one)]);
    repo.branch("at-one");
    let both = two.replace("return 1", "return 11");
    repo.checkout("main");
    repo.merge("at-two", &[("a.c", &both)]);
    repo.commit("more", &[("a.c", &format!("/* main */\n{both}"))]);
    repo.checkout("side");
    repo.merge("at-one", &[("a.c", &both)]);
    repo.commit("more", &[("a.c", &format!("{both}/* side */\n"))]);
    repo.checkout("main");
    let meet = repo.merge("side", &[("a.c", &format!("/* main */\n{both}/* side */\n"))]);
    all_agree(&repo, &meet, "a.c");
}

#[test]
fn through_renames_on_both_sides_of_a_merge() {
    // base ── move ──── merge     the other side edits under the old name
    //   └──── edit ─────┘
    let mut repo = RepoBuilder::new();
    repo.commit("base", &[("a.c", TEXT), ("other", "x\n")]);
    repo.branch("edit");
    let edited = TEXT.replace("return 2", "return 22");
    repo.commit("edit", &[("a.c", &edited)]);
    repo.checkout("main");
    repo.rename("move", "a.c", "lib/b.c", None);
    let merge = repo.merge("edit", &[("lib/b.c", &edited)]);
    let again = repo.rename("move again", "lib/b.c", "c.c", Some(&format!("\n{edited}")));
    all_agree(&repo, &merge, "lib/b.c");
    all_agree(&repo, &again, "c.c");
}

#[test]
fn where_only_the_mode_changes() {
    let mut repo = RepoBuilder::new();
    let write = repo.commit("write", &[("a.sh", "run\nstop\n")]);
    let mode = repo.commit_mode("executable", b"a.sh", "run\nstop\n", 0o100_755);
    let both = repo.commit_mode("back, and edit", b"a.sh", "run\nhalt\n", 0o100_644);
    all_agree(&repo, &mode, "a.sh");
    all_agree(&repo, &both, "a.sh");
    let of_mode = by_us(&opened(&repo), &mode, "a.sh", false);
    assert!(of_mode.iter().all(|(commit, _)| *commit == write));
}

#[test]
fn beside_a_submodule_and_where_one_took_a_files_place() {
    // file ── the folder becomes a submodule ── and a file again
    let mut repo = RepoBuilder::new();
    repo.commit("write", &[("a.c", TEXT), ("lib", "text\n")]);
    repo.commit_mode("submodule", b"lib", "any object's id will do", 0o160_000);
    let edited = TEXT.replace("return 1", "return 11");
    let edit = repo.commit("edit beside it", &[("a.c", &edited)]);
    let file = repo.commit("a file again", &[("lib", "text\n")]);
    all_agree(&repo, &edit, "a.c");
    all_agree(&repo, &file, "lib");
    let place = by_us(&opened(&repo), &file, "lib", false);
    assert_eq!(place, [(file, 1)]);
}

#[test]
fn in_a_shallow_clone() {
    // write (cut off) ── edit (boundary) ── edit again
    let mut repo = RepoBuilder::new();
    repo.commit("write", &[("a.c", TEXT)]);
    let one = TEXT.replace("return 1", "return 11");
    let edge = repo.commit("edit", &[("a.c", &one)]);
    let last = repo.commit("edit again", &[("a.c", &one.replace("return 2", "return 22"))]);
    std::fs::write(repo.path().join("shallow"), format!("{edge}\n")).unwrap();
    all_agree(&repo, &last, "a.c");
}

#[test]
fn with_line_ends_of_two_kinds() {
    let mut repo = RepoBuilder::new();
    repo.commit("unix", &[("a.c", TEXT)]);
    let dos = TEXT.replace('\n', "\r\n");
    let all = repo.commit("dos", &[("a.c", &dos)]);
    let mixed = dos.replacen("\r\n", "\n", 3).replace("return 2;", "return 22;");
    let some = repo.commit("mixed, without an end", &[("a.c", mixed.trim_end())]);
    all_agree(&repo, &all, "a.c");
    all_agree(&repo, &some, "a.c");
}

#[cfg(unix)]
#[test]
fn of_a_path_that_is_not_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let mut builder = RepoBuilder::new();
    let name = b"caf\xe9.c";
    builder.commit_mode("write", name, TEXT, 0o100_644);
    let text = TEXT.replace("return 2", "return 22");
    let edit = builder.commit_mode("edit", name, &text, 0o100_644);

    let ours = by_us(&opened(&builder), &edit, "\"caf\\351.c\"", false);

    let path = Path::new(OsStr::from_bytes(name));
    assert_eq!(ours, by_libgit2(builder.path(), &edit, path, false));
    assert_eq!(ours.iter().filter(|(commit, _)| *commit == edit).count(), 1);
}
