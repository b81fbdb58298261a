//! What tests assert: a folder's or a commit's tests, each content read once.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::workspace::{DATABASE_FILE, Place, project_at};
use crate::error::Error;
use crate::evidence::{Density, ModuleFile};
use crate::history::blob_id;
use crate::model::assertion::{AssertionKind, Strength, TestFunction};
use crate::model::assertion_scan::{AssertionSummary, ModuleDensity, NotRead, ScanReach};
use crate::model::project::Project;
use crate::model::region::FileKind;
use crate::store::{ScanKey, Store};
use crate::syntax::{self, Language, SCANNER_VERSION, TestFile, TestSuite};

mod files;
mod helpers;

use files::{Content, Files};
use helpers::Helpers;

/// How many files are read between two writes to the index, so that a scan that was stopped goes on
/// where it was.
const BATCH: usize = 500;

/// What to scan.
#[derive(Debug, Clone, Default)]
pub struct ScanRequest {
    /// Files and folders; the whole tree where there is none.
    pub paths: Vec<PathBuf>,
    /// The commit to read, in git's words; the folder as it lies there where there is none.
    pub at: Option<String>,
    /// A database of what was read before; the project's where there is one and none is named.
    pub index: Option<PathBuf>,
}

/// The tests of a tree and what was gone through for them.
pub struct AssertionScan {
    /// What was gone through.
    pub reach: ScanReach,
    suite: TestSuite,
    /// How many of its files were asked for; those behind them only help.
    asked: usize,
    files: Files,
    project: Project,
}

impl AssertionScan {
    /// Returns every test, by path and line; made as they are asked for.
    pub fn tests(&self) -> impl Iterator<Item = TestFunction> + '_ {
        (0..self.asked).flat_map(|file| self.suite.tests_of(file))
    }

    /// Returns the scan in short.
    pub fn summary(&self) -> Result<AssertionSummary, Error> {
        let (modules, unlinked_tests) = self.density()?;
        let reach = self.reach.clone();
        let mut summary = AssertionSummary { reach, modules, unlinked_tests, ..Default::default() };
        for test in self.tests() {
            summary.tests += 1;
            for assertion in &test.assertions {
                summary.assertions += 1;
                summary.weak += u64::from(assertion.strength == Strength::Weak);
                summary.failure_states += u64::from(assertion.kind == AssertionKind::FailureState);
            }
            if test.assertions.is_empty() {
                summary.assertion_free.push(test);
            }
        }
        Ok(summary)
    }

    /// Returns how densely each module is asserted, and how many tests are linked to none.
    fn density(&self) -> Result<(Vec<ModuleDensity>, usize), Error> {
        let mut sources = Vec::new();
        for (path, content) in self.files.list()? {
            if syntax::file_kind(&path) == FileKind::Source {
                let module = module_of(&self.project, &path);
                let source = syntax::language_of(&path)
                    .and_then(|language| Some((language, self.files.read(&content).ok()?)));
                let outline = source.map(|(language, source)| syntax::outline(language, &source));
                let functions = outline.as_ref().map_or_else(Vec::new, |outline| {
                    let last = |name: &str| {
                        name.rsplit(['.', ':', '#', ' ']).next().unwrap_or(name).to_owned()
                    };
                    outline.functions.iter().map(|f| last(&f.name)).collect()
                });
                let executable_lines = outline.map(|outline| outline.statements.len() as u64);
                sources.push(ModuleFile { path, module, executable_lines, functions });
            }
        }
        let mut density = Density::of(sources);
        let linked = self.tests().map(|test| density.add(&test));
        let unlinked = linked.filter(|linked| !linked).count();
        Ok((density.modules(), unlinked))
    }
}

/// Returns the component of a path, else its folder.
fn module_of(project: &Project, path: &str) -> String {
    if !project.components.is_empty() {
        let repo = project.repositories.first().map_or("", |r| r.name.as_str());
        return project.component_of_path(repo, path).to_owned();
    }
    path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned()
}

/// Scans a folder or a commit for tests and what they assert. Contents that an index knows are not
/// read again.
pub fn scan(
    place: &Place,
    request: &ScanRequest,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<AssertionScan, Error> {
    let (root, project) = project_at(&place.folder)?;
    let files = Files::open(&root, request)?;
    let mut index = Index::open(place, &root, request)?;
    let mut reach = ScanReach { commit: files.commit().cloned(), ..ScanReach::default() };
    let listed = files.list()?;
    let named: HashSet<String> = listed.iter().map(|(path, _)| path.clone()).collect();
    let total = listed.len();
    let mut known: HashMap<ScanKey, Arc<TestFile>> = HashMap::new();
    let mut facts: Vec<(String, Arc<TestFile>)> = Vec::new();
    for (done, (path, content)) in listed.into_iter().enumerate() {
        progress(done, total);
        reach.seen += 1;
        let Some(language) = syntax::language_with_tests(&path) else {
            reach.other += 1;
            continue;
        };
        match read(&files, &mut index, &mut known, language, &path, &content)? {
            Ok((file, is_new)) => {
                reach.read += usize::from(is_new);
                reach.known += usize::from(!is_new);
                facts.push((path, file));
            }
            Err(because) => reach.not_read.push(NotRead { path, because }),
        }
    }
    let asked = facts.len();
    let mut helpers = Helpers::of(files.others(&named)?);
    let mut met = 0;
    while met < facts.len() {
        let found = helpers.of_files(&facts[met..], met == 0);
        met = facts.len();
        for (language, path, content) in found {
            match read(&files, &mut index, &mut known, language, &path, &content)? {
                Ok((file, _)) => facts.push((path, file)),
                // What it asserts is missing where a test calls it: one that was not asked for is told as well.
                Err(because) => {
                    reach.seen += 1;
                    reach.not_read.push(NotRead { path, because });
                }
            }
        }
    }
    index.flush()?;
    Ok(AssertionScan { reach, suite: TestSuite::new(facts), asked, files, project })
}

type Read = Result<(Arc<TestFile>, bool), String>;

fn read(
    files: &Files,
    index: &mut Index,
    known: &mut HashMap<ScanKey, Arc<TestFile>>,
    language: Language,
    path: &str,
    content: &Content,
) -> Result<Read, Error> {
    let in_test_file = syntax::is_test_file(path);
    let key = |blob| ScanKey { blob, language: language.name(), in_test_file };
    let mut source = None;
    let blob = match content {
        Content::Blob(blob) => Some(blob.clone()),
        Content::File(_) if index.is_kept() => match files.read(content) {
            Ok(bytes) => blob_id(source.insert(bytes)),
            Err(because) => return Ok(Err(because)),
        },
        Content::File(_) => None,
    };
    let key = blob.map(key);
    if let Some(key) = &key {
        if let Some(file) = known.get(key) {
            return Ok(Ok((Arc::clone(file), false)));
        }
        if let Some(file) = index.find(key)? {
            let file = Arc::new(file);
            known.insert(key.clone(), Arc::clone(&file));
            return Ok(Ok((file, false)));
        }
    }
    let source = match source.map_or_else(|| files.read(content), Ok) {
        Ok(source) => source,
        Err(because) => return Ok(Err(because)),
    };
    match TestFile::read(language, in_test_file, &source) {
        Ok(file) => {
            let file = Arc::new(file);
            if let Some(key) = key {
                index.keep(&key, &file)?;
                known.insert(key, Arc::clone(&file));
            }
            Ok(Ok((file, true)))
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// What was read before, if a database keeps it.
struct Index {
    path: PathBuf,
    store: Option<Store>,
    fresh: Vec<(ScanKey, String)>,
}

impl Index {
    fn open(place: &Place, root: &Path, request: &ScanRequest) -> Result<Self, Error> {
        let own = place.database.clone().unwrap_or_else(|| root.join(DATABASE_FILE));
        let path = request.index.clone().or_else(|| own.is_file().then_some(own));
        let store = path.as_ref().map(|path| {
            Store::open(path).map_err(|source| Error::Store { path: path.clone(), source })
        });
        Ok(Self {
            path: path.clone().unwrap_or_default(),
            store: store.transpose()?,
            fresh: Vec::new(),
        })
    }

    fn is_kept(&self) -> bool {
        self.store.is_some()
    }

    fn find(&self, key: &ScanKey) -> Result<Option<TestFile>, Error> {
        let Some(store) = &self.store else { return Ok(None) };
        let stored = store.test_file(key, SCANNER_VERSION);
        let stored = stored.map_err(|source| Error::Store { path: self.path.clone(), source })?;
        // What this version cannot read is as good as none.
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn keep(&mut self, key: &ScanKey, file: &TestFile) -> Result<(), Error> {
        if self.store.is_some()
            && let Ok(text) = serde_json::to_string(file)
        {
            self.fresh.push((key.clone(), text));
        }
        if self.fresh.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(store) = &mut self.store
            && !fresh.is_empty()
        {
            let saved = store.save_test_files(SCANNER_VERSION, &fresh);
            saved.map_err(|source| Error::Store { path: self.path.clone(), source })?;
        }
        Ok(())
    }
}
