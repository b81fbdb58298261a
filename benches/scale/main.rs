//! Times `rate`, `panel` and `calibrate` as incidents grow by ten, on five years of evidence about a
//! repository of a million lines.
//!
//! `cargo bench --bench scale -- [INCIDENTS…] [--files N] [--keep FOLDER]`: 1,000 and 10,000 incidents
//! and 5,000 files of 200 lines unless told otherwise. The repository, its fixes, incidents, monthly
//! coverage, mutants and test runs, deployments and an indicator of one's own are made up, but the same
//! each time. Importing and analysing are printed too; each command runs twice, as the first run of
//! `panel` reads the tests of every opening. Needs git, and Linux for `/proc`.

#[path = "../blame/cost.rs"]
mod cost;
mod evidence;
mod history;

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cost::measured;
use history::Size;

/// Commands that are timed.
const COMMANDS: [&[&str]; 3] =
    [&["rate", "--by", "quarter"], &["panel", "--format", "csv"], &["calibrate"]];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).cloned()
    };
    let files = value("--files").map_or(Ok(5_000), |text| text.parse())?;
    let asked = arguments.iter().take_while(|argument| !argument.starts_with("--"));
    let mut sizes = asked.map(|text| text.parse()).collect::<Result<Vec<usize>, _>>()?;
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    let own = tempfile::tempdir()?;
    let folder = value("--keep").map_or_else(|| own.path().to_owned(), PathBuf::from);
    let mut out = std::io::stdout().lock();
    for incidents in sizes {
        let size = Size { incidents, files };
        let folder = folder.join(incidents.to_string());
        if !folder.join("escapee.db").exists() {
            make(&folder, size, &mut out)?;
        }
        for command in COMMANDS {
            let name = command.join(" ");
            for round in ["first", "again"] {
                let (ran, cost) = measured(|| run(&folder, command))?;
                let lines = ran?;
                writeln!(
                    out,
                    "{incidents:>6} incidents, {name}, {round}: {:.2} s CPU, {:.2} s wall ({lines} lines)",
                    cost.cpu, cost.wall
                )?;
            }
        }
    }
    Ok(())
}

/// Makes the repository and the project, and says what reading it cost.
fn make(folder: &Path, size: Size, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let commits = history::write(folder, size)?;
    evidence::write_project(folder, size, &commits)?;
    let (done, cost) = measured(|| -> Result<(), Box<dyn Error>> {
        for table in [
            &["import", "incidents", evidence::INCIDENTS][..],
            &["import", "releases", evidence::DEPLOYMENTS],
            &["import", "indicator", evidence::DRILLS, "--name", "drilled"],
        ] {
            run(folder, table)?;
        }
        evidence::write_reports(size, &commits, |kind, commit, text| {
            std::fs::write(folder.join(evidence::REPORT), text)?;
            run(folder, &["import", kind, evidence::REPORT, "--commit", commit]).map(|_| ())
        })
    })?;
    done?;
    writeln!(out, "{:>6} incidents, imports: {:.1} s CPU", size.incidents, cost.cpu)?;
    let (done, cost) = measured(|| run(folder, &["analyze"]))?;
    done?;
    writeln!(out, "{:>6} incidents, analyze: {:.1} s CPU", size.incidents, cost.cpu)?;
    Ok(())
}

/// Runs the command in a folder and returns how many lines it printed.
fn run(folder: &Path, arguments: &[&str]) -> Result<usize, Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_escapee"))
        .current_dir(folder)
        .args(arguments)
        .stderr(Stdio::piped())
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!(
            "escapee {} ended with {}: {said}",
            arguments.join(" "),
            output.status
        )
        .into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().count())
}
