//! `trace` and `analyze` killed in the middle of their answers: the next run goes on from there, and
//! ends as one that was never disturbed.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use super::kills::{assert_same, dump};
use super::shop::{command, run_in};
use crate::support::RepoBuilder;

/// A history of edits to three files, and all its revisions but the first.
fn edited(steps: usize) -> (RepoBuilder, Vec<String>) {
    let mut repo = RepoBuilder::new();
    let mut fixes = Vec::new();
    for step in 0..steps {
        let function =
            |n: usize| format!("def f{n}(x):\n    y = {}\n    return x + y\n", step / (n + 1));
        let text = (0..24).map(function).collect::<Vec<String>>().concat();
        let path = ["src/pay.py", "src/other.py", "src/fee.py"][step % 3];
        fixes.push(repo.commit(&format!("fix {step}"), &[(path, &text)]).0);
    }
    (repo, fixes.split_off(1))
}

/// Starts the command and kills it (`SIGKILL`) as soon as `far` says that it has come far enough;
/// returns whether the kill came before its end.
fn killed(folder: &Path, arguments: &[&str], far: impl Fn() -> bool) -> bool {
    let quiet = |mut command: std::process::Command| -> Child {
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut child = quiet(command(folder, arguments));
    while !far() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

#[test]
fn a_trace_that_is_killed_goes_on_and_its_kept_index_is_whole_again() {
    let (repo, fixes) = edited(120);
    let folder = || {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("fixes.txt"), fixes.join("\n")).unwrap();
        folder
    };
    let clone = repo.path().display().to_string();
    let words = ["trace", "--repo", &clone, "--fixes", "fixes.txt", "--index", "kept"];
    let words = [&words[..], &["--out", "traced.csv"]].concat();
    let undisturbed = folder();
    let ran = run_in(undisturbed.path(), &words);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let undisturbed_says = ran.out;
    let read = |folder: &Path, name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    let whole = read(undisturbed.path(), "traced.csv");

    // Once while the index grows, and then after so many answers.
    let disturbed = folder();
    let here = disturbed.path();
    let mut kills = usize::from(killed(here, &words, || !read(here, "kept").is_empty()));
    let answers = || read(here, "traced.csv.part").split(|byte| *byte == b'\n').count() - 1;
    for more in [1, 20, 40, 75] {
        kills += usize::from(killed(here, &words, || answers() >= more));
        assert!(answers() >= more, "{} answers were kept", answers());
    }
    assert!(kills >= 3, "{kills} runs were killed");
    let taken_over = answers();
    let ran = run_in(here, &words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let says = undisturbed_says.trim_end();
    assert_eq!(ran.out, format!("{says}, {taken_over} taken over\n"));
    assert!(read(here, "traced.csv") == whole, "the answers differ");
    assert!(!here.join("traced.csv.part").exists());
    // What was cut off of the index is made anew, and then it says the same with nothing to mend.
    std::fs::remove_file(here.join("traced.csv")).unwrap();
    let ran = run_in(here, &words);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(read(here, "traced.csv") == whole, "the answers of the kept index differ");
}

/// Returns how many incidents have their answer in a folder's database.
fn answered(folder: &Path) -> usize {
    let path = folder.join("escapee.db");
    let count = || {
        let database = rusqlite::Connection::open(&path)?;
        database.query_row("SELECT count(*) FROM dossier", [], |row| row.get::<_, i64>(0))
    };
    count().map_or(0, |count| count as usize)
}

/// Returns the rows of a dump that a run may not change by being cut in two: the blame index is
/// kept in as many parts as it took.
fn rows(folder: &Path) -> String {
    let counts = |line: &&str| !line.starts_with("blame_index_part: ");
    let mut rows: Vec<String> = dump(folder).lines().filter(counts).map(str::to_owned).collect();
    rows.sort_unstable();
    rows.join("\n")
}

#[test]
fn an_analysis_that_is_killed_between_its_answers_ends_as_one_that_was_not() {
    let (repo, fixes) = edited(230);
    let mut csv = "id,title,phase,severity,started_at,fix_commits\n".to_owned();
    for (number, fix) in fixes.iter().enumerate() {
        let day = number % 28 + 1;
        writeln!(csv, "INC-{number},Wrong sum,production,2,2024-02-{day:02}T10:00:00Z,{fix}")
            .unwrap();
    }
    let folder = || {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("incidents.csv"), &csv).unwrap();
        let clone = repo.path().display();
        let project = format!("[[repository]]\nname = \"sums\"\npath = \"{clone}\"\n");
        std::fs::write(folder.path().join("escapee.toml"), project).unwrap();
        let ran = run_in(folder.path(), &["import", "incidents", "incidents.csv"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        folder
    };
    let undisturbed = folder();
    let ran = run_in(undisturbed.path(), &["analyze", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(answered(undisturbed.path()), fixes.len());
    let whole = rows(undisturbed.path());

    let disturbed = folder();
    let here = disturbed.path();
    let mut in_the_middle = 0;
    for more in [1, 65, 129] {
        let dead = killed(here, &["analyze"], || answered(here) >= more);
        let kept = answered(here);
        assert!(kept >= more, "{kept} answers were kept");
        in_the_middle += usize::from(dead && kept < fixes.len());
    }
    assert!(in_the_middle >= 2, "{in_the_middle} runs were killed between their answers");
    let kept = answered(here);
    let ran = run_in(here, &["analyze", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(&format!("\"unchanged\": {kept}")), "{}", ran.out);
    assert_same(&rows(here), &whole);
}
