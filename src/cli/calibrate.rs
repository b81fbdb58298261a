//! `escapee calibrate`: which indicators told where defects would escape.

use std::path::PathBuf;

use escapee::calibration::KNOT;
use escapee::model::built_panel::PanelUnit;
use escapee::model::panel::Claim;
use escapee::pipeline::calibrate::{Question, calibrate, of_store};
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Ask which indicators told where defects would escape, and how sure that is
#[derive(clap::Args)]
#[command(
    after_help = "Without --panel the panel of the store is used; `escapee panel` prints it. The panel of a file is CSV, a row per unit and period: unit, period, loc, churn, escapes, if known caught, \
and any of coverage, branch_coverage, assertion_density, failure_state_assertion, mutation_score \
and test_signal_ratio, measured at the opening of the period. An empty cell was not measured. \
A column of your own is named as in `--extra load_tested:-1`.

Examples:
  escapee calibrate --floor 70
  escapee calibrate --format csv                    # a row for each indicator
  escapee panel --format csv > panel.csv
  escapee calibrate --panel panel.csv"
)]
pub(super) struct Args {
    /// Panel of units by period, instead of the store's; needs no database
    #[arg(long, value_name = "FILE")]
    panel: Option<PathBuf>,
    /// What a row of the store's panel is about: module (a folder), file, component, flow
    #[arg(long, default_value = "module", value_parser = values::panel_unit(), hide_possible_values = true, conflicts_with = "panel")]
    unit: PanelUnit,
    /// Another floor to look at: which escapes it would have flagged, and at what price
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    floor: Option<u32>,
    /// Matched cases and controls: stratum, `is_case`, exposed
    #[arg(long, value_name = "FILE", requires = "panel")]
    matched: Option<PathBuf>,
    /// Times between escapes, oldest first: gap
    #[arg(long, value_name = "FILE", requires = "panel")]
    gaps: Option<PathBuf>,
    /// Floor of coverage to test, in percent, set before looking
    #[arg(long, value_name = "N", default_value_t = KNOT, value_parser = clap::value_parser!(u32).range(1..=99))]
    knot: u32,
    /// Indicator of your own and its claimed sign: -1 if more of it means fewer escapes, else 1
    #[arg(long, value_name = "NAME:SIGN", value_delimiter = ',', value_parser = extra, requires = "panel")]
    extra: Vec<(String, Claim)>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("calibrate", Format::OF_RESULTS)?;
    let (found, banner) = if let Some(panel) = &args.panel {
        let found = calibrate(&Question {
            panel: panel.clone(),
            matched: args.matched.clone(),
            gaps: args.gaps.clone(),
            knot: args.knot,
            floor: args.floor,
            extra: args.extra.clone(),
        })?;
        (found, None)
    } else {
        let mut workspace = context.workspace()?;
        let dossiers = super::analyze::current(&mut workspace, context)?;
        let (rows, floors) = ((args.unit, context.as_of), (args.knot, args.floor));
        let found = of_store(&mut workspace, &dossiers, rows, floors)?;
        (found, workspace.project.banner)
    };
    let banner = banner.as_deref();
    match format {
        Format::Json => json::calibration(&mut context.stdout, &found, banner)?,
        Format::Csv => csv::calibration(&mut context.stdout, &found, banner)?,
        _ => {
            let style = context.style_of(format);
            text::calibration(&mut context.stdout, &found, style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}

/// Returns the indicator a flag names, with its claim.
fn extra(text: &str) -> Result<(String, Claim), String> {
    let wrong = || "expected a column and its sign, as in load_tested:-1".to_owned();
    let (name, sign) = text.rsplit_once(':').ok_or_else(wrong)?;
    let claim = match sign.trim() {
        "-1" | "-" => Claim::Protects,
        "1" | "+1" | "+" => Claim::Endangers,
        _ => return Err(wrong()),
    };
    if name.trim().is_empty() { Err(wrong()) } else { Ok((name.trim().to_owned(), claim)) }
}
