//! The same questions to `git` itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use escapee::history::{BlameOptions, Repository};
use escapee::model::commit::CommitId;

use super::{RepoBuilder, opened, origins_with};

/// Runs `git` without any settings but the repository's; `None` where there is no `git`.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .env_clear()
        .env("PATH", std::env::var_os("PATH")?)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "safe.directory")
        .env("GIT_CONFIG_VALUE_0", "*")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns what `git blame` says of every line, with `-w` or without.
pub(crate) fn blame_by_git(
    folder: &Path,
    commit: &CommitId,
    path: &str,
    ignore_whitespace: bool,
) -> Option<Vec<(CommitId, String, u32)>> {
    let options: &[&str] = if ignore_whitespace { &["-w"] } else { &[] };
    blame_with(folder, options, commit, path)
}

/// Returns what `git blame` says under options.
fn blame_with(
    folder: &Path,
    options: &[&str],
    commit: &CommitId,
    path: &str,
) -> Option<Vec<(CommitId, String, u32)>> {
    let arguments = ["-c", "core.quotePath=false", "blame", "--porcelain"];
    let what = [commit.0.as_str(), "--", path];
    let text = git(folder, &[&arguments[..], options, &what].concat())?;
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    let mut found = Vec::new();
    let mut header: Option<(String, u32)> = None;
    for line in text.split('\n') {
        if line.starts_with('\t') {
            let (commit, number) = header.take().unwrap();
            found.push((CommitId(commit.clone()), paths[&commit].clone(), number));
        } else if let Some(path) = line.strip_prefix("filename ") {
            paths.insert(header.clone().unwrap().0, path.to_owned());
        } else if header.is_none() && !line.is_empty() {
            let mut words = line.split(' ');
            let commit = words.next().unwrap().to_owned();
            header = Some((commit, words.next().unwrap().parse().unwrap()));
        }
    }
    Some(found)
}

/// Returns whether `git` was there to compare with.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
pub(super) fn agrees(repo: &Repository, folder: &Path, commit: &CommitId, path: &str) -> bool {
    for ignore_whitespace in [false, true] {
        let options = BlameOptions { ignore_whitespace, ..BlameOptions::default() };
        let Some(theirs) = blame_by_git(folder, commit, path, ignore_whitespace) else {
            println!("skipped: no `git` to compare with");
            return false;
        };
        if theirs.is_empty() {
            continue;
        }
        let ours = origins_with(repo, commit, path, &options);
        assert_eq!(ours, theirs, "{path} at {commit}, -w {ignore_whitespace}");
    }
    true
}

/// A history with merges, renames, white space, line ends and text that can be cut in many ways.
///
/// ```text
/// m0 ── m1 ── … ── mN      each step edits; every fourth merges the side branch,
///   └── s1 ── … ──┘        every fifth renames the file
/// ```
pub(crate) fn tangled() -> (RepoBuilder, Vec<(CommitId, String)>) {
    let mut seed = 7_u32;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize % below
    };
    let pool = ["}", "", "    if x {", "\treturn y;", "  call(a, b)", "", "// note", "else {"];
    let mut lines: Vec<String> = (0..160).map(|n| format!("line {n} of the file")).collect();
    for place in 0..80 {
        lines[place * 2].clone_from(&pool[place % pool.len()].to_owned());
    }
    let mut repo = RepoBuilder::new();
    let mut path = "src/file0.c".to_owned();
    let mut steps = Vec::new();
    repo.commit("start", &[(&path, &(lines.join("\n") + "\n"))]);
    for step in 1..60 {
        let side_path = path.clone();
        let mut side = lines.clone();
        repo.branch("side");
        let place = next(side.len());
        side.insert(place, pool[next(pool.len())].to_owned());
        repo.commit("side", &[(&side_path, &(side.join("\n") + "\n"))]);
        repo.checkout("main");
        for _ in 0..=next(4) {
            let place = next(lines.len());
            match next(5) {
                0 => lines.insert(place, pool[next(pool.len())].to_owned()),
                1 => drop(lines.remove(place)),
                2 => lines[place] = format!("  {}", lines[place]),
                3 => lines[place].push('\r'),
                _ => lines[place] = format!("line changed in {step}"),
            }
        }
        let text = lines.join("\n") + if step % 7 == 0 { "" } else { "\n" };
        let commit = if step % 5 == 0 {
            let to = format!("src/file{step}.c");
            let commit = repo.rename("move", &path, &to, Some(&text));
            path = to;
            commit
        } else if step % 4 == 0 {
            lines.insert(place.min(lines.len()), side[place].clone());
            repo.merge("side", &[(&path, &(lines.join("\n") + "\n"))])
        } else {
            repo.commit("edit", &[(&path, &text)])
        };
        steps.push((commit, path.clone()));
    }
    (repo, steps)
}

#[test]
fn blame_agrees_with_git_on_a_tangled_history() {
    let (builder, steps) = tangled();
    let repo = opened(&builder);
    for (commit, path) in steps.iter().skip(10).step_by(6) {
        if !agrees(&repo, builder.path(), commit, path) {
            return;
        }
    }
}

#[test]
fn blame_agrees_with_git_past_the_blocks_it_trims() {
    // Equal lines right before a long common tail: trimming decides which of them is the new one.
    let tail: String = ["a line of the tail", "and one more"].join("\n").repeat(300);
    let mut builder = RepoBuilder::new();
    builder.commit("two", &[("a", &format!("head\nsame\nsame\n{tail}"))]);
    builder.commit("four", &[("a", &format!("head\nsame\nx\nsame\nsame\nsame\n{tail}"))]);
    let last = builder.commit("three", &[("a", &format!("same\nhead\nsame\nsame\n{tail}"))]);
    agrees(&opened(&builder), builder.path(), &last, "a");
}

#[test]
fn hunks_and_renames_agree_with_git() {
    let (builder, steps) = tangled();
    let repo = opened(&builder);
    for (commit, _) in &steps {
        let range = format!("{commit}^1..{commit}");
        let arguments = ["diff", "-U0", "-M", "--no-ext-diff", "--no-textconv", &range];
        let Some(text) = git(builder.path(), &arguments) else {
            println!("skipped: no `git` to compare with");
            return;
        };
        let theirs: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("@@ ") || line.starts_with("rename "))
            .map(|line| line.split(" @@").next().unwrap())
            .collect();
        let mut ours = Vec::new();
        for file in repo.change(commit).unwrap().files {
            if file.old_path != file.new_path {
                ours.push(format!("rename from {}", file.old_path.as_deref().unwrap_or("")));
                ours.push(format!("rename to {}", file.new_path.as_deref().unwrap_or("")));
            }
            for hunk in file.hunks {
                let side = |first: u32, lines: &[String]| match lines.len() {
                    1 => format!("{first}"),
                    count => format!("{first},{count}"),
                };
                let old = side(hunk.old_first, &hunk.removed);
                let new = side(hunk.new_first, &hunk.added);
                ours.push(format!("@@ -{old} +{new}"));
            }
        }
        assert_eq!(ours, theirs, "{commit}");
    }
}

#[test]
fn blame_through_ignored_commits_agrees_with_git() {
    let (builder, steps) = tangled();
    let repo = opened(&builder);
    let (last, path) = steps.last().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (first, every) in [(0, 2), (1, 3), (4, 5), (0, 1)] {
        let ignored = || steps.iter().skip(first).step_by(every).map(|(commit, _)| commit.clone());
        let rows: Vec<String> = ignored().map(|commit| format!("{commit} # a step")).collect();
        let file = folder.path().join("list");
        std::fs::write(&file, format!("# all of these\n\n{}\n", rows.join("\n"))).unwrap();
        for ignore_whitespace in [false, true] {
            let mut words = vec!["--ignore-revs-file", file.to_str().unwrap()];
            words.extend(ignore_whitespace.then_some("-w"));
            let Some(theirs) = blame_with(builder.path(), &words, last, path) else {
                println!("skipped: no `git` to compare with");
                return;
            };
            let options = BlameOptions { ignore_whitespace, ignore_revs: ignored().collect() };
            let ours = origins_with(&repo, last, path, &options);
            assert_eq!(ours, theirs, "every {every} from {first}, -w {ignore_whitespace}");
        }
    }
}

#[test]
fn blame_agrees_with_git_on_a_real_repository() {
    let Some(folder) = std::env::var_os("ESCAPEE_REPO").map(PathBuf::from) else {
        println!("skipped: ESCAPEE_REPO names no repository");
        return;
    };
    let repo = Repository::open(&folder).unwrap();
    let head = repo.head().unwrap().unwrap();
    let mut changed = 0;
    for commit in repo.log(&head).unwrap().into_iter().filter(|commit| commit.parents.len() == 1) {
        for file in repo.change(&commit.id).unwrap().files {
            if let (Some(path), false) = (file.new_path, file.hunks.is_empty()) {
                if !agrees(&repo, &folder, &commit.id, &path) || changed == 40 {
                    return;
                }
                changed += 1;
            }
        }
    }
}
