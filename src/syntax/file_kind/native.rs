//! Files of tests by what C and C++ call them.

use crate::syntax::language::{Language, test_language_of};

/// Whether a file of C or C++ is called after tests in their ways: `test-cart.c`, `cart-test.cc`, `testapp.c`.
pub(super) fn is_native_test(path: &str, stem: &str) -> bool {
    let native = matches!(test_language_of(path), Some(Language::C | Language::Cpp));
    let of_test = |stem: &str| {
        let rest = stem.strip_prefix("test");
        rest.is_some_and(|rest| {
            !["ament", "er.", "ify", "imon"].iter().any(|w| format!("{rest}.").starts_with(w))
        })
    };
    native
        && (path.split('/').any(|folder| folder == "regress")
            || ["tst-", "tst_"].iter().any(|start| stem.starts_with(start))
            || ["-test", "-tests", "-unittest", "_unittest", "_utest", "-utest", "_tests_impl"]
                .iter()
                .any(|end| stem.ends_with(end))
            || of_test(stem))
}
