//! `escapee risk`: where the next escapes may be, if the past bears a list.

use escapee::model::built_panel::PanelUnit;
use escapee::pipeline::calibrate;
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// List the units where calibrated indicators point to the next escapes; nothing if the past says no
#[derive(clap::Args)]
#[command(
    after_help = "The basis comes first: how the same list would have done in past quarters, each forecast from those \
before it. There is a list only where forecasts with the indicator were better than with size and \
change alone.

Examples:
  escapee risk
  escapee risk --unit file --top 20 --format json"
)]
pub(super) struct Args {
    /// What a row is about: module (a folder), file, component, flow
    #[arg(long, default_value = "module", value_parser = values::panel_unit(), hide_possible_values = true)]
    unit: PanelUnit,
    /// How many units to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("risk", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let mut risk = calibrate::risk(&mut workspace, &dossiers, args.unit, context.as_of)?;
    risk.rows.truncate(args.top);
    let banner = workspace.project.banner.as_deref();
    let style = context.style_of(format);
    match format {
        Format::Json => json::risk(&mut context.stdout, &risk, banner)?,
        Format::Csv => csv::risk(&mut context.stdout, &risk, banner)?,
        _ => text::risk(&mut context.stdout, &risk, style, banner)?,
    }
    Ok(ExitCode::Done)
}
