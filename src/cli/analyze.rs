//! `escapee analyze`: links, traces, reads evidence and classifies what is new.

use escapee::model::dossier::Dossier;
use escapee::model::moment::MomentKind;
use escapee::pipeline::analyze::{self, Options};
use escapee::pipeline::{Workspace, read};
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Link, trace, read evidence and classify; only what is new
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee analyze
  escapee analyze --all        # forget what was found out before")]
pub(super) struct Args {
    /// Moment to read evidence at: shipped, first-shipped, introduced, fix-parent
    #[arg(long, value_parser = values::moment(), hide_possible_values = true)]
    moment: Option<MomentKind>,
    /// Analyse every incident anew
    #[arg(long)]
    all: bool,
    /// Do with about half the memory, and more slowly
    #[arg(long)]
    low_memory: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("analyze", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let readable = workspace.open_repositories().is_ok();
    let mut options = options(context, args.moment);
    options.all = args.all;
    options.low_memory = args.low_memory;
    let bar = Context::progress("analysing");
    let summary = analyze::analyze(&mut workspace, &options, &mut Context::shown(&bar))?;
    bar.finish_and_clear();
    let style = context.style_of(format);
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::summary(&mut context.stdout, &summary, banner)?,
        Format::Csv => csv::summary(&mut context.stdout, &summary, banner)?,
        _ => text::summary(&mut context.stdout, &summary, style, banner)?,
    }
    // What could not be read is in the summary; a script learns it from the exit code.
    Ok(if readable { ExitCode::Done } else { ExitCode::No })
}

/// Returns the options every reading command shares.
pub(super) fn options(context: &Context, moment: Option<MomentKind>) -> Options {
    Options { moment, as_of: context.as_of, ..Options::default() }
}

/// Returns all dossiers, analysing what is pending first.
pub(super) fn current(
    workspace: &mut Workspace,
    context: &Context,
) -> Result<Vec<Dossier>, Failure> {
    let bar = Context::progress("analysing");
    let options = options(context, None);
    let dossiers = read::dossiers(workspace, &options, &mut Context::shown(&bar))?;
    bar.finish_and_clear();
    Ok(dossiers)
}
