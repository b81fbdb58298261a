//! `escapee assertions`: what tests assert, without a database.

use std::io::Write;
use std::path::PathBuf;

use escapee::pipeline::assertions::{AssertionScan, ScanRequest, scan};
use escapee::report::text::TextStyle;
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// List the assertions of tests: what each looks at, what it expects, how strong it is
#[derive(clap::Args)]
#[command(
    after_help = "Reads Python, JavaScript, TypeScript, Java, Go, Rust, C#, C, C++, Ruby, PHP and Kotlin. \
Helpers are followed one call deep, into other files where they are imported or inherited, whether or \
not a PATH names those; what a helper asserts stands on the line of the call.

CSV columns: test, path, line, kind, expects, strength. Kinds: value, failure-state, \
mock-interaction, snapshot, property. A weak assertion cannot tell right from wrong.
Needs no database; what one knows is not read again.

Examples:
  escapee assertions
  escapee assertions tests/ --at r2026.08 --format csv > assertions.csv
  escapee assertions --summary"
)]
pub(super) struct Args {
    /// Files and folders; the whole tree where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Commit to read: a hash, tag, branch or any other revision; the folder as it is without it
    #[arg(long, value_name = "REV")]
    at: Option<String>,
    /// Only the tests that assert nothing, and assertion density per module
    #[arg(long)]
    summary: bool,
    /// Database that keeps what was read; the project's where it has one
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let command = if args.summary { "assertions --summary" } else { "assertions" };
    let format = context.format_of(command, Format::OF_RESULTS)?;
    let request =
        ScanRequest { paths: args.paths.clone(), at: args.at.clone(), index: args.index.clone() };
    let bar = Context::progress("reading tests");
    let found = scan(&context.place, &request, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    let style = context.style_of(format);
    let out = &mut context.stdout;
    if args.summary {
        let summary = found.summary()?;
        match format {
            Format::Json => json::assertion_summary(out, &summary)?,
            Format::Csv => csv::assertion_summary(out, &summary)?,
            _ => text::assertion_summary(out, &summary, style)?,
        }
    } else {
        list(&found, format, style, out)?;
    }
    if format == Format::Csv {
        for file in &found.reach.not_read {
            Context::note(&format!("not read: {}: {}", file.path, file.because));
        }
    }
    Ok(ExitCode::Done)
}

/// Writes the tests with their assertions.
fn list(
    found: &AssertionScan,
    format: Format,
    style: TextStyle,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match format {
        Format::Json => json::assertions(out, &found.reach, found.tests())?,
        Format::Csv => csv::assertions(out, found.tests())?,
        _ => text::assertions(out, &found.reach, found.tests(), style)?,
    }
    Ok(())
}
