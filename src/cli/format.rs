//! How results are printed, and the files they go to.

use std::path::Path;

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs; carries a schema version.
    Json,
    /// For spreadsheets.
    Csv,
    /// For wikis and pull requests.
    Markdown,
    /// One page for a browser.
    Html,
}

impl Format {
    /// What a command has whose result is a table, a list or numbers.
    pub(super) const OF_RESULTS: &[Self] = &[Self::Text, Self::Json, Self::Csv, Self::Markdown];

    /// What a command has that says what it did.
    pub(super) const OF_DEEDS: &[Self] = &[Self::Text, Self::Json];

    /// The endings of files in this format, the usual one first.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Html => "html",
        })
    }
}

/// Returns the ending of a file's name in small letters.
pub(super) fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
