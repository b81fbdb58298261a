//! `escapee init`: looks at the repository and writes a commented escapee.toml and the database.

use escapee::pipeline::init;
use escapee::report::{json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Look at this repository; write escapee.toml and the database
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee init --dry-run       # show the proposal only
  escapee init                 # where there is no escapee.toml yet")]
pub(super) struct Args {
    /// Print escapee.toml and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("init", Format::OF_DEEDS)?;
    let made = init::init(&context.place, args.dry_run)?;
    if format == Format::Json {
        json::proposal(&mut context.stdout, &made.text, &made.seen, &made.written)?;
        return Ok(ExitCode::Done);
    }
    if args.dry_run {
        write!(context.stdout, "{}", made.text)?;
    }
    text::answers(&mut context.stdout, &made.seen, context.style, None)?;
    if !made.written.is_empty() {
        writeln!(context.stdout, "wrote {}", made.written.join(" and "))?;
        writeln!(context.stdout, "next: read escapee.toml, then `escapee import incidents FILE`")?;
    }
    Ok(ExitCode::Done)
}
