//! `escapee completions` and `escapee man`: what a shell and `man` want.

use std::io::Write as _;
use std::path::PathBuf;

use clap::CommandFactory as _;
use escapee::error::Error;

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Cli, Failure};

/// Print completions for a shell
#[derive(clap::Args)]
#[command(after_help = "Example:
  escapee completions bash >> ~/.bash_completion")]
pub(super) struct Args {
    /// Shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("completions", &[Format::Text])?;
    // The generator ends in a panic where what it writes to is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "escapee", &mut script);
    context.stdout.write_all(&script)?;
    Ok(ExitCode::Done)
}

/// Write manual pages, one for each command
#[derive(clap::Args)]
#[command(after_help = "Example:
  escapee man --out ~/.local/share/man/man1")]
pub(super) struct ManArgs {
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn man(args: &ManArgs, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("man", &[Format::Text])?;
    let failed = |source| Error::File { action: "write", path: args.out.clone(), source };
    std::fs::create_dir_all(&args.out).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), &args.out).map_err(failed)?;
    writeln!(context.stdout, "{}", args.out.display())?;
    Ok(ExitCode::Done)
}
