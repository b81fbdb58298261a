//! What an analysis reads once and uses for every incident.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use super::Workspace;
use super::analyze::Options;
use super::duplicates::Duplicates;
use super::facts_by_content::FactsByContent;
use super::home::{Home, Logs};
use super::import::digest;
use super::report_then::NearReports;
use super::rules::rules;
use super::test_shelf::TestShelf;
use crate::error::Error;
use crate::evidence::RunResults;
use crate::history::LinkedRepository;
use crate::model::blame_index::BlameIndex;
use crate::model::commit::{BlobId, CommitId};
use crate::model::coverage::StoredReport;
use crate::model::incident::Incident;
use crate::model::link::PersonLink;
use crate::model::moment::MomentKind;
use crate::model::outline::Outline;
use crate::model::region::{FileKind, Trace};
use crate::model::release::Release;
use crate::model::test_run::TestRun;
use crate::model::worksheet::{Answer, standing};
use crate::store::Answers;
use crate::syntax::{self, Language};

/// The shape of a file; `None` where no parser reads it.
type SharedOutline = Rc<Option<Outline>>;

/// How many files' shapes are kept at once.
const OUTLINES: usize = 256;

/// Reports by repository and series.
type AllSeries = BTreeMap<String, BTreeMap<i64, Vec<StoredReport>>>;

/// What threads share because it costs time or memory to have it twice.
#[derive(Clone)]
pub(super) struct Common {
    logs: Vec<Arc<Logs>>,
    indexes: Vec<Option<Arc<BlameIndex>>>,
    tests: Arc<FactsByContent>,
}

/// What an analysis reads once.
pub(super) struct Bench<'a> {
    pub workspace: &'a Workspace,
    pub moment: MomentKind,
    pub homes: Vec<Home>,
    pub persons: Vec<PersonLink>,
    /// What people answered, by incident.
    answers: Answers,
    pub releases: Vec<Release>,
    pub duplicates: Duplicates,
    pub shelf: TestShelf,
    /// What stood in the way of reading at all, such as a repository that is not there.
    pub problems: Vec<String>,
    series: AllSeries,
    mutations: AllSeries,
    runs: Vec<TestRun>,
    results: RefCell<HashMap<i64, Rc<RunResults>>>,
    outlines: RefCell<HashMap<(BlobId, Language), SharedOutline>>,
    /// Which reports may speak at a moment.
    pub near_reports: RefCell<NearReports>,
    /// Traces made now, for the store to keep: repository, digest of the options, trace.
    pub fresh_traces: RefCell<Vec<(String, String, Trace)>>,
    shared: String,
}

impl<'a> Bench<'a> {
    /// Reads what every incident needs; logs are read when the first incident asks for them.
    pub(super) fn new(workspace: &'a Workspace, options: &Options) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let key_pattern = match workspace.project.key_pattern.as_deref().map(regex::Regex::new) {
            Some(Ok(pattern)) => Some(pattern),
            Some(Err(_)) => {
                problems.push("`key_pattern` in escapee.toml is no regular expression".to_owned());
                None
            }
            None => None,
        };
        let early = |at| options.as_of.is_none_or(|as_of| at <= as_of);
        let mut homes = Vec::new();
        for config in &workspace.project.repositories {
            match workspace.open_repository_within(config, options.low_memory) {
                Ok(repository) => {
                    let ignore_revs = &workspace.project.ignore_revs;
                    let mut home = Home::new(config, repository, key_pattern.clone(), ignore_revs)?;
                    home.tags.retain(|tag| early(tag.at));
                    problems.append(&mut home.ignore_problems);
                    homes.push(home);
                }
                Err(error) => problems.push(with_causes(&error)),
            }
        }
        for rev in &workspace.project.ignore_revs {
            if !homes.is_empty() && !homes.iter().any(|home| home.repository.resolve(rev).is_ok()) {
                problems.push(format!("`{rev}` of ignore_revs names no commit of any repository"));
            }
        }
        let by_series = |mut reports: Vec<StoredReport>| {
            reports.retain(|report| early(report.taken_at));
            let mut series = AllSeries::new();
            for report in reports {
                let of_repo = series.entry(report.repo.clone()).or_default();
                of_repo.entry(report.series_id).or_default().push(report);
            }
            series
        };
        let series = by_series(workspace.stored(workspace.store.coverage_reports())?);
        let mutations = by_series(workspace.stored(workspace.store.mutation_reports())?);
        let mut runs = workspace.stored(workspace.store.test_runs())?;
        runs.retain(|run| early(run.taken_at));
        let mut releases = workspace.stored(workspace.store.releases())?;
        releases.retain(|release| early(release.time));
        let mut answers = workspace.stored(workspace.store.answers())?;
        for given in answers.values_mut() {
            given.retain(|answer| early(answer.at));
        }
        let moment = options.moment.unwrap_or(workspace.project.moment);
        let generation = workspace.stored(workspace.store.generation())?;
        let mut shared =
            format!("{}\n{generation}\n{}\n{:?}\n", rules(), moment.word(), workspace.project);
        for home in &homes {
            let Home { name, tip, fetched, ignore_revs, .. } = home;
            let _ = write!(shared, "{name}\n{tip:?}\n{fetched}\n{ignore_revs:?}\n");
        }
        Ok(Self {
            workspace,
            moment,
            persons: workspace.stored(workspace.store.person_links())?,
            answers,
            homes,
            releases,
            duplicates: Duplicates::among(&workspace.stored(workspace.store.incidents())?),
            shelf: TestShelf::default(),
            problems,
            series,
            mutations,
            runs,
            results: RefCell::default(),
            outlines: RefCell::default(),
            near_reports: RefCell::default(),
            fresh_traces: RefCell::default(),
            shared: digest(shared.as_bytes()),
        })
    }

    /// Returns what other threads can share with this one; it reads the logs.
    pub(super) fn common(&self) -> Result<Common, Error> {
        let logs = self.homes.iter().map(|home| home.read().cloned());
        let logs = logs.collect::<Result<_, _>>()?;
        let indexes = self.homes.iter().map(|home| home.index.clone()).collect();
        Ok(Common { logs, indexes, tests: self.shelf.contents() })
    }

    /// Returns the bench with what another has read.
    pub(super) fn sharing(mut self, common: &Common) -> Self {
        for (home, logs) in self.homes.iter_mut().zip(&common.logs) {
            home.share(logs);
        }
        for (home, index) in self.homes.iter_mut().zip(&common.indexes) {
            if let Some(index) = index {
                home.use_index(index);
            }
        }
        self.shelf = TestShelf::beside(&common.tests);
        self
    }

    /// Returns the source files that the incident's fix changed, as far as they are quickly told:
    /// incidents that share one are best analysed by one thread.
    pub(super) fn files_of(&self, incident: &Incident) -> Vec<String> {
        let mut paths = Vec::new();
        for home in &self.homes {
            let named =
                incident.fix_commits.iter().find_map(|rev| home.repository.resolve(rev).ok());
            let naming = || {
                let log = home.log_if_read()?;
                Some(log.naming(&incident.id).first()?.id.clone())
            };
            if let Some(fix) = named.or_else(naming) {
                paths.extend(home.repository.changed_paths(&fix).unwrap_or_default());
            }
        }
        paths.retain(|path| syntax::file_kind(path) == FileKind::Source);
        paths
    }

    /// Returns what an incident's answer depends on, in one digest.
    pub(super) fn fingerprint(&self, incident: &Incident) -> String {
        let mut text = self.shared.clone();
        let _ = writeln!(text, "{:?}", self.duplicates.original(&incident.id));
        text.push_str(&serde_json::to_string(incident).unwrap_or_default());
        for link in self.persons.iter().filter(|link| link.incident == incident.id) {
            let _ = write!(text, "\n{}={}", link.role, link.value);
        }
        let _ = write!(text, "\n{:?}", self.answers_on(&incident.id));
        digest(text.as_bytes())
    }

    /// Returns what people answered about an incident: the latest to each question, in the order of
    /// the questions.
    pub(super) fn answers_on(&self, incident: &str) -> Vec<Answer> {
        let given = self.answers.get(incident).map_or(&[][..], Vec::as_slice);
        let standing = standing(given).into_iter();
        let latest: BTreeMap<_, _> = standing.map(|answer| (answer.question, answer)).collect();
        latest.into_values().cloned().collect()
    }

    /// Returns the repository of that name.
    pub(super) fn home(&self, name: &str) -> Result<&Home, Error> {
        self.homes.iter().find(|home| home.name == name).ok_or_else(|| Error::NoRepository {
            name: name.to_owned(),
            known: self.homes.iter().map(|home| home.name.clone()).collect(),
        })
    }

    /// Returns the coverage reports of a repository by series.
    pub(super) fn series_of(&self, repo: &str) -> impl Iterator<Item = &Vec<StoredReport>> {
        self.series.get(repo).into_iter().flat_map(BTreeMap::values)
    }

    /// Returns the mutation reports of a repository by series.
    pub(super) fn mutation_series_of(
        &self,
        repo: &str,
    ) -> impl Iterator<Item = &Vec<StoredReport>> {
        self.mutations.get(repo).into_iter().flat_map(BTreeMap::values)
    }

    /// Returns the test runs of a repository, in the order they were imported.
    pub(super) fn runs_of(&self, repo: &str) -> impl Iterator<Item = &TestRun> {
        self.runs.iter().filter(move |run| run.repo == repo)
    }

    /// Returns what each test did in a run.
    pub(super) fn results(&self, run: &TestRun) -> Result<Rc<RunResults>, Error> {
        if let Some(known) = self.results.borrow().get(&run.id) {
            return Ok(Rc::clone(known));
        }
        let read = self.workspace.stored(self.workspace.store.test_statuses(run))?;
        let read = Rc::new(RunResults::new(read));
        self.results.borrow_mut().insert(run.id, Rc::clone(&read));
        Ok(read)
    }

    /// Returns the shape of a file at a commit; `None` where no parser reads it.
    pub(super) fn outline(
        &self,
        repo: &str,
        commit: &CommitId,
        path: &str,
    ) -> Result<SharedOutline, Error> {
        let failed = |source| Error::History { name: repo.to_owned(), source };
        let repository = &self.home(repo)?.repository;
        let blob = repository.blob_at(commit, path).map_err(failed)?;
        let Some(key) = blob.zip(syntax::language_of(path)) else { return Ok(Rc::new(None)) };
        if let Some(known) = self.outlines.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let source = repository.content(&key.0).map_err(failed)?;
        let outline = Rc::new(Some(syntax::outline(key.1, &source)));
        let mut outlines = self.outlines.borrow_mut();
        if outlines.len() >= OUTLINES {
            outlines.clear();
        }
        outlines.insert(key, Rc::clone(&outline));
        Ok(outline)
    }

    /// Returns the repositories as links need them.
    pub(super) fn linked(&self) -> Result<Vec<LinkedRepository<'_>>, Error> {
        self.homes.iter().map(Home::linked).collect()
    }
}

fn with_causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}
