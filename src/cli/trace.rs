//! `escapee trace`: from fix commits to the commits that introduced the defect, without a database.

use std::path::PathBuf;

use escapee::error::Error;
use escapee::model::region::Trace;
use escapee::pipeline::trace::{self, TraceRequest};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::fix_list::{self, Fixes};

/// Trace fix commits to the commits and lines that introduced the defect
#[derive(clap::Args)]
#[command(
    after_help = "Columns of --format csv: [repo,] fix, rank, inducing, path, first_line, last_line, confidence, method;
lines are those of the fix's first parent. A fix without an answer has one row with an empty inducing.

Examples:
  escapee trace 3f2a9c1
  escapee trace 3f2a9c1 --top 3 --explain
  escapee trace --fixes fixes.txt --top 1 --format csv
  escapee trace --fixes fixes.txt --index blame.index     # the next time starts from it
  escapee trace --fixes pairs.csv --repos 'clones/{owner}/{name}' --format csv"
)]
pub(super) struct Args {
    /// Fix commits: hashes, tags or any other revisions
    #[arg(required_unless_present = "fixes")]
    revisions: Vec<String>,
    /// File with one fix commit a line, or a CSV with the columns repo and fix
    #[arg(long, value_name = "FILE")]
    fixes: Option<PathBuf>,
    /// Where the repositories of a CSV lie, as in 'clones/{owner}/{name}' [default: below --repo]
    #[arg(long, value_name = "PATTERN", requires = "fixes")]
    repos: Option<String>,
    /// Do not read commit ids and `Fixes:` lines from messages
    #[arg(long)]
    ignore_message: bool,
    /// Say what speaks for each candidate and against it, and list all of them
    #[arg(long)]
    explain: bool,
    /// Keep what walking history gave in this file, and start from it the next time; {repo}, {owner}
    /// and {name} stand for those of a CSV's repository
    #[arg(long, value_name = "FILE")]
    index: Option<String>,
    /// Do with about half the memory, and more slowly
    #[arg(long)]
    low_memory: bool,
    /// Give at most this many candidates for each fix
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

impl Args {
    /// Returns the file of a repository's blame index. Several repositories need several files.
    fn index_of(&self, repo: Option<&str>, several: bool) -> Result<Option<PathBuf>, Failure> {
        let Some(pattern) = &self.index else { return Ok(None) };
        let repo = repo.unwrap_or_default();
        let file = fix_list::folder(&PathBuf::new(), Some(pattern), repo);
        if several && file.as_os_str() == pattern.as_str() {
            return Err(Failure::Value {
                value: pattern.clone(),
                what: "place for the index of several repositories, as in '{owner}-{name}.index'",
            });
        }
        Ok(Some(file))
    }
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("trace", &[Format::Text, Format::Csv, Format::Json])?;
    let mut lists: Vec<Fixes> = Vec::new();
    if !args.revisions.is_empty() {
        lists.push((None, args.revisions.clone()));
    }
    if let Some(file) = &args.fixes {
        let text = std::fs::read_to_string(file).map_err(|source| Error::File {
            action: "read",
            path: file.clone(),
            source,
        })?;
        lists.extend(fix_list::fixes(&text));
    }
    let several = lists.len() > 1;
    let mut traces: Vec<(Option<String>, Trace)> = Vec::new();
    let mut complete = true;
    for (repo, revisions) in lists {
        let bar = Context::progress("tracing");
        let mut place = context.place.clone();
        if let Some(repo) = &repo {
            place.folder = fix_list::folder(&place.folder, args.repos.as_deref(), repo);
        }
        let request = TraceRequest {
            ignore_message: args.ignore_message,
            explain: args.explain,
            index: args.index_of(repo.as_deref(), several)?,
            low_memory: args.low_memory,
        };
        let done = trace::trace(&place, &revisions, &request, &mut Context::shown(&bar));
        bar.finish_and_clear();
        let done = match (done, &repo) {
            (Ok(done), _) => done,
            // One repository of a list that cannot be read leaves the others as they are.
            (Err(error), Some(_)) => {
                complete = false;
                Context::explain(&error.into());
                continue;
            }
            (Err(error), None) => return Err(error.into()),
        };
        for note in &done.notes {
            Context::note(note);
        }
        for problem in &done.problems {
            complete = false;
            match &repo {
                Some(repo) => Context::note(&format!("{repo}: {problem}")),
                None => Context::note(problem),
            }
        }
        traces.extend(done.traces.into_iter().map(|trace| (repo.clone(), trace)));
    }
    match format {
        Format::Csv => csv::trace(&mut context.stdout, &traces, args.top)?,
        Format::Json => json::trace(&mut context.stdout, &traces, args.top, None)?,
        _ => text::trace(&mut context.stdout, &traces, args.top, context.style, None)?,
    }
    Ok(if complete { ExitCode::Done } else { ExitCode::No })
}
