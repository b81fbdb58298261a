//! `escapee worksheet`: the facilitator's sheet of one incident.

use std::path::PathBuf;

use escapee::error::Error;
use escapee::pipeline::{people, read};
use escapee::report::{View, csv, html, json, markdown, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Write the facilitator's sheet of one incident: evidence filled in, open questions asked in order
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee worksheet INC-110
  escapee worksheet INC-110 --out inc-110.html       # a page to fill in and save the answers from
  escapee worksheet INC-110 --out inc-110.md         # the same to fill in as text
  escapee answer INC-110 --from inc-110.md           # reads either back
  escapee worksheet INC-110 --blind --out blind.html

A blind sheet hides the machine's class until people have said theirs.")]
pub(super) struct Args {
    /// Incident
    id: String,
    /// Hide the machine's class until people have answered
    #[arg(long)]
    blind: bool,
    /// File to write; its ending names the format: md, html, json, csv or txt
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const FORMATS: &[Format] =
    &[Format::Text, Format::Markdown, Format::Html, Format::Json, Format::Csv];

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_for("worksheet", FORMATS, args.out.as_deref())?;
    let mut workspace = context.workspace()?;
    let options = super::analyze::options(context, None);
    let dossier = read::dossier(&mut workspace, &args.id, &options)?;
    let (_, agreement) = people::answers_and_agreement(&workspace)?;
    let view = if args.blind { View::Blind } else { View::Worksheet };
    let banner = workspace.project.banner.as_deref();
    let mut made: Vec<u8> = Vec::new();
    match format {
        Format::Json => json::worksheet(&mut made, &dossier, view, &agreement, banner)?,
        Format::Csv => csv::worksheet(&mut made, &dossier, view, &agreement, banner)?,
        Format::Markdown => markdown::worksheet(&mut made, &dossier, view, &agreement, banner)?,
        Format::Html => made = html::worksheet(&dossier, view, &agreement, banner).into_bytes(),
        Format::Text => {
            let mut style = context.style;
            style.color &= args.out.is_none();
            style.links &= args.out.is_none();
            text::worksheet(&mut made, &dossier, view, &agreement, style, banner)?;
        }
    }
    match &args.out {
        None => context.stdout.write_all(&made)?,
        Some(path) => {
            std::fs::write(path, made).map_err(|source| Error::File {
                action: "write",
                path: path.clone(),
                source,
            })?;
            writeln!(context.stdout, "wrote {}", path.display())?;
        }
    }
    Ok(ExitCode::Done)
}
