//! Sets batch blame beside `git blame -L` on a repository of your own, and compares every line.
//!
//! `cargo bench --bench blame -- REPO [COUNT…] [--no-git] [--low-memory]`. For each count (2,000)
//! takes so many fixes, evenly spread over the branch that HEAD names: commits that are no merges,
//! say fix or bug in their subject and touch source outside tests; with `--any` all such commits.
//! The lines that each deletes or changes are blamed at its first parent:
//!
//! - by git, a process for each file with all its ranges, one after another;
//! - here without an index kept, and again with the one that the first run kept.
//!
//! `--single` sets one `escapee trace` for each fix beside `git blame` of the lines it needs.
//!
//! Seconds of the processor are user and system time, of all threads; those of wall depend on what
//! else the machine does. For the strongest git there is, first give the repository changed-path
//! filters: `git commit-graph write --reachable --changed-paths`. Needs Linux, for `/proc`. Exit
//! status 1: a line differs.

mod cost;
mod git;
mod here;
mod single;

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cost::{Cost, measured};
use git::Task;

/// A blamed line: the task, the line asked for, and the commit, path and line it came from.
pub(crate) type Line = (usize, u32, String, String, u32);

struct Options {
    repo: PathBuf,
    counts: Vec<usize>,
    with_git: bool,
    any: bool,
    low_memory: bool,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mark, rest @ ..] = arguments.as_slice()
        && mark == here::MARK
    {
        return here::run(rest).map(|()| ExitCode::SUCCESS);
    }
    let mut out = std::io::stdout().lock();
    let Some(options) = options(&arguments)? else {
        writeln!(
            out,
            "usage: cargo bench --bench blame -- REPO [COUNT…] [--any] [--no-git] [--low-memory]"
        )?;
        return Ok(ExitCode::SUCCESS);
    };
    let all = git::tasks(&options.repo, options.any)?;
    if arguments.iter().any(|argument| argument == single::MARK) {
        for count in &options.counts {
            single::compare(&options.repo, &all, *count, &mut out)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut same = true;
    for count in &options.counts {
        same &= compare(&options, &all, *count, &mut out)?;
    }
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn options(arguments: &[String]) -> Result<Option<Options>, Box<dyn Error>> {
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut words = arguments.iter().filter(|argument| !argument.starts_with("--"));
    let Some(repo) = words.next() else { return Ok(None) };
    let mut counts: Vec<usize> = words.map(|word| word.parse()).collect::<Result<_, _>>()?;
    if counts.is_empty() {
        counts.push(2000);
    }
    Ok(Some(Options {
        repo: repo.into(),
        counts,
        with_git: !flag("--no-git"),
        any: flag("--any"),
        low_memory: flag("--low-memory"),
    }))
}

/// Blames so many fixes in each way and prints what it cost; returns whether all lines agree.
fn compare(
    options: &Options,
    all: &[Vec<Task>],
    count: usize,
    out: &mut impl Write,
) -> Result<bool, Box<dyn Error>> {
    let count = count.min(all.len());
    let tasks: Vec<Task> =
        (0..count).flat_map(|n| all[n * all.len() / count].iter().cloned()).collect();
    let ranges: usize = tasks.iter().map(|task| task.ranges.len()).sum();
    writeln!(out, "{count} fixes, {} files, {ranges} ranges", tasks.len())?;
    let folder = tempfile::tempdir()?;
    let index = folder.path().join("index");
    let by_git = if options.with_git {
        let (lines, cost) = measured(|| git::blame(&options.repo, &tasks))?;
        row(out, "git blame -L, a process a file", &cost, None)?;
        Some((lines?, cost))
    } else {
        None
    };
    let base = by_git.as_ref().map(|(_, cost)| cost);
    let mut same = true;
    let ways: [(&str, Option<&Path>); 3] = [
        ("here, nothing kept", None),
        ("here, and the index is kept", Some(&index)),
        ("here, with the kept index", Some(&index)),
    ];
    for (name, index) in ways {
        let ran = || here::blame(&options.repo, &tasks, index, options.low_memory, folder.path());
        let (found, cost) = measured(ran)?;
        let (lines, peak) = found?;
        row(out, name, &cost, base)?;
        writeln!(out, ", {:.0} MB at most", peak as f64 / 1024.0)?;
        if let Some((theirs, _)) = &by_git {
            same &= agree(theirs, &lines, out)?;
        }
    }
    Ok(same)
}

fn row(out: &mut impl Write, name: &str, cost: &Cost, git: Option<&Cost>) -> std::io::Result<()> {
    let Cost { cpu, wall } = cost;
    write!(out, "  {name:32} {cpu:9.2} s CPU {wall:9.2} s wall")?;
    match git {
        Some(git) => {
            write!(out, "  git: {:.1} x CPU, {:.1} x wall", git.cpu / cpu, git.wall / wall)
        }
        None if name.starts_with("git") => writeln!(out),
        None => Ok(()),
    }
}

fn agree(theirs: &[Line], ours: &[Line], out: &mut impl Write) -> std::io::Result<bool> {
    let differ = theirs.iter().filter(|line| ours.binary_search(line).is_err());
    let differ: Vec<&Line> = differ.take(5).collect();
    for line in &differ {
        writeln!(out, "  only git says: {line:?}")?;
    }
    let same = differ.is_empty() && theirs.len() == ours.len();
    if same {
        writeln!(out, "  {} of {} lines agree (commit, path, line)", ours.len(), theirs.len())?;
    } else {
        writeln!(out, "  lines differ: {} here, {} from git", ours.len(), theirs.len())?;
    }
    Ok(same)
}
