//! Times `escapee analyze` of many defects with many coverage reports, on a repository of your own.
//!
//! `cargo bench --bench analysis -- REPO [--defects N] [--reports N] [--keep FOLDER]`. Of the branch
//! that HEAD names it takes 200 commits evenly spread over the line of first parents and gives each an
//! LCOV report of its source files, and 2,000 fixes, each with an incident that began up to thirty
//! days before. What ran is made up, but the same each time; the files and lines are the
//! repository's. Then it runs `escapee analyze` twice: everything is new the first time and nothing
//! the second. With `--keep` the project stays in FOLDER to be looked at. Needs git, and Linux for
//! `/proc`. Nothing is written into REPO.

#[path = "../blame/cost.rs"]
mod cost;
mod project;
mod repository;

use std::error::Error;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use cost::measured;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).cloned()
    };
    let number =
        |flag: &str, default: usize| value(flag).map_or(Ok(default), |text| text.parse::<usize>());
    let mut out = std::io::stdout().lock();
    let Some(repo) = arguments.first().filter(|first| !first.starts_with("--")) else {
        writeln!(
            out,
            "usage: cargo bench --bench analysis -- REPO [--defects N] [--reports N] [--keep FOLDER]"
        )?;
        return Ok(());
    };
    let repo = std::path::absolute(repo)?;
    let own = tempfile::tempdir()?;
    let folder = value("--keep").map_or_else(|| own.path().to_owned(), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    project::write(&folder, &repo)?;
    let fixes = repository::fixes(&repo, number("--defects", 2000)?)?;
    project::write_incidents(&folder, &fixes)?;
    let (ran, _) = run(&folder, &["import", "incidents", project::INCIDENTS])?;
    write!(out, "{ran}")?;
    let (bytes, cost) = {
        let commits = repository::commits(&repo, number("--reports", 200)?)?;
        let (bytes, cost) = measured(|| import_reports(&folder, &repo, &commits))?;
        (bytes?, cost)
    };
    writeln!(
        out,
        "reports made and imported: {:.1} MB in {:.1} s CPU, {:.1} s wall",
        bytes as f64 / 1e6,
        cost.cpu,
        cost.wall
    )?;
    for name in ["everything is new", "nothing is new"] {
        let (ran, cost) = measured(|| run(&folder, &["analyze"]))?;
        let (said, peak) = ran?;
        writeln!(
            out,
            "escapee analyze, {name}: {:.2} s CPU, {:.2} s wall, {:.0} MB at most\n{said}",
            cost.cpu,
            cost.wall,
            peak as f64 / 1024.0
        )?;
    }
    let database = std::fs::metadata(folder.join("escapee.db"))?.len();
    writeln!(out, "the database has {:.1} MB", database as f64 / 1e6)?;
    Ok(())
}

/// Makes a report for each commit, imports it, and returns how many bytes there were in all.
fn import_reports(folder: &Path, repo: &Path, commits: &[String]) -> Result<u64, Box<dyn Error>> {
    let mut files = repository::Files::open(repo)?;
    let mut bytes = 0;
    for commit in commits {
        let report = project::report(&files.at(commit)?);
        bytes += report.len() as u64;
        std::fs::write(folder.join(project::REPORT), report)?;
        run(folder, &["import", "coverage", project::REPORT, "--commit", commit])?;
    }
    std::fs::remove_file(folder.join(project::REPORT))?;
    Ok(bytes)
}

/// Runs the command in a folder; returns what it said, and the most memory it had, in KiB.
fn run(folder: &Path, arguments: &[&str]) -> Result<(String, u64), Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_escapee"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut stdout = child.stdout.take().ok_or("nothing to read from")?;
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        stdout.read_to_string(&mut said).map(|_| said)
    });
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let status = loop {
        let status = std::fs::read_to_string(&status_file).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = most.and_then(|most| most.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(most.unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let said = reader.join().map_err(|_| "what it said was not read")??;
    if !status.success() {
        return Err(format!("escapee {} ended with {status}", arguments.join(" ")).into());
    }
    Ok((said, peak))
}
