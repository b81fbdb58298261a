//! What can go wrong in the pipeline: what failed, on which thing, and what to do next.

use std::path::PathBuf;

use crate::history::HistoryError;
use crate::sources::SourceError;
use crate::sources::fetch::FetchError;
use crate::store::StoreError;

/// Why the pipeline could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("cannot {action} `{}`", path.display())]
    File {
        /// `read` or `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be imported at all.
    #[error("cannot import `{name}`")]
    Import {
        /// The file's name.
        name: String,
        /// Why.
        source: SourceError,
    },
    /// A live tracker could not be read on.
    #[error("cannot go on reading `{name}`")]
    Fetch {
        /// The tracker and the list.
        name: String,
        /// Why.
        source: FetchError,
    },
    /// A file that was named as a blame index is something else.
    #[error("`{}` is no blame index of escapee", path.display())]
    NotAnIndex {
        /// The file.
        path: PathBuf,
    },
    /// `escapee.toml` could not be understood.
    #[error("cannot use `{}`", path.display())]
    Project {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
    /// A repository could not be read.
    #[error("cannot read the repository `{name}`")]
    History {
        /// The repository's name, or the folder that was given.
        name: String,
        /// Why.
        source: HistoryError,
    },
    /// The database could not be read or written.
    #[error("cannot use the database `{}`", path.display())]
    Store {
        /// The database.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// A pattern names no file.
    #[error("no file matches `{pattern}`")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// Nothing tells at which commit a report was measured.
    #[error("nothing tells at which commit `{name}` was measured")]
    NoCommit {
        /// The report.
        name: String,
        /// The time the report gives, and the id of the default branch's commit then.
        offered: Option<(String, String)>,
    },
    /// Too many of a report's paths match nothing in the repository.
    #[error("{unmapped} of {files} files of `{name}` match no file at commit {commit}")]
    Unmapped {
        /// The report.
        name: String,
        /// The commit, short.
        commit: String,
        /// Files without a match.
        unmapped: usize,
        /// Files in the report.
        files: usize,
        /// The first of them.
        examples: Vec<String>,
    },
    /// There is no incident of that id.
    #[error("no incident `{id}`")]
    NoIncident {
        /// The id asked for.
        id: String,
        /// Ids that look like it.
        like: Vec<String>,
    },
    /// The incident came after the time asked for.
    #[error("no incident `{id}` as of {as_of}")]
    NotYet {
        /// The id asked for.
        id: String,
        /// The time asked for.
        as_of: String,
    },
    /// An incident of that id came from elsewhere and would be lost.
    #[error("incident `{id}` is there already, imported from a file")]
    Known {
        /// The id.
        id: String,
    },
    /// A field of an incident cannot hold what a person gave it.
    #[error("`{field}` cannot be {value}")]
    NoValue {
        /// The field.
        field: String,
        /// What was given, as JSON.
        value: String,
    },
    /// What a person said of an incident's code names nothing.
    #[error("{problem}")]
    NoCode {
        /// What was said and why it names nothing.
        problem: String,
    },
    /// What people answered cannot be taken.
    #[error("cannot take the answer")]
    Answer {
        /// Why.
        source: SourceError,
    },
    /// A worksheet is of another incident than the one it is read back for.
    #[error("the worksheet is of `{of}`, not of `{id}`")]
    OtherSheet {
        /// The incident asked for.
        id: String,
        /// The incident of the sheet.
        of: String,
    },
    /// There is no component of that name.
    #[error("no component `{name}`")]
    NoComponent {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// There is no flow of that name in `escapee.toml`.
    #[error("no flow `{name}` in `escapee.toml`")]
    NoFlow {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// What was named holds no code that is read.
    #[error("no code at {}", places.join(", "))]
    NoFlowCode {
        /// Paths and functions as they were named.
        places: Vec<String>,
    },
    /// There is no repository of that name in `escapee.toml`.
    #[error("no repository `{name}` in `escapee.toml`")]
    NoRepository {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A thing exists already.
    #[error("`{}` is there already", path.display())]
    Exists {
        /// The thing.
        path: PathBuf,
        /// What to do about it.
        hint: &'static str,
    },
    /// A command needs data that is not there yet.
    #[error("no {what} yet")]
    Nothing {
        /// What is missing.
        what: &'static str,
        /// The command that brings it.
        hint: &'static str,
    },
    /// The sample repository could not be built.
    #[error("cannot build the sample repository")]
    Demo(#[from] crate::demo::DemoError),
}

impl Error {
    /// Returns what to do next, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoCommit { offered: None, .. } => Some(
                "name it with --commit REV, or import where a build names it, as by GITHUB_SHA"
                    .to_owned(),
            ),
            Self::NoCommit { offered: Some((at, commit)), .. } => Some(format!(
                "name it with --commit REV; by its own clock, the weakest sign, it is of {at}, when the \
                 branch stood at {commit}"
            )),
            Self::Unmapped { examples, .. } => Some(format!(
                "check --commit and --repository; --max-unmapped 100 allows it; `escapee inspect` shows the \
                 paths; the first without a file: {}",
                examples.join(", ")
            )),
            Self::NotAnIndex { .. } => {
                Some("name a file that is not there yet; this one is left as it is".to_owned())
            }
            Self::NoIncident { like, .. } if like.is_empty() => {
                Some("`escapee incidents list` shows what there is".to_owned())
            }
            Self::NoIncident { like, .. } => Some(format!("did you mean {}?", either(like))),
            Self::NotYet { .. } => Some("it came later; leave out --as-of".to_owned()),
            Self::Known { id } => Some(format!(
                "`escapee link {id} …` says what fixed or caused it; its record changes with its file"
            )),
            Self::NoCode { .. } => Some(
                "a commit is an id, tag or branch that git knows; lines are PATH:A-B or PATH:A-B@REV"
                    .to_owned(),
            ),
            Self::History { source: HistoryError::UnknownRevision { .. }, .. } => Some(
                "`git fetch --tags` brings what is not here yet, `git fetch --unshallow` what a \
                 shallow clone lacks"
                    .to_owned(),
            ),
            Self::History {
                source: HistoryError::NotARepository { .. } | HistoryError::NoSuchFolder { .. },
                ..
            } => Some(
                "--repo names the folder of a repository; in escapee.toml [[repository]] path does"
                    .to_owned(),
            ),
            Self::NoRepository { known, .. }
            | Self::NoComponent { known, .. }
            | Self::NoFlow { known, .. } => {
                Some(format!("there is: {}", known.join(", ")))
            }
            Self::NoFlowCode { .. } => Some(
                "paths are those of the repository's tree, such as src/payment; --at chooses the revision"
                    .to_owned(),
            ),
            Self::Exists { hint, .. } | Self::Nothing { hint, .. } => Some((*hint).to_owned()),
            Self::Fetch { source, .. } => source.hint(),
            Self::Import { source, .. } | Self::Project { source, .. } => source.hint(),
            _ => None,
        }
    }
}

/// Returns names as a question offers them: `a, b or c`.
fn either(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        names => names.concat(),
    }
}
