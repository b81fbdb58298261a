//! Files of tests by what JavaScript and TypeScript call them.

use crate::syntax::language::{Language, test_language_of};

/// Words in front of `-test` and `-spec` that make a name one of something else than tests of code: `ab-test.ts`,
/// `openapi-spec.ts`.
const OTHER: &[&str] = &[
    "ab", "api", "graph", "is", "job", "latency", "load", "openapi", "perf", "run", "schema",
    "smoke", "speed", "split", "stress", "swagger", "use", "vega",
];

/// Whether a file of JavaScript or TypeScript is called after tests with a dash, by the first word of its name or
/// one in front of its extension: `cart-test.js`, `cart-spec.ts`, `cart.e2e-spec.ts`.
pub(super) fn is_script_test(path: &str, stem: &str, inner: &[&str]) -> bool {
    let of_test = |word: &str| {
        ["-test", "-tests", "-spec", "-specs"].iter().any(|end| {
            word.strip_suffix(end).is_some_and(|rest| {
                let last = rest.rsplit('-').next().unwrap_or_default();
                !rest.is_empty() && !OTHER.contains(&last)
            })
        })
    };
    test_language_of(path).is_some_and(Language::is_script)
        && (of_test(stem) || inner.iter().any(|word| of_test(word)))
}
