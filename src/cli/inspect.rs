//! `escapee inspect`: what a report file is, without a database.

use std::path::{Path, PathBuf};

use escapee::model::inspection::Inspection;
use escapee::report::{json, text};
use escapee::sources::{SourceError, inspect_from};

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
        let found = look(path).map_err(|error| told(&error));
        if let Err(error) = &found {
            code = ExitCode::Failed;
            Context::note(&format!("error: cannot read `{name}`: {error}"));
        }
        files.push((name, found));
    }
    if format == Format::Json {
        json::inspections(&mut context.stdout, &files)?;
    } else {
        files.retain(|(_, found)| found.is_ok());
        text::inspections(&mut context.stdout, &files, context.style)?;
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

fn look(path: &Path) -> Result<Inspection, SourceError> {
    if path == Path::new("-") {
        return inspect_from(std::io::stdin().lock());
    }
    inspect_from(std::fs::File::open(path).map_err(SourceError::Read)?)
}
