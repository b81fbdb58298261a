//! `escapee answer`: what people know of an incident, kept beside the machine's class.

use std::path::PathBuf;

use escapee::error::Error;
use escapee::model::worksheet::Answer;
use escapee::pipeline::people::{self, Given};
use escapee::report::{csv, json, text};

use super::Failure;
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;

/// Store what people answer about an incident; without answers, show what was answered
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee answer INC-110 canary=absent rollback=\"140 min, not rehearsed\"
  escapee answer INC-110 class=N --why \"only under the load of the sale\"
  escapee answer INC-107 --blind class=F         # given before the machine's class was shown
  escapee worksheet INC-110 --out inc-110.md
  escapee answer INC-110 --from inc-110.md       # the worksheet when it was filled in
  escapee answer INC-110 class=                  # takes an answer back; it stays in the history
  escapee answer                                 # all answers, and the agreement with the rules
  escapee answer --format json                   # the same, to keep or count elsewhere

Both classes are kept; what people say counts in rates. Do not write names of people.")]
pub(super) struct Args {
    /// Incident; without one all answers are shown
    id: Option<String>,
    /// Answers: KEY=TEXT, the keys are those of `escapee worksheet`
    #[arg(value_name = "KEY=TEXT", requires = "id")]
    answers: Vec<String>,
    /// Why, for all answers given here
    #[arg(long, value_name = "TEXT", requires = "answers")]
    why: Option<String>,
    /// The machine's class was not seen before
    #[arg(long, requires = "id")]
    blind: bool,
    /// Worksheet that was filled in, or what its page saved; `-` is standard input
    #[arg(long, value_name = "FILE", requires = "id")]
    from: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let is_answering = args.id.is_some() && (args.from.is_some() || !args.answers.is_empty());
    let has: &[Format] = if is_answering { &[Format::Text] } else { Format::OF_RESULTS };
    let format = context.format_of("answer", has)?;
    let mut workspace = context.workspace()?;
    let id = match &args.id {
        Some(id) if is_answering => id,
        only => {
            let (answers, agreement) = people::answers_and_agreement(&workspace)?;
            let of = |id: &&String| only.as_ref().is_none_or(|only| only == *id);
            let shown: Vec<(&str, &[Answer])> =
                answers.keys().filter(of).map(|id| (id.as_str(), answers[id].as_slice())).collect();
            let banner = workspace.project.banner.as_deref();
            let style = context.style_of(format);
            let out = &mut context.stdout;
            match format {
                Format::Json => json::said(out, &shown, &agreement, banner)?,
                Format::Csv => csv::said(out, &shown, banner)?,
                _ => text::said(out, &shown, &agreement, style, banner)?,
            }
            return Ok(ExitCode::Done);
        }
    };
    let sheet = match &args.from {
        Some(path) => {
            let failed = |source| Error::File { action: "read", path: path.clone(), source };
            let text = if path.as_os_str() == "-" {
                std::io::read_to_string(std::io::stdin())
            } else {
                std::fs::read_to_string(path)
            };
            Some((path.display().to_string(), text.map_err(failed)?))
        }
        None => None,
    };
    let given = Given {
        pairs: &args.answers,
        sheet: sheet.as_ref().map(|(name, text)| (name.as_str(), text.as_str())),
        why: args.why.as_deref(),
        blind: args.blind,
    };
    let (dossier, before, taken) = people::answer(&mut workspace, id, &given, context.now)?;
    text::taken(&mut context.stdout, &dossier, before, &taken, context.style)?;
    Ok(if taken.refused.is_empty() { ExitCode::Done } else { ExitCode::No })
}
