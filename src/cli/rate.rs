//! `escapee rate`: escapes by period or group under named definitions, with what they rest on.

use escapee::model::rate::{Grouping, RateDefinition};
use escapee::model::rate_study::{Cohort, RateQuestion};
use escapee::pipeline::rate;
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Print the defect escape rate by period or group
#[derive(clap::Args)]
#[command(after_help = "Definitions:
  escape-rate        defects first found in production / all defects found
  stage-leakage      defects found in acceptance or production / all defects found
  dre-90             caught / (caught + escapes within 90 days of release)
  density            escapes per 1,000 changed lines of source
  severity-weighted  the same share, severity 1 to 4 weighing 5, 3, 2 and 1; no test
  change-failure     deployments rolled back or first to carry an escape / those that went live
Intervals are at 95 %: Wilson for shares, Garwood for counts, Newcombe for changes, the exact \
conditional test for counts per exposure. Immature periods are marked and in no comparison.

Examples:
  escapee rate --by quarter
  escapee rate --by component --format csv
  escapee rate --definition escape-rate,density --cohort introduction --mature 90d
  escapee rate --explain")]
pub(super) struct Args {
    /// What the rows are: month, quarter, release, component, severity
    #[arg(long, default_value = "quarter", value_parser = values::grouping(), hide_possible_values = true)]
    by: Grouping,
    /// Definitions to print side by side; see below
    #[arg(long, default_value = "escape-rate", value_delimiter = ',', value_parser = values::definition(), hide_possible_values = true)]
    definition: Vec<RateDefinition>,
    /// Which time places a defect: discovery, or introduction (when its change shipped)
    #[arg(long, default_value = "discovery", value_parser = values::cohort(), hide_possible_values = true)]
    cohort: Cohort,
    /// Days after a period's end until its counts are complete; 90d for introduction, else 0d
    #[arg(long, value_name = "DAYS", value_parser = values::days)]
    mature: Option<u32>,
    /// List the incidents behind every number
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("rate", Format::OF_RESULTS)?;
    let mut definitions: Vec<RateDefinition> = Vec::new();
    for one in &args.definition {
        if !definitions.contains(one) {
            definitions.push(*one);
        }
    }
    let late = if args.cohort == Cohort::Introduction { 90 } else { 0 };
    let question = RateQuestion {
        by: args.by,
        definitions,
        cohort: args.cohort,
        mature_days: args.mature.unwrap_or(late),
    };
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let study = rate::study(&workspace, &dossiers, &question, context.as_of, context.now)?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => {
            let asked = (&question, &study);
            let table = rate::table(&workspace, &dossiers, asked, context.as_of)?;
            json::rate_study(&mut context.stdout, &table, &study, banner)?;
        }
        Format::Csv => csv::rate_study(&mut context.stdout, &study, banner)?,
        _ => {
            let style = context.style_of(format);
            text::rate_study(&mut context.stdout, &study, args.explain, style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}
