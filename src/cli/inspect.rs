//! `escapee inspect`: what a report file is, without a database.

use std::io::Read as _;
use std::path::PathBuf;

use escapee::report::{json, text};
use escapee::sources::{SourceError, inspect};

use super::Failure;
use super::context::{Context, Format};
use super::exit_code::ExitCode;

/// Say what report files are, what they hold and what is wrong with them
#[derive(clap::Args)]
#[command(after_help = "Reads coverage, test and mutation reports, told by their content; `-` is \
standard input. Needs no database and no repository.")]
pub(super) struct Args {
    /// Report files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("inspect", &[Format::Text, Format::Json])?;
    let mut code = ExitCode::Done;
    let mut files = Vec::new();
    for path in &args.files {
        let name = path.display().to_string();
        let found = load(path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| inspect(&bytes).map_err(|error| told(&error)));
        if let Err(error) = &found {
            code = ExitCode::Failed;
            context.note(&format!("error: cannot read `{name}`: {error}"));
        }
        files.push((name, found));
    }
    match format {
        Format::Json => json::inspections(&mut context.stdout, &files)?,
        _ => {
            files.retain(|(_, found)| found.is_ok());
            text::inspections(&mut context.stdout, &files, context.style)?;
        }
    }
    Ok(code)
}

/// Returns an error and what caused it in one line.
fn told(error: &SourceError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

fn load(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}
