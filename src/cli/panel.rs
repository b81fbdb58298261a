//! `escapee panel`: units by quarter, measured before, with their escapes after.

use escapee::model::built_panel::PanelUnit;
use escapee::pipeline::panel;
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Print the panel that calibration works on: units by quarter, measured strictly before
#[derive(clap::Args)]
#[command(
    after_help = "The opening of a quarter is the newest commit of the default branch before it. Reports count if they \
were made at that commit or at an ancestor of it. One defect marks one row: the unit with most \
faulty lines, the quarter in which the incident started. Renames follow the unit.

Examples:
  escapee panel --format csv > panel.csv
  escapee panel --unit file --format csv
  escapee panel --explain
  escapee panel --format json"
)]
pub(super) struct Args {
    /// What a row is about: module (a folder), file, component, flow
    #[arg(long, default_value = "module", value_parser = values::panel_unit(), hide_possible_values = true)]
    unit: PanelUnit,
    /// List the incidents behind each marked row, and those that mark none
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("panel", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let built = panel::build(&mut workspace, &dossiers, args.unit, context.as_of)?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Csv => csv::panel(&mut context.stdout, &built.panel, banner)?,
        Format::Json => json::panel(&mut context.stdout, &built, args.unit, banner)?,
        _ => {
            let style = context.style_of(format);
            text::panel(&mut context.stdout, &built, args.explain, style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}
