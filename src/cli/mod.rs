//! The command line: flags, one file per command, and how errors are printed.

mod account;
mod analyze;
mod answer;
mod assertions;
mod calibrate;
mod chart;
mod completions;
mod context;
mod deck;
mod demo;
mod doctor;
mod exit_code;
mod fix_list;
mod flows;
mod fonts;
mod forget;
mod format;
mod gate;
mod help;
mod import;
mod import_incidents;
mod import_reports;
mod incident_edit;
mod incidents;
mod init;
mod inspect;
mod link;
mod links;
mod panel;
mod rate;
mod regions;
mod report;
mod risk;
mod show;
mod sync;
mod terminal;
mod trace;
mod values;
mod worksheet;

use std::io::Write as _;

use clap::{Parser, Subcommand};
use escapee::error::Error;

use context::{Common, Context};
use exit_code::ExitCode;

/// When something broke in production: was that code covered, did the tests assert the failure,
/// and which leading indicator would have told?
#[derive(Parser)]
#[command(
    name = "escapee",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
#[command(after_help = "Examples:
  escapee demo                       # the whole job on invented data, in the folder escapee-demo

Of each command the examples run in that folder:
  escapee init --dry-run             # look at a repository and propose an escapee.toml
  escapee import incidents incidents.csv
  escapee import coverage reports/r2026.09/lcov.info --commit r2026.09
  escapee show INC-110

Exit codes: 0 done; 1 a check said no; 2 could not do it.")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Args),
    Init(init::Args),
    Import(import::Args),
    Sync(sync::Args),
    Incidents(incidents::Args),
    Link(link::Args),
    Links(links::Args),
    Forget(forget::Args),
    Analyze(analyze::Args),
    Show(show::Args),
    Worksheet(worksheet::Args),
    Answer(answer::Args),
    Flows(flows::Args),
    Regions(regions::Args),
    Trace(trace::Args),
    Rate(rate::Args),
    Panel(panel::Args),
    Calibrate(calibrate::Args),
    Risk(risk::Args),
    Gate(gate::Args),
    Chart(chart::Args),
    Report(report::Args),
    Deck(deck::Args),
    Doctor(doctor::Args),
    Inspect(inspect::Args),
    Assertions(assertions::Args),
    Help(help::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

/// Runs the command and gives back how it ended.
pub(crate) fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::Failed } else { ExitCode::Done }.into();
        }
    };
    start_logging();
    let mut context = Context::new(&cli.common);
    let result = match &cli.command {
        Command::Demo(args) => demo::run(args, &mut context),
        Command::Init(args) => init::run(args, &mut context),
        Command::Import(args) => import::run(args, &mut context),
        Command::Sync(args) => sync::run(args, &mut context),
        Command::Incidents(args) => incidents::run(args, &mut context),
        Command::Link(args) => link::run(args, &mut context),
        Command::Links(args) => links::run(args, &mut context),
        Command::Forget(args) => forget::run(args, &mut context),
        Command::Analyze(args) => analyze::run(args, &mut context),
        Command::Show(args) => show::run(args, &mut context),
        Command::Worksheet(args) => worksheet::run(args, &mut context),
        Command::Answer(args) => answer::run(args, &mut context),
        Command::Flows(args) => flows::run(args, &mut context),
        Command::Regions(args) => regions::run(args, &mut context),
        Command::Trace(args) => trace::run(args, &mut context),
        Command::Rate(args) => rate::run(args, &mut context),
        Command::Panel(args) => panel::run(args, &mut context),
        Command::Risk(args) => risk::run(args, &mut context),
        Command::Gate(args) => gate::run(args, &mut context),
        Command::Calibrate(args) => calibrate::run(args, &mut context),
        Command::Chart(args) => chart::run(args, &mut context),
        Command::Report(args) => report::run(args, &mut context),
        Command::Deck(args) => deck::run(args, &mut context),
        Command::Doctor(args) => doctor::run(args, &mut context),
        Command::Inspect(args) => inspect::run(args, &mut context),
        Command::Assertions(args) => assertions::run(args, &mut context),
        Command::Help(args) => help::run(args, &mut context),
        Command::Completions(args) => completions::run(args, &mut context),
        Command::Man(args) => completions::man(args, &mut context),
    };
    let flushed = context.stdout.flush();
    let ended = result.and_then(|code| flushed.map(|()| code).map_err(Failure::Output));
    match ended {
        Ok(code) => code.into(),
        // A reader that went away, as in `escapee … | head`, is no failure of ours.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::Done.into()
        }
        Err(failure) => {
            Context::explain(&failure);
            match failure {
                Failure::Pipeline(Error::Unmapped { .. }) => ExitCode::No.into(),
                _ => ExitCode::Failed.into(),
            }
        }
    }
}

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The pipeline could not.
    #[error(transparent)]
    Pipeline(#[from] Error),
    /// Standard output could not be written.
    #[error("cannot write the output")]
    Output(#[from] std::io::Error),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] escapee::report::chart::ChartError),
    /// A deck or a workbook could not be written.
    #[error(transparent)]
    Office(#[from] escapee::report::OfficeError),
    /// A format the command does not have.
    #[error("`{command}` has no {format} output")]
    Format {
        /// The command.
        command: &'static str,
        /// The format asked for.
        format: format::Format,
        /// The formats it has.
        has: &'static [format::Format],
    },
    /// A file whose ending names no format of the command.
    #[error("`.{ending}` is no {command} format")]
    Ending {
        /// The ending.
        ending: String,
        /// The command.
        command: &'static str,
        /// The formats it has.
        has: &'static [format::Format],
    },
    /// A file whose ending names another format than the one asked for.
    #[error("`{}` is not named as {format}", path.display())]
    Disagreement {
        /// The file.
        path: std::path::PathBuf,
        /// The format asked for.
        format: format::Format,
    },
    /// A flag that has no default where it is needed.
    #[error("`{flag}` is missing")]
    Missing {
        /// The flag.
        flag: &'static str,
        /// How it is written.
        example: &'static str,
    },
    /// A term that nobody explains.
    #[error("`{asked}` is no command or term")]
    Term {
        /// What was asked.
        asked: String,
        /// Terms that sound alike.
        near: Vec<&'static str>,
    },
    /// A value that does not fit a flag.
    #[error("`{value}` is no {what}")]
    Value {
        /// What was typed.
        value: String,
        /// What was expected, with an example.
        what: &'static str,
    },
}

impl Failure {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Pipeline(error) => error.hint(),
            Self::Format { has, format, .. } => {
                let names: Vec<String> = has.iter().map(ToString::to_string).collect();
                let rows = match format {
                    format::Format::Csv => "; there are no rows to print",
                    _ => "",
                };
                Some(format!("there is {}{rows}", names.join(", ")))
            }
            Self::Ending { has, .. } => {
                let endings = has.iter().map(|format| format!(".{}", format.endings()[0]));
                Some(format!("there is {}", endings.collect::<Vec<_>>().join(", ")))
            }
            Self::Disagreement { format, .. } => Some(format!(
                "leave out --format, as the file's ending names it, or name the file .{}",
                format.endings()[0]
            )),
            Self::Term { near, .. } if near.is_empty() => {
                Some("`escapee help` lists them".to_owned())
            }
            Self::Term { near, .. } => Some(format!("near: {}", near.join(", "))),
            Self::Missing { example, .. } => Some(format!("as in `{example}`")),
            _ => None,
        }
    }
}

fn start_logging() {
    use tracing_subscriber::EnvFilter;
    if let Ok(filter) = EnvFilter::try_from_env("ESCAPEE_LOG") {
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .without_time()
            .init();
    }
}
