//! Fixes with something odd about them: merges, roots, renames, shallow clones, binary files.

use escapee::model::region::{CandidateMethod, LineRole, TraceNote};

use super::{CART, found, lines, traced};
use crate::support::RepoBuilder;

#[test]
fn merge_is_read_against_its_first_parent() {
    // add ─┬─ other ──────┬─ merge
    //      └─ fix on side ┘
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    repo.branch("side");
    let fixed = CART.replace("len(items)", "len(list(items))");
    repo.commit("fix", &[("cart.py", &fixed)]);
    repo.checkout("main");
    let other = repo.commit("other", &[("b.py", "x = 1\n")]);
    let merge = repo.merge("side", &[("cart.py", &fixed)]);

    let trace = traced(&repo, &merge);

    assert_eq!(trace.parent, Some(other));
    assert_eq!(trace.notes, [TraceNote::Merge]);
    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
    assert_eq!(found(&trace)[0], (&first, CandidateMethod::Deleted));
}

#[test]
fn root_and_empty_fixes_have_no_region_and_say_why() {
    let mut repo = RepoBuilder::new();
    let root = repo.commit("add cart", &[("cart.py", CART)]);
    let empty = repo.commit("nothing", &[]);

    let of_root = traced(&repo, &root);
    assert_eq!((of_root.parent, of_root.files.len()), (None, 0));
    assert_eq!(of_root.notes, [TraceNote::Root]);
    let of_empty = traced(&repo, &empty);
    assert_eq!((of_empty.parent, of_empty.files.len()), (Some(root), 0));
    assert_eq!((of_empty.notes, of_empty.candidates.len()), (vec![TraceNote::Empty], 0));
}

#[test]
fn lines_older_than_a_shallow_clone_accuse_nobody() {
    // add cart (cut off) ── reword (boundary) ── fix
    let mut repo = RepoBuilder::new();
    repo.commit("add cart", &[("cart.py", CART)]);
    let boundary = repo.commit("reword", &[("README.md", "a cart\n")]);
    let fixed = CART.replace("len(items)", "len(list(items))");
    let fix = repo.commit("fix", &[("cart.py", &fixed)]);
    std::fs::write(repo.path().join("shallow"), format!("{boundary}\n")).unwrap();

    let trace = traced(&repo, &fix);

    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
    assert_eq!((trace.candidates.len(), trace.notes), (0, vec![TraceNote::ShallowBoundary]));
    let of_boundary = traced(&repo, &boundary);
    assert_eq!((of_boundary.parent, of_boundary.notes), (None, vec![TraceNote::ShallowBoundary]));
}

#[test]
fn region_of_a_renamed_file_is_named_by_its_path_at_the_parent() {
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("old cart é.py", CART)]);
    let fixed = CART.replace("len(items)", "len(list(items))");
    let fix = repo.rename("fix and move", "old cart é.py", "cart.py", Some(&fixed));

    let trace = traced(&repo, &fix);

    assert_eq!(trace.files[0].path, "old cart é.py");
    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
    assert_eq!(found(&trace), [(&first, CandidateMethod::Deleted)]);
    assert_eq!(trace.candidates[0].path, "old cart é.py");
}

#[test]
fn file_with_most_statements_comes_first_and_configuration_only_counts_alone() {
    let mut repo = RepoBuilder::new();
    let one = "def one():\n    return 1\n";
    let two = "def two():\n    a = 1\n    b = 2\n    return a + b\n";
    let files = [("a.py", one), ("b.py", two), ("deploy.yaml", "replicas: 1\n")];
    repo.commit("add", &files);
    let (new_one, new_two) = (one.replace('1', "3"), two.replace("a = 1\n    b = 2", "a = b = 3"));
    let fixed = [("a.py", &*new_one), ("b.py", &*new_two), ("deploy.yaml", "replicas: 2\n")];
    let fix = repo.commit("fix", &fixed);
    let only = repo.commit("scale", &[("deploy.yaml", "replicas: 3\n")]);

    let paths = |fix| traced(&repo, fix).files.into_iter().map(|f| f.path).collect::<Vec<_>>();
    assert_eq!(paths(&fix), ["b.py", "a.py"]);
    assert_eq!(paths(&only), ["deploy.yaml"]);
    assert_eq!(found(&traced(&repo, &only)), [(&fix, CandidateMethod::AnyLine)]);
}

#[test]
fn binary_file_is_noted_and_the_rest_still_read() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("cart.py", CART), ("blob.py", "\0")]);
    let fixed = CART.replace("len(items)", "len(list(items))");
    let fix = repo.commit("fix", &[("cart.py", &fixed), ("blob.py", "\0\0")]);

    let trace = traced(&repo, &fix);

    assert_eq!(trace.notes, [TraceNote::Unreadable { path: "blob.py".into() }]);
    assert_eq!(trace.files.len(), 1);
}

#[test]
fn test_inside_a_source_file_is_no_part_of_the_region() {
    let mut repo = RepoBuilder::new();
    let text = "fn one() -> u8 {\n    1\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn one_is_one() {\n        assert_eq!(super::one(), 1);\n    }\n}\n";
    let first = repo.commit("add", &[("src/lib.rs", text)]);
    let fixed = text.replace("    1\n", "    2\n").replace("one(), 1", "one(), 2");
    let fix = repo.commit("fix", &[("src/lib.rs", &fixed)]);

    let trace = traced(&repo, &fix);

    assert_eq!(lines(&trace.files[0]), [(2, LineRole::Deleted)]);
    assert_eq!(found(&trace), [(&first, CandidateMethod::Deleted)]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_fix_of_many_large_files_is_traced_without_all_of_them_in_memory() {
    // add ── fix of one file ── fix of all of them
    let text = |end: &str| format!("{}{end}\n", "0 1 2 3 4 5 6 7 8 9\n".repeat(50_000));
    let (before, after) = (text("before"), text("after"));
    let paths: Vec<String> = (0..80).map(|n| format!("data/{n}.txt")).collect();
    let with = |text: &str, cart: &str| {
        let all = paths.iter().map(|path| (path.clone(), text.to_owned()));
        all.chain([("cart.py".to_owned(), cart.to_owned())]).collect::<Vec<_>>()
    };
    let mut repo = RepoBuilder::new();
    let mut commit = |message: &str, files: &[(String, String)]| {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        repo.commit(message, &files)
    };
    commit("add", &with(&before, CART));
    let cart = CART.replace("len(items)", "len(list(items))");
    let small = commit("fix", &[("cart.py".to_owned(), cart.clone())]);
    let large = commit("fix", &with(&after, &cart.replace("list(", "tuple(")));
    let peak = |fix: &str| {
        let mut trace = std::process::Command::new(env!("CARGO_BIN_EXE_escapee"));
        let (peak, code) =
            crate::report_memory::peak_of(trace.current_dir(repo.path()).args(["trace", fix]));
        assert_eq!(code, Some(0));
        peak
    };
    let (small, large) = (peak(&small.0), peak(&large.0));
    assert!(large < small + (64 << 10), "{small} KiB for one file, {large} KiB for 80 MB of them");
}
