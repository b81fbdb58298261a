//! The languages a grammar is at hand for, and how a path tells which one it is.

use super::table::{self, Table};

/// A language whose source can be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Rust.
    Rust,
    /// Python 2 and 3.
    Python,
    /// JavaScript, with JSX.
    JavaScript,
    /// TypeScript.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
    /// Java.
    Java,
    /// Go.
    Go,
}

impl Language {
    /// Every language, in the order of the definition.
    pub const ALL: &'static [Self] = &[
        Self::Rust,
        Self::Python,
        Self::JavaScript,
        Self::TypeScript,
        Self::Tsx,
        Self::Java,
        Self::Go,
    ];

    pub(super) fn grammar(self) -> tree_sitter::Language {
        match self {
            Self::Rust => tree_sitter_rust::LANGUAGE.into(),
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::Java => tree_sitter_java::LANGUAGE.into(),
            Self::Go => tree_sitter_go::LANGUAGE.into(),
        }
    }

    pub(super) fn table(self) -> &'static Table {
        match self {
            Self::Rust => &table::RUST,
            Self::Python => &table::PYTHON,
            Self::JavaScript | Self::TypeScript | Self::Tsx => &table::JAVASCRIPT,
            Self::Java => &table::JAVA,
            Self::Go => &table::GO,
        }
    }
}

/// Returns the language a path's extension names; `None` where no grammar is at hand.
pub fn language_of(path: &str) -> Option<Language> {
    Some(match extension(path)?.as_str() {
        "rs" => Language::Rust,
        "py" | "pyi" | "pyw" => Language::Python,
        "js" | "jsx" | "mjs" | "cjs" => Language::JavaScript,
        "ts" | "mts" | "cts" => Language::TypeScript,
        "tsx" => Language::Tsx,
        "java" => Language::Java,
        "go" => Language::Go,
        _ => return None,
    })
}

/// Returns what follows the last dot of a path's last part, in lower case.
pub(super) fn extension(path: &str) -> Option<String> {
    let (stem, extension) = file_name(path).rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// Returns the last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_names_the_language_whatever_its_case() {
        assert_eq!(language_of("src/lib.rs"), Some(Language::Rust));
        assert_eq!(language_of("a.b/Main.JAVA"), Some(Language::Java));
        assert_eq!(language_of("web/app.test.tsx"), Some(Language::Tsx));
        assert_eq!(language_of("src.py/Makefile"), None);
        assert_eq!(language_of(".py"), None);
        assert_eq!(language_of("main.cpp"), None);
    }
}
