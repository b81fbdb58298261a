//! `escapee doctor`: what is missing for numbers that hold.

use escapee::pipeline::doctor;
use escapee::report::{json, text};

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;

/// List what is missing: links, times, days without evidence, releases, flows
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee doctor
  escapee doctor --format json")]
pub(super) struct Args {}

pub(super) fn run(_: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("doctor", &[Format::Text, Format::Json])?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let now = context.as_of.unwrap_or(context.now);
    let checkup = doctor::checkup(&workspace, &dossiers, now)?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::checkup(&mut context.stdout, &checkup, banner)?,
        _ => text::checkup(&mut context.stdout, &checkup, context.style, banner)?,
    }
    Ok(ExitCode::Done)
}
