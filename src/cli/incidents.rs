//! `escapee incidents`: lists incidents and adds one without a file.

use clap::Subcommand;
use escapee::model::commit::Time;
use escapee::model::dossier::Dossier;
use escapee::model::incident::{Incident, Origin, Phase, Stamp};
use escapee::model::link::LinkRole;
use escapee::pipeline::order::{self, Order};
use escapee::pipeline::{read, word};
use escapee::report::{csv, json, markdown, text};

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// List incidents, add one by hand, or change one
#[derive(clap::Args)]
#[command(after_help = "Examples:
  escapee incidents list --unlinked
  escapee incidents add INC-130 --title 'Charged twice' --started 2026-09-01 --fix HEAD")]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the incidents
    #[command(after_help = "Examples:
  escapee incidents list --unlinked
  escapee incidents list --sort time
  escapee incidents list --phase production --severity 1 --since 2026-01-01
  escapee incidents list --format csv > list.csv")]
    List(Filter),
    /// Add an incident; a live post-mortem needs no file
    #[command(after_help = "Examples:
  escapee incidents add INC-130 --title 'Charged twice' --started 2026-09-01T08:00:00Z --fix HEAD
  escapee incidents add INC-131 --title 'Payroll ran twice' --started 2026-09-02 \\
      --region payroll/run.py:1-5")]
    Add(Box<New>),
    /// Change fields of an incident; the next import or sync leaves the changes alone
    #[command(after_help = "Examples:
  escapee incidents edit INC-110 --severity 1 --phase production
  escapee incidents edit INC-110 --customers 1200 --cost 99.50 --currency EUR
  escapee incidents edit INC-110 --reset severity      # the source's word again")]
    Edit(Box<super::incident_edit::Change>),
}

#[derive(clap::Args)]
struct Filter {
    /// Only incidents without a link to code
    #[arg(long)]
    unlinked: bool,
    /// Only incidents found there: production, uat, staging, test, review, unknown
    #[arg(long, value_parser = values::phase(), hide_possible_values = true)]
    phase: Vec<Phase>,
    /// Only incidents of this severity, 1 (worst) to 4
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4))]
    severity: Vec<u8>,
    /// Only incidents of this component
    #[arg(long)]
    component: Option<String>,
    /// Only incidents from this source, as in jira
    #[arg(long)]
    source: Option<String>,
    /// Only incidents with this label
    #[arg(long)]
    label: Option<String>,
    /// Only incidents of this time or later
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    since: Option<Time>,
    /// Order: id, time (the newest first) or severity (the worst first)
    #[arg(long, value_name = "ORDER", default_value = "id", value_parser = values::order(), hide_possible_values = true)]
    sort: Order,
    /// Only incidents before this time
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    until: Option<Time>,
}

impl Filter {
    fn takes(&self, dossier: &Dossier) -> bool {
        let incident = &dossier.incident;
        let same = |wanted: &Option<String>, word: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(word))
        };
        let labelled = |wanted: &String| {
            incident.labels.iter().any(|label| label.eq_ignore_ascii_case(wanted))
        };
        let component = incident.component.as_deref().unwrap_or_default();
        let of_component =
            same(&self.component, &dossier.component) || same(&self.component, component);
        let in_time = |test: fn(Time, Time) -> bool, limit: Option<Time>| {
            limit.is_none_or(|limit| incident.at().is_some_and(|at| test(at, limit)))
        };
        (!self.unlinked || dossier.links.is_empty())
            && (self.phase.is_empty() || self.phase.contains(&incident.phase))
            && (self.severity.is_empty()
                || incident.severity.is_some_and(|level| self.severity.contains(&level)))
            && of_component
            && same(&self.source, &incident.source)
            && self.label.as_ref().is_none_or(labelled)
            && in_time(|at, since| at >= since, self.since)
            && in_time(|at, until| at < until, self.until)
    }
}

#[derive(clap::Args)]
struct New {
    /// Id, as in INC-42
    #[arg(value_parser = values::words)]
    id: String,
    /// What happened, in one line
    #[arg(long, value_parser = values::words)]
    title: String,
    /// When users began to be hurt
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    started: Option<Time>,
    /// When somebody noticed
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    detected: Option<Time>,
    /// When it was resolved
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    resolved: Option<Time>,
    /// Severity, 1 (worst) to 4
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4))]
    severity: Option<u8>,
    /// Where it was found
    #[arg(long, default_value = "production", value_parser = values::phase(), hide_possible_values = true)]
    phase: Phase,
    /// Component or service
    #[arg(long)]
    component: Option<String>,
    /// Fix commit: [REPOSITORY:]REV
    #[arg(long, value_name = "REV")]
    fix: Vec<String>,
    /// Bug-introducing commit: [REPOSITORY:]REV
    #[arg(long, value_name = "REV")]
    cause: Vec<String>,
    /// Lines that failed: [REPOSITORY:]PATH:A-B[@REV]
    #[arg(long, value_name = "SPEC")]
    region: Vec<String>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    match &args.what {
        What::List(filter) => list(filter, context),
        What::Add(new) => add(new, context),
        What::Edit(change) => super::incident_edit::run(change, context),
    }
}

fn list(filter: &Filter, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("incidents list", Format::OF_RESULTS)?;
    let mut workspace = context.workspace()?;
    let mut dossiers = super::analyze::current(&mut workspace, context)?;
    dossiers.retain(|dossier| filter.takes(dossier));
    order::sort(&mut dossiers, filter.sort);
    let banner = workspace.project.banner.as_deref();
    let incidents: Vec<Incident> = dossiers.iter().map(|d| d.incident.clone()).collect();
    match format {
        Format::Json => json::incidents(&mut context.stdout, &incidents, banner)?,
        Format::Csv => csv::incidents(&mut context.stdout, &incidents, banner)?,
        _ => {
            let style = context.style_of(format);
            text::incidents(&mut context.stdout, &dossiers, style, banner)?;
        }
    }
    Ok(ExitCode::Done)
}

fn add(new: &New, context: &mut Context) -> Result<ExitCode, Failure> {
    let has = &[Format::Text, Format::Json, Format::Markdown];
    let format = context.format_of("incidents add", has)?;
    let mut workspace = context.new_workspace()?;
    let stamp = |at: Option<Time>| at.map(|at| Stamp { at, origin: Origin::Field });
    let mut incident = Incident::new(&new.id, "cli", &new.title);
    incident.phase = new.phase;
    incident.severity = new.severity;
    incident.component.clone_from(&new.component);
    incident.started_at =
        stamp(new.started).or(new.detected.map(|at| Stamp { at, origin: Origin::Derived }));
    incident.detected_at = stamp(new.detected);
    incident.resolved_at = stamp(new.resolved);
    let words =
        [(LinkRole::Fix, &new.fix), (LinkRole::Cause, &new.cause), (LinkRole::Region, &new.region)];
    let links: Vec<_> = words
        .into_iter()
        .flat_map(|(role, values)| values.iter().map(move |value| (role, value.clone())))
        .collect();
    word::add_incident(&mut workspace, &incident, &links, context.now)?;
    let dossier = read::dossier(&mut workspace, &new.id, &super::analyze::options(context, None))?;
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => json::dossier(&mut context.stdout, &dossier, banner)?,
        Format::Markdown => markdown::dossier(&mut context.stdout, &dossier, banner)?,
        _ => text::dossier(&mut context.stdout, &dossier, context.style, banner)?,
    }
    Ok(ExitCode::Done)
}
