//! The whole of `escapee trace` for one fix, a process each, beside `git blame` of the same lines.
//!
//! `trace` reads more than the lines that a fix deletes: those beside, and the functions they stand
//! in. Which, it says under `ESCAPEE_LOG=debug`; git is asked for just these, a process a file, with
//! and without `-w`, which is how `trace` blames; and so is the library's blame, a process a fix.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::cost::{Cost, measured};
use super::git::{self, Task};
use super::here;

/// First argument of this way to compare.
pub(crate) const MARK: &str = "--single";

/// A fix, and what `trace` blames for it: commit, path and ranges as `git blame -L` takes them.
struct Fix {
    id: String,
    asked: Vec<(String, String, Vec<String>)>,
}

/// Traces so many fixes, evenly spread, and prints what each way cost.
pub(crate) fn compare(
    repo: &Path,
    all: &[Vec<Task>],
    count: usize,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let count = count.min(all.len());
    let chosen = (0..count).filter_map(|n| all[n * all.len() / count].first());
    let fixes: Vec<Fix> = chosen.map(|task| asked(repo, &task.fix)).collect::<Result<_, _>>()?;
    let file_count: usize = fixes.iter().map(|fix| fix.asked.len()).sum();
    let range_count: usize = fixes.iter().flat_map(|fix| &fix.asked).map(|(_, _, l)| l.len()).sum();
    writeln!(
        out,
        "{count} fixes by themselves, {file_count} files, {range_count} ranges that trace needs"
    )?;
    let git = way(&fixes, |fix| blame(repo, fix, &[]))?;
    let git_w = way(&fixes, |fix| blame(repo, fix, &["-w"]))?;
    let folder = tempfile::tempdir()?;
    let alone =
        way(&fixes, |fix| here::blame(repo, &tasks(fix), None, false, folder.path()).map(drop))?;
    let here = way(&fixes, |fix| trace(repo, fix))?;
    for (name, (cost, walls)) in [
        ("git blame -L, a process a file", &git),
        ("git blame -w -L", &git_w),
        ("blame here, a process a fix", &alone),
        ("escapee trace, a process a fix", &here),
    ] {
        let Cost { cpu, wall } = cost;
        let (by_cpu, by_wall) = (git.0.cpu / cpu, git.0.wall / wall);
        let slower = walls.iter().zip(&git.1).filter(|(here, git)| here > git).count();
        writeln!(
            out,
            "  {name:32} {cpu:9.2} s CPU {wall:9.2} s wall  git: {by_cpu:.2} x CPU, {by_wall:.2} x wall, \
             slower for {slower} of {count}"
        )?;
    }
    Ok(())
}

/// Returns what all fixes cost together, and the seconds of the wall of each.
fn way(
    fixes: &[Fix],
    run: impl Fn(&Fix) -> Result<(), Box<dyn Error>>,
) -> Result<(Cost, Vec<f64>), Box<dyn Error>> {
    let (walls, cost) = measured(|| {
        let wall = |fix| {
            let begun = Instant::now();
            run(fix)?;
            Ok::<_, Box<dyn Error>>(begun.elapsed().as_secs_f64())
        };
        fixes.iter().map(wall).collect::<Result<Vec<f64>, _>>()
    })?;
    Ok((cost, walls?))
}

fn command(repo: &Path, fix: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_escapee"));
    command.args(["trace", fix, "--ignore-message", "--format", "csv", "--repo"]).arg(repo);
    command
}

/// Asks `trace` which lines it blames.
fn asked(repo: &Path, fix: &str) -> Result<Fix, Box<dyn Error>> {
    let ran = command(repo, fix).env("ESCAPEE_LOG", "debug").env("NO_COLOR", "1").output()?;
    let mut asked = Vec::new();
    for line in String::from_utf8_lossy(&ran.stderr).lines() {
        let value = |name: &str| {
            let (_, rest) = line.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        if let (Some(commit), Some(path), Some(lines)) =
            (value("commit"), value("path"), value("lines"))
        {
            asked.push((commit, path, lines.split(' ').map(str::to_owned).collect()));
        }
    }
    Ok(Fix { id: fix.to_owned(), asked })
}

/// Returns the files and lines as the bench asks for them elsewhere.
fn tasks(fix: &Fix) -> Vec<Task> {
    let range = |text: &String| {
        let (first, last) = text.split_once(',')?;
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        Some((first, last + 1 - first))
    };
    let task = |(commit, path, lines): &(String, String, Vec<String>)| Task {
        fix: fix.id.clone(),
        commit: commit.clone(),
        path: path.clone(),
        ranges: lines.iter().filter_map(range).collect(),
    };
    fix.asked.iter().map(task).collect()
}

fn trace(repo: &Path, fix: &Fix) -> Result<(), Box<dyn Error>> {
    if !command(repo, &fix.id).output()?.status.success() {
        return Err(format!("{} was not traced", fix.id).into());
    }
    Ok(())
}

fn blame(repo: &Path, fix: &Fix, options: &[&str]) -> Result<(), Box<dyn Error>> {
    for (commit, path, lines) in &fix.asked {
        let mut command = git::git(repo);
        command.args(["blame", "--porcelain"]).args(options);
        command.args(lines.iter().map(|range| format!("-L{range}")));
        if !command.args([commit, "--", path]).output()?.status.success() {
            return Err(format!("git did not blame {path} at {commit}").into());
        }
    }
    Ok(())
}
