//! Holds blame and line tracking against the `git` command, line by line, on your own repositories.
//!
//! `cargo bench --bench exactness -- REPO… [--fixes N] [--files N]`. Of each repository it takes N
//! fixes (60) spread over the branch that HEAD names and blames every file they change, whole, at
//! the fix's first parent: plainly, with `-w`, and looking through one commit. Then it tracks the
//! lines of N files (40) over 50, 500 and 5,000 commits. Exit status 1: a line differs that the
//! README says does not. It needs `git`, and writes nothing.

mod blame;
mod git;
mod sample;
mod track;

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use escapee::history::Repository;

/// How many lines were compared, and how many of them differ.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    files: usize,
    lines: usize,
    differ: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.lines += other.lines;
        self.differ += other.differ;
    }
}

/// What of a repository is compared.
struct Wanted {
    repos: Vec<PathBuf>,
    fixes: usize,
    files: usize,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let Some(wanted) = wanted(std::env::args().skip(1).filter(|word| word != "--bench"))? else {
        writeln!(out, "usage: cargo bench --bench exactness -- REPO… [--fixes N] [--files N]")?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut exact = Tally::default();
    let mut far = track::Tally::default();
    for path in &wanted.repos {
        let repo = Repository::open(path)?;
        let Some(head) = repo.head()? else { continue };
        writeln!(out, "{}", path.display())?;
        let jobs = sample::changed_files(&repo, &head, wanted.fixes)?;
        for way in blame::WAYS {
            let tally = blame::compare(&repo, path, &jobs, way, &mut out)?;
            writeln!(
                out,
                "  blame {:<14}{:>6} files{:>9} lines{:>7} differ   {:.3} % agree",
                way.name(),
                tally.files,
                tally.lines,
                tally.differ,
                percent(tally.lines - tally.differ, tally.lines)
            )?;
            if way.is_exact() {
                exact += tally;
            }
        }
        let chain: Vec<_> = repo.first_parents(&head)?.into_iter().map(|(id, _)| id).collect();
        for distance in track::DISTANCES {
            let tally = track::compare(&repo, path, &chain, distance, wanted.files, &mut out)?;
            writeln!(out, "  track {distance:>5} commits {tally}")?;
            far += tally;
        }
    }
    writeln!(
        out,
        "all\n  blame and -w  {:>6} files{:>9} lines{:>7} differ   {:.3} % agree\n  track {:14}{far}",
        exact.files,
        exact.lines,
        exact.differ,
        percent(exact.lines - exact.differ, exact.lines),
        ""
    )?;
    let holds = exact.differ == 0 && far.holds();
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns what the words ask for; `None` where they name no repository.
fn wanted(words: impl Iterator<Item = String>) -> Result<Option<Wanted>, Box<dyn Error>> {
    let mut wanted = Wanted { repos: Vec::new(), fixes: 60, files: 40 };
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--fixes" => wanted.fixes = words.next().ok_or("--fixes needs a number")?.parse()?,
            "--files" => wanted.files = words.next().ok_or("--files needs a number")?.parse()?,
            _ => wanted.repos.push(word.into()),
        }
    }
    Ok((!wanted.repos.is_empty()).then_some(wanted))
}

/// Returns a share in per cent, 100 of nothing.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}
