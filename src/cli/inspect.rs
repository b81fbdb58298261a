//! `escapee inspect`: what a report file is, without a database.

use std::path::PathBuf;

use escapee::pipeline::inputs::inputs;
use escapee::report::{csv, json, text};
use escapee::sources::inspect_from;

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Say what report files are, what they hold and what is wrong with them
#[derive(clap::Args)]
#[command(
    after_help = "Reads coverage, test and mutation reports, told by their content, gzipped or \
in zip archives, too; `-` is standard input. Needs no database and no repository.

Examples:
  escapee inspect reports/r2026.09/lcov.info
  escapee inspect 'reports/**/*.xml' --format json"
)]
pub(super) struct Args {
    /// Report files, folders or patterns
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("inspect", Format::OF_RESULTS)?;
    let mut code = ExitCode::Done;
    let mut files = Vec::new();
    for path in &args.files {
        match inputs(std::slice::from_ref(path)) {
            Ok(found) => {
                found.notes.iter().for_each(|note| Context::note(note));
                for input in found.files {
                    let is_itself = path.file_name().is_some_and(|own| *own == *input.name);
                    let name =
                        if is_itself { path.display().to_string() } else { input.name.clone() };
                    let looked = inspect_from(&input).map_err(|error| told(&error));
                    files.push((name, looked));
                }
            }
            Err(error) => files.push((path.display().to_string(), Err(told(&error)))),
        }
    }
    for (name, error) in
        files.iter().filter_map(|(name, found)| Some((name, found.as_ref().err()?)))
    {
        code = ExitCode::Failed;
        Context::note(&format!("error: cannot read `{name}`: {error}"));
    }
    let style = context.style_of(format);
    match format {
        Format::Json => json::inspections(&mut context.stdout, &files)?,
        Format::Csv => csv::inspections(&mut context.stdout, &files)?,
        _ => {
            files.retain(|(_, found)| found.is_ok());
            text::inspections(&mut context.stdout, &files, style)?;
        }
    }
    Ok(code)
}

/// Returns an error and what caused it in one line.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
