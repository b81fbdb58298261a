//! Files of tests by what JavaScript and TypeScript call them.

use crate::syntax::language::{Language, test_language_of};

/// Words in front of `-test` that make a name one of something else than tests of code: `ab-test.ts`.
const OTHER: &[&str] = &["ab", "is", "load", "run", "speed", "split", "stress"];

/// Whether a file of JavaScript or TypeScript is called after tests with a dash, by the first word of its name or
/// one in front of its extension: `cart-test.js`, `cart-spec.ts`, `cart.e2e-spec.ts`.
pub(super) fn is_script_test(path: &str, stem: &str, inner: &[&str]) -> bool {
    let of_test = |word: &str| {
        ["-test", "-tests", "-spec", "-specs"].iter().any(|end| {
            word.strip_suffix(end).is_some_and(|rest| !rest.is_empty() && !OTHER.contains(&rest))
        })
    };
    test_language_of(path).is_some_and(Language::is_script)
        && (of_test(stem) || inner.iter().any(|word| of_test(word)))
}
