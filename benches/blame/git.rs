//! What is asked, and what git answers.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Line;

/// A file whose lines are blamed.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// The fix.
    pub(crate) fix: String,
    /// The fix's first parent.
    pub(crate) commit: String,
    /// The file there.
    pub(crate) path: String,
    /// First line and count of each stretch that the fix deletes or changes.
    pub(crate) ranges: Vec<(u32, u32)>,
}

const EXTENSIONS: &[&str] = &[
    "c", "h", "cc", "cpp", "hpp", "rs", "py", "js", "jsx", "ts", "tsx", "java", "go", "rb", "php",
    "cs", "kt", "swift", "scala", "sh", "pl",
];
const OUTSIDE: &[&str] =
    &[":(exclude,icase)*test*", ":(exclude,icase)*spec*", ":(exclude)t/*", ":(exclude)deps/*"];

/// Returns the command with all that changes its answers set to git's own.
pub(crate) fn git(repo: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(repo);
    for setting in [
        "core.quotePath=false",
        "diff.algorithm=myers",
        "diff.indentHeuristic=true",
        "blame.ignoreRevsFile=",
        "core.attributesFile=/dev/null",
    ] {
        command.args(["-c", setting]);
    }
    command
}

fn said(command: &mut Command, input: &str) -> Result<String, Box<dyn Error>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().ok_or("no way to write to git")?;
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "git was not written to")??;
    if !output.status.success() {
        return Err(format!("git ended with {}", output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the files of each fix, newest fix first; `any` takes every commit for one.
pub(crate) fn tasks(repo: &Path, any: bool) -> Result<Vec<Vec<Task>>, Box<dyn Error>> {
    let sources: Vec<String> =
        EXTENSIONS.iter().map(|extension| format!("*.{extension}")).collect();
    let arguments = ["log", "--no-merges", "--format=%H %P %s", "HEAD", "--"];
    let log = said(git(repo).args(arguments).args(&sources).args(OUTSIDE), "")?;
    let mut parents: BTreeMap<String, String> = BTreeMap::new();
    let mut fixes = String::new();
    for line in log.lines() {
        let mut words = line.splitn(3, ' ');
        let (Some(fix), Some(parent)) = (words.next(), words.next()) else { continue };
        let subject = words.next().unwrap_or_default().to_lowercase();
        let is_fix = any || subject.contains("fix") || subject.contains("bug");
        if is_fix && !parent.is_empty() {
            parents.insert(fix.to_owned(), parent.to_owned());
            fixes.push_str(fix);
            fixes.push('\n');
        }
    }
    let arguments =
        ["diff-tree", "--stdin", "-r", "-p", "-U0", "-M", "--no-ext-diff", "--no-textconv", "--"];
    let diff = said(git(repo).args(arguments).args(&sources).args(OUTSIDE), &fixes)?;
    let mut found: Vec<Vec<Task>> = Vec::new();
    let (mut fix, mut commit, mut path) = (String::new(), String::new(), String::new());
    let mut in_body = false;
    for line in diff.lines() {
        if let Some(parent) = parents.get(line) {
            line.clone_into(&mut fix);
            commit.clone_from(parent);
            found.push(Vec::new());
        } else if line.starts_with("diff ") {
            in_body = false;
        } else if let Some(old) = line.strip_prefix("--- a/").filter(|_| !in_body) {
            old.trim_end_matches('\t').clone_into(&mut path);
        } else if let Some(hunk) = line.strip_prefix("@@ -") {
            in_body = true;
            let old = hunk.split(' ').next().unwrap_or_default();
            let (first, count) = old.split_once(',').unwrap_or((old, "1"));
            let (Ok(first), Ok(count)) = (first.parse(), count.parse()) else { continue };
            let Some(tasks) = found.last_mut().filter(|_| count > 0) else { continue };
            match tasks.last_mut() {
                Some(task) if task.path == path => task.ranges.push((first, count)),
                _ => tasks.push(Task {
                    fix: fix.clone(),
                    commit: commit.clone(),
                    path: path.clone(),
                    ranges: vec![(first, count)],
                }),
            }
        }
    }
    found.retain(|tasks| !tasks.is_empty());
    Ok(found)
}

/// Returns every line of the tasks as git blames it, sorted.
pub(crate) fn blame(repo: &Path, tasks: &[Task]) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for (number, task) in tasks.iter().enumerate() {
        let mut command = git(repo);
        command.args(["blame", "--porcelain"]);
        for (first, count) in &task.ranges {
            command.arg("-L").arg(format!("{first},+{count}"));
        }
        let output = command.args([&task.commit, "--", &task.path]).output();
        let output = output.map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        read(number, &String::from_utf8_lossy(&output.stdout), &mut lines);
    }
    lines.sort_unstable();
    Ok(lines)
}

fn read(task: usize, porcelain: &str, lines: &mut Vec<Line>) {
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    let mut header: Option<(String, u32, u32)> = None;
    for line in porcelain.split('\n') {
        if line.starts_with('\t') {
            if let Some((commit, from, at)) = header.take() {
                let path = paths.get(&commit).cloned().unwrap_or_default();
                lines.push((task, at, commit, path, from));
            }
        } else if let (Some(path), Some((commit, _, _))) = (line.strip_prefix("filename "), &header)
        {
            paths.insert(commit.clone(), path.to_owned());
        } else if header.is_none() {
            let mut words = line.split(' ');
            let commit = words.next().unwrap_or_default().to_owned();
            let mut number = || words.next().and_then(|word| word.parse().ok());
            header = number().zip(number()).map(|(from, at)| (commit, from, at));
        }
    }
}
