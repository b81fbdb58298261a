//! `escapee help`: a command's flags, or what a term means.

use clap::CommandFactory as _;
use escapee::report::terms;

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Cli, Failure};

/// Explain a command or a term, as in `help verified-escape share`
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee help                                      commands and terms
  escapee help chart
  escapee help verified-escape share
  escapee help \"what is a region?\"")]
pub(super) struct Args {
    /// Command or term
    topic: Vec<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("help", &[Format::Text])?;
    let topic = args.topic.join(" ");
    let mut cli = Cli::command();
    // Without this a command does not know under which name it is called.
    cli.build();
    if topic.is_empty() {
        write!(context.stdout, "{}", cli.render_help())?;
        writeln!(context.stdout, "\nTerms (escapee help TERM):")?;
        for term in terms::TERMS {
            writeln!(context.stdout, "  {}", term.name)?;
        }
        return Ok(ExitCode::Done);
    }
    if let Some(command) = args.topic.first().and_then(|name| cli.find_subcommand_mut(name)) {
        write!(context.stdout, "{}", command.render_long_help())?;
        return Ok(ExitCode::Done);
    }
    let Some(term) = terms::find(&topic) else {
        return Err(Failure::Term { near: terms::near(&topic), asked: topic });
    };
    escapee::report::text::term(&mut context.stdout, term, context.style)?;
    Ok(ExitCode::Done)
}
