//! `escapee trace`: from fix commits to the commits that introduced the defect, without a database.

use std::path::PathBuf;

use escapee::error::Error;
use escapee::model::region::Trace;
use escapee::pipeline::trace::{self, TraceRequest};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;

/// Trace fix commits to the commits and lines that introduced the defect
#[derive(clap::Args)]
#[command(
    after_help = "Columns of --format csv: fix, rank, inducing, path, first_line, last_line, confidence, method;
lines are those of the fix's first parent. A fix without an answer has one row with an empty inducing.

Examples:
  escapee trace 3f2a9c1
  escapee trace 3f2a9c1 --top 3 --explain
  escapee trace --fixes fixes.txt --top 1 --format csv"
)]
pub(super) struct Args {
    /// Fix commits: hashes, tags or any other revisions
    #[arg(required_unless_present = "fixes")]
    revisions: Vec<String>,
    /// File with one fix commit a line; lines that start with # are passed over
    #[arg(long, value_name = "FILE")]
    fixes: Option<PathBuf>,
    /// Do not read commit ids and `Fixes:` lines from messages
    #[arg(long)]
    ignore_message: bool,
    /// Say what speaks for each candidate and against it, and list all of them
    #[arg(long)]
    explain: bool,
    /// Give at most this many candidates for each fix
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("trace", &[Format::Text, Format::Csv, Format::Json])?;
    let mut revisions = args.revisions.clone();
    if let Some(file) = &args.fixes {
        let text = std::fs::read_to_string(file).map_err(|source| Error::File {
            action: "read",
            path: file.clone(),
            source,
        })?;
        let named = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let lines = text.lines().map(str::trim).filter(named);
        revisions.extend(lines.map(str::to_owned));
    }
    let bar = Context::progress("tracing");
    let request = TraceRequest { ignore_message: args.ignore_message, explain: args.explain };
    let done = trace::trace(&context.place, &revisions, request, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    for problem in &done.problems {
        Context::note(problem);
    }
    let traces: Vec<(Option<String>, Trace)> =
        done.traces.into_iter().map(|trace| (None, trace)).collect();
    match format {
        Format::Csv => csv::trace(&mut context.stdout, &traces, args.top)?,
        Format::Json => json::trace(&mut context.stdout, &traces, args.top, None)?,
        _ => text::trace(&mut context.stdout, &traces, args.top, context.style, None)?,
    }
    Ok(if done.problems.is_empty() { ExitCode::Done } else { ExitCode::No })
}
