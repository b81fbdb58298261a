//! `escapee regions`: the lines behind every verdict, each with its state.

use escapee::model::moment::MomentKind;
use escapee::pipeline::read;
use escapee::report::{csv, json};

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Failure, values};

/// List the region lines of incidents with their states
#[derive(clap::Args)]
#[command(
    after_help = "Columns: incident, repo, commit, path, line, role, covered, evidence_commit, method.
The lines are those of `commit`.

Example:
  escapee regions INC-42 > regions.csv"
)]
pub(super) struct Args {
    /// Incidents; all of them where none is named
    ids: Vec<String>,
    /// Moment to read evidence at: shipped, first-shipped, introduced, fix-parent
    #[arg(long, value_parser = values::moment)]
    moment: Option<MomentKind>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("regions", &[Format::Csv, Format::Json])?;
    let mut workspace = context.workspace()?;
    let options = super::analyze::options(context, args.moment);
    let bar = Context::progress("analysing");
    let mut dossiers = read::dossiers(&mut workspace, &options, &mut Context::shown(&bar))?;
    bar.finish_and_clear();
    for id in &args.ids {
        if !dossiers.iter().any(|dossier| dossier.incident.id == *id) {
            return Err(read::no_incident(id, &dossiers).into());
        }
    }
    if !args.ids.is_empty() {
        dossiers.retain(|dossier| args.ids.contains(&dossier.incident.id));
    }
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::regions(&mut context.stdout, &dossiers, banner)?,
        _ => csv::regions(&mut context.stdout, &dossiers)?,
    }
    Ok(ExitCode::Done)
}
