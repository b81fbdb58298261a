//! `escapee.toml` to the project it describes, and the commented file that `init` writes.
//!
//! A key nobody knows is an error that names it and its line: a misspelt setting must not pass
//! for a default.

mod file;
mod mapping;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use toml::Spanned;

pub use template::{Proposal, template};

use file::{Component, File, Flow, Repository};

use super::SourceError;
use super::time::offset;
use crate::model::moment::MomentKind;
use crate::model::period::Calendar;
use crate::model::project::{
    ComponentConfig, FailureStateConfig, FlowConfig, Project, RepositoryConfig,
};

/// Returns the project that the text of an `escapee.toml` describes, defaults filled in.
pub fn read(text: &str) -> Result<Project, SourceError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = toml::from_str(text).map_err(|error| {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        SourceError::Project { line, problem: file::problem(text, line, error.message()) }
    })?;
    Checked { text }.project(file)
}

/// The text, for the lines of what is wrong in it.
struct Checked<'a> {
    text: &'a str,
}

impl Checked<'_> {
    fn wrong<T>(&self, place: &Spanned<T>, problem: String) -> SourceError {
        SourceError::Project { line: line_of(self.text, place.span().start), problem }
    }

    fn project(&self, file: File) -> Result<Project, SourceError> {
        let default = Project::default();
        let repositories = self.repositories(file.repository)?;
        let moment = match &file.moment {
            None => default.moment,
            Some(word) => self.moment(word)?,
        };
        if let Some(pattern) = &file.key_pattern
            && let Err(error) = regex::Regex::new(pattern.get_ref())
        {
            let why = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
            return Err(
                self.wrong(pattern, format!("`key_pattern` is no regular expression: {why}"))
            );
        }
        Ok(Project {
            components: self.components(file.component, &repositories)?,
            repositories,
            flows: self.flows(file.flow)?,
            moment,
            environment: file.environment.unwrap_or(default.environment),
            key_pattern: file.key_pattern.map(Spanned::into_inner),
            max_age_days: file.max_age.as_ref().map(|age| self.days(age)).transpose()?,
            calendar: self.calendar(file.fiscal_year_start.as_ref(), file.zone.as_ref())?,
            mapping: self.mapping(file.incidents)?,
            ignore_revs: file.ignore_revs,
            banner: file.banner,
            fonts: file.charts.fonts,
        })
    }

    fn moment(&self, word: &Spanned<String>) -> Result<MomentKind, SourceError> {
        let mut all = MomentKind::ALL.iter().copied();
        all.find(|moment| moment.word() == word.get_ref()).ok_or_else(|| {
            let all: Vec<_> = MomentKind::ALL.iter().map(|moment| moment.word()).collect();
            let problem = format!("`{}` is no moment; they are {}", word.get_ref(), all.join(", "));
            self.wrong(word, problem)
        })
    }

    fn repositories(
        &self,
        entries: Vec<Spanned<Repository>>,
    ) -> Result<Vec<RepositoryConfig>, SourceError> {
        let mut names = BTreeSet::new();
        let mut repositories = Vec::new();
        for entry in entries {
            self.unique(&entry, &entry.get_ref().name, "repository", &mut names)?;
            let Repository { name, path, branch, tag_pattern } = entry.into_inner();
            repositories.push(RepositoryConfig { name, path, branch, tag_pattern });
        }
        if repositories.is_empty() {
            repositories.push(RepositoryConfig::default());
        }
        Ok(repositories)
    }

    fn components(
        &self,
        entries: Vec<Spanned<Component>>,
        repositories: &[RepositoryConfig],
    ) -> Result<Vec<ComponentConfig>, SourceError> {
        let mut names = BTreeSet::new();
        let mut components = Vec::new();
        for entry in entries {
            self.unique(&entry, &entry.get_ref().name, "component", &mut names)?;
            let one = entry.get_ref();
            if one.name == Project::OTHER {
                return Err(self
                    .wrong(&entry, "`other` is the name of what no component matches".to_owned()));
            }
            if let Some(repo) = &one.repo
                && !repositories.iter().any(|repository| repository.name == *repo)
            {
                let problem = format!(
                    "component `{}` names the repository `{repo}`, which is not listed",
                    one.name
                );
                return Err(self.wrong(&entry, problem));
            }
            let Component { name, repo, paths, tracker, tag_pattern, core } = entry.into_inner();
            components.push(ComponentConfig { name, repo, paths, tracker, tag_pattern, core });
        }
        Ok(components)
    }

    fn flows(&self, entries: Vec<Spanned<Flow>>) -> Result<Vec<FlowConfig>, SourceError> {
        let mut names = BTreeSet::new();
        let mut flows = Vec::new();
        for entry in entries {
            self.unique(&entry, &entry.get_ref().name, "flow", &mut names)?;
            let mut states = BTreeSet::new();
            for state in &entry.get_ref().state {
                self.unique(&entry, &state.name, "state of a flow", &mut states)?;
            }
            let Flow { name, paths, functions, state } = entry.into_inner();
            let states = state.into_iter().map(|state| FailureStateConfig {
                name: state.name,
                errors: state.error.into(),
                messages: state.message.into(),
                statuses: state.status.into(),
                words: state.words.into(),
            });
            flows.push(FlowConfig { name, paths, functions, states: states.collect() });
        }
        Ok(flows)
    }

    fn unique<T>(
        &self,
        entry: &Spanned<T>,
        name: &str,
        kind: &str,
        names: &mut BTreeSet<String>,
    ) -> Result<(), SourceError> {
        if name.trim().is_empty() {
            return Err(self.wrong(entry, format!("a {kind} without a name")));
        }
        if !names.insert(name.to_owned()) {
            return Err(self.wrong(entry, format!("a second {kind} named `{name}`")));
        }
        Ok(())
    }

    fn days(&self, age: &Spanned<String>) -> Result<u32, SourceError> {
        let text = age.get_ref().trim();
        let digits = text.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
        let unit = text[digits.len()..].trim();
        let days = digits.parse().ok().filter(|_| matches!(unit, "d" | "day" | "days"));
        days.ok_or_else(|| {
            self.wrong(age, format!("`max_age` is `{text}`; write it as in \"90 days\""))
        })
    }

    fn calendar(
        &self,
        start: Option<&Spanned<u32>>,
        zone: Option<&Spanned<String>>,
    ) -> Result<Calendar, SourceError> {
        let mut calendar = Calendar::default();
        if let Some(month) = start {
            if !(1..=12).contains(month.get_ref()) {
                return Err(self.wrong(month, "`fiscal_year_start` is a month, 1 to 12".to_owned()));
            }
            calendar.fiscal_year_start = *month.get_ref();
        }
        if let Some(zone) = zone {
            calendar.zone = offset(zone.get_ref()).ok_or_else(|| self.no_zone(zone))?;
        }
        Ok(calendar)
    }

    fn no_zone(&self, zone: &Spanned<String>) -> SourceError {
        self.wrong(zone, format!("`zone` is `{}`; write it as in \"+01:00\"", zone.get_ref()))
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).matches('\n').count() + 1
}
