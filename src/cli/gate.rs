//! `escapee gate`: fails a change only for what the floor or calibration supports.

use std::path::PathBuf;

use escapee::calibration::KNOT;
use escapee::error::Error;
use escapee::model::built_panel::PanelUnit;
use escapee::model::gate::GateQuestion;
use escapee::pipeline::{calibrate, gate, panel};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Fail where changed code is below the floor of coverage, and say why; for CI
#[derive(clap::Args)]
#[command(
    after_help = "Checked are the files of source changed since --since, else those of core components, else all. A file \
that no report holds is told and fails nothing. Flows fail only where calibration supports it.
Exit code 1: the gate says no.

Examples:
  escapee gate --floor 60 --since r2026.08
  escapee gate --floor 60 --flows --sarif gate.sarif"
)]
pub(super) struct Args {
    /// Floor of coverage in percent; a file at it is not below it
    #[arg(long, value_name = "N", default_value_t = KNOT, value_parser = clap::value_parser!(u32).range(1..=100))]
    floor: u32,
    /// Also the failure states that flows list, where calibration supports it
    #[arg(long)]
    flows: bool,
    /// Only files changed since this revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Write the findings as SARIF 2.1.0, for code hosts
    #[arg(long, value_name = "FILE")]
    sarif: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("gate", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let question = GateQuestion { floor: args.floor, since: args.since.clone() };
    let flows = if args.flows {
        let dossiers = super::analyze::current(&mut workspace, context)?;
        let built = panel::build(&mut workspace, &dossiers, PanelUnit::Flow, context.as_of)?;
        let found = calibrate::of_built(&built, KNOT);
        Some((built.now, found))
    } else {
        None
    };
    let said = gate::gate(&workspace, &question, flows.as_ref().map(|(now, found)| (now, found)))?;
    let banner = workspace.project.banner.as_deref();
    if let Some(out) = &args.sarif {
        let mut bytes = Vec::new();
        json::sarif(&mut bytes, &said)?;
        std::fs::write(out, bytes).map_err(|source| Error::File {
            action: "write",
            path: out.clone(),
            source,
        })?;
    }
    let style = context.style_of(format);
    match format {
        Format::Json => json::gate(&mut context.stdout, &said, banner)?,
        Format::Csv => csv::gate(&mut context.stdout, &said, banner)?,
        _ => text::gate(&mut context.stdout, &said, style, banner)?,
    }
    Ok(if said.passes() { ExitCode::Done } else { ExitCode::No })
}
