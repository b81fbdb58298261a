//! `escapee import coverage|tests|mutants|pending`: reports, and the commits they were measured at.

use std::path::PathBuf;

use escapee::model::batch::Reconciliation;
use escapee::pipeline::Workspace;
use escapee::pipeline::inputs::inputs;
use escapee::pipeline::reports::{self, Importer, Outcome, Pin, ReportInput, ReportPlace};

use super::Failure;
use super::account::{Account, tell};
use super::context::Context;
use super::exit_code::ExitCode;

/// Share of a report's files, in percent, that may match nothing in the repository.
const MAX_UNMAPPED: u8 = 50;

/// Variables in which builds of ten services name the commit they build.
const BUILD_COMMITS: [&str; 10] = [
    "GITHUB_SHA",
    "CI_COMMIT_SHA",
    "BUILD_SOURCEVERSION",
    "CIRCLE_SHA1",
    "GIT_COMMIT",
    "BITBUCKET_COMMIT",
    "BUILDKITE_COMMIT",
    "TRAVIS_COMMIT",
    "DRONE_COMMIT_SHA",
    "CODEBUILD_RESOLVED_SOURCE_VERSION",
];

/// Returns the variable in which the build around this run names its commit by a whole id.
fn build_commit() -> Option<(&'static str, String)> {
    let is_id =
        |id: &String| matches!(id.len(), 40 | 64) && id.bytes().all(|b| b.is_ascii_hexdigit());
    BUILD_COMMITS.into_iter().find_map(|name| Some((name, std::env::var(name).ok().filter(is_id)?)))
}

#[derive(clap::Args)]
pub(super) struct Report {
    /// Files, folders or patterns, gzipped and zip archives too; several files are parts of one run
    #[arg(required_unless_present = "from_git", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Revision the reports were measured at; a full id may be one this clone lacks [default: the
    /// commit that holds the sources a report embeds, else the one that a build names in its
    /// environment; what was taken is printed, and HEAD never is]
    #[arg(long, value_name = "REV")]
    commit: Option<String>,
    /// Read every version of a report that was committed beside the code, each as measured at its
    /// commit, out of the history of --commit [default: of the branch]
    #[arg(long, value_name = "PATH", conflicts_with = "files")]
    from_git: Option<String>,
    /// Suite the reports belong to
    #[arg(long, default_value = "main", value_name = "NAME")]
    series: String,
    /// Name of the repository in escapee.toml [default: the first]
    #[arg(long, value_name = "NAME")]
    repository: Option<String>,
    /// Revision the reports also stand for, such as the merge of the tested branch
    #[arg(long, value_name = "REV")]
    merged_as: Vec<String>,
    /// Refuse a report when more than this share of its files matches nothing in the repository
    #[arg(long, default_value_t = MAX_UNMAPPED, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    max_unmapped: u8,
}

/// Coverage reports.
#[derive(clap::Args)]
pub(super) struct Coverage {
    #[command(flatten)]
    report: Report,
    /// Keep how often each line ran; for the commit of a release tag or deployment it is kept anyway
    #[arg(long)]
    keep_hits: bool,
}

impl Coverage {
    /// Imports the reports.
    pub(super) fn run(&self, verbose: bool, context: &mut Context) -> Result<ExitCode, Failure> {
        self.report.run_keeping(self.keep_hits, verbose, context, reports::coverage)
    }
}

impl Report {
    /// Imports the reports.
    pub(super) fn run(
        &self,
        verbose: bool,
        context: &mut Context,
        import: Importer,
    ) -> Result<ExitCode, Failure> {
        self.run_keeping(false, verbose, context, import)
    }

    /// Imports the reports, with how often each line ran where that is asked for.
    fn run_keeping(
        &self,
        keep_hits: bool,
        verbose: bool,
        context: &mut Context,
        import: Importer,
    ) -> Result<ExitCode, Failure> {
        let place = |pin| ReportPlace { keep_hits, ..self.place(pin) };
        let mut workspace = context.new_workspace()?;
        take_in_waiting(&mut workspace, context);
        if let Some(path) = &self.from_git {
            let branch = workspace.repository(self.repository.as_deref())?.branch.clone();
            let tip = self.commit.clone().or(branch).unwrap_or_else(|| "HEAD".to_owned());
            let place = place(Pin::of_person(&tip));
            return run_from_git(path, &place, &mut workspace, verbose, context, import);
        }
        let build = build_commit();
        let build = build.as_ref().map(|(name, commit)| (*name, commit.as_str()));
        let found = inputs(&self.files)?;
        found.notes.iter().for_each(|note| Context::note(note));
        let banner = workspace.project.banner.clone();
        let mut account = Account::new(found.files.len(), verbose, banner.as_deref());
        let mut read = || {
            for file in &found.files {
                let input = ReportInput { name: &file.name, file, at: context.now };
                let pin = match &self.commit {
                    Some(commit) => Pin::of_person(commit),
                    None => reports::pin(&workspace, self.repository.as_deref(), &input, build)?,
                };
                let done = import(&mut workspace, &input, &place(pin))?;
                account.take(context, &file.name, done)?;
            }
            Ok(())
        };
        let read = read();
        account.finish(context, read)
    }

    fn place(&self, pin: Pin) -> ReportPlace {
        ReportPlace {
            repo: self.repository.clone(),
            pin,
            series: self.series.clone(),
            merged_as: self.merged_as.clone(),
            max_unmapped: self.max_unmapped,
            keep_hits: false,
        }
    }
}

fn run_from_git(
    path: &str,
    place: &ReportPlace,
    workspace: &mut Workspace,
    verbose: bool,
    context: &mut Context,
    import: Importer,
) -> Result<ExitCode, Failure> {
    let bar = Context::progress("reading versions");
    let mut progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let done = reports::from_git(workspace, import, path, place, context.now, &mut progress)?;
    bar.finish_and_clear();
    told(workspace, &done, verbose, context)
}

#[derive(clap::Args)]
pub(super) struct Pending {
    /// Commit whose reports wait
    #[arg(long, value_name = "ID", requires = "merged_as")]
    commit: Option<String>,
    /// Revision it was merged as
    #[arg(long, value_name = "REV", requires = "commit")]
    merged_as: Vec<String>,
    /// Leave a report waiting when more than this share of its files matches nothing there
    /// [default: what was allowed when it was given]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    max_unmapped: Option<u8>,
}

impl Pending {
    /// Takes in the reports whose commit is known now, and says which still wait.
    pub(super) fn run(&self, verbose: bool, context: &mut Context) -> Result<ExitCode, Failure> {
        let mut workspace = context.new_workspace()?;
        let merged = self.commit.as_deref().map(|commit| (commit, &self.merged_as[..]));
        let mut all = Reconciliation::default();
        let (mut waiting, mut refused) = (0, 0);
        for resolved in reports::resolve(&mut workspace, merged, self.max_unmapped, context.now)? {
            let (name, commit) = (&resolved.report.name, resolved.report.commit.short());
            waiting += usize::from(!matches!(resolved.outcome, Outcome::Imported(_)));
            match resolved.outcome {
                Outcome::Imported(done) => all.add(done),
                Outcome::Waits => all.notes.push(format!("`{name}` waits for {commit}.")),
                Outcome::Refused(error) => {
                    refused += 1;
                    let hint = "--max-unmapped 100 takes it in as it is";
                    all.notes.push(format!("`{name}` waits on: {error}; {hint}."));
                }
            }
        }
        if waiting == 0 {
            all.notes.push("No report waits for a commit.".to_owned());
        }
        let code = told(&workspace, &all, verbose, context)?;
        Ok(if refused > 0 { ExitCode::No } else { code })
    }
}

/// Takes in reports whose commit has come since. What goes wrong there is told and keeps no other
/// report out.
fn take_in_waiting(workspace: &mut Workspace, context: &Context) {
    match reports::resolve(workspace, None, None, context.now) {
        Ok(resolved) => {
            for one in &resolved {
                let (name, commit) = (&one.report.name, one.report.commit.short());
                let what = match &one.outcome {
                    Outcome::Imported(_) => "was taken in".to_owned(),
                    Outcome::Refused(error) => format!("waits on: {error}"),
                    Outcome::Waits => continue,
                };
                Context::note(&format!("{commit} is here now: `{name}` {what}"));
            }
        }
        Err(error) => Context::note(&format!("reports that wait were left: {error}")),
    }
}

fn told(
    workspace: &Workspace,
    done: &Reconciliation,
    verbose: bool,
    context: &mut Context,
) -> Result<ExitCode, Failure> {
    tell(context, done, verbose, workspace.project.banner.as_deref())
}
