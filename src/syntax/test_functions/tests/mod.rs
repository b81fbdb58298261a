//! Tests and assertions drawn test by test, a source a language.

mod asked;
mod beside;
mod bound;
mod compiled;
#[cfg(feature = "csharp")]
mod csharp_lines;
mod forms;
mod frameworks;
#[cfg(any(
    feature = "c",
    feature = "cpp",
    feature = "csharp",
    feature = "kotlin",
    feature = "php",
    feature = "ruby"
))]
mod grammars;
mod inherited;
mod jvm_failures;
mod jvm_lines;
mod jvm_told;
mod lines;
#[cfg(any(feature = "c", feature = "cpp"))]
mod native;
#[cfg(any(feature = "c", feature = "cpp", feature = "csharp"))]
mod native_frameworks;
mod native_lines;
#[cfg(feature = "php")]
mod php_lines;
mod python;
mod python_failures;
mod reached;
#[cfg(feature = "ruby")]
mod ruby;
#[cfg(feature = "ruby")]
mod ruby_should;
mod rust_lines;
mod scenario;
mod script_failures;
mod script_handlers;
mod script_names;
mod script_required;
mod scripts;
mod suites;
mod told;
mod typed_lines;
mod wanted;

use super::*;
use crate::model::assertion::{Assertion, Strength};
use crate::model::lines::LineRange;

/// Draws what is found: a line a test, then its assertions.
fn drawn(language: Language, path: &str, source: &str) -> Vec<String> {
    super::tests(language, path, source.as_bytes()).iter().map(line).collect()
}

fn line(test: &TestFunction) -> String {
    let assertion = |a: &Assertion| {
        let weak = if a.strength == Strength::Weak { "weak " } else { "" };
        format!("{} {weak}{} {}", a.line, a.kind, a.expects).trim_end().to_owned()
    };
    let skipped = if test.skipped { " (skipped)" } else { "" };
    let rows = match test.rows {
        Some(1) => " [1 row]".to_owned(),
        Some(rows) => format!(" [{rows} rows]"),
        None => String::new(),
    };
    let list: Vec<String> = test.assertions.iter().map(assertion).collect();
    format!("{}{rows}{skipped}: {}", test.name, list.join("; ")).trim_end().to_owned()
}

#[test]
fn assertions_of_a_property_look_at_generated_input() {
    let source = "@given(st.integers())\ndef test_sum(n):\n    assert total(n) == n\n";
    assert_eq!(drawn(Language::Python, "test_a.py", source), ["test_sum: 3 property n"]);
}

#[test]
fn broken_and_deep_input_gives_an_answer() {
    for language in Language::ALL {
        for piece in ["it('a', () => {", "assert(", "a.b(", "@Test void a() {", "test(\"", "é'"] {
            super::tests(*language, "tests/test_a.py", piece.repeat(300).as_bytes());
        }
        super::tests(*language, "tests/a", b"\xff\xfe assert \xff(");
    }
}
