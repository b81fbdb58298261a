//! `escapee help`: a command's flags, or what a term means.

use clap::CommandFactory as _;
use escapee::report::terms::{self, CommandHelp, Term};
use escapee::report::{json, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
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
    let format = context.format_of("help", &[Format::Text, Format::Json, Format::Markdown])?;
    let topic = args.topic.join(" ");
    let mut cli = Cli::command();
    // Without this a command does not know under which name it is called.
    cli.build();
    if format != Format::Text {
        return written(&mut cli, args, &topic, format, context);
    }
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
    text::term(&mut context.stdout, found(topic)?, context.style)?;
    Ok(ExitCode::Done)
}

/// Returns the term that a question names.
fn found(topic: String) -> Result<&'static Term, Failure> {
    terms::find(&topic).ok_or_else(|| Failure::Term { near: terms::near(&topic), asked: topic })
}

/// Writes commands and terms as JSON or Markdown: those asked for, else all of them.
fn written(
    cli: &mut clap::Command,
    args: &Args,
    topic: &str,
    format: Format,
    context: &mut Context,
) -> Result<ExitCode, Failure> {
    let named = args.topic.first().and_then(|name| cli.find_subcommand_mut(name));
    let (commands, terms): (Vec<CommandHelp>, &[Term]) = match named {
        Some(command) => (vec![of_command(command, true)], &[]),
        None if topic.is_empty() => {
            let all = cli.get_subcommands_mut().map(|command| of_command(command, false));
            (all.collect(), terms::TERMS)
        }
        None => (Vec::new(), std::slice::from_ref(found(topic.to_owned())?)),
    };
    let style = context.style_of(format);
    match format {
        Format::Json => json::help(&mut context.stdout, &commands, terms)?,
        _ => text::help(&mut context.stdout, &commands, terms, style)?,
    }
    Ok(ExitCode::Done)
}

/// Returns what a command is for, and with `all` its flags and examples.
fn of_command(command: &mut clap::Command, all: bool) -> CommandHelp {
    CommandHelp {
        name: command.get_name().to_owned(),
        what: command.get_about().map(ToString::to_string).unwrap_or_default(),
        help: all.then(|| command.render_long_help().to_string()),
    }
}
