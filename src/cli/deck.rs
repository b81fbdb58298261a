//! `escapee deck`: a review as slides or as a workbook.

use std::path::PathBuf;

use escapee::report::chart::{Fonts, Pictures};
use escapee::report::{deck, workbook};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::fonts::FontFiles;
use super::format::{Format, ending};
use super::report::{About, save, written};

/// Write a review as slides (.pptx) or as a workbook (.xlsx)
#[derive(clap::Args)]
#[command(
    after_help = "Charts that slides can draw are native: they can be edited, and keep their intervals. \
Speaker notes hold definition, n, query and caveats.

Examples:
  escapee deck --quarter 2026Q3 --out review.pptx
  escapee deck --quarter 2026Q3 --redact --out outside.pptx
  escapee deck --out review.xlsx"
)]
pub(super) struct Args {
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    fonts: FontFiles,
    /// File to write; its ending (.pptx, .xlsx) says which
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("deck", &[Format::Text])?;
    let is_deck = match ending(&args.out).as_deref() {
        Some("pptx") => true,
        Some("xlsx") => false,
        _ => {
            return Err(Failure::Value {
                value: args.out.display().to_string(),
                what: "deck; its name ends in .pptx or .xlsx",
            });
        }
    };
    // Before anything is done: a workbook has no pictures, and needs no font.
    let fonts = if is_deck { args.fonts.fonts(context)? } else { Fonts::bundled() };
    let review = args.about.review(context, true)?;
    let pictures = Pictures::new(&review, &fonts);
    let bytes = if is_deck { deck(&review, &pictures)? } else { workbook(&review)? };
    save(&args.out, &bytes)?;
    pictures.note().iter().for_each(|note| Context::note(note));
    writeln!(context.stdout, "{}", written(&args.out, &review))?;
    Ok(ExitCode::Done)
}
