//! `escapee flows`: which failure states of the critical flows are asserted, and which to add.

use escapee::pipeline::flows::{self, Ask};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Show the critical flows: failure states asserted, assertion density, coverage, mutation score
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  escapee flows
  escapee flows checkout --at r2026.08
  escapee flows suggest
  escapee flows suggest checkout --format csv

A flow is listed in escapee.toml:
  [[flow]]
  name = \"checkout\"
  paths = [\"src/checkout\"]
  functions = [\"charge\"]          # empty: all functions of the paths
  [[flow.state]]
  name = \"card-declined\"
  error = \"CardDeclined\"          # or message, status, words; lists are fine, any one is enough")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Flows; all of them where none is named
    #[arg(value_name = "FLOW")]
    names: Vec<String>,
    /// Revision to read them at [default: the default branch]
    #[arg(long, value_name = "REV")]
    at: Option<String>,
}

#[derive(clap::Subcommand)]
enum Command {
    Suggest(Suggest),
}

/// Propose failure states from the code that no linked test asserts
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee flows suggest
  escapee flows suggest gateway checkout/payment.py --at r2026.08")]
struct Suggest {
    /// Files or folders; the code of all flows where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Revision to read them at [default: the default branch]
    #[arg(long, value_name = "REV")]
    at: Option<String>,
    /// List where code handles any error alike too; JSON and CSV always do
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    if let Some(Command::Suggest(args)) = &args.command {
        return suggest(args, context);
    }
    let format = context.format_of("flows", Format::OF_RESULTS)?;
    let mut workspace = context.trial_workspace()?;
    let ask = Ask { names: args.names.clone(), at: args.at.clone(), ..Ask::default() };
    let found = flows::flows(&mut workspace, &ask)?;
    let banner = workspace.project.banner.as_deref();
    let style = context.style_of(format);
    match format {
        Format::Json => json::flows(&mut context.stdout, &found, banner)?,
        Format::Csv => csv::flows(&mut context.stdout, &found, banner)?,
        _ => text::flows(&mut context.stdout, &found, style, banner)?,
    }
    Ok(ExitCode::Done)
}

fn suggest(args: &Suggest, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("flows suggest", Format::OF_RESULTS)?;
    let mut workspace = context.trial_workspace()?;
    let ask = Ask { paths: args.paths.clone(), at: args.at.clone(), ..Ask::default() };
    let found = flows::suggest(&mut workspace, &ask)?;
    let banner = workspace.project.banner.as_deref();
    let style = context.style_of(format);
    match format {
        Format::Json => json::suggestions(&mut context.stdout, &found, banner)?,
        Format::Csv => csv::suggestions(&mut context.stdout, &found, banner)?,
        _ => text::suggestions(&mut context.stdout, &found, args.all, style, banner)?,
    }
    Ok(ExitCode::Done)
}
