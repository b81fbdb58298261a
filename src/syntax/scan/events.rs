//! What a unit does: its calls, and what they assert where they stand.

use tree_sitter::Node;

use super::arms::takes_any;
use super::fails::{fails_at_once, waits_for_throw, wanting_failure};
use super::given::{error_parameter, gives_failure, gives_success};
use super::mention::Mention;
use super::near::{is_deliberate, surroundings};
use super::promised::waited_for;
use super::{Oracle, Scanner};
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::failure_words::{is_any_error, is_error_type, names_failure};
use crate::syntax::idioms::{Around, Surroundings, asserted, is_assertion, settled};
use crate::syntax::language::Language;
use crate::syntax::tree::rows;
use crate::syntax::unit::Event;

/// How far up the `if` or `try` around a call is looked for.
const NEAR: usize = 12;

impl<'t> Scanner<'t> {
    pub(super) fn assert_at(&mut self, line: u32, oracle: Oracle) {
        self.push(assertion(line, oracle));
    }

    /// Notes a macro's call, and what it asserts.
    pub(super) fn macro_call(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let (near, line) = (near(above, open.node), chain.asserting_line());
        if chain.tip().name == "panic" && is_deliberate(near, self.source) {
            return;
        }
        let around = || surroundings(self, node, near);
        if matches!(chain.tip().name, "panic" | "unreachable")
            && self.gives_back(above)
            && around().arm.is_some_and(|(pattern, waits)| !waits && takes_any(pattern))
        {
            return;
        }
        let oracle = asserted(self.language, chain, Around(&around));
        if oracle.is_some() && settled(chain) == Some(true) {
            return;
        }
        let name = chain.tip().name;
        if let Some(oracle) = oracle {
            let list = chain.tip().arguments.unwrap_or_default();
            let oracle = wanting_failure(oracle, name, list);
            let around = around();
            let (caught, by_argument) = (around.caught_as, depends(around.by_argument, name));
            let oracle = match name {
                "panic" | "unreachable" | "todo" => oracle,
                _ => self.by_variable(oracle, caught, |name| Mention::in_call(chain, name)),
            };
            if node.start_byte() >= self.asserting_until {
                self.asserting_until = node.end_byte();
                self.asserting_line = line;
                let until = rows(node).1.max(line);
                let given_error = gives_failure(self.language, name, list);
                self.push(Event { until, given_error, by_argument, ..assertion(line, oracle) });
            }
            return;
        }
        let list = chain.tip().arguments.unwrap_or_default();
        let given_error = gives_failure(self.language, name, list);
        let name = self.place(&format!("{name}!"));
        let is_call = false;
        self.push(Event { name, is_call, given_error, ..event(line) });
    }

    pub(super) fn call(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) {
        let Some(open) = &self.open else { return };
        let (unit, unit_node) = (open.unit, open.node);
        let tip = chain.tip();
        let inner = self.last_chain.filter(|(start, _)| *start == node.start_byte());
        if let Some((_, by_first_word)) = inner {
            // A later word of the chain that asserts is part of the one assertion.
            let asserts_on = self.language == Language::CSharp && tip.name.starts_with("Should");
            if !by_first_word && !asserts_on && !self.asserts_in_chain(tip.name) {
                self.called(tip.line, tip.name, chain.receiver());
            }
            return;
        }
        let handled = self.before_handlers(chain);
        let whole = handled.is_some().then_some(chain);
        let renamed = handled.or_else(|| self.of_object(chain)).or_else(|| self.meant(chain));
        let renamed = renamed.or_else(|| self.meant_in_lambda(node, chain, above));
        let renamed = renamed.or_else(|| self.followed(chain));
        let chain = renamed.as_ref().unwrap_or(chain);
        if settled(chain) == Some(true)
            && asserted(self.language, chain, Around(&Surroundings::default)).is_some()
        {
            self.last_chain = Some((node.start_byte(), true));
            return;
        }
        let near = near(above, unit_node);
        self.skip_call(chain, unit, near);
        if let Some(found) = self.each_of(chain) {
            self.last_chain = Some((node.start_byte(), false));
            for (at, oracle) in found {
                self.assert_at(chain.segments[at].line, oracle);
            }
            return;
        }
        let may_not_run = std::cell::Cell::new(false);
        let caught_as = std::cell::Cell::new(None);
        let condition = std::cell::Cell::new(None);
        let by_argument = std::cell::Cell::new(false);
        let around = || {
            let mut around = surroundings(self, node, near);
            if fails_at_once(tip.name) && around.caught.is_none() && !around.in_handler {
                around.caught = waited_for(near, self.source);
            }
            may_not_run.set(around.in_handler && !around.must_fail);
            caught_as.set(around.caught_as);
            condition.set(around.condition);
            by_argument.set(depends(around.by_argument, tip.name));
            around
        };
        let inside = node.start_byte() < self.asserting_until;
        // An `expect` inside one that waits for a throw cannot fail the test: its failure is what is waited for.
        let is_refuted = self.language.is_script() && chain.root().name == "expect";
        let oracle = if inside && (self.language == Language::Rust || is_refuted) {
            None
        } else {
            let expected = self.as_expected(node, chain, above);
            asserted(self.language, expected.as_ref().unwrap_or(chain), Around(&around))
        };
        let by_first_word = oracle.is_some()
            && ["expect", "assert", "verify", "should", "Assert", "Should"]
                .iter()
                .any(|w| chain.root().name.starts_with(w));
        let oracle = oracle.or_else(|| self.mismatch(chain, &around));
        if oracle.is_some() {
            around();
        }
        let wraps = oracle.is_some() && self.only_wraps(tip, caught_as.get());
        // What Go's code beside the tests panics on is no test's.
        let of_code = self.language == Language::Go && !self.in_test_file && tip.name == "panic";
        let oracle = oracle.filter(|_| !wraps && !of_code);
        if is_refuted && !inside && waits_for_throw(chain) {
            self.asserting_until = node.end_byte();
        }
        self.note_stub(near, oracle.as_ref().filter(|_| fails_at_once(tip.name)));
        self.last_chain = Some((node.start_byte(), by_first_word));
        let is_call = oracle.is_none() && !is_variant(self.language, tip.name);
        if is_call && tip.name == "new" && self.language == Language::Rust {
            self.called(tip.line, chain.receiver().unwrap_or_default(), None);
        }
        let name = tip.name.rsplit("::").next().unwrap_or_default();
        let name = name.split(['<', ' ']).next().unwrap_or_default();
        let line = if oracle.is_some() { chain.asserting_line() } else { tip.line };
        let line = if line == 0 { rows(node).0 } else { line };
        let list = tip.arguments.unwrap_or_default();
        let is_native = matches!(self.language, Language::C | Language::Cpp);
        let may_help = is_call || chain.segments.len() <= 2;
        // A helper that is named for a failure and told which: `expectFailure<Declined> { pay() }`.
        let told = || {
            (names_failure(tip.name) && is_error_type(tip.types))
                || self.finds_error(name, tip.types)
        };
        let given_error = may_help && (gives_failure(self.language, name, list) || told());
        let oracle = oracle.map(|oracle| {
            let is_value = oracle.kind == AssertionKind::Value && !fails_at_once(tip.name);
            let oracle = wanting_failure(oracle, tip.name, list);
            let oracle = self.by_type_asked(oracle, chain, rows(node).0, condition.get());
            let given = || {
                let lists = near.iter().filter_map(|n| n.child_by_field_name("parameters"));
                lists.filter_map(|list| error_parameter(slice(list, self.source)))
            };
            if is_value {
                let caught = caught_as.get().into_iter().chain(given()).chain(self.let_error(near));
                self.by_variable(oracle, caught, |name| Mention::in_call(chain, name))
            } else {
                oracle
            }
        });
        let waits = oracle.as_ref().is_some_and(|o| o.kind == AssertionKind::FailureState);
        self.bind(node, whole.unwrap_or(chain), near, waits);
        let receiver = match chain.segments.as_slice() {
            // What a chain of JavaScript begins with says nothing of what its last call hangs on.
            [.., before, _] if self.language.is_script() => Some(before.name),
            _ => chain.receiver(),
        };
        let (name, receiver) = (self.place(name), receiver.map_or(0, |name| self.place(name)));
        self.push(Event {
            name,
            receiver,
            oracle: oracle.map(Box::new),
            is_call,
            given_error,
            given_success: (is_native && is_call && gives_success(list))
                || (self.is_jvm() && names_failure(tip.name) && list.trim() == "false"),
            may_not_run: may_not_run.get(),
            by_argument: by_argument.get(),
            until: rows(node).1.max(line),
            ..event(line)
        });
    }

    pub(super) fn called(&mut self, line: u32, name: &str, receiver: Option<&str>) {
        let name = name.split(['<', '[', ' ']).next().unwrap_or_default();
        if name.is_empty() || is_variant(self.language, name) || self.open.is_none() {
            return;
        }
        let (name, receiver) = (self.place(name), receiver.map_or(0, |name| self.place(name)));
        self.push(Event { name, receiver, is_call: true, ..event(line) });
    }

    /// Notes an assertion statement with what stands around it.
    pub(super) fn assert_here(&mut self, node: Node<'t>, above: &[Node<'t>], oracle: Oracle) {
        let Some(open) = &self.open else { return };
        let around = surroundings(self, node, near(above, open.node));
        let line = rows(node).0;
        let may_not_run = around.in_handler && !around.must_fail;
        let by_argument = depends(around.by_argument, "");
        let until = rows(node).1;
        let text = slice(node, self.source);
        let never = node
            .named_child(0)
            .is_some_and(|first| matches!(slice(first, self.source), "False" | "false" | "0"));
        let oracle = match around.caught.filter(|_| never) {
            Some(caught) => Oracle::failure(caught, is_any_error(caught)),
            None => oracle,
        };
        let oracle =
            self.by_variable(oracle, around.caught_as, |name| Mention::in_text(text, name));
        self.push(Event { until, by_argument, may_not_run, ..assertion(line, oracle) });
    }

    /// Notes an assertion that is passed on by name, as `Assertions::assertNotNull`.
    pub(super) fn reference(&mut self, node: Node<'t>) {
        let text = slice(node, self.source);
        let name = text.rsplit("::").next().unwrap_or_default();
        if is_assertion(name) {
            self.assert_at(rows(node).0, Oracle::weak(AssertionKind::Value, name));
        }
    }
}

/// Returns the nodes next above, those of the unit only.
pub(super) fn near<'a, 't>(above: &'a [Node<'t>], unit: usize) -> &'a [Node<'t>] {
    let from = above.len().saturating_sub(NEAR);
    let near = &above[from..];
    let within = near.iter().rposition(|n| n.id() == unit).map_or(0, |at| at + 1);
    &near[within..]
}

/// Whether an assertion depends on what its function is given, by the conditions around it: the nearest one of a
/// call that fails at once is what it asserts.
fn depends((nearest, further): (bool, bool), name: &str) -> bool {
    let is_check = fails_at_once(name)
        || matches!(
            name,
            "Error" | "Errorf" | "Fatal" | "Fatalf" | "FailNow" | "ok" | "unreachable"
        );
    further || (nearest && !is_check)
}

/// Whether a name builds a value of the standard library's own, which says nothing of what is called.
fn is_variant(language: Language, name: &str) -> bool {
    language == Language::Rust && matches!(name, "Ok" | "Err" | "Some")
}

pub(super) fn event(line: u32) -> Event {
    Event {
        line,
        until: line,
        name: 0,
        receiver: 0,
        oracle: None,
        is_call: false,
        given_error: false,
        given_success: false,
        by_argument: false,
        may_not_run: false,
    }
}

pub(super) fn assertion(line: u32, oracle: Oracle) -> Event {
    Event { oracle: Some(Box::new(oracle)), ..event(line) }
}
