//! `escapee links`: which commits are linked to which incident, who or what says so, and what may
//! have fixed those without a link.

use escapee::pipeline::proposals;
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// List the links of incidents to code, and propose fixes for those without one
#[derive(clap::Args)]
#[command(
    after_help = "Proposals go by the time, the words of the title and the component. Nothing is linked until \
you say so: one by one with `escapee link`, or by a rule with --accept.

Examples:
  escapee links
  escapee links --unlinked                 # up to three proposals each
  escapee links --unlinked --accept 0.7    # take the best ones that reach 0.7 and stand out"
)]
pub(super) struct Args {
    /// Only incidents without a link, each with up to three commits that may have fixed it
    #[arg(long)]
    unlinked: bool,
    /// Link the best proposal of each incident that has at least this score, 0 to 1
    #[arg(long, value_name = "SCORE", requires = "unlinked", value_parser = score)]
    accept: Option<f64>,
    /// How far the best proposal must stand above the next
    #[arg(long, value_name = "SCORE", default_value = "0.1", requires = "accept", value_parser = score)]
    lead: f64,
}

fn score(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "expected a number from 0 to 1, as in 0.7".to_owned())
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("links", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let dossiers = super::analyze::current(&mut workspace, context)?;
    let banner = workspace.project.banner.clone();
    let banner = banner.as_deref();
    let style = context.style_of(format);
    if !args.unlinked {
        let links: Vec<_> =
            dossiers.iter().map(|dossier| (&dossier.incident, dossier.links.as_slice())).collect();
        match format {
            Format::Json => json::links(&mut context.stdout, &links, banner)?,
            Format::Csv => csv::links(&mut context.stdout, &links, banner)?,
            _ => text::links(&mut context.stdout, &links, style, banner)?,
        }
        return Ok(ExitCode::Done);
    }
    let found = proposals::unlinked(&workspace, &dossiers, context.as_of)?;
    let shown: Vec<_> = found.iter().map(|one| (&one.incident, one.proposals.as_slice())).collect();
    match format {
        Format::Json => json::proposals(&mut context.stdout, &shown, banner)?,
        Format::Csv => csv::proposals(&mut context.stdout, &shown, banner)?,
        _ => text::proposals(&mut context.stdout, &shown, style, banner)?,
    }
    if let Some(least) = args.accept {
        let rule = (least, args.lead);
        let accepted = proposals::accept(&mut workspace, &found, rule, context.now)?;
        let (count, all) = (accepted.len(), found.len());
        Context::note(&format!("{count} of {all} incidents are linked by the rule now"));
    }
    Ok(ExitCode::Done)
}
