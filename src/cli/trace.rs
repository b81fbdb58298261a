//! `escapee trace`: from fix commits to the commits that introduced the defect, without a database.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::model::region::Trace;
use escapee::pipeline::journal::Journal;
use escapee::pipeline::trace::{self, TraceRequest};
use escapee::report::text::TextStyle;
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::fix_list::{self, Fixes};
use super::format::Format;

/// Trace fix commits to the commits and lines that introduced the defect
#[derive(clap::Args)]
#[command(
    after_help = "Columns of --format csv: [repo,] fix, rank, inducing, path, first_line, last_line, confidence, method; \
lines are those of the fix's first parent. A fix without an answer has one row with an empty inducing.

With --out, each answer is kept in FILE.part as soon as it is there. A run that was stopped goes on \
from it when it is started again; FILE is written, and FILE.part removed, when all is done.

Blame looks through the commits that escapee.toml lists, and those in the files that \
blame.ignoreRevsFile of the repository names, else in its .git-blame-ignore-revs.

Examples:
  escapee trace ':/INC-110'                               # the newest commit whose message says so
  escapee trace ':/INC-110' --top 3 --explain
  git log --format=%H --grep='^INC-' > fixes.txt
  escapee trace --fixes fixes.txt --top 1 --format csv
  escapee trace --fixes fixes.txt --index blame.index     # the next time starts from it"
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
    /// File to write; its ending (.csv, .json, .md, .txt) names the format. A run that was stopped goes on
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    let format = format(args, context)?;
    let lists = lists(args)?;
    let part = args.out.as_deref().map(part_of);
    let mut journal = part.as_deref().map(Journal::open).transpose()?;
    let (traces, complete) = traced(args, context, &lists, journal.as_mut())?;
    let Some(out) = &args.out else {
        let style = context.style_of(format);
        print(&mut context.stdout, format, &traces, args.top, style)?;
        return Ok(if complete { ExitCode::Done } else { ExitCode::No });
    };
    let mut bytes = Vec::new();
    let style = TextStyle { color: false, links: false, ..context.style_of(format) };
    print(&mut bytes, format, &traces, args.top, style)?;
    std::fs::write(out, bytes).map_err(|source| Error::File {
        action: "write",
        path: out.clone(),
        source,
    })?;
    let answered = traces.iter().filter(|(_, trace)| !trace.candidates.is_empty()).count();
    let before = journal.as_ref().map_or(0, Journal::used);
    journal.map(Journal::remove).transpose()?;
    let taken = if before > 0 { format!(", {before} taken over") } else { String::new() };
    let (out, count) = (out.display(), traces.len());
    let fixes = if count == 1 { "fix" } else { "fixes" };
    writeln!(context.stdout, "{out}: {count} {fixes}, {answered} with an answer{taken}")?;
    Ok(if complete { ExitCode::Done } else { ExitCode::No })
}

/// Returns the format asked for, else that of the file's ending.
fn format(args: &Args, context: &Context) -> Result<Format, Failure> {
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    match (context.format, ending) {
        (None, Some("csv")) => Ok(Format::Csv),
        (None, Some("json")) => Ok(Format::Json),
        (None, Some("md" | "markdown")) => Ok(Format::Markdown),
        _ => context.format_of("trace", Format::OF_RESULTS),
    }
}

/// Returns the fixes asked for, by repository.
fn lists(args: &Args) -> Result<Vec<Fixes>, Failure> {
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
    Ok(lists)
}

/// Where the answers of a run that is not done are kept.
fn part_of(out: &Path) -> PathBuf {
    let mut name = OsString::from(out);
    name.push(".part");
    PathBuf::from(name)
}

/// Traces, each with its repository where the list names one.
type Traces = Vec<(Option<String>, Trace)>;

/// Returns the traces of all lists, and whether every fix could be read.
fn traced(
    args: &Args,
    context: &Context,
    lists: &[Fixes],
    mut journal: Option<&mut Journal>,
) -> Result<(Traces, bool), Failure> {
    let several = lists.len() > 1;
    let (mut traces, mut complete) = (Traces::new(), true);
    for (number, (repo, revisions)) in (1..).zip(lists) {
        let bar = Context::progress("tracing");
        let mut place = context.place.clone();
        if let Some(repo) = repo {
            place.folder = fix_list::folder(&place.folder, args.repos.as_deref(), repo);
            let repo = escapee::report::clean(repo);
            bar.set_message(format!("{repo}, {number} of {}", lists.len()));
        }
        let request = TraceRequest {
            ignore_message: args.ignore_message,
            explain: args.explain,
            index: args.index_of(repo.as_deref(), several)?,
            low_memory: args.low_memory,
            top: args.top,
        };
        let journal = journal.as_deref_mut();
        let mut shown = Context::shown(&bar);
        let done = trace::trace(&place, revisions, &request, journal, &mut shown);
        bar.finish_and_clear();
        let done = match (done, repo) {
            (Ok(done), _) => done,
            // One repository of a list that cannot be read leaves the others as they are.
            (Err(error), Some(_)) if !matches!(error, Error::File { action: "write", .. }) => {
                complete = false;
                Context::explain(&error.into());
                continue;
            }
            (Err(error), _) => return Err(error.into()),
        };
        for note in &done.notes {
            Context::note(note);
        }
        for problem in &done.problems {
            complete = false;
            let named = repo.as_ref().map(|repo| format!("{repo}: {problem}"));
            Context::note(named.as_ref().unwrap_or(problem));
        }
        traces.extend(done.traces.into_iter().map(|trace| (repo.clone(), trace)));
    }
    Ok((traces, complete))
}

fn print(
    out: &mut impl Write,
    format: Format,
    traces: &Traces,
    top: Option<usize>,
    style: TextStyle,
) -> Result<(), Failure> {
    match format {
        Format::Csv => csv::trace(out, traces, top)?,
        Format::Json => json::trace(out, traces, top, None)?,
        _ => text::trace(out, traces, top, style, None)?,
    }
    Ok(())
}
