//! `escapee doctor`: what is missing for numbers that hold, and the reports to make first.

use std::io::Write;
use std::path::Path;

use escapee::pipeline::{Workspace, doctor, missing_reports};
use escapee::report::script::{self, Making};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// List what is missing: links, times, days and releases without evidence, reports that wait
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee doctor
  escapee doctor --format json
  escapee doctor --missing-reports --test 'npm ci && npm test -- --coverage' \\
      --report coverage/lcov.info > fill.sh      # read it, then: sh fill.sh")]
pub(super) struct Args {
    /// Print a shell script that makes the fewest reports that answer most incidents, the most
    /// useful first: a git worktree each, the tests, the import
    #[arg(long)]
    missing_reports: bool,
    /// Command that runs the tests with coverage [default: $TEST when the script runs]
    #[arg(long, value_name = "COMMAND", requires = "missing_reports", value_parser = said)]
    test: Option<String>,
    /// Where that leaves its report, from the root of the tree [default: $REPORT]
    #[arg(long, value_name = "PATH", requires = "missing_reports", value_parser = said)]
    report: Option<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = if args.missing_reports {
        context.format_of("doctor --missing-reports", Format::OF_RESULTS)?
    } else {
        context.format_of("doctor", Format::OF_RESULTS)?
    };
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let banner = workspace.project.banner.clone();
    let banner = banner.as_deref();
    if args.missing_reports {
        let bar = Context::progress("looking for commits");
        let mut shown = |done: usize, all: usize| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        };
        let missing = missing_reports::missing_reports(&workspace, &dossiers, &mut shown)?;
        bar.finish_and_clear();
        // The script of a document is the same on every terminal.
        let width = if format == Format::Text { usize::from(context.style.width) } else { 80 };
        let making = Making { width, ..args.making(&workspace, context) };
        let script = script::missing_reports(&missing, &making, banner);
        match format {
            Format::Json => {
                json::missing_reports(&mut context.stdout, &missing, &script, banner)?;
            }
            Format::Csv => csv::missing_reports(&mut context.stdout, &missing, banner)?,
            Format::Markdown => {
                let style = context.style_of(format);
                text::missing_reports(&mut context.stdout, &missing, &script, style, banner)?;
            }
            _ => context.stdout.write_all(script.as_bytes())?,
        }
        return Ok(ExitCode::Done);
    }
    let now = context.as_of.unwrap_or(context.now);
    let checkup = doctor::checkup(&workspace, &dossiers, now)?;
    match format {
        Format::Json => json::checkup(&mut context.stdout, &checkup, banner)?,
        Format::Csv => csv::checkup(&mut context.stdout, &checkup, banner)?,
        _ => {
            let style = context.style_of(format);
            text::checkup(&mut context.stdout, &checkup, style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}

/// Returns what was given, unless it is blank: a script must not take the whole tree for the report.
fn said(value: &str) -> Result<String, &'static str> {
    if value.trim().is_empty() { Err("nothing is given") } else { Ok(value.to_owned()) }
}

impl Args {
    fn making(&self, workspace: &Workspace, context: &Context) -> Making {
        let folders = workspace.project.repositories.iter().map(|repository| {
            let folder = workspace.root.join(&repository.path);
            (repository.name.clone(), folder.display().to_string())
        });
        let here = context.place.folder == Path::new(".");
        let database = context.place.database.as_ref();
        Making {
            test: self.test.clone(),
            report: self.report.clone(),
            place: (!here).then(|| context.place.folder.display().to_string()),
            database: database.map(|path| path.display().to_string()),
            folders: folders.collect(),
            ..Making::default()
        }
    }
}
