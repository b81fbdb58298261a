//! C's macros, by their text: what a macro calls, and what it asserts itself.

use tree_sitter::Node;

use super::events::event;
use super::given::gives_success;
use super::{Oracle, Scanner};
use crate::model::assertion::AssertionKind;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::expression::{bracketed, names_variable};
use crate::syntax::idioms::{Around, Surroundings, asserted};
use crate::syntax::tree::rows;
use crate::syntax::unit::{Event, Part, Unit};

/// Longest macro that is read, in bytes.
const MAX_BYTES: usize = 4_000;

/// Most calls of one macro that are kept.
const MAX_CALLS: usize = 40;

impl<'t> Scanner<'t> {
    /// Notes a macro with parameters as a helper that stands for what it calls.
    pub(super) fn define(&mut self, node: Node<'t>) {
        let field = |name| node.child_by_field_name(name).map(|part| slice(part, self.source));
        let (Some(name), Some(text)) = (field("name"), field("value")) else { return };
        if text.len() > MAX_BYTES {
            return;
        }
        // One inside a function belongs to the file as well.
        let around = self.open.take();
        self.define_macro(node, name, text);
        self.open = around;
    }

    fn define_macro(&mut self, node: Node<'t>, name: &'t str, text: &'t str) {
        let line = rows(node).0;
        if node.kind() == "preproc_def" {
            // Another name for what asserts: `#define same assert_int_equal`.
            let chain = Chain::single(text.trim(), "", "got, wanted", line);
            let is_name = text.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            let around = Around(&Surroundings::default);
            let found = asserted(self.language, &chain, around).filter(|_| is_name);
            let Some(Oracle { kind, strength, .. }) = found else { return };
            let unit = Unit { lines: rows(node), part: Part::PassesOn, ..Unit::default() };
            self.open(node, name, &[], unit);
            self.assert_at(line, Oracle::new(kind, "", strength));
            self.close();
            return;
        }
        let unit = Unit { lines: rows(node), part: Part::PassesOn, ..Unit::default() };
        self.open(node, name, &[], unit);
        let parameters = node.child_by_field_name("parameters");
        let parameters = parameters.map_or("", |list| slice(list, self.source));
        if fails_by_hand(name, parameters, text) {
            self.assert_at(line, Oracle::strong(AssertionKind::Value, ""));
        }
        for (called, list) in calls(text).take(MAX_CALLS) {
            let chain = Chain::single(called, "", list, line);
            if let Some(oracle) = asserted(self.language, &chain, Around(&Surroundings::default)) {
                self.assert_at(line, oracle);
            } else {
                let given_success = gives_success(list);
                let name = self.place(called);
                self.push(Event { name, is_call: true, given_success, ..event(line) });
            }
        }
        self.close();
    }
}

/// Whether a macro ends, leaves or counts where what it is given does not hold, and says that it checks: by its
/// name, or as it prints what it was given.
fn fails_by_hand(name: &str, parameters: &str, text: &str) -> bool {
    const CHECKS: &[&str] =
        &["assert", "check", "expect", "fail", "ok", "require", "test", "verify"];
    let Some(at) = text.find("if (").or_else(|| text.find("if(")) else { return false };
    let condition = bracketed(text[at + 2..].trim_start());
    let names = || parameters.trim_matches(['(', ')']).split(',').map(str::trim);
    let asks = names().any(|name| {
        names_variable(condition, name) || {
            // What it is given may be kept in a variable before it is asked.
            let kept = condition.trim_start_matches(['!', '(']).trim_end_matches(')').trim();
            let before = &text[..at];
            !kept.is_empty() && names_variable(before, kept) && names_variable(before, name)
        }
    });
    let lower = name.to_ascii_lowercase();
    // One that runs what it is given, or steps over it.
    let runs = names().any(|name| !name.is_empty() && text.contains(&format!("{name}(")))
        || ["alloc", "init", "log", "run", "skip"].iter().any(|word| lower.contains(word));
    if runs {
        return false;
    }
    let checks = lower.split('_').any(|word| CHECKS.iter().any(|check| word.starts_with(check)))
        || names().any(|name| !name.is_empty() && text.contains(&format!("#{name}")));
    let branch = &text[at..];
    let ends = [
        "return -1",
        "return 1",
        "return false",
        "return FALSE",
        "goto ",
        "exit(1)",
        "exit(-1)",
        "abort(",
    ];
    let counts = |mark: &str| {
        branch.split(mark).next().filter(|before| before.len() < branch.len()).is_some_and(
            |before| {
                let word = before.trim_end().rsplit(|c: char| !(c.is_alphanumeric() || c == '_'));
                let word = word.into_iter().next().unwrap_or_default().to_ascii_lowercase();
                ["fail", "err", "bad"].iter().any(|part| word.contains(part))
            },
        )
    };
    asks && checks && (ends.iter().any(|end| branch.contains(end)) || counts("++") || counts("+="))
}

/// Returns the calls of a text, each with its argument list.
fn calls(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices('(').filter_map(|(at, _)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let before = text[..at].trim_end_matches([' ', '\t']);
        let name = &before[before.trim_end_matches(is_part).len()..];
        let is_keyword = matches!(name, "if" | "while" | "for" | "switch" | "sizeof" | "return");
        let is_name = name.starts_with(|c: char| !c.is_ascii_digit()) && !is_keyword;
        is_name.then(|| (name, bracketed(&text[at..])))
    })
}
