//! The lists that trackers hold, as a user names them, and what is asked of each.

use super::FetchError;
use crate::model::commit::Time;

/// Which of its two interfaces a Jira server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JiraApi {
    /// Ask the server.
    Unknown,
    /// `/rest/api/3/search/jql`, paged by tokens.
    Cloud,
    /// `/rest/api/2/search`, paged by numbers.
    DataCenter,
}

/// A list of a live tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// The issues of a GitHub repository.
    GitHub {
        /// `owner/name`.
        repo: String,
        /// Labels an issue must have, all of them.
        labels: Vec<String>,
    },
    /// The issues of a GitLab project.
    GitLab {
        /// `group/project`, or its number.
        project: String,
        /// Labels an issue must have, all of them.
        labels: Vec<String>,
        /// One type of issue, as in `incident`.
        kind: Option<String>,
    },
    /// The issues of a Jira project, or those that a filter finds.
    Jira {
        /// Key of the project.
        project: Option<String>,
        /// A filter in Jira's query language.
        filter: Option<String>,
        /// Which interface the server has.
        api: JiraApi,
    },
    /// The incidents of PagerDuty.
    PagerDuty {
        /// Ids of services; all where none is named.
        services: Vec<String>,
        /// Where the first reading starts.
        from: Time,
    },
    /// The issues of a Sentry organization.
    Sentry {
        /// Its short name.
        organization: String,
        /// Numbers or short names of projects; all where none is named.
        projects: Vec<String>,
    },
}

impl List {
    /// Returns the tracker's name, which is also that of its preset.
    pub fn tracker(&self) -> &'static str {
        match self {
            Self::GitHub { .. } => "github",
            Self::GitLab { .. } => "gitlab",
            Self::Jira { .. } => "jira",
            Self::PagerDuty { .. } => "pagerduty",
            Self::Sentry { .. } => "sentry",
        }
    }

    /// Returns the name of the list; two lists of one server differ in it.
    pub fn name(&self) -> String {
        let with = |name: &str, parts: &[String]| match parts {
            [] => name.to_owned(),
            parts => format!("{name} {}", parts.join(",")),
        };
        match self {
            Self::GitHub { repo, labels } => with(repo, labels),
            Self::GitLab { project, labels, kind } => {
                let name = with(project, labels);
                kind.as_ref().map_or(name.clone(), |kind| format!("{name} {kind}"))
            }
            Self::Jira { project, filter, .. } => {
                let parts = project.iter().chain(filter).cloned();
                parts.collect::<Vec<_>>().join(" ")
            }
            Self::PagerDuty { services, .. } => with("incidents", services),
            Self::Sentry { organization, projects } => with(organization, projects),
        }
    }

    /// Returns where the interface of the tracker's public server begins, if it has one.
    pub fn public_base(tracker: &str) -> Option<&'static str> {
        match tracker {
            "github" => Some("https://api.github.com"),
            "gitlab" => Some("https://gitlab.com"),
            "pagerduty" => Some("https://api.pagerduty.com"),
            "sentry" => Some("https://sentry.io"),
            _ => None,
        }
    }

    /// Returns the variable of the environment that holds the token.
    pub fn token_variable(&self) -> &'static str {
        match self {
            Self::GitHub { .. } => "GITHUB_TOKEN",
            Self::GitLab { .. } => "GITLAB_TOKEN",
            Self::Jira { .. } => "JIRA_TOKEN",
            Self::PagerDuty { .. } => "PAGERDUTY_TOKEN",
            Self::Sentry { .. } => "SENTRY_TOKEN",
        }
    }

    /// Refuses names that would ask for something else.
    pub(super) fn check(&self) -> Result<(), FetchError> {
        let word = |text: &str, also: &str| {
            !text.is_empty()
                && !text.starts_with('.')
                && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
        };
        let part = |text: &str| word(text, "-_.");
        let (name, good, example) = match self {
            Self::GitHub { repo, .. } => {
                let good = repo.split_once('/').is_some_and(|(o, n)| part(o) && part(n));
                (repo, good, "OWNER/REPO")
            }
            Self::GitLab { project, .. } => {
                (project, project.split('/').all(part), "GROUP/PROJECT")
            }
            Self::Jira { project: Some(key), .. } => (key, word(key, "_"), "SHOP"),
            Self::Jira { .. } | Self::PagerDuty { .. } => return Ok(()),
            Self::Sentry { organization, .. } => (organization, part(organization), "ORGANIZATION"),
        };
        if good { Ok(()) } else { Err(FetchError::Name { name: name.clone(), example }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_nothing_but_a_name() {
        for name in ["shop", "a/b/c", "a/../b", "../x", "a/b?x=1", "a b/c", "/x", "a/"] {
            let list = List::GitHub { repo: name.to_owned(), labels: Vec::new() };
            assert!(matches!(list.check(), Err(FetchError::Name { .. })), "{name}");
        }
        let project =
            |name: &str| List::GitLab { project: name.to_owned(), labels: vec![], kind: None };
        assert!(project("a/b/c").check().is_ok() && project("7").check().is_ok());
        assert!(project("a/../b").check().is_err());
        let jira = |key: &str| List::Jira {
            project: Some(key.to_owned()),
            filter: None,
            api: JiraApi::Unknown,
        };
        assert!(jira("SHOP_2").check().is_ok() && jira("A\" OR 1=1").check().is_err());
    }
}
