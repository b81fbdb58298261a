//! `escapee links`: which commits are linked to which incident, and who or what says so.

use escapee::report::text;

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;

/// List the links of incidents to code, each with its method and confidence
#[derive(clap::Args)]
#[command(after_help = "Example:
  escapee links --unlinked      # what still needs `escapee link ID --fix REV`")]
pub(super) struct Args {
    /// Only incidents without a link
    #[arg(long)]
    unlinked: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("links", &[Format::Text])?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let links: Vec<_> = dossiers
        .iter()
        .filter(|dossier| !args.unlinked || dossier.links.is_empty())
        .map(|dossier| (&dossier.incident, dossier.links.as_slice()))
        .collect();
    let banner = workspace.project.banner.as_deref();
    text::links(&mut context.stdout, &links, context.style, banner)?;
    Ok(ExitCode::Done)
}
