//! `trace --index FILE`, and the index that `analyze` keeps in the database.

use super::shop::{Shop, run_in};
use crate::support::RepoBuilder;

/// A history of edits to two files, and the revisions of all but the first.
fn edited() -> (RepoBuilder, Vec<String>) {
    let mut repo = RepoBuilder::new();
    let mut fixes = Vec::new();
    for step in 0..12 {
        let function = |n| format!("def f{n}():\n    return {}\n", step / (n + 1));
        let text = (0..9).map(function).collect::<Vec<String>>().concat();
        let path = if step % 3 == 0 { "src/other.py" } else { "src/pay.py" };
        fixes.push(repo.commit(&format!("fix {step}"), &[(path, &text)]).0);
    }
    (repo, fixes.split_off(1))
}

fn trace(repo: &RepoBuilder, fixes: &[String], more: &[&str]) -> (String, String, i32) {
    let mut words = vec!["trace", "--format", "csv"];
    words.extend(fixes.iter().map(String::as_str));
    words.extend(more);
    let ran = run_in(repo.path(), &words);
    (ran.out, ran.err, ran.code)
}

#[test]
fn answers_are_the_same_without_an_index_with_a_new_and_with_a_kept_one() {
    let (repo, fixes) = edited();
    let plain = trace(&repo, &fixes[..1], &[]);
    assert_eq!((plain.1.as_str(), plain.2), ("", 0));
    for _ in 0..2 {
        assert_eq!(trace(&repo, &fixes[..1], &["--index", "kept"]), plain);
    }
    let plain = trace(&repo, &fixes, &["--low-memory"]);
    for _ in 0..2 {
        assert_eq!(trace(&repo, &fixes, &["--index", "kept"]), plain);
    }
    let kept = std::fs::read(repo.path().join("kept")).unwrap();
    assert_eq!(trace(&repo, &fixes, &["--index", "kept"]), plain);
    assert_eq!(std::fs::read(repo.path().join("kept")).unwrap(), kept, "nothing was new");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_kept_index() {
    use std::os::unix::fs::PermissionsExt as _;
    let (repo, fixes) = edited();
    trace(&repo, &fixes, &["--index", "kept"]);
    let mode = std::fs::metadata(repo.path().join("kept")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_index_that_was_cut_off_or_changed_is_made_anew_from_there_and_says_so() {
    let (repo, fixes) = edited();
    let (plain, _, _) = trace(&repo, &fixes, &["--index", "kept"]);
    let place = repo.path().join("kept");
    let whole = std::fs::read(&place).unwrap();
    for (damage, says) in [
        (whole[..whole.len() - 7].to_vec(), "it ends in the middle"),
        (whole[..80].to_vec(), "it ends in the middle"),
        (whole[..11].to_vec(), "it is no blame index of this version of escapee"),
        ([&whole[..90], b"xxxx", &whole[94..]].concat(), "its seal is broken"),
    ] {
        std::fs::write(&place, damage).unwrap();
        let (out, err, code) = trace(&repo, &fixes, &["--index", "kept"]);
        assert!(err.contains(says), "{err}");
        assert_eq!((out, code), (plain.clone(), 0));
        assert_eq!(trace(&repo, &fixes, &["--index", "kept"]), (plain.clone(), String::new(), 0));
    }
}

#[test]
fn an_index_of_another_repository_is_made_anew_and_a_file_of_something_else_is_left_alone() {
    let (repo, fixes) = edited();
    let plain = trace(&repo, &fixes, &[]);
    let mut other = RepoBuilder::new();
    let shallow = other.commit("one", &[("a.py", "x = 1\n")]).0;
    other.commit("two", &[("a.py", "x = 2\n")]);
    std::fs::write(other.path().join("shallow"), format!("{shallow}\n")).unwrap();
    let kept = repo.path().join("kept").display().to_string();
    trace(&other, &["main".to_owned()], &["--index", &kept]);
    let (out, err, _) = trace(&repo, &fixes, &["--index", "kept"]);
    assert!(err.contains("made anew") && out == plain.0, "{err}");

    std::fs::write(repo.path().join("notes.txt"), "dear diary").unwrap();
    let (_, err, code) = trace(&repo, &fixes, &["--index", "notes.txt"]);
    assert!(code == 2 && err.contains("`notes.txt` is no blame index of escapee"), "{err}");
    assert_eq!(std::fs::read(repo.path().join("notes.txt")).unwrap(), b"dear diary");
}

#[test]
fn several_repositories_need_a_place_for_each_index() {
    let (repo, fixes) = edited();
    let list = format!("repo,fix\na/b,{}\na/c,{}\n", fixes[0], fixes[1]);
    std::fs::write(repo.path().join("list.csv"), list).unwrap();
    let words = ["trace", "--fixes", "list.csv", "--repos", ".", "--format", "csv", "--index"];
    let ran = run_in(repo.path(), &[&words[..], &["one"]].concat());
    assert!(ran.code == 2 && ran.err.contains("'{owner}-{name}.index'"), "{}", ran.err);
    let ran = run_in(repo.path(), &[&words[..], &["{owner}-{name}"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(repo.path().join("a-b").exists() && repo.path().join("a-c").exists());
}

#[test]
fn analyze_keeps_an_index_and_one_it_cannot_read_changes_no_answer() {
    let shop = Shop::stocked();
    let first = shop.says(&["analyze", "--format", "json"]);
    let dossier = shop.says(&["show", "INC-1", "--format", "json"]);
    let database = rusqlite::Connection::open(shop.path.join("escapee.db")).unwrap();
    let count = "SELECT count(*) FROM blame_index_part";
    let parts: i64 = database.query_row(count, [], |row| row.get(0)).unwrap();
    assert!(parts > 0);
    database.execute("UPDATE blame_index_part SET part = x'00ff'", []).unwrap();
    drop(database);
    assert_eq!(shop.says(&["analyze", "--all", "--format", "json"]), first);
    assert_eq!(shop.says(&["show", "INC-1", "--format", "json"]), dossier);
}
