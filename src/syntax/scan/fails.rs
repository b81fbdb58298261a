//! Calls that fail a test by being reached, and what else a `throw` of Java and Kotlin asserts.

use tree_sitter::Node;

use super::Scanner;
use super::bound::names;
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{is_nothing, names_variable};
use crate::syntax::failure_words::{is_error_name, measures, misses_failure};
use crate::syntax::idioms::Surroundings;
use crate::syntax::judge::judged;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::unit::{Part, Unit};

/// Whether a call fails the test by being reached, whatever it is given to say.
pub(super) fn fails_at_once(name: &str) -> bool {
    matches!(
        name,
        "fail"
            | "FAIL"
            | "ADD_FAILURE"
            | "BOOST_ERROR"
            | "BOOST_FAIL"
            | "flunk"
            | "AssertionError"
            | "panic"
            | "Fail"
    )
}

/// Returns what a call asserts that fails the test and says that a failure was wanted.
pub(super) fn wanting_failure(oracle: Oracle, name: &str, list: &str) -> Oracle {
    let fails = || {
        let lower = name.to_ascii_lowercase();
        fails_at_once(name)
            || lower.contains("fail")
            || matches!(&*lower, "error" | "errorf" | "fatal" | "fatalf" | "ck_abort_msg")
    };
    // What must be nothing is no failure, whatever the message says.
    let is_open = oracle.kind == AssertionKind::Value && !is_nothing(&oracle.expects);
    if is_open && fails() && misses_failure(list) {
        return Oracle::failure("", true);
    }
    oracle
}

impl<'t> Scanner<'t> {
    pub(super) fn is_jvm(&self) -> bool {
        matches!(self.language, Language::Java | Language::Kotlin)
    }

    /// Returns the open unit where it is a helper of Java or Kotlin.
    fn jvm_helper(&self) -> Option<&Unit> {
        let unit = self.found.units.get(self.open.as_ref()?.unit)?;
        (self.is_jvm() && unit.part == Part::Helper).then_some(unit)
    }

    /// Whether a call of Kotlin finds an error by its name and is told which by its type: `findError<NoCart>()`.
    pub(super) fn finds_error(&self, name: &str, types: &str) -> bool {
        self.language == Language::Kotlin
            && !types.is_empty()
            && is_error_name(name)
            && !measures(name)
    }

    /// Whether a helper's handler only makes another failure of the one it caught, which asserts nothing of what
    /// the helper is for: `catch (IOException e) { throw new AssertionError(e); }`.
    pub(super) fn only_wraps(&self, tip: Segment<'_>, caught: Option<&str>) -> bool {
        let list = tip.arguments.unwrap_or_default();
        tip.name == "AssertionError"
            && self.jvm_helper().is_some()
            && caught.is_some_and(|caught| names(caught).any(|name| names_variable(list, name)))
    }

    /// Returns what a helper that verifies asserts where it throws a failure of its own behind a condition:
    /// `if (sum != 3) throw new VerificationException("sum")`.
    pub(super) fn mismatch(
        &self,
        chain: &Chain<'_>,
        around: &dyn Fn() -> Surroundings<'t>,
    ) -> Option<Oracle> {
        const SAYS: &[&str] = &["Assertion", "Comparison", "Mismatch", "Verification"];
        let class = chain.tip().name;
        let is_failure = (class.ends_with("Exception") || class.ends_with("Error"))
            && chain.segments.len() == 1
            && SAYS.iter().any(|word| class.contains(word));
        if !is_failure || class == "AssertionError" || !self.in_test_file {
            return None;
        }
        let rest = |start: &'static str| self.jvm_helper()?.name.strip_prefix(start);
        let rest = rest("verify").or_else(|| rest("assert"))?;
        let verifies = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase());
        let (condition, in_else) = around().condition.filter(|_| verifies)?;
        let oracle = judged(condition, in_else);
        Some(Oracle::strong(AssertionKind::Value, &oracle.expects))
    }

    /// Notes whether the open helper fails whatever comes, by a call that no condition stands around.
    pub(super) fn note_stub(&mut self, near: &[Node<'t>], fails: Option<&Oracle>) {
        const PLAIN: &[&str] = &[
            "block",
            "expression_statement",
            "function_body",
            "return_expression",
            "return_statement",
            "statements",
            "throw_expression",
            "throw_statement",
        ];
        if fails.is_some()
            && self.jvm_helper().is_some()
            && near.iter().all(|node| PLAIN.contains(&node.kind()))
            && let Some(open) = &mut self.open
        {
            open.always_fails = true;
        }
    }
}

/// Whether a helper does nothing but fail, as a method does that is mocked, and does not say so by its name.
pub(super) fn is_stub(unit: &Unit) -> bool {
    const SAY: &[&str] =
        &["assert", "expect", "fail", "never", "not", "should", "unexpected", "unreach", "verify"];
    unit.part == Part::Helper
        && unit.events.len() == 1
        && !SAY.iter().any(|word| unit.name.starts_with(word))
        && !is_error_name(&unit.name)
}

/// Whether a chain of JavaScript waits for what its function throws: `expect(() => pay()).toThrow()`.
pub(super) fn waits_for_throw(chain: &Chain<'_>) -> bool {
    let tip = chain.tip().name;
    let throws = tip.starts_with("toThrow") || matches!(tip, "throw" | "throws" | "Throw");
    throws
        && !chain.has("not")
        && chain.root().arguments.is_some_and(|list| list.contains("expect"))
}
