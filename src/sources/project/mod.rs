//! `escapee.toml` to the project it describes, and the commented file that `init` writes.
//!
//! A key nobody knows is an error that names it and its line: a misspelt setting must not pass
//! for a default.

mod file;
mod mapping;
mod template;

use std::collections::BTreeSet;

use toml::Spanned;

pub use template::{Proposal, template};

use file::{Component, File, Flow, Repository, State};

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
    let file: File = toml::from_str(text).map_err(|error| SourceError::Project {
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        problem: error.message().lines().next().unwrap_or("not TOML").to_owned(),
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
            let Flow { name, paths, functions, state } = entry.into_inner();
            let states =
                state.into_iter().map(|State { name, words }| FailureStateConfig { name, words });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_default_project() {
        assert_eq!(read("").unwrap(), Project::default());
    }

    #[test]
    fn every_key_arrives_where_it_belongs() {
        let project = read(
            r#"
            moment = "first-shipped"
            environment = "live"
            key_pattern = "SHOP-\\d+"
            max_age = "90 days"
            fiscal_year_start = 4
            zone = "+01:00"
            ignore_revs = ["abc1234"]
            banner = "invented data"
            [[repository]]
            name = "shop"
            path = "../shop"
            branch = "trunk"
            tag_pattern = "v*"
            [[component]]
            name = "checkout"
            repo = "shop"
            paths = ["src/checkout"]
            tracker = ["Checkout", "Cart"]
            tag_pattern = "checkout-v*"
            core = true
            [[flow]]
            name = "pay"
            paths = ["src/pay"]
            functions = ["charge"]
            [[flow.state]]
            name = "card-declined"
            words = ["CardDeclined", "402"]
            [incidents]
            null_tokens = ["?"]
            list_separator = "|"
            date_format = "%d/%m/%y"
            zone = "-05:00"
            preset = "jira"
            [incidents.extract]
            severity = { column = "Summary", pattern = '^(P\d):' }
            [incidents.columns]
            id = "Key"
            [incidents.constants]
            phase = "production"
            [incidents.values.severity]
            "Show Stopper" = "1"
            "#,
        )
        .unwrap();
        assert_eq!((project.moment, project.max_age_days), (MomentKind::FirstShipped, Some(90)));
        assert_eq!(
            (project.environment.as_str(), project.banner.as_deref()),
            ("live", Some("invented data"))
        );
        assert_eq!(project.key_pattern.as_deref(), Some(r"SHOP-\d+"));
        assert_eq!(
            (project.calendar.fiscal_year_start, project.calendar.zone.local_minus_utc()),
            (4, 3600)
        );
        assert_eq!(project.repository("shop").unwrap().branch.as_deref(), Some("trunk"));
        assert_eq!(project.component_of_path("shop", "src/checkout/a.py"), "checkout");
        assert!(project.components[0].core && project.ignore_revs == ["abc1234"]);
        assert_eq!(project.flows[0].states[0].words, ["CardDeclined", "402"]);
        assert_eq!(project.mapping.columns["id"], "Key");
        assert_eq!(project.mapping.constants["phase"], "production");
        assert_eq!(project.mapping.values["severity"]["show stopper"], "1");
        assert_eq!(project.mapping.zone.as_deref(), Some("-05:00"));
        let extract = &project.mapping.extract["severity"];
        assert_eq!((extract.column.as_str(), extract.pattern.as_str()), ("Summary", r"^(P\d):"));
        assert_eq!(project.mapping.preset.as_deref(), Some("jira"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, message) in [
            ("\nmomnet = \"shipped\"", "line 2: unknown field `momnet`"),
            ("[[component]]\nname = \"a\"\npath = \"src\"", "line 3: unknown field `path`"),
            ("\n\nmoment = \"now\"", "line 3: `now` is no moment"),
            ("key_pattern = \"(\"", "line 1: `key_pattern` is no regular expression"),
            ("max_age = \"soon\"", "line 1: `max_age` is `soon`"),
            ("[incidents]\npreset = \"notepad\"", "line 2: `notepad` is no preset"),
            (
                "[incidents.extract]\nphase = { column = \"a\", pattern = \"(\" }",
                "line 2: `pattern` is no regular expression",
            ),
            ("fiscal_year_start = 13", "line 1: `fiscal_year_start` is a month"),
            ("zone = \"Berlin\"", "line 1: `zone` is `Berlin`"),
            (
                "[[repository]]\nname = \"a\"\n[[repository]]\nname = \"a\"",
                "line 3: a second repository named `a`",
            ),
            (
                "[[component]]\nname = \"a\"\nrepo = \"b\"",
                "line 1: component `a` names the repository `b`",
            ),
            (
                "[incidents.columns]\nid = \"Key\"\nopend = \"Opened\"",
                "line 3: `opend` is no field",
            ),
            ("a = [", "line 1: "),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{text}\n{error}");
        }
    }
}
