//! `escapee link`: a person's word on what fixed or caused an incident. It overrides and is kept.

use escapee::model::link::{LinkRole, PersonLink};
use escapee::pipeline::word;
use escapee::report::json::{self, Change};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Say which commit fixed or caused an incident, or which lines failed
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee link INC-116 --fix r2026.03
  escapee link INC-116 --region checkout/charge.py:10-13@r2026.08")]
#[group(skip)]
#[command(group = clap::ArgGroup::new("word").required(true).multiple(true))]
pub(super) struct Args {
    /// Incident
    id: String,
    /// Fix commit: [REPOSITORY:]REV
    #[arg(long, value_name = "REV", group = "word")]
    fix: Vec<String>,
    /// Bug-introducing commit: [REPOSITORY:]REV
    #[arg(long, value_name = "REV", group = "word")]
    cause: Vec<String>,
    /// Lines that failed: [REPOSITORY:]PATH:A-B[@REV]
    #[arg(long, value_name = "SPEC", group = "word")]
    region: Vec<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("link", Format::OF_DEEDS)?;
    let mut workspace = context.workspace()?;
    let words = [
        (LinkRole::Fix, &args.fix),
        (LinkRole::Cause, &args.cause),
        (LinkRole::Region, &args.region),
    ];
    let links: Vec<PersonLink> = words
        .into_iter()
        .flat_map(|(role, values)| values.iter().map(move |value| (role, value)))
        .map(|(role, value)| PersonLink { incident: args.id.clone(), role, value: value.clone() })
        .collect();
    let new = word::add_links(&mut workspace, &links, context.now)?;
    let change = Change::Linked { given: links.len(), new };
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::change(&mut context.stdout, &args.id, change, banner)?,
        _ => writeln!(
            context.stdout,
            "{}: {new} of {} links are new; `escapee show {0}` shows what follows",
            args.id,
            links.len()
        )?,
    }
    Ok(ExitCode::Done)
}
