//! The commented `escapee.toml` that `init` writes: what it proposes, and every other key with
//! its meaning and default.

use std::fmt::Write;

use crate::model::project::{ComponentConfig, RepositoryConfig};

/// What `init` saw and proposes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Repositories; none stands for the folder itself.
    pub repositories: Vec<RepositoryConfig>,
    /// Components, from the folders.
    pub components: Vec<ComponentConfig>,
    /// Regular expression of an incident key in commit messages.
    pub key_pattern: Option<String>,
    /// What it rests on, such as "412 of the last 500 messages match"; each becomes a comment.
    pub notes: Vec<String>,
}

/// Returns the text of an `escapee.toml` with the proposal, every key explained in a comment.
pub fn template(proposal: &Proposal) -> String {
    let mut text = String::from(
        "# What escapee needs to know about this project. Lines that start with # are comments;\n\
         # settings that are commented out show their default or an example.\n",
    );
    for note in &proposal.notes {
        line(&mut text, &format!("# {}", note.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    text.push_str(
        "\n# Commit at which evidence is read: what ran when the incident started (shipped), the first\n\
         # release with the defect (first-shipped), introduced, or the fix's parent (fix-parent).\n\
         # moment = \"shipped\"\n\
         \n# Environment whose deployments count as shipped.\n\
         # environment = \"production\"\n\
         \n# Regular expression of an incident's key in commit messages. Without it the ids themselves\n\
         # are looked for.\n",
    );
    match &proposal.key_pattern {
        Some(pattern) => line(&mut text, &format!("key_pattern = {}", quoted(pattern))),
        None => line(&mut text, "# key_pattern = 'SHOP-\\d+'"),
    }
    text.push_str(
        "\n# Evidence older than this at the moment asked for does not count. No limit without it.\n\
         # max_age = \"90 days\"\n\
         \n# Month the fiscal year starts in, and the zone in which days and quarters are cut.\n\
         # fiscal_year_start = 1\n\
         # zone = \"+00:00\"\n\
         \n# Commits that blame looks through, such as mass reformatting.\n\
         # ignore_revs = []\n\
         \n# A line that every output carries.\n\
         # banner = \"internal\"\n\
         \n# Repositories. The name is local; the path starts at this file. Without a branch the\n\
         # repository's HEAD is read, without a tag pattern every tag is a release.\n",
    );
    for repository in repositories(proposal) {
        repository_entry(&mut text, &repository);
    }
    text.push_str(
        "\n# Components: one grouping for rates, charts and gates. The first that matches a path wins;\n\
         # what matches nothing is `other`. tracker: what trackers call it. core: held to the floor.\n",
    );
    if proposal.components.is_empty() {
        text.push_str(
            "# [[component]]\n# name = \"checkout\"\n# repo = \"main\"\n# paths = [\"src/checkout\"]\n\
             # tracker = [\"Checkout\"]\n# tag_pattern = \"checkout-v*\"\n# core = true\n",
        );
    }
    for component in &proposal.components {
        component_entry(&mut text, component);
    }
    text.push_str(
        "\n# Critical flows and their failure states. An assertion that holds one of the words of a\n\
         # state asserts it. functions: empty stands for all functions of the paths.\n\
         # [[flow]]\n# name = \"pay\"\n# paths = [\"src/payment\"]\n# functions = [\"charge\"]\n\
         # [[flow.state]]\n# name = \"card-declined\"\n# error = \"CardDeclined\"  # or message, status, words: any one is enough\n\
         \n# How an incident CSV maps to the record. Common headers are known without it;\n\
         # `escapee import incidents FILE --dry-run` shows what each column gives.\n\
         # [incidents]\n# null_tokens = [\"NULL\", \"N/A\"]\n# list_separator = \";\"\n\
         # date_format = \"%d/%m/%Y %H:%M\"\n# zone = \"+01:00\"\n\
         # preset = \"jira\"\n\
         # [incidents.columns]\n# detected_at = \"Opened\"\n\
         # [incidents.extract]\n# severity = { column = \"Summary\", pattern = '^(P[0-9]):' }\n\
         # [incidents.constants]\n# phase = \"production\"\n\
         # [incidents.values.severity]\n# \"show stopper\" = \"1\"\n\
         \n# Font files for letters that the bundled font lacks, for PNG, PDF and slides; they start at this\n\
         # file. No font of the machine is looked for.\n\
         # [charts]\n# fonts = [\"fonts/NotoSansSC-Regular.otf\"]\n",
    );
    text
}

fn repositories(proposal: &Proposal) -> Vec<RepositoryConfig> {
    if proposal.repositories.is_empty() {
        vec![RepositoryConfig::default()]
    } else {
        proposal.repositories.clone()
    }
}

fn repository_entry(text: &mut String, repository: &RepositoryConfig) {
    line(text, "[[repository]]");
    line(text, &format!("name = {}", quoted(&repository.name)));
    line(text, &format!("path = {}", quoted(&repository.path)));
    setting(text, "branch", repository.branch.as_deref(), "main");
    setting(text, "tag_pattern", repository.tag_pattern.as_deref(), "v*");
}

fn component_entry(text: &mut String, component: &ComponentConfig) {
    line(text, "[[component]]");
    line(text, &format!("name = {}", quoted(&component.name)));
    if let Some(repo) = &component.repo {
        line(text, &format!("repo = {}", quoted(repo)));
    }
    line(text, &format!("paths = {}", list(&component.paths)));
    if !component.tracker.is_empty() {
        line(text, &format!("tracker = {}", list(&component.tracker)));
    }
    if let Some(pattern) = &component.tag_pattern {
        line(text, &format!("tag_pattern = {}", quoted(pattern)));
    }
    if component.core {
        line(text, "core = true");
    }
}

fn setting(text: &mut String, key: &str, value: Option<&str>, example: &str) {
    match value {
        Some(value) => line(text, &format!("{key} = {}", quoted(value))),
        None => line(text, &format!("# {key} = {}", quoted(example))),
    }
}

fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
}

/// Returns the text as a TOML string, whatever it holds.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn line(text: &mut String, content: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{content}");
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::model::project::Project;

    #[test]
    fn the_template_of_nothing_is_the_default_project() {
        assert_eq!(read(&template(&Proposal::default())).unwrap(), Project::default());
    }

    #[test]
    fn what_is_proposed_reads_back_even_from_hostile_names() {
        let proposal = Proposal {
            repositories: vec![RepositoryConfig {
                name: "shop \"x\"\n[[flow]]".to_owned(),
                path: "../größe und so".to_owned(),
                branch: Some("trunk".to_owned()),
                tag_pattern: Some("v*".to_owned()),
            }],
            components: vec![ComponentConfig {
                name: "checkout".to_owned(),
                paths: vec!["src/a\\b".to_owned()],
                core: true,
                ..ComponentConfig::default()
            }],
            key_pattern: Some(r"SHOP-\d+".to_owned()),
            notes: vec!["seen:\n[[flow]]".to_owned()],
        };
        let project = read(&template(&proposal)).unwrap();
        assert_eq!(project.repositories, proposal.repositories);
        assert_eq!(project.components, proposal.components);
        assert_eq!(project.key_pattern, proposal.key_pattern);
        assert!(project.flows.is_empty());
    }

    #[test]
    fn every_commented_key_is_one_that_is_read() {
        let is_setting = |line: &str| {
            let key = line.split_once(" = ").map_or("", |(key, _)| key);
            line.starts_with('[') || key.starts_with('"') || (!key.is_empty() && !key.contains(' '))
        };
        let text = template(&Proposal::default());
        let bare = text.lines().map(|line| line.trim_start_matches("# "));
        let settings: Vec<&str> = bare.filter(|line| is_setting(line)).collect();
        let project = read(&settings.join("\n")).unwrap();
        assert_eq!((project.components.len(), project.flows.len()), (1, 1));
        assert_eq!(project.mapping.values["severity"]["show stopper"], "1");
    }
}
