//! The project as `escapee.toml` describes it: repositories, components, flows and mappings.

use std::collections::BTreeMap;

use super::moment::MomentKind;
use super::period::Calendar;

/// What `escapee.toml` says, defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// Repositories; at least one.
    pub repositories: Vec<RepositoryConfig>,
    /// Components, in order; the first that matches wins.
    pub components: Vec<ComponentConfig>,
    /// Critical flows.
    pub flows: Vec<FlowConfig>,
    /// Moment evidence is read at.
    pub moment: MomentKind,
    /// Environment whose deployments count as shipped.
    pub environment: String,
    /// Regular expression of an incident key in a commit message; `None` reads the ids themselves.
    pub key_pattern: Option<String>,
    /// Oldest evidence that counts, in days; `None` is no limit.
    pub max_age_days: Option<u32>,
    /// How time is cut into periods.
    pub calendar: Calendar,
    /// How an incident CSV maps to the record.
    pub mapping: IncidentMapping,
    /// Commits blame looks through, such as mass reformatting.
    pub ignore_revs: Vec<String>,
    /// A line every output carries, such as "invented data".
    pub banner: Option<String>,
    /// Font files for letters that the bundled fonts lack, relative to `escapee.toml`: `[charts] fonts`.
    pub fonts: Vec<String>,
}

impl Default for Project {
    fn default() -> Self {
        Self {
            repositories: vec![RepositoryConfig::default()],
            components: Vec::new(),
            flows: Vec::new(),
            moment: MomentKind::Shipped,
            environment: "production".to_owned(),
            key_pattern: None,
            max_age_days: None,
            calendar: Calendar::default(),
            mapping: IncidentMapping::default(),
            ignore_revs: Vec::new(),
            banner: None,
            fonts: Vec::new(),
        }
    }
}

impl Project {
    /// The name of what no component matches.
    pub const OTHER: &'static str = "other";

    /// Returns the repository of that name.
    pub fn repository(&self, name: &str) -> Option<&RepositoryConfig> {
        self.repositories.iter().find(|r| r.name == name)
    }

    /// Returns the component a path belongs to, or [`Self::OTHER`].
    pub fn component_of_path(&self, repo: &str, path: &str) -> &str {
        let holds = |c: &&ComponentConfig| {
            c.repo.as_deref().is_none_or(|r| r == repo) && c.paths.iter().any(|p| under(p, path))
        };
        self.components.iter().find(holds).map_or(Self::OTHER, |c| &c.name)
    }

    /// Returns the pattern of the release tags of a component in a repository: its own where it is of that
    /// repository, else the repository's. One that belongs to another says nothing of the tags here.
    pub fn tag_pattern(&self, repo: &str, component: &str) -> Option<&str> {
        let is = |c: &&ComponentConfig| {
            c.name == component && c.repo.as_deref().is_none_or(|of| of == repo)
        };
        let own = self.components.iter().find(is).and_then(|known| known.tag_pattern.as_deref());
        let of_repository = self.repositories.iter().find(|known| known.name == repo);
        own.or_else(|| of_repository.and_then(|known| known.tag_pattern.as_deref()))
    }

    /// Returns the component whose name or tracker word is `word`, or [`Self::OTHER`].
    pub fn component_of_word(&self, word: &str) -> &str {
        let is = |c: &&ComponentConfig| {
            c.name.eq_ignore_ascii_case(word)
                || c.tracker.iter().any(|t| t.eq_ignore_ascii_case(word))
        };
        self.components.iter().find(is).map_or(Self::OTHER, |c| &c.name)
    }
}

/// Returns whether `path` is `prefix` or lies under it; a trailing `/` or `/**` is allowed.
pub fn under(prefix: &str, path: &str) -> bool {
    rest_under(prefix, path).is_some()
}

/// Returns what of a path follows a prefix that it lies under, as [`under`] takes it.
pub fn rest_under<'p>(prefix: &str, path: &'p str) -> Option<&'p str> {
    let prefix = prefix.trim_end_matches("**").trim_end_matches('/');
    let rest = path.strip_prefix(prefix)?;
    (prefix.is_empty() || rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// A repository: `[[repository]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryConfig {
    /// Local name; every path in the database is keyed by it.
    pub name: String,
    /// Folder, relative to `escapee.toml`.
    pub path: String,
    /// Default branch; `None` is HEAD.
    pub branch: Option<String>,
    /// Pattern of release tags, with `*`; `None` is every tag.
    pub tag_pattern: Option<String>,
}

impl Default for RepositoryConfig {
    fn default() -> Self {
        Self { name: "main".to_owned(), path: ".".to_owned(), branch: None, tag_pattern: None }
    }
}

/// A component: `[[component]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComponentConfig {
    /// Local name.
    pub name: String,
    /// Repository name; `None` is any.
    pub repo: Option<String>,
    /// Path prefixes.
    pub paths: Vec<String>,
    /// What trackers call it.
    pub tracker: Vec<String>,
    /// Pattern of its release tags, with `*`.
    pub tag_pattern: Option<String>,
    /// Whether it is core.
    pub core: bool,
}

/// A critical flow: `[[flow]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowConfig {
    /// Name, as in `checkout`.
    pub name: String,
    /// Path prefixes of its code.
    pub paths: Vec<String>,
    /// Names of its functions; empty is all functions of the paths.
    pub functions: Vec<String>,
    /// Its failure states.
    pub states: Vec<FailureStateConfig>,
}

/// A failure state of a flow: `[[flow.state]]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FailureStateConfig {
    /// Name, as in `card-declined`.
    pub name: String,
    /// Error types an assertion on it names.
    pub errors: Vec<String>,
    /// Messages, or parts of them, that an assertion on it names.
    pub messages: Vec<String>,
    /// Statuses or exit codes that an assertion on it names.
    pub statuses: Vec<u32>,
    /// Any other words an assertion on it holds.
    pub words: Vec<String>,
}

impl FlowConfig {
    /// Returns whether the flow's code is in the file and one of its functions. A flow without paths
    /// or without functions means all of them; one without both has no code.
    pub fn holds(&self, path: &str, functions: &[String]) -> bool {
        let by_path = self.paths.iter().any(|prefix| under(prefix, path));
        let by_name = || functions.iter().any(|function| self.names(function));
        match (self.paths.is_empty(), self.functions.is_empty()) {
            (true, true) => false,
            (true, false) => by_name(),
            (false, true) => by_path,
            (false, false) => by_path && by_name(),
        }
    }

    /// Returns whether the flow names the function, with its owners or by its last name.
    pub fn names(&self, function: &str) -> bool {
        let last = function.rsplit('.').next().unwrap_or(function);
        self.functions.iter().any(|f| f == function || (!f.contains('.') && f == last))
    }
}

impl FailureStateConfig {
    /// Returns everything by which an assertion on the state is known; any one is enough.
    pub fn signs(&self) -> impl Iterator<Item = String> {
        let texts = [&self.errors, &self.messages, &self.words].into_iter().flatten().cloned();
        texts.chain(self.statuses.iter().map(u32::to_string))
    }
}

/// How an incident CSV maps to the record: `[incidents]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncidentMapping {
    /// Field of the record to column header.
    pub columns: BTreeMap<String, String>,
    /// Field of the record to a value for every row.
    pub constants: BTreeMap<String, String>,
    /// Field of the record to a part of the cells of a column; it goes before the field's column.
    pub extract: BTreeMap<String, Extraction>,
    /// Name of the tracker whose export it is; `None` asks the headers, `none` is no tracker.
    pub preset: Option<String>,
    /// Field of the record to (source word, lower case, to word of the record).
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Cells that mean "nothing", besides the empty one.
    pub null_tokens: Vec<String>,
    /// Separator inside list cells; `None` takes `;`, `,` and line ends, for commits white space too.
    pub list_separator: Option<String>,
    /// Date format of `chrono::format::strftime` for every time column.
    pub date_format: Option<String>,
    /// Zone of times that name none, as in `+01:00`; `None` reads UTC and marks the time as guessed.
    pub zone: Option<String>,
}

/// A part of a cell: `[incidents.extract] field = { column, pattern }`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    /// Header of the column.
    pub column: String,
    /// Regular expression; its first group is the value, or all it matches where it has none.
    pub pattern: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_of_another_repository_says_nothing_of_the_tags_here() {
        let component = |repo: Option<&str>| ComponentConfig {
            name: "cart".to_owned(),
            repo: repo.map(str::to_owned),
            tag_pattern: Some("cart-*".to_owned()),
            ..ComponentConfig::default()
        };
        let project = |repo: Option<&str>| Project {
            repositories: vec![RepositoryConfig {
                name: "shop".to_owned(),
                tag_pattern: Some("v*".to_owned()),
                ..RepositoryConfig::default()
            }],
            components: vec![component(repo)],
            ..Project::default()
        };
        for (repo, expected) in [(None, "cart-*"), (Some("shop"), "cart-*"), (Some("web"), "v*")] {
            assert_eq!(project(repo).tag_pattern("shop", "cart"), Some(expected), "{repo:?}");
        }
        assert_eq!(project(None).tag_pattern("shop", Project::OTHER), Some("v*"));
    }
}
