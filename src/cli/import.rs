//! `escapee import`: brings incidents, reports and releases into the database.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use escapee::error::Error;
use escapee::model::incident::Phase;
use escapee::model::panel::Claim;
use escapee::pipeline::import::{self, IncidentOptions, Input};
use escapee::pipeline::replay;
use escapee::pipeline::reports;

use super::account::{Account, ended, tell};
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::import_reports::{Coverage, Pending, Report};
use super::{Failure, values};

/// Import incidents, coverage, test runs, mutants or releases
#[derive(clap::Args)]
#[command(
    after_help = "Importing a file again changes nothing. Each import says what became of every record.

Examples:
  escapee import incidents incidents.csv
  escapee import coverage reports/r2026.09/lcov.info --commit r2026.09
  escapee import tests reports/r2026.09/junit.xml --commit r2026.09
  escapee import mutants reports/r2026.09/mutation.json --commit r2026.09
  escapee import releases deployments.csv"
)]
pub(super) struct Args {
    /// List every record that failed or was skipped, not the first few only
    #[arg(long, global = true)]
    verbose: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Import incidents and defects from a tracker's export, CSV or JSON
    #[command(
        after_help = "Exports of known trackers are told by their headers or keys: jira, github, gitlab, pagerduty, \
servicenow, linear, azure, bugzilla, trac, redmine, shortcut, sentry, pivotal, youtrack. Pages of their interfaces are \
read too, several in one array or one after the other. Markdown with front matter is a post-mortem.

Columns of other files: id, title, and any of the fields of the incident record \
(`started_at`, `detected_at`, `resolved_at`, `phase`, `severity`, `component`, `fix_commits` …). \
Other headers are mapped in escapee.toml under [incidents.columns].

Examples:
  escapee import incidents incidents.csv --dry-run
  escapee import incidents caught.csv --phase test
  escapee incidents list --format csv | escapee import incidents - --preset none --dry-run
  escapee import incidents --replay        # after a change of the mapping in escapee.toml"
    )]
    Incidents {
        /// The files, or folders of Markdown post-mortems; `-` reads standard input
        #[arg(required_unless_present = "replay")]
        files: Vec<PathBuf>,
        /// Phase of records that name none: production, uat, staging, test, review
        #[arg(long, value_parser = values::phase(), hide_possible_values = true)]
        phase: Option<Phase>,
        /// Tracker whose export it is; `none` reads by headers alone
        #[arg(long, value_name = "NAME", value_parser = values::preset)]
        preset: Option<String>,
        /// Show what would happen and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Date format of the time columns, as in `%d/%m/%Y %H:%M`
        #[arg(long, value_name = "FORMAT")]
        date_format: Option<String>,
        /// Zone of times that name none, as in `+01:00` or `Europe/Berlin`
        #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
        zone: Option<String>,
        /// Keep no record as its source wrote it
        #[arg(long)]
        no_raw: bool,
        /// Read the records that are kept anew, by the mapping of escapee.toml; needs no file
        #[arg(long, conflicts_with_all = ["files", "dry_run", "no_raw"])]
        replay: bool,
    },
    /// Import coverage reports (LCOV, Cobertura, JaCoCo and more)
    #[command(after_help = "Examples:
  escapee import coverage reports/r2026.09/lcov.info --commit r2026.09 --series unit
  escapee import coverage reports/rates/lcov.info --commit HEAD
  escapee import coverage 'reports/r2026.08/*.info' --commit r2026.08 --keep-hits
  escapee import coverage --from-git coverage/lcov.info   # a report committed beside the code")]
    Coverage(Coverage),
    /// Import test runs (JUnit XML, TRX, go test -json and more)
    #[command(after_help = "Example:
  escapee import tests reports/r2026.09/junit.xml --commit r2026.09")]
    Tests(Report),
    /// Import mutation reports (Stryker and others in its form, PIT, cargo-mutants)
    #[command(after_help = "Example:
  escapee import mutants reports/r2026.09/mutation.json --commit r2026.09")]
    Mutants(Report),
    /// Take in reports that wait for a commit the clone did not hold
    #[command(
        after_help = "Every import does so for commits that have come. A commit that was squashed or rebased \
never comes; --merged-as says which one stands for it.

Examples:
  escapee import coverage reports/r2026.09/lcov.info \\
      --commit 0123456789012345678901234567890123456789
  escapee import pending
  escapee import pending --commit 0123456789012345678901234567890123456789 --merged-as main~3"
    )]
    Pending(Pending),
    /// Import an indicator of your own, such as "rollback rehearsed" or "load-tested"
    #[command(
        after_help = "Columns: unit (a path prefix, component or flow), date (YYYY-MM-DD), value, and indicator where \
--name does not name it. A value holds from its date until the next one of the unit.

Examples:
  printf 'unit,date,value\\npayroll,2026-01-05,1\\n' > drills.csv
  escapee import indicator drills.csv --name rollback_rehearsed
  printf 'unit,date,value\\ncheckout,2026-01-05,7\\n' > alerts.csv
  escapee import indicator alerts.csv --name open_alerts --claim endangers"
    )]
    Indicator {
        /// The file; `-` reads standard input
        file: PathBuf,
        /// Name of the indicator
        #[arg(long, value_name = "NAME", value_parser = values::words)]
        name: Option<String>,
        /// What more of it is said to go with, before looking: protects or endangers
        #[arg(long, default_value = "protects", value_parser = values::claim(), hide_possible_values = true)]
        claim: Claim,
    },
    /// Import releases or deployments from a CSV; release tags are read from git by themselves
    #[command(after_help = "Columns: time, environment, component, version, commit, result. \
The tables of a pipeline (its runs, their commits, their jobs) are given together.

Example:
  escapee import releases deployments.csv")]
    Releases {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Date format of the times, as in `%d/%m/%Y %H:%M`
        #[arg(long, value_name = "FORMAT")]
        date_format: Option<String>,
        /// Zone of times that name none, as in `+01:00`
        #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
        zone: Option<String>,
    },
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    context.format_of("import", Format::OF_RESULTS)?;
    match &args.what {
        What::Incidents { files, phase, preset, dry_run, date_format, zone, no_raw, replay } => {
            let mut workspace =
                if *dry_run { context.trial_workspace()? } else { context.new_workspace()? };
            let mapping = &mut workspace.project.mapping;
            mapping.date_format = date_format.clone().or(mapping.date_format.take());
            mapping.zone = zone.clone().or(mapping.zone.take());
            mapping.preset = preset.clone().or(mapping.preset.take());
            if *replay {
                let done = replay::replay(&mut workspace, *phase)?;
                let banner = workspace.project.banner.clone();
                return tell(context, &done, args.verbose, banner.as_deref());
            }
            let options = IncidentOptions {
                phase: *phase,
                dry_run: *dry_run,
                no_raw: *no_raw,
                with_records: context.format == Some(Format::Json),
            };
            let done = super::import_incidents::all(&mut workspace, files, options, context)?;
            super::import_incidents::print(&workspace, &done, *dry_run, args.verbose, context)?;
            Ok(ended(!done.reconciliation.failed.is_empty()))
        }
        What::Coverage(coverage) => coverage.run(args.verbose, context),
        What::Tests(report) => report.run(args.verbose, context, reports::tests),
        What::Mutants(report) => report.run(args.verbose, context, reports::mutants),
        What::Pending(pending) => pending.run(args.verbose, context),
        What::Indicator { file, name, claim } => {
            let mut workspace = context.new_workspace()?;
            let (source, bytes) = load(file)?;
            let input = Input { name: &source, bytes: &bytes, at: context.now };
            let done = import::indicator(&mut workspace, input, name.as_deref(), *claim)?;
            let banner = workspace.project.banner.clone();
            tell(context, &done, args.verbose, banner.as_deref())
        }
        What::Releases { files, date_format, zone } => {
            let dates = (date_format.as_deref(), zone.as_deref());
            releases(files, dates, args.verbose, context)
        }
    }
}

fn releases(
    files: &[PathBuf],
    (date_format, zone): (Option<&str>, Option<&str>),
    verbose: bool,
    context: &mut Context,
) -> Result<ExitCode, Failure> {
    let mut workspace = context.new_workspace()?;
    let banner = workspace.project.banner.clone();
    let loaded = files.iter().map(|file| load(file)).collect::<Result<Vec<_>, _>>()?;
    let inputs = loaded.iter().map(|(name, bytes)| Input { name, bytes, at: context.now });
    let inputs: Vec<Input<'_>> = inputs.collect();
    if let Some(done) = import::pipeline_releases(&mut workspace, &inputs)? {
        return tell(context, &done, verbose, banner.as_deref());
    }
    let mut account = Account::new(inputs.len(), verbose, banner.as_deref());
    let read = || {
        for input in inputs {
            let name = input.name;
            let done = import::releases(&mut workspace, input, date_format, zone)?;
            account.take(context, name, done)?;
        }
        Ok(())
    };
    let read = read();
    account.finish(context, read)
}

/// Returns a file's name and bytes; `-` is standard input.
fn load(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let failed = |source| Error::File { action: "read", path: path.to_owned(), source };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map_err(failed)?;
        return Ok(("standard input".to_owned(), bytes));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok((name, bytes))
}
