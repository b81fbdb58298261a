//! `escapee sync`: reads a live tracker.

use std::time::Duration;

use clap::Subcommand;
use escapee::model::batch::Reconciliation;
use escapee::model::commit::Time;
use escapee::model::incident::Phase;
use escapee::pipeline::sync::{self, SyncOptions, Synced};
use escapee::sources::fetch::{Access, JiraApi, List, ReleaseList};

use super::account::{ended, tell};
use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Read incidents from a live tracker
#[derive(clap::Args)]
#[command(
    after_help = "Only what changed since the last sync is read; a sync that was stopped goes on from there.
Tokens come from the environment alone and go to the tracker's own address only: \
GITHUB_TOKEN, GITLAB_TOKEN, JIRA_TOKEN (with JIRA_USER for Jira Cloud), PAGERDUTY_TOKEN, SENTRY_TOKEN.

Examples:
  escapee sync github OWNER/REPO
  escapee sync jira SHOP --base-url https://shop.atlassian.net
  escapee sync gitlab GROUP/PROJECT --type incident
  escapee sync pagerduty --since 2025-01-01
  escapee sync sentry ORGANIZATION --project checkout"
)]
pub(super) struct Args {
    #[command(subcommand)]
    tracker: Tracker,
}

#[derive(Subcommand)]
enum Tracker {
    /// Read the issues of a GitHub repository
    #[command(after_help = "The token is read from GITHUB_TOKEN.

Examples:
  escapee sync github OWNER/REPO --label incident
  escapee sync github OWNER/REPO --links --releases --deployments
  escapee sync github OWNER/REPO --base-url https://github.example.org/api/v3")]
    Github {
        /// The repository, as in OWNER/REPO
        repository: String,
        /// Only issues with this label; several must all be there
        #[arg(long, value_name = "LABEL")]
        label: Vec<String>,
        #[command(flatten)]
        more: More,
        #[command(flatten)]
        common: Common,
    },
    /// Read the issues of a GitLab project
    #[command(after_help = "The token is read from GITLAB_TOKEN.

Example:
  escapee sync gitlab GROUP/PROJECT --type incident --base-url https://gitlab.example.org")]
    Gitlab {
        /// The project, as in GROUP/PROJECT, or its number
        project: String,
        /// Only issues with this label; several must all be there
        #[arg(long, value_name = "LABEL")]
        label: Vec<String>,
        /// Only issues of this type, as in incident
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,
        #[command(flatten)]
        more: More,
        #[command(flatten)]
        common: Common,
    },
    /// Read the issues of a Jira project, Cloud or Data Center
    #[command(
        after_help = "The token is read from JIRA_TOKEN; with JIRA_USER, the account's mail address, it goes as \
Jira Cloud wants it, without as Data Center does.

Examples:
  escapee sync jira SHOP --base-url https://shop.atlassian.net
  escapee sync jira --jql 'type = Incident' --base-url https://jira.example.org --api data-center"
    )]
    Jira {
        /// Key of the project, as in SHOP
        #[arg(required_unless_present = "jql")]
        project: Option<String>,
        /// Only issues that this filter finds, in Jira's query language
        #[arg(long, value_name = "FILTER")]
        jql: Option<String>,
        /// Which interface the server has: cloud or data-center [default: ask it]
        #[arg(long, value_name = "NAME", value_parser = jira_api)]
        api: Option<JiraApi>,
        /// Ask for the commits that the development panel shows beside each resolved issue; a
        /// request or two an issue, and a call that Jira does not promise to keep
        #[arg(long)]
        links: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Read the incidents of PagerDuty
    #[command(after_help = "The token is read from PAGERDUTY_TOKEN.

Example:
  escapee sync pagerduty --service PABC123 --since 2025-01-01")]
    Pagerduty {
        /// Only incidents of this service, by its id
        #[arg(long, value_name = "ID")]
        service: Vec<String>,
        /// Where the first reading starts; half a year is read at a time
        #[arg(long, value_name = "TIME", default_value = "2015-01-01", value_parser = values::time)]
        since: Time,
        #[command(flatten)]
        common: Common,
    },
    /// Read the issues of a Sentry organization
    #[command(after_help = "The token is read from SENTRY_TOKEN.

Example:
  escapee sync sentry ORGANIZATION --project checkout")]
    Sentry {
        /// Short name of the organization
        organization: String,
        /// Only issues of this project, by its number or short name
        #[arg(long, value_name = "PROJECT")]
        project: Vec<String>,
        /// Ask for the newest event of each issue, whose trace names lines; a request an issue
        #[arg(long)]
        links: bool,
        #[command(flatten)]
        common: Common,
    },
}

/// What GitHub and GitLab tell besides their issues.
#[derive(clap::Args, Clone, Copy, Default)]
struct More {
    /// Ask which commit or merge closed each issue; a request or two an issue
    #[arg(long)]
    links: bool,
    /// Read the releases too
    #[arg(long)]
    releases: bool,
    /// Read the deployments too
    #[arg(long)]
    deployments: bool,
}

#[derive(clap::Args)]
struct Common {
    /// Where the server's interface begins [default: the tracker's public one]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Phase of records that name none: production, uat, staging, test, review
    #[arg(long, value_parser = values::phase(), hide_possible_values = true)]
    phase: Option<Phase>,
    /// Read the whole list, not only what changed, and say what is no longer in it
    #[arg(long)]
    full: bool,
    /// Keep no record as the tracker told it
    #[arg(long)]
    no_raw: bool,
    /// List every record that failed or was skipped, not the first few only
    #[arg(long)]
    verbose: bool,
}

fn jira_api(text: &str) -> Result<JiraApi, String> {
    match text {
        "cloud" => Ok(JiraApi::Cloud),
        "data-center" => Ok(JiraApi::DataCenter),
        _ => Err("expected cloud or data-center".to_owned()),
    }
}

impl Tracker {
    fn more(&self) -> More {
        match self {
            Self::Github { more, .. } | Self::Gitlab { more, .. } => *more,
            Self::Jira { links, .. } | Self::Sentry { links, .. } => {
                More { links: *links, ..More::default() }
            }
            Self::Pagerduty { .. } => More::default(),
        }
    }

    fn list(&self) -> (List, &Common) {
        match self {
            Self::Github { repository, label, common, .. } => {
                (List::GitHub { repo: repository.clone(), labels: label.clone() }, common)
            }
            Self::Gitlab { project, label, kind, common, .. } => {
                let (project, labels) = (project.clone(), label.clone());
                (List::GitLab { project, labels, kind: kind.clone() }, common)
            }
            Self::Jira { project, jql, api, common, .. } => {
                let (project, filter) = (project.clone(), jql.clone());
                (List::Jira { project, filter, api: api.unwrap_or(JiraApi::Unknown) }, common)
            }
            Self::Pagerduty { service, since, common } => {
                (List::PagerDuty { services: service.clone(), from: *since }, common)
            }
            Self::Sentry { organization, project, common, .. } => {
                let (organization, projects) = (organization.clone(), project.clone());
                (List::Sentry { organization, projects }, common)
            }
        }
    }
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("sync", Format::OF_RESULTS)?;
    let (list, common) = args.tracker.list();
    let public = || List::public_base(list.tracker()).map(str::to_owned);
    let base = common.base_url.clone().or_else(public).ok_or(Failure::Missing {
        flag: "--base-url",
        example: "--base-url https://shop.atlassian.net",
    })?;
    let mut workspace = context.new_workspace()?;
    let bar = Context::spinner();
    let mut wait = |pause: Duration, what: &str| {
        for left in (1..=pause.as_secs()).rev() {
            bar.set_message(format!("waiting {left} s for {what}"));
            std::thread::sleep(Duration::from_secs(1));
        }
    };
    let (user, token, now) = (variable("JIRA_USER"), variable(list.token_variable()), context.now);
    let more = args.tracker.more();
    let options = SyncOptions {
        phase: common.phase,
        full: common.full,
        no_raw: common.no_raw,
        links: more.links,
    };
    let mut told = |seen: usize| bar.set_message(format!("{seen} records read"));
    let access = Access { base: base.clone(), user, token: token.clone(), now, wait: &mut wait };
    let mut done = sync::sync(&mut workspace, access, &list, options, &mut told);
    let lists =
        [(more.releases, ReleaseList::Releases), (more.deployments, ReleaseList::Deployments)];
    let mut of_releases = Vec::new();
    for (_, what) in lists.into_iter().filter(|(wanted, _)| *wanted) {
        let Ok(Synced { stopped: None, .. }) = &done else { break };
        let (base, token) = (base.clone(), token.clone());
        let access = Access { base, user: None, token, now, wait: &mut wait };
        match sync::sync_releases(&mut workspace, access, &list, what, common.full, &mut told) {
            Ok(read) => of_releases.push((what.word(), read)),
            Err(error) => {
                if let Ok(synced) = &mut done {
                    synced.stopped = Some(error);
                }
            }
        }
    }
    bar.finish_and_clear();
    let (synced, banner) = (done?, workspace.project.banner.as_deref());
    let mut done = synced.reconciliation;
    if format != Format::Text {
        // One document: releases are counted in it with their own words.
        for (_, read) in &of_releases {
            add(&mut done, read);
        }
    }
    tell(context, &done, common.verbose, banner)?;
    for (name, read) in of_releases.iter().filter(|_| format == Format::Text) {
        writeln!(context.stdout, "{name}:")?;
        tell(context, read, common.verbose, banner)?;
    }
    if let Some(stopped) = synced.stopped {
        return Err(stopped.into());
    }
    Ok(ended(!done.failed.is_empty()))
}

fn add(sum: &mut Reconciliation, part: &Reconciliation) {
    sum.seen += part.seen;
    sum.imported += part.imported;
    sum.updated += part.updated;
    sum.unchanged += part.unchanged;
    sum.skipped.extend(part.skipped.iter().cloned());
    sum.failed.extend(part.failed.iter().cloned());
    sum.notes.extend(part.notes.iter().cloned());
}

/// Returns what a variable of the environment holds, if it holds anything.
fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok().map(|value| value.trim().to_owned());
    value.filter(|value| !value.is_empty())
}
