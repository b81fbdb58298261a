//! Names, the shape of history, and changes.

use std::path::Path;

use escapee::history::{HistoryError, Repository};
use escapee::model::commit::CommitId;

use super::{RepoBuilder, opened};

#[test]
fn what_cannot_be_opened_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Repository::open(folder.path());
    assert!(matches!(refused, Err(HistoryError::NotARepository { .. })));
    let refused = Repository::open(Path::new("no/such/folder")).err().unwrap();
    assert_eq!(refused.to_string(), "no folder `no/such/folder`");
}

#[test]
fn an_empty_repository_has_no_head_and_no_tags() {
    let builder = RepoBuilder::new();
    let repo = opened(&builder);
    assert_eq!(repo.head().unwrap(), None);
    assert_eq!(repo.branch_tip(Some("main")).unwrap(), None);
    assert!(repo.tags().unwrap().is_empty());
    assert_eq!(repo.resolve("HEAD").unwrap_err().to_string(), "no commit is known as `HEAD`");
}

#[test]
fn a_working_tree_its_folders_and_linked_working_trees_are_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let (main, linked) = (folder.path().join("main"), folder.path().join("linked"));
    let git = git2::Repository::init(&main).unwrap();
    let author = git2::Signature::new("A", "a@example.com", &git2::Time::new(0, 0)).unwrap();
    let tree = git.treebuilder(None).unwrap().write().unwrap();
    let tree = git.find_tree(tree).unwrap();
    let id = git.commit(Some("HEAD"), &author, &author, "m", &tree, &[]).unwrap();
    git.worktree("linked", &linked, None).unwrap();
    std::fs::create_dir(main.join("sub")).unwrap();

    for path in [main.clone(), main.join("sub"), main.join(".git"), linked] {
        let repo = Repository::open(&path).unwrap();
        assert_eq!(repo.head().unwrap(), Some(CommitId(id.to_string())), "{}", path.display());
        assert_eq!(repo.path(), path);
    }
}

#[test]
fn revisions_branches_and_tags_name_commits() {
    // first (v1, annotated v1.0 of a day later) ── second (v2)
    let mut builder = RepoBuilder::new();
    let first = builder.commit("first", &[("a", "1\n")]);
    builder.tag("v1");
    builder.annotated_tag("v1.0", 1_704_157_200);
    let second = builder.commit("second", &[("a", "2\n")]);
    builder.tag("v2");
    let repo = opened(&builder);

    for rev in ["v1", "v1.0", "HEAD~1", "main^", first.short(), &first.0] {
        assert_eq!(repo.resolve(rev).unwrap(), first, "{rev}");
    }
    assert!(matches!(repo.resolve("v3"), Err(HistoryError::UnknownRevision { .. })));
    assert_eq!(repo.branch_tip(None).unwrap(), Some(second.clone()));
    assert_eq!(repo.branch_tip(Some("main")).unwrap(), Some(second));
    let tags = repo.tags().unwrap();
    let tags: Vec<_> = tags.iter().map(|tag| (tag.name.as_str(), tag.at.timestamp())).collect();
    // v1 and v2 have the hours of their commits, v1.0 has its own.
    assert_eq!(tags, [("v1", 1_704_070_800), ("v2", 1_704_074_400), ("v1.0", 1_704_157_200)]);
}

#[test]
fn log_puts_children_before_parents_even_when_clocks_are_wrong() {
    // base ── ours (clock far back) ── merge
    //   └──── theirs ─────────────────┘
    let mut builder = RepoBuilder::new();
    let base = builder.commit("base", &[("a", "1\n")]);
    builder.branch("theirs");
    let theirs = builder.commit("theirs", &[("b", "1\n")]);
    builder.checkout("main");
    let ours = builder.commit_at(1_000_000, "ours", &[("a", "2\n")]);
    let merge = builder.merge("theirs", &[("b", "1\n")]);
    let repo = opened(&builder);

    let log: Vec<CommitId> = repo.log(&merge).unwrap().into_iter().map(|c| c.id).collect();
    assert_eq!(log, [merge.clone(), theirs.clone(), ours.clone(), base.clone()]);
    let chain: Vec<CommitId> =
        repo.first_parents(&merge).unwrap().into_iter().map(|(id, _)| id).collect();
    assert_eq!(chain, [merge.clone(), ours.clone(), base.clone()]);

    assert!(
        repo.is_ancestor(&theirs, &merge).unwrap() && repo.is_ancestor(&merge, &merge).unwrap()
    );
    assert!(!repo.is_ancestor(&theirs, &ours).unwrap());
    // Asked again, the answer comes from memory.
    assert!(!repo.is_ancestor(&theirs, &ours).unwrap() && repo.is_ancestor(&base, &ours).unwrap());
    let among = [base.clone(), ours.clone(), theirs.clone()];
    assert_eq!(repo.ancestors_among(&merge, &among).unwrap(), [theirs, ours.clone(), base.clone()]);
    assert_eq!(repo.ancestors_among(&ours, &among).unwrap(), [ours, base]);
}

#[test]
fn a_change_lists_files_renames_and_hunks() {
    // write ── move ── edit ── remove
    let text = "alpha beta\ngamma delta\nepsilon zeta\n";
    let mut builder = RepoBuilder::new();
    let root = builder.commit("write", &[("a", "1\n2\n3\n"), ("moved", text), ("bin", "x\0y\n")]);
    builder.rename("move", "moved", "to/here", None);
    let edit = builder.commit("edit", &[("a", "1\ntwo\n3\n4\n"), ("bin", "x\0z\n")]);
    let gone = builder.remove("remove", "a");
    let repo = opened(&builder);

    let change = repo.change(&edit).unwrap();
    let [text, binary] = change.files.as_slice() else { panic!("two files") };
    assert_eq!((text.path(), binary.path()), ("a", "bin"));
    let hunk = &text.hunks[0];
    assert_eq!((hunk.old_first, hunk.new_first), (2, 2));
    assert_eq!(
        (hunk.removed.as_slice(), hunk.added.as_slice()),
        (&["2".into()][..], &["two".into()][..])
    );
    let hunk = &text.hunks[1];
    assert_eq!((hunk.old_first, hunk.new_first, hunk.added.len()), (3, 4, 1));
    assert!(binary.binary && binary.hunks.is_empty());

    let moved = repo.change(change.parent.as_ref().unwrap()).unwrap();
    assert_eq!(moved.files.len(), 1);
    assert_eq!(moved.files[0].old_path.as_deref(), Some("moved"));
    assert_eq!(moved.files[0].new_path.as_deref(), Some("to/here"));
    assert!(moved.files[0].hunks.is_empty());

    let removed = repo.change(&gone).unwrap();
    assert_eq!((removed.files.len(), removed.files[0].new_path.as_deref()), (1, None));
    assert_eq!(removed.files[0].hunks[0].removed, ["1", "two", "3", "4"]);

    let first = repo.change(&root).unwrap();
    assert_eq!((first.parent, first.files.len()), (None, 3));
    assert_eq!(first.files[0].hunks[0].old_first, 0);
}

#[test]
fn a_cherry_pick_has_the_patch_id_of_its_origin() {
    // base ── shift ── pick
    //   └──── fix
    let mut builder = RepoBuilder::new();
    let base = builder.commit("base", &[("a", "1\n2\n3\n")]);
    builder.branch("side");
    let fix = builder.commit("fix", &[("a", "1\ntwo()\n3\n")]);
    builder.checkout("main");
    builder.commit("shift", &[("a", "0\n0\n1\n2\n3\n")]);
    let pick = builder.commit("pick", &[("a", "0\n0\n1\n  two( )\n3\n")]);
    let other = builder.commit("other", &[("a", "0\n0\n1\nTWO\n3\n")]);
    let empty = builder.commit("empty", &[]);
    let merge = builder.merge("side", &[]);
    let repo = opened(&builder);

    let id = |commit: &CommitId| repo.patch_id(commit).unwrap();
    assert_eq!(id(&fix), id(&pick));
    assert!(id(&fix).is_some() && id(&fix) != id(&other) && id(&base).is_some());
    assert_eq!((id(&empty), id(&merge)), (None, None));
}

#[test]
fn paths_that_are_not_text_are_quoted_and_accepted_back() {
    let mut builder = RepoBuilder::new();
    let commit = builder.commit_mode("write", b"caf\xe9.c", "1\n", 0o100_644);
    let repo = opened(&builder);

    let files = repo.files_at(&commit).unwrap();
    assert_eq!(files[0].0, "\"caf\\351.c\"");
    assert_eq!(repo.blob_at(&commit, &files[0].0).unwrap().as_ref(), Some(&files[0].1));
    assert_eq!(repo.content(&files[0].1).unwrap(), b"1\n");
    assert_eq!(repo.change(&commit).unwrap().files[0].path(), files[0].0);
}
