//! `escapee sync`: reads a live tracker.

use std::time::Duration;

use clap::Subcommand;
use escapee::model::incident::Phase;
use escapee::pipeline::sync;
use escapee::report::{json, text};
use escapee::sources::fetch::{Access, GITHUB};

use super::context::{Context, Format};
use super::exit_code::ExitCode;
use super::{Failure, values};

/// Read incidents from a live tracker
#[derive(clap::Args)]
#[command(
    after_help = "Only what changed since the last sync is read; a sync that was stopped goes on from there.
Tokens come from the environment (GITHUB_TOKEN) and go to the tracker's own address only.

Examples:
  escapee sync github OWNER/REPO
  escapee sync github OWNER/REPO --base-url https://github.example.org/api/v3"
)]
pub(super) struct Args {
    #[command(subcommand)]
    tracker: Tracker,
}

#[derive(Subcommand)]
enum Tracker {
    /// Read the issues of a GitHub repository
    Github {
        /// The repository, as in OWNER/REPO
        repository: String,
        /// Where the server's interface begins
        #[arg(long, value_name = "URL", default_value = GITHUB)]
        base_url: String,
        /// Phase of records that name none: production, uat, staging, test, review
        #[arg(long, value_parser = values::phase)]
        phase: Option<Phase>,
    },
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("sync", &[Format::Text, Format::Json])?;
    let Tracker::Github { repository, base_url, phase } = &args.tracker;
    let mut workspace = context.new_workspace()?;
    let token = std::env::var("GITHUB_TOKEN").ok().map(|token| token.trim().to_owned());
    let token = token.filter(|token| !token.is_empty());
    let bar = Context::spinner();
    let mut wait = |pause: Duration, what: &str| {
        bar.set_message(format!("waiting {} s for {what}", pause.as_secs()));
        std::thread::sleep(pause);
    };
    let access = Access { base: base_url.clone(), token, wait: &mut wait };
    let mut told = |seen: usize| bar.set_message(format!("{seen} records read"));
    let done = sync::github(&mut workspace, access, repository, *phase, context.now, &mut told);
    bar.finish_and_clear();
    let (synced, banner) = (done?, workspace.project.banner.as_deref());
    let done = synced.reconciliation;
    if format == Format::Json {
        json::reconciliation(&mut context.stdout, &(), &done, &[], banner)?;
    } else {
        text::reconciliation(&mut context.stdout, &done, false, context.style, banner)?;
    }
    if let Some(stopped) = synced.stopped {
        return Err(stopped.into());
    }
    Ok(if done.failed.is_empty() { ExitCode::Done } else { ExitCode::No })
}
