//! The languages a grammar is at hand for, and how a path tells which one it is.

use serde::{Deserialize, Serialize};

use super::table::{self, Table};

/// A language whose source can be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// C#.
    CSharp,
    /// C.
    C,
    /// C++.
    Cpp,
    /// Ruby.
    Ruby,
    /// PHP.
    Php,
    /// Kotlin.
    Kotlin,
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
        Self::CSharp,
        Self::C,
        Self::Cpp,
        Self::Ruby,
        Self::Php,
        Self::Kotlin,
    ];

    /// Returns the language's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
            Self::TypeScript | Self::Tsx => "TypeScript",
            Self::Java => "Java",
            Self::Go => "Go",
            Self::CSharp => "C#",
            Self::C => "C",
            Self::Cpp => "C++",
            Self::Ruby => "Ruby",
            Self::Php => "PHP",
            Self::Kotlin => "Kotlin",
        }
    }

    /// Returns one language for those that call each other's functions.
    #[must_use]
    pub fn family(self) -> Self {
        match self {
            Self::TypeScript | Self::Tsx => Self::JavaScript,
            Self::C => Self::Cpp,
            Self::Kotlin => Self::Java,
            other => other,
        }
    }

    /// Returns the grammar; `None` where this build leaves it out.
    #[cfg_attr(
        all(
            feature = "c",
            feature = "cpp",
            feature = "csharp",
            feature = "kotlin",
            feature = "php",
            feature = "ruby"
        ),
        expect(clippy::unnecessary_wraps, reason = "`None` in builds that leave a grammar out")
    )]
    pub(super) fn grammar(self) -> Option<tree_sitter::Language> {
        let grammar = match self {
            Self::Rust => tree_sitter_rust::LANGUAGE,
            Self::Python => tree_sitter_python::LANGUAGE,
            Self::JavaScript => tree_sitter_javascript::LANGUAGE,
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX,
            Self::Java => tree_sitter_java::LANGUAGE,
            Self::Go => tree_sitter_go::LANGUAGE,
            #[cfg(feature = "csharp")]
            Self::CSharp => tree_sitter_c_sharp::LANGUAGE,
            #[cfg(feature = "c")]
            Self::C => tree_sitter_c::LANGUAGE,
            #[cfg(feature = "cpp")]
            Self::Cpp => tree_sitter_cpp::LANGUAGE,
            #[cfg(feature = "ruby")]
            Self::Ruby => tree_sitter_ruby::LANGUAGE,
            #[cfg(feature = "php")]
            Self::Php => tree_sitter_php::LANGUAGE_PHP,
            #[cfg(feature = "kotlin")]
            Self::Kotlin => tree_sitter_kotlin_ng::LANGUAGE,
            #[cfg(not(all(
                feature = "c",
                feature = "cpp",
                feature = "csharp",
                feature = "kotlin",
                feature = "php",
                feature = "ruby"
            )))]
            _ => return None,
        };
        Some(grammar.into())
    }

    pub(super) fn table(self) -> &'static Table {
        match self {
            Self::Rust => &table::RUST,
            Self::Python => &table::PYTHON,
            Self::JavaScript | Self::TypeScript | Self::Tsx => &table::JAVASCRIPT,
            Self::Java => &table::JAVA,
            Self::Go => &table::GO,
            Self::CSharp => &table::CSHARP,
            Self::C | Self::Cpp => &table::CPP,
            Self::Ruby => &table::RUBY,
            Self::Php => &table::PHP,
            Self::Kotlin => &table::KOTLIN,
        }
    }

    pub(super) fn is_script(self) -> bool {
        matches!(self, Self::JavaScript | Self::TypeScript | Self::Tsx)
    }
}

/// Returns the language a path's extension names, of those whose outline is known; `None` for others
/// and where this build leaves the grammar out.
pub fn language_of(path: &str) -> Option<Language> {
    // Macros make C and C++ hard to parse; their functions are found by their text.
    let outlined = |language: &Language| !matches!(language, Language::C | Language::Cpp);
    test_language_of(path).filter(outlined).filter(|language| language.grammar().is_some())
}

/// Returns the language a path's extension names, of those whose tests are known; `None` for others.
pub fn test_language_of(path: &str) -> Option<Language> {
    Some(match extension(path)?.as_str() {
        "rs" => Language::Rust,
        "py" | "pyi" | "pyw" => Language::Python,
        "js" | "jsx" | "mjs" | "cjs" => Language::JavaScript,
        "ts" | "mts" | "cts" => Language::TypeScript,
        "tsx" => Language::Tsx,
        "java" => Language::Java,
        "go" => Language::Go,
        "cs" => Language::CSharp,
        "c" => Language::C,
        "c++" | "cc" | "cpp" | "cxx" | "h++" | "hh" | "hpp" | "hxx" | "h" => Language::Cpp,
        "rb" => Language::Ruby,
        "php" | "phpt" => Language::Php,
        "kt" | "kts" => Language::Kotlin,
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
        assert_eq!(test_language_of("tests/main.cpp"), Some(Language::Cpp));
        assert_eq!(test_language_of("tests/Cart.cs"), Some(Language::CSharp));
    }
}
