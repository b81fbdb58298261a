//! Who put which line there, on histories small enough to know it.

use escapee::history::{BlameOptions, HistoryError};
use escapee::model::commit::CommitId;
use escapee::model::lines::LineRange;

use super::{RepoBuilder, opened, origins, origins_with};

fn at(commit: &CommitId, path: &str, line: u32) -> (CommitId, String, u32) {
    (commit.clone(), path.to_owned(), line)
}

#[test]
fn blame_names_the_commit_that_wrote_the_line_the_fix_replaced() {
    // add retry ── wait less (bug) ── wait again (fix)
    let mut repo = RepoBuilder::new();
    let add = repo.commit("add retry", &[("retry.rs", "let tries = 3;\nsleep(1);\n")]);
    let bug = repo.commit("wait less", &[("retry.rs", "let tries = 3;\nsleep(0);\n")]);
    repo.commit("wait again", &[("retry.rs", "let tries = 3;\nsleep(2);\n")]);

    let found = origins(&opened(&repo), &bug, "retry.rs");

    assert_eq!(found, [at(&add, "retry.rs", 1), at(&bug, "retry.rs", 2)]);
}

#[test]
fn lines_of_both_sides_of_a_merge_keep_their_authors() {
    // base ──── ours ──── merge
    //   └────── theirs ────┘
    let mut repo = RepoBuilder::new();
    let base = repo.commit("base", &[("a", "1\n2\n3\n4\n5\n")]);
    repo.branch("theirs");
    let theirs = repo.commit("theirs", &[("a", "1\n2\n3\n4\nfive\n")]);
    repo.checkout("main");
    let ours = repo.commit("ours", &[("a", "one\n2\n3\n4\n5\n")]);
    let merge = repo.merge("theirs", &[("a", "one\n2\nboth\n4\nfive\n")]);

    let found = origins(&opened(&repo), &merge, "a");

    let expected = [
        at(&ours, "a", 1),
        at(&base, "a", 2),
        at(&merge, "a", 3),
        at(&base, "a", 4),
        at(&theirs, "a", 5),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_renamed_file_keeps_the_authors_of_its_lines() {
    // write ── move and touch up ── move back under another name
    let text = "alpha beta gamma\ndelta epsilon zeta\neta theta iota\nkappa lambda mu\n";
    let touched = text.replace("eta theta iota", "eta theta IOTA");
    let mut repo = RepoBuilder::new();
    let write = repo.commit("write", &[("src/a.c", text), ("other", "x\n")]);
    let moved = repo.rename("move", "src/a.c", "lib/b.c", Some(&touched));
    let again = repo.rename("move again", "lib/b.c", "c.c", None);

    let found = origins(&opened(&repo), &again, "c.c");

    assert_eq!(found[0], at(&write, "src/a.c", 1));
    assert_eq!(found[2], at(&moved, "lib/b.c", 3));
}

#[test]
fn a_new_indent_takes_no_blame_when_white_space_is_ignored() {
    // write ── indent, with other line ends
    let mut repo = RepoBuilder::new();
    let write = repo.commit("write", &[("a.py", "if x:\n  run()\n  stop()\n")]);
    let indent = repo.commit("indent", &[("a.py", "if x:\r\n    run()\r\n    halt()\r\n")]);
    let repo = opened(&repo);

    let found = origins(&repo, &indent, "a.py");
    assert!(found.iter().all(|(commit, _, _)| *commit == indent));

    let options = BlameOptions { ignore_whitespace: true, ..BlameOptions::default() };
    let found = origins_with(&repo, &indent, "a.py", &options);
    let expected = [at(&write, "a.py", 1), at(&write, "a.py", 2), at(&indent, "a.py", 3)];
    assert_eq!(found, expected);
}

#[test]
fn an_ignored_commit_hands_its_lines_to_those_it_reformatted() {
    // write ── reformat, and log
    let mut repo = RepoBuilder::new();
    let write = repo.commit("write", &[("a.js", "call( first,second )\nstop()\n")]);
    let reformat =
        repo.commit("reformat", &[("a.js", "call(first, second);\nstop();\nlog.debug(42);\n")]);

    let options = BlameOptions { ignore_revs: vec![reformat.clone()], ..BlameOptions::default() };
    let found = origins_with(&opened(&repo), &reformat, "a.js", &options);

    let expected = [at(&write, "a.js", 1), at(&write, "a.js", 2), at(&reformat, "a.js", 3)];
    assert_eq!(found, expected);
}

#[test]
fn ranges_past_the_end_are_cut_and_impossible_ones_are_named() {
    let mut repo = RepoBuilder::new();
    let commit = repo.commit("write", &[("a", "1\n2\n3\n"), ("empty", "")]);
    let repo = opened(&repo);
    let blame = |path: &str, first, last| {
        repo.blame(&commit, path, &[LineRange { first, last }], &BlameOptions::default())
    };

    assert_eq!(blame("a", 2, 900).unwrap().len(), 2);
    assert!(repo.blame(&commit, "a", &[], &BlameOptions::default()).unwrap().is_empty());
    assert!(matches!(blame("a", 4, 4), Err(HistoryError::NoSuchLine { line: 4, count: 3, .. })));
    assert!(matches!(blame("empty", 1, 1), Err(HistoryError::NoSuchLine { count: 0, .. })));
    assert!(matches!(blame("a", 2, 1), Err(HistoryError::EmptyRange { .. })));
    assert!(matches!(blame("a", 0, 1), Err(HistoryError::EmptyRange { .. })));
    assert!(matches!(blame("b", 1, 1), Err(HistoryError::NoSuchFile { .. })));
}

#[test]
fn a_link_that_became_a_file_has_no_past() {
    // link ── file of the same text
    let mut repo = RepoBuilder::new();
    let link = repo.commit_mode("link", b"a", "target\n", 0o120_000);
    let file = repo.commit("file", &[("a", "target\n")]);
    let repo = opened(&repo);

    assert_eq!(origins(&repo, &file, "a"), [at(&file, "a", 1)]);
    let lines = [LineRange::one(1)];
    let refused = repo.blame(&link, "a", &lines, &BlameOptions::default());
    assert!(matches!(refused, Err(HistoryError::NotAFile { .. })));
    assert_eq!(repo.blob_at(&link, "a").unwrap(), None);
}

#[test]
fn history_that_was_cut_off_is_told_from_its_beginning() {
    // write ── extend, and then everything before `extend` is cut off
    let mut builder = RepoBuilder::new();
    let write = builder.commit("write", &[("a", "1\n")]);
    let extend = builder.commit("extend", &[("a", "1\n2\n")]);
    let whole = opened(&builder);
    let all = [LineRange { first: 1, last: 2 }];
    let blamed = whole.blame(&extend, "a", &all, &BlameOptions::default()).unwrap();
    assert!(blamed.iter().all(|line| !line.boundary) && blamed[0].commit == write);

    std::fs::write(builder.path().join("shallow"), format!("{extend}\n")).unwrap();
    let shallow = opened(&builder);

    let blamed = shallow.blame(&extend, "a", &all, &BlameOptions::default()).unwrap();
    assert!(blamed.iter().all(|line| line.boundary && line.commit == extend));
    assert!(shallow.is_shallow() && shallow.is_shallow_boundary(&extend));
    assert_eq!(shallow.change(&extend).unwrap().parent, None);
    assert_eq!(shallow.patch_id(&extend).unwrap(), None);
}
