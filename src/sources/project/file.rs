//! The shape of `escapee.toml`, as TOML has it, with the places that checks point to.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) moment: Option<Spanned<String>>,
    pub(super) environment: Option<String>,
    pub(super) key_pattern: Option<Spanned<String>>,
    pub(super) max_age: Option<Spanned<String>>,
    pub(super) fiscal_year_start: Option<Spanned<u32>>,
    pub(super) zone: Option<Spanned<String>>,
    pub(super) ignore_revs: Vec<String>,
    pub(super) banner: Option<String>,
    pub(super) repository: Vec<Spanned<Repository>>,
    pub(super) component: Vec<Spanned<Component>>,
    pub(super) flow: Vec<Spanned<Flow>>,
    pub(super) incidents: Incidents,
    pub(super) charts: Charts,
}

/// `[charts]`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Charts {
    pub(super) fonts: Vec<String>,
}

/// `[[repository]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repository {
    pub(super) name: String,
    #[serde(default = "here")]
    pub(super) path: String,
    pub(super) branch: Option<String>,
    pub(super) tag_pattern: Option<String>,
}

/// `[[component]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Component {
    pub(super) name: String,
    pub(super) repo: Option<String>,
    #[serde(default)]
    pub(super) paths: Vec<String>,
    #[serde(default)]
    pub(super) tracker: Vec<String>,
    pub(super) tag_pattern: Option<String>,
    #[serde(default)]
    pub(super) core: bool,
}

/// `[[flow]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub(super) name: String,
    #[serde(default)]
    pub(super) paths: Vec<String>,
    #[serde(default)]
    pub(super) functions: Vec<String>,
    #[serde(default)]
    pub(super) state: Vec<State>,
}

/// `[[flow.state]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) name: String,
    #[serde(default)]
    pub(super) error: Several<String>,
    #[serde(default)]
    pub(super) message: Several<String>,
    #[serde(default)]
    pub(super) status: Several<u32>,
    #[serde(default)]
    pub(super) words: Several<String>,
}

/// One value or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Several<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> From<Several<T>> for Vec<T> {
    fn from(several: Several<T>) -> Self {
        match several {
            Several::One(one) => vec![one],
            Several::Many(many) => many,
        }
    }
}

/// `[incidents]`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Incidents {
    pub(super) columns: BTreeMap<Spanned<String>, String>,
    pub(super) constants: BTreeMap<Spanned<String>, String>,
    pub(super) values: BTreeMap<Spanned<String>, BTreeMap<String, String>>,
    pub(super) extract: BTreeMap<Spanned<String>, Extract>,
    pub(super) preset: Option<Spanned<String>>,
    pub(super) null_tokens: Vec<String>,
    pub(super) list_separator: Option<String>,
    pub(super) date_format: Option<String>,
    pub(super) zone: Option<Spanned<String>>,
}

/// An entry of `[incidents.extract]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extract {
    pub(super) column: String,
    pub(super) pattern: Spanned<String>,
}

fn here() -> String {
    ".".to_owned()
}

/// Returns what a parser said of a line, with the key of that line where it left it out.
pub(super) fn problem(text: &str, line: usize, message: &str) -> String {
    let message = message.lines().next().unwrap_or("not TOML");
    let key = text.lines().nth(line - 1).and_then(|line| line.split_once('='));
    match key.map(|(key, _)| key.trim()) {
        Some(key) if message.starts_with("invalid") && !key.is_empty() => {
            format!("`{key}`: {message}")
        }
        _ => message.to_owned(),
    }
}
