//! `escapee show`: one incident, answered.

use escapee::model::moment::MomentKind;
use escapee::pipeline::read;
use escapee::report::{csv, json, markdown, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Show one incident: covered then? verified then? which class, and why
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee show INC-110
  escapee show INC-110 --moment fix-parent --format json")]
pub(super) struct Args {
    /// Incident
    id: String,
    /// Moment to read evidence at: shipped, first-shipped, introduced, fix-parent
    #[arg(long, value_parser = values::moment(), hide_possible_values = true)]
    moment: Option<MomentKind>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("show", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let options = super::analyze::options(context, args.moment);
    let dossier = read::dossier(&mut workspace, &args.id, &options)?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::dossier(&mut context.stdout, &dossier, banner)?,
        Format::Csv => csv::dossier(&mut context.stdout, &dossier, banner)?,
        Format::Markdown => markdown::dossier(&mut context.stdout, &dossier, banner)?,
        _ => text::dossier(&mut context.stdout, &dossier, context.style, banner)?,
    }
    Ok(ExitCode::Done)
}
