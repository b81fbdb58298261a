//! `escapee rate`: the defect escape rate with its interval.

use escapee::model::rate::Grouping;
use escapee::pipeline::read;
use escapee::report::{csv, json, text};

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Failure, values};

/// Print the defect escape rate by period or group
#[derive(clap::Args)]
#[command(
    after_help = "Escape rate: defects first found in production / all defects found, with Wilson's 95 % interval.

Examples:
  escapee rate --by quarter
  escapee rate --by component --format csv"
)]
pub(super) struct Args {
    /// What the rows are: month, quarter, component, severity
    #[arg(long, default_value = "quarter", value_parser = values::grouping)]
    by: Grouping,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("rate", &[Format::Text, Format::Json, Format::Csv])?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let table = read::rate(&workspace, &dossiers, args.by)?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::rate_table(&mut context.stdout, &table, banner)?,
        Format::Csv => csv::rate_table(&mut context.stdout, &table, banner)?,
        _ => {
            let (count, through) = read::completeness(&workspace, &dossiers)?;
            let sources = text::Sources { count: Some(count), complete_through: through };
            text::rate_table(&mut context.stdout, &table, sources, context.style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}
