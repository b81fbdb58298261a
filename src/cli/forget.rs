//! `escapee forget`: removes an incident for good.

use escapee::pipeline::forget;
use escapee::report::json::{self, Change};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Remove an incident for good, with all that was read, said and found out about it
#[derive(clap::Args)]
#[command(after_help = "The next import or sync does not bring it back.

Example:
  escapee forget INC-119")]
pub(super) struct Args {
    /// Incident
    id: String,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("forget", Format::OF_DEEDS)?;
    let mut workspace = context.workspace()?;
    forget::forget(&mut workspace, &args.id)?;
    let id = escapee::report::clean(&args.id).into_owned();
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::change(&mut context.stdout, &id, Change::Forgotten, banner)?,
        _ => writeln!(context.stdout, "{id} is forgotten; no import brings it back")?,
    }
    Ok(ExitCode::Done)
}
