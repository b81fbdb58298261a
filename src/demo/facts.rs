//! The facts of the shop, as `data/demo` tells them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::DemoError;

pub(super) const PROJECT: &str = include_str!("../../data/demo/escapee.toml");
pub(super) const INCIDENTS: &str = include_str!("../../data/demo/incidents.csv");
pub(super) const CAUGHT: &str = include_str!("../../data/demo/caught.csv");
pub(super) const DEPLOYMENTS: &str = include_str!("../../data/demo/deployments.csv");

/// Everything that happened to the shop.
pub(super) struct Facts {
    pub files: Vec<File>,
    pub commits: Vec<Commit>,
    pub releases: Vec<Release>,
    pub runs: Runs,
}

/// A file as its first commit left it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub commit: String,
    pub path: String,
    pub text: String,
}

/// One commit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commit {
    pub name: Option<String>,
    pub at: DateTime<Utc>,
    pub message: String,
    #[serde(default)]
    pub edit: Vec<Edit>,
}

/// A text put in place of another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    pub path: String,
    pub find: String,
    pub put: String,
}

/// A tag on the newest commit at its time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Release {
    pub tag: String,
    pub at: DateTime<Utc>,
}

/// What test runs saw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Runs {
    pub run: Vec<Run>,
    pub failed: Vec<Failed>,
    pub unrun: Vec<Unrun>,
    pub survived: Vec<Survived>,
}

/// A run besides those at releases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub commit: String,
}

/// A test that failed at a commit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failed {
    pub commit: String,
    pub test: String,
}

/// Lines that no test ran, until a time where there is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unrun {
    pub path: String,
    pub lines: Vec<String>,
    pub until: Option<DateTime<Utc>>,
}

/// Lines whose mutants no test kills.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Survived {
    pub path: String,
    pub lines: Vec<String>,
}

#[derive(Deserialize)]
struct ShopFile {
    file: Vec<File>,
}

#[derive(Deserialize)]
struct HistoryFile {
    commit: Vec<Commit>,
    release: Vec<Release>,
}

/// Returns the facts that are part of the binary.
pub(super) fn read() -> Result<Facts, DemoError> {
    let shop: ShopFile = parse("shop.toml", include_str!("../../data/demo/shop.toml"))?;
    let history: HistoryFile = parse("history.toml", include_str!("../../data/demo/history.toml"))?;
    let runs: Runs = parse("runs.toml", include_str!("../../data/demo/runs.toml"))?;
    Ok(Facts { files: shop.file, commits: history.commit, releases: history.release, runs })
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DemoError> {
    toml::from_str(text).map_err(|source| DemoError::Parse { file, source })
}
