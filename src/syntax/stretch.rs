//! The stretch of a Rust file that its tests can see. Production code stands in front of the module of
//! tests, most of the file, and neither it nor a file without tests says what is asserted.
//!
//! What is left out must not change an answer: a stretch starts at a module of tests at the left edge,
//! and only where nothing in front of it is a test, a module of helpers or a macro.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// Which part of a file is parsed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// All of it.
    Whole,
    /// From this byte, at the start of a line, to the end.
    From(usize),
    /// Nothing: it holds no test, and no helper that one could mean.
    Nothing,
}

/// Shortest front that is worth leaving out, in bytes.
const MIN_FRONT: usize = 1_000;

/// What may make a test, or what tests use: attributes of tests, macros, modules that are called so.
const MARK: &str = r"(?-u)#!?\[[^\]\n]*(?:test|case|quickcheck)|quickcheck|proptest|macro_rules!|mod\s+test\w*\s*\{";

/// What is only built for tests and holds none: an import, or a module in a file of its own.
const BESIDE: &str = r"(?-u)\A#\[cfg\(test\)\]\s*(?:#\[[^\]\n]*\]\s*)*(?:pub(?:\([a-z ]*\))?\s+)?(?:use\s|mod\s+\w+\s*;|extern\s+crate\s)";

/// Where a module of tests begins at the left edge.
const MODULE: &str =
    r"(?m-u)^#\[cfg\(test\)\]\r?\n(?:#\[[^\]\n]*\]\r?\n)*(?:pub(?:\([a-z ]*\))? )?mod \w+ \{";

/// Returns the stretch of a Rust file outside the folders of tests.
pub(super) fn stretch(source: &str) -> Stretch {
    static PATTERNS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
        let [mark, beside, module] = [MARK, BESIDE, MODULE].map(|text| Regex::new(text).ok());
        Some([mark?, beside?, module?])
    });
    let Some([mark, beside, module]) = PATTERNS.as_ref() else { return Stretch::Whole };
    let bytes = source.as_bytes();
    let mut marks = mark.find_iter(bytes).map(|found| found.start());
    let Some(first) = marks.find(|at| !beside.is_match(&bytes[*at..])) else {
        return Stretch::Nothing;
    };
    let found = module.find_at(bytes, first).filter(|found| found.start() == first);
    let Some(found) = found.filter(|_| first >= MIN_FRONT) else { return Stretch::Whole };
    // A test beside the module sees what stands in front.
    let at_edge = |at: usize| at >= found.end() && bytes.get(at - 1) == Some(&b'\n');
    if marks.any(at_edge) { Stretch::Whole } else { Stretch::From(first) }
}

/// Returns the imports of a stretch of code, as they are written.
pub(super) fn imports(code: &str) -> impl Iterator<Item = &str> {
    static IMPORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let import = r"(?m-u)^[ \t]*(?:#\[[^\]\n]*\]\s*)*((?:pub(?:\([^)\n]*\))?\s+)?(?:use|extern\s+crate)\s[^;]*;)";
        Regex::new(import).ok()
    });
    let found = IMPORT.iter().flat_map(|import| import.captures_iter(code.as_bytes()));
    found.filter_map(|found| code.get(found.get(1)?.range()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(front: &str) -> Stretch {
        stretch(&format!("{front}{}\n#[cfg(test)]\nmod tests {{\n}}\n", "// code\n".repeat(200)))
    }

    #[test]
    fn code_in_front_of_the_module_of_tests_is_left_out() {
        let front = "use std::fmt;\n#[cfg(test)]\nuse crate::support;\n#[cfg(test)]\nmod more;\n";
        let Stretch::From(at) = after(front) else { panic!("the module was not found") };
        assert_eq!(at, front.len() + 1_601);
        assert_eq!(stretch("fn pay() { assert!(true); }\n"), Stretch::Nothing);
    }

    #[test]
    fn a_test_a_helper_or_a_macro_in_front_keeps_the_whole_file() {
        for front in [
            "#[test]\nfn pays() {}\n",
            "#[tokio::test]\nasync fn pays() {}\n",
            "#[cfg(test)]\nfn helper() {}\n",
            "macro_rules! check { () => {} }\n",
            "pub mod testing {\n}\n",
            "quickcheck! { fn sums(x: u8) -> bool { true } }\n",
        ] {
            assert_eq!(after(front), Stretch::Whole, "{front}");
        }
    }

    #[test]
    fn a_test_beside_the_module_keeps_what_it_sees() {
        let front = "fn pay() {}\n".repeat(100);
        let module = "#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n";
        assert_eq!(stretch(&format!("{front}{module}")), Stretch::From(front.len()));
        let beside = "#[test]\nfn top() {}\n";
        assert_eq!(stretch(&format!("{front}{module}{beside}")), Stretch::Whole);
        let beside = "#[quickcheck]\nfn top(x: u8) -> bool { true }\n";
        assert_eq!(stretch(&format!("{front}{module}{beside}")), Stretch::Whole);
    }

    #[test]
    fn imports_are_found_over_several_lines() {
        let code = "use a::b;\nfn f() {}\npub(crate) use c::{\n  d,\n  e,\n};\n";
        let found: Vec<&str> = imports(code).collect();
        assert_eq!(found, ["use a::b;", "pub(crate) use c::{\n  d,\n  e,\n};"]);
        let code = "#[cfg(test)] use crate::support::check;\n";
        assert_eq!(imports(code).collect::<Vec<_>>(), ["use crate::support::check;"]);
    }
}
