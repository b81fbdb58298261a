//! Variables that stand for a failure: what an assertion that waits for one is bound to, and what the
//! function is given that handles one.

use tree_sitter::Node;

use super::Scanner;
use super::by_lambda::is_step_before;
use super::given::is_of_error_type;
use super::handler::parameters;
use super::mention::Mention;
use super::type_asked::{smart_cast, wanted_type};
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::expression::{argument, is_nothing, names_variable, parts};
use crate::syntax::failure_words::{looks_at_error, names_failure};
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;

/// Longest list of arguments that is searched for a variable, in bytes.
const MAX_READ: usize = 4_000;

/// Longest call that is read for what a failure says, in bytes.
const MAX_SHOWN: usize = 200;

/// Most variables of one unit that are known.
const MAX_BOUND: usize = 200;

/// Words in front of a variable that are none.
const KEYWORDS: &[&str] =
    &["var", "val", "let", "const", "final", "mut", "ref", "await", "async", "function", "yield"];

impl<'t> Scanner<'t> {
    /// Notes the variables that stand for the failure which a call waits for or handles.
    pub(super) fn bind(
        &mut self,
        node: Node<'t>,
        chain: &Chain<'t>,
        near: &[Node<'t>],
        waits: bool,
    ) {
        use Language::{CSharp, Go, Java, Kotlin, Python, Ruby, Rust};
        let language = self.language;
        let bound = || bound_to(node, near, self.source);
        let makes_object = match language {
            Go => is_new_object(chain),
            // What plans a test's assertions makes them, too.
            _ => language.is_script() && chain.root().name == "tspl",
        };
        if makes_object {
            let left = bound().unwrap_or_default();
            if let Some(open) = self.open.as_mut().filter(|open| open.objects.len() < MAX_BOUND) {
                open.objects.extend(names(left));
            }
        }
        let mut found = Vec::new();
        let holds_handlers =
            language.is_script() || matches!(language, CSharp | Java | Kotlin | Python | Ruby);
        let raises =
            holds_handlers && waits && chain.segments.iter().any(|s| waits_for_failure(s.name));
        let gives = raises
            || self.gives(node, chain)
            || (waits && language == CSharp && chain.segments.iter().any(is_of_error_type));
        // What stands in front of the word that waits is what must fail: `shop.Invoking(x => x.Pay()).Should().Throw()`.
        let waits_at = chain.segments.iter().position(|s| waits_for_failure(s.name)).unwrap_or(0);
        for (at, segment) in chain.segments.iter().enumerate() {
            let Some(list) = segment.arguments else { continue };
            match segment.name {
                _ if raises && at < waits_at => {}
                // What Reactor gives before the error is none.
                name if is_step_before(name) => {}
                _ if raises => parts(list).for_each(|part| found.extend(parameters(part))),
                "catch" => found.extend(argument(list, 0).and_then(parameters)),
                "then" => found.extend(argument(list, 1).and_then(parameters)),
                "map_err" if language == Rust => self.given_failure(node, list),
                "on" | "once" if is_word_error(argument(list, 0).unwrap_or_default()) => {
                    found.extend(argument(list, 1).and_then(parameters));
                }
                _ => {}
            }
        }
        if waits && language == Language::Ruby {
            let block = node.child_by_field_name("block");
            found.extend(block.and_then(|block| parameters(slice(block, self.source))));
        }
        if gives {
            found.extend(bound());
        } else if language == Rust {
            // `let Err(why) = f() else { … }`
            let taken = bound().and_then(|left| left.split_once("Err("));
            found.extend(taken.map(|(_, inner)| inner));
        } else if language == Go {
            found.extend(wanted_type(chain));
        } else if language == Kotlin && waits {
            found.extend(smart_cast(chain));
        }
        // What is assigned anew stands for what it is assigned.
        if found.is_empty()
            && self.open.as_ref().is_some_and(|open| !open.failures.is_empty())
            && let Some(left) = bound()
            && let Some(open) = &mut self.open
        {
            open.failures.retain(|name| !names(left).any(|other| other == *name));
        }
        for list in found {
            self.stands_for_failure(list);
        }
    }

    /// Notes the variables of a list as ones that stand for a failure.
    pub(super) fn stands_for_failure(&mut self, list: &'t str) {
        let Some(open) = &mut self.open else { return };
        let room = MAX_BOUND.saturating_sub(open.failures.len());
        open.failures.extend(variables(list).take(room));
    }

    /// Whether a call's result is a failure, or what one says.
    fn gives(&self, node: Node<'t>, chain: &Chain<'t>) -> bool {
        if self.asks_caught(chain)
            || chain.segments.iter().any(|s| gives_failure(s.name, s.arguments))
        {
            return true;
        }
        let tip = chain.tip();
        // Go's `if diff := cmp.Diff(want, err); diff != ""`.
        if tip.name == "Diff"
            && chain.root().name == "cmp"
            && parts(tip.arguments.unwrap_or_default()).take(2).any(looks_at_error)
        {
            return true;
        }
        if self.language == Language::Go && tip.name == "recover" && chain.segments.len() == 1 {
            return true;
        }
        let takes = |s: &Segment<'_>| s.name == "err" && s.arguments == Some("");
        if self.language == Language::Rust && chain.segments.iter().any(takes) {
            return true;
        }
        let says = match tip.name {
            "repr" | "str" => true,
            "Error"
            | "getCause"
            | "getLocalizedMessage"
            | "getMessage"
            | "message"
            | "toString"
            | "to_string"
            | "what" => tip.arguments == Some(""),
            _ => false,
        };
        let is_bound = |text: &str| {
            self.open.iter().flat_map(|open| &open.failures).any(|name| names_variable(text, name))
        };
        let text = slice(node, self.source);
        says && text.len() < MAX_SHOWN && (looks_at_error(text) || is_bound(text))
    }

    /// Makes a failure state of what an assertion of a value looks at where that is a failure by its
    /// variable: the one a handler around it caught, or one that is bound.
    pub(super) fn by_variable(
        &self,
        oracle: Oracle,
        caught: impl IntoIterator<Item = &'t str>,
        speaks_of: impl Fn(&str) -> Mention,
    ) -> Oracle {
        if !matches!(oracle.kind, AssertionKind::Value | AssertionKind::Snapshot) {
            return oracle;
        }
        // That none came is no failure; that one has no cause is.
        let is_absence = is_nothing(&oracle.expects);
        let counts = |name| match speaks_of(name) {
            Mention::None => false,
            Mention::Whole => !is_absence,
            Mention::Part => true,
        };
        let bound = self.open.iter().flat_map(|open| &open.failures).copied();
        if caught.into_iter().flat_map(variables).chain(bound).any(counts) {
            return Oracle { kind: AssertionKind::FailureState, ..oracle };
        }
        oracle
    }
}

/// Whether a call makes an object of testify's whose methods assert.
fn is_new_object(chain: &Chain<'_>) -> bool {
    chain.tip().name == "New" && matches!(chain.root().name, "assert" | "require" | "is")
}

/// Whether a call waits for a failure and gives it back or passes it on.
fn waits_for_failure(name: &str) -> bool {
    // What a validator is asked about stands for no failure: `ShouldHaveValidationErrorFor(x => x.Name)`.
    (names_failure(name) && !name.starts_with("ShouldHave"))
        || matches!(
            name,
            "assertThatThrownBy"
                | "assertThatExceptionOfType"
                | "catchThrowable"
                | "Catch"
                | "CatchAsync"
                | "raise"
                | "rejects"
                | "shouldThrow"
                | "to"
        )
        || name.starts_with("Throw")
        || name.starts_with("ShouldThrow")
        || name.starts_with("catchThrowableOfType")
}

/// Whether a call's result is the failure it handled: `.catch(e => e)`, `Record.Exception(f)`.
fn gives_failure(name: &str, list: Option<&str>) -> bool {
    let Some(list) = list else { return false };
    match name {
        "catch" => {
            let handler = argument(list, 0).unwrap_or_default();
            let body = handler.rsplit("=>").next().unwrap_or_default().trim();
            let given = parameters(handler).unwrap_or_default();
            !body.is_empty() && given.trim_matches(['(', ')', ' ']) == body
        }
        "Exception"
        | "ExceptionAsync"
        | "catchThrowable"
        | "expect_err"
        | "unwrap_err"
        | "exceptionOrNull"
        | "leftOrNull"
        | "errorOrNull"
        | "getCompletionExceptionOrNull"
        | "catchThrowableOfType"
        | "catchException" => true,
        _ => false,
    }
}

/// Whether an event's name is that of an error.
fn is_word_error(text: &str) -> bool {
    matches!(
        text.trim_matches(['"', '\'', '`']),
        "error" | "uncaughtException" | "unhandledRejection"
    )
}

/// Returns the text that names what a node is bound to: the left side of its assignment, or what
/// stands behind Python's `as`.
pub(super) fn bound_to<'s>(node: Node<'_>, near: &[Node<'_>], source: &'s str) -> Option<&'s str> {
    for ancestor in near.iter().rev().take(8) {
        let kind = ancestor.kind();
        match kind {
            "as_pattern" => {
                let after = source.get(node.end_byte()..ancestor.end_byte())?;
                return after.trim_start().strip_prefix("as ");
            }
            "short_var_declaration"
            | "var_spec"
            | "variable_declarator"
            | "init_declarator"
            | "assignment"
            | "assignment_expression"
            | "let_declaration"
            | "property_declaration"
            | "local_variable_declaration" => {
                // Far behind the name stands a part of a long list.
                let range = ancestor.start_byte()..node.start_byte();
                let before = source.get(range).filter(|before| before.len() < MAX_READ)?;
                let (left, _) = before.rsplit_once('=')?;
                let typed = left.split_once(": ").filter(|_| !left.contains('{'));
                return Some(typed.map_or(left, |(name, _)| name));
            }
            _ if kind.contains("block")
                || kind == "match_expression"
                || kind.contains("throw")
                || kind.contains("lambda")
                || kind.contains("arrow")
                || kind.contains("function")
                || kind.contains("argument")
                || kind.ends_with("statement") =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Returns the variables of a pattern or a list: its names that begin in lower case.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    let is_variable = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && *name != "_"
            && !KEYWORDS.contains(name)
    };
    names(text).filter(is_variable)
}

pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}
