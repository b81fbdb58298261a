//! `escapee regions`: the lines behind every verdict, each with its state.

use escapee::model::moment::MomentKind;
use escapee::pipeline::read;
use escapee::report::{csv, json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// List the region lines of incidents with their states
#[derive(clap::Args)]
#[command(
    after_help = "Columns: incident, repo, commit, path, line, role, covered, evidence_commit, method, \
then_commit, then_path, then_line, then, hits.
The lines are those of `commit`, as a rule the parent of the fix. `then_line` is the same line at the commit \
of the moment; `then` says how it was found there: exact (followed through history), ambiguous (it \
may stand for another line), compared (no history joins the two commits, so their contents were \
compared), younger (not written yet) or unknown. A state that was read from an ambiguous or compared \
line has that word as its method. `hits` is how often the line's statement ran in that report; it is \
kept for the reports of releases and for `import coverage --keep-hits`, and empty elsewhere.

Example:
  escapee regions INC-110 > regions.csv"
)]
pub(super) struct Args {
    /// Incidents; all of them where none is named
    ids: Vec<String>,
    /// Moment to read evidence at: shipped, first-shipped, introduced, fix-parent
    #[arg(long, value_parser = values::moment(), hide_possible_values = true)]
    moment: Option<MomentKind>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let has = &[Format::Csv, Format::Json, Format::Text, Format::Markdown];
    let format = context.format_of("regions", has)?;
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
        Format::Text | Format::Markdown => {
            let style = context.style_of(format);
            text::regions(&mut context.stdout, &dossiers, style, banner)?;
        }
        _ => csv::regions(&mut context.stdout, &dossiers)?,
    }
    Ok(ExitCode::Done)
}
