//! A first look at a repository: what `escapee.toml` should say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Place;
use super::workspace::{DATABASE_FILE, PROJECT_FILE, root_of};
use crate::error::Error;
use crate::history::{Repository, tag_matches};
use crate::model::commit::Commit;
use crate::model::project::{ComponentConfig, RepositoryConfig};
use crate::model::region::FileKind;
use crate::sources::project::{self, Proposal};
use crate::store::Store;
use crate::syntax;

/// What `init` saw and wrote.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// The text of `escapee.toml`.
    pub text: String,
    /// What was seen: a question and its answer each.
    pub seen: Vec<(String, String)>,
    /// Files that were written.
    pub written: Vec<String>,
}

/// Looks at the repository around the place's folder and writes `escapee.toml` and the database at
/// its root.
pub fn init(place: &Place, dry_run: bool) -> Result<Made, Error> {
    let folder = &root_of(&place.folder);
    let file = folder.join(PROJECT_FILE);
    if file.exists() && !dry_run {
        return Err(Error::Exists {
            path: file,
            hint: "edit it, or look at a new proposal with `escapee init --dry-run`",
        });
    }
    let failed = |source| Error::History { name: folder.display().to_string(), source };
    let repository = Repository::open(folder).map_err(failed)?;
    let mut made = Made::default();
    let mut proposal = Proposal::default();
    let mut see = |what: &str, answer: String| made.seen.push((what.to_owned(), answer));

    let tags = repository.tags().map_err(failed)?;
    let chosen = tag_pattern(tags.iter().map(|tag| tag.name.as_str()));
    if let Some(pattern) = chosen.filter(|pattern| pattern != "*") {
        let names = tags.iter().map(|tag| tag.name.as_str());
        let names: Vec<&str> = names.filter(|name| tag_matches(Some(&pattern), name)).collect();
        let samples: Vec<&str> = names.iter().rev().take(3).copied().collect();
        see(
            "release tags",
            format!("{pattern} matches {} of {}: {}", names.len(), tags.len(), samples.join(", ")),
        );
        proposal.repositories =
            vec![RepositoryConfig { tag_pattern: Some(pattern), ..RepositoryConfig::default() }];
    } else {
        see("release tags", format!("{} tags, each taken as a release", tags.len()));
    }
    let head = repository.head().map_err(failed)?;
    if let Some(head) = &head {
        let log = repository.log(head).map_err(failed)?;
        let recent = &log[..log.len().min(500)];
        let (pattern, matching) = key_pattern(recent);
        see(
            "issue keys",
            format!("{pattern} matches {matching} of the last {} messages", recent.len()),
        );
        if matching > 0 {
            proposal.key_pattern = Some(pattern.to_owned());
        }
        let files = repository.files_at(head).map_err(failed)?;
        proposal.components = components(files.iter().map(|(path, _)| path.as_str()));
        let names: Vec<&str> = proposal.components.iter().map(|c| c.name.as_str()).collect();
        see("components", if names.is_empty() { "none seen".to_owned() } else { names.join(", ") });
    } else {
        see("history", "empty: there is no commit yet".to_owned());
    }
    if repository.is_shallow() {
        see(
            "history",
            "shallow: blame stops at its edge; `git fetch --unshallow` mends it".to_owned(),
        );
    }
    let reports = reports(folder);
    see("reports", if reports.is_empty() { "none seen".to_owned() } else { reports.join(", ") });
    made.text = project::template(&proposal);
    if dry_run {
        return Ok(made);
    }
    // The database first: where it cannot be made, no project file is left behind.
    let database = place.database.clone().unwrap_or_else(|| folder.join(DATABASE_FILE));
    let opened = Store::open(&database);
    opened.map_err(|source| Error::Store { path: database.clone(), source })?;
    std::fs::write(&file, &made.text).map_err(|source| Error::File {
        action: "write",
        path: file.clone(),
        source,
    })?;
    made.written.push(PROJECT_FILE.to_owned());
    made.written.push(match &place.database {
        Some(named) => named.display().to_string(),
        None => DATABASE_FILE.to_owned(),
    });
    made.seen.push((
        "git".to_owned(),
        format!("keep the database out of it: add the line `{DATABASE_FILE}*` to .gitignore"),
    ));
    Ok(made)
}

/// Returns the commonest start of tag names before their first digit, with `*` behind it.
fn tag_pattern<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut by_shape: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        if let Some(digit) = name.find(|c: char| c.is_ascii_digit()) {
            *by_shape.entry(format!("{}*", &name[..digit])).or_insert(0) += 1;
        }
    }
    let best = by_shape.into_iter().max_by_key(|(shape, n)| (*n, std::cmp::Reverse(shape.clone())));
    best.map(|(shape, _)| shape)
}

/// Returns the key pattern that most of the messages match, and how many do.
fn key_pattern(messages: &[Commit]) -> (&'static str, usize) {
    const PATTERNS: [&str; 2] = [r"\b[A-Z][A-Z0-9]+-\d+\b", r"#\d+\b"];
    let count = |pattern: &&'static str| {
        let regex = regex::Regex::new(pattern).ok();
        let matches =
            |commit: &&Commit| regex.as_ref().is_some_and(|r| r.is_match(&commit.message));
        (*pattern, messages.iter().filter(matches).count())
    };
    PATTERNS.iter().map(count).max_by_key(|(_, n)| *n).unwrap_or((PATTERNS[0], 0))
}

/// Returns the folders that hold source, as components: below `src` and the like where there is one.
fn components<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<ComponentConfig> {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths.filter(|path| syntax::file_kind(path) == FileKind::Source) {
        let parts: Vec<&str> = path.split('/').collect();
        let depth = match parts.first() {
            Some(&("src" | "lib" | "app" | "packages" | "services" | "crates")) => 2,
            _ => 1,
        };
        if parts.len() > depth {
            *folders.entry(parts[..depth].join("/")).or_insert(0) += 1;
        }
    }
    let mut folders: Vec<_> = folders.into_iter().collect();
    folders.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    folders.truncate(12);
    let component = |path: String| ComponentConfig {
        name: path.rsplit('/').next().unwrap_or(&path).to_owned(),
        paths: vec![path],
        ..ComponentConfig::default()
    };
    folders.into_iter().map(|(path, _)| component(path)).collect()
}

/// Returns report files that lie where tools usually put them.
fn reports(folder: &Path) -> Vec<String> {
    const PLACES: [&str; 10] = [
        "lcov.info",
        "coverage/lcov.info",
        "coverage.lcov",
        "coverage.info",
        "target/lcov.info",
        "build/coverage.info",
        "junit.xml",
        "test-results/junit.xml",
        "target/nextest/default/junit.xml",
        "reports/junit.xml",
    ];
    let there = |place: &&&str| folder.join(PathBuf::from(place)).is_file();
    PLACES.iter().filter(there).map(|place| (*place).to_owned()).collect()
}
