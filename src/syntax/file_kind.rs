//! What kind of file a path names, by the usual conventions of the languages.
//!
//! Test conventions win over the extension: a fixture is a test file whatever it holds.

mod help;
mod native;
mod script;

use help::helps_tests;
use native::is_native_test;
use script::is_script_test;

use super::language::{Language, extension, file_name, test_language_of};
use crate::model::region::FileKind;

/// Folders whose files are tests, fixtures or snapshots.
const TEST_FOLDERS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "testdata",
    "test_data",
    "test-data",
    "__tests__",
    "__mocks__",
    "__snapshots__",
    "__fixtures__",
    "snapshots",
    "fixtures",
    "spec",
    "specs",
    "e2e",
    "cypress",
    "androidtest",
    "integrationtest",
    "integration-test",
    "integration_tests",
    "unittest",
    "unittests",
    "unit-test",
    "unit-tests",
    "unit_test",
    "unit_tests",
    "utest",
    "utests",
    "test-suite",
    "test-suites",
    "test_suite",
    "test_suites",
    "testsuite",
];

/// Extensions of code a coverage tool can instrument, those without a grammar here included.
const SOURCE: &[&str] = &[
    "rs", "py", "pyi", "pyw", "pyx", "js", "jsx", "mjs", "cjs", "ts", "mts", "cts", "tsx", "vue",
    "svelte", "java", "go", "c", "h", "c++", "cc", "cpp", "h++", "cxx", "hh", "hpp", "hxx", "m",
    "mm", "cs", "fs", "vb", "rb", "php", "kt", "kts", "swift", "scala", "groovy", "clj", "cljs",
    "ex", "exs", "erl", "hs", "ml", "dart", "lua", "pl", "pm", "r", "jl", "sh", "bash", "zsh",
    "ps1", "zig", "nim", "cr", "tcl", "f90", "cob", "sol", "erb",
];

/// Extensions of configuration, infrastructure, migrations and data.
const CONFIGURATION: &[&str] = &[
    "toml",
    "yaml",
    "yml",
    "json",
    "jsonc",
    "json5",
    "ini",
    "cfg",
    "conf",
    "config",
    "properties",
    "lock",
    "sql",
    "xml",
    "env",
    "tf",
    "tfvars",
    "hcl",
    "nix",
    "bazel",
    "bzl",
    "gradle",
    "cmake",
    "mk",
    "proto",
    "graphql",
    "csv",
    "tsv",
    "service",
    "plist",
    "editorconfig",
    "gitignore",
    "j2",
    "tpl",
    "ninja",
    "dockerfile",
    "avsc",
    "rego",
];

/// Names, without extension, of files that configure a build or a deployment.
const CONFIGURATION_NAMES: &[&str] = &[
    "dockerfile",
    "containerfile",
    "makefile",
    "gnumakefile",
    "jenkinsfile",
    "vagrantfile",
    "procfile",
    "gemfile",
    "pipfile",
    "rakefile",
    "justfile",
    "build",
    "workspace",
    "codeowners",
    "caddyfile",
    "go.mod",
    "go.sum",
    "cmakelists.txt",
    "requirements.txt",
    "constraints.txt",
    "manifest.in",
];

/// Returns what kind of file a path names.
pub fn file_kind(path: &str) -> FileKind {
    let name = file_name(path);
    let lower = name.to_ascii_lowercase();
    if is_test(path, name, &lower) || path.split('/').any(helps_tests) || is_test_module(path, name)
    {
        return FileKind::Test;
    }
    let dotted = lower.strip_prefix('.').filter(|rest| !rest.contains('.'));
    if CONFIGURATION_NAMES.contains(&lower.as_str())
        || lower.starts_with("dockerfile.")
        || lower.starts_with(".env")
        || (lower.starts_with("requirements") && extension(path).as_deref() == Some("txt"))
        || dotted.is_some_and(|rest| rest.ends_with("rc") || CONFIGURATION.contains(&rest))
    {
        return FileKind::Configuration;
    }
    match extension(path).as_deref() {
        Some(e) if SOURCE.contains(&e) => FileKind::Source,
        Some(e) if CONFIGURATION.contains(&e) => FileKind::Configuration,
        _ => FileKind::Other,
    }
}

fn is_test(path: &str, name: &str, lower: &str) -> bool {
    let folders = path.strip_suffix(name).unwrap_or_default();
    if folders.split('/').any(is_test_folder) {
        return true;
    }
    let stem = lower.split('.').next().unwrap_or_default();
    let original_stem = name.split('.').next().unwrap_or_default();
    let words: Vec<&str> = lower.split('.').skip(1).collect();
    let inner = words.split_last().map_or(&[][..], |(_, inner)| inner);
    let source = extension(name).is_some_and(|e| SOURCE.contains(&e.as_str()));
    lower == "conftest.py"
        || is_native_test(path, stem)
        || is_script_test(path, stem, inner)
        || words.last() == Some(&"snap")
        || inner.iter().any(|word| matches!(*word, "test" | "tests" | "spec" | "e2e" | "cy"))
        || (source
            && (stem == "test"
                || stem == "tests"
                || stem.starts_with("test_")
                || stem.starts_with("tests_")
                || stem.ends_with("_test")
                || stem.ends_with("_tests")
                || stem.ends_with("_spec")
                || ["Test", "Tests", "TestCase", "Spec", "IT"]
                    .iter()
                    .any(|suffix| is_word_suffix(original_stem, suffix))))
}

/// Whether a Rust module of that name is called after tests, as `test_cart` or `testing`.
pub(super) fn is_test_module(path: &str, name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let starts = ["test_", "tests_", "testing"].iter().any(|start| stem.starts_with(start));
    test_language_of(path) == Some(Language::Rust) && (starts || matches!(stem, "test" | "tests"))
}

/// Whether a folder's name says that tests live in it, as `tests`, `Shop.Tests` or `androidTest`.
fn is_test_folder(folder: &str) -> bool {
    const WORDS: [&str; 5] = ["tests", "test", "specs", "spec", "testing"];
    let lower = folder.to_ascii_lowercase();
    if TEST_FOLDERS.contains(&lower.as_str()) {
        return true;
    }
    let separated = |word: &str| {
        lower
            .strip_suffix(word)
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with(['.', '-', '_']))
    };
    WORDS.iter().any(|word| separated(word))
        || ["Test", "Tests", "Specs", "Spec"].iter().any(|word| is_word_suffix(folder, word))
}

/// Whether `name` ends in the camel-case word `suffix` and holds more than it: `CartTest`, not
/// `Latest`, and not `AUDIT` for `IT`.
fn is_word_suffix(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix)
        .and_then(|rest| rest.chars().next_back())
        .is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_conventions_of_every_language_are_known() {
        for path in [
            "tests/cli.rs",
            "pkg/test_cart.py",
            "pkg/conftest.py",
            "shop/tests/tests_cart.py",
            "cart/cart_test.go",
            "src/cart.spec.ts",
            "src/Cart.test.jsx",
            "src/__tests__/cart.js",
            "src/test/java/shop/Cart.java",
            "core/CartTest.java",
            "core/CartIT.java",
            "lib/cart_spec.rb",
            "testdata/big.json",
            "src/snapshots/a.snap",
            "src/Shop.Tests/CartTester.cs",
            "core/src/androidTest/kotlin/Cart.kt",
            "test/CartUnitTests/Totals.cs",
            "src/testutil.rs",
            "src/test_support/mod.rs",
            "pkg/testhelpers/server.go",
            "src/testing_clock.rs",
            "src/auth/test-cart.c",
            "lib/cart-test.c++",
            "testapp.c",
            "regress/cart.c",
            "src/shop/testsuite/__init__.py",
            "src/cart-test.ts",
            "src/shop/cart-spec.jsx",
            "src/cart.e2e-spec.ts",
        ] {
            assert_eq!(file_kind(path), FileKind::Test, "{path}");
        }
    }

    #[test]
    fn names_that_only_look_like_tests_are_source() {
        for path in [
            "src/tester.c",
            "src/testimonial.c",
            "src/latest.py",
            "src/AUDIT.java",
            "src/contest.go",
            "src/attest.ts",
            "src/latest.ts",
            "src/contest.js",
            "src/ab-test.ts",
            "src/open-specs-list.ts",
            "src/cart-test.py",
            "a.cs",
        ] {
            assert_eq!(file_kind(path), FileKind::Source, "{path}");
        }
    }

    #[test]
    fn what_no_coverage_tool_instruments_is_configuration_and_prose_is_other() {
        for path in [
            "Cargo.lock",
            "deploy/values.yaml",
            "Dockerfile",
            "docker/Dockerfile.prod",
            "db/migrations/0001_init.sql",
            "infra/main.tf",
            "Makefile",
            ".env.production",
            ".eslintrc",
            "requirements-dev.txt",
        ] {
            assert_eq!(file_kind(path), FileKind::Configuration, "{path}");
        }
        for path in ["README.md", "docs/a.rst", "LICENSE", "logo.png", "notes.txt", ""] {
            assert_eq!(file_kind(path), FileKind::Other, "{path}");
        }
    }
}
