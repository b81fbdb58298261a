//! How an assertion speaks of a variable.

use crate::syntax::chain::Chain;
use crate::syntax::expression::{names_variable, parts};

/// Longest list of arguments that is searched for a variable, in bytes.
const MAX_READ: usize = 4_000;

/// Calls that ask a server for something.
const ASKING: &[&str] = &[
    "call",
    "delete",
    "deleteJson",
    "get",
    "getJson",
    "json",
    "patch",
    "patchJson",
    "post",
    "postJson",
    "put",
    "putJson",
    "visit",
];

/// How an assertion speaks of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    /// Not at all.
    None,
    /// Of something it holds, or among others.
    Part,
    /// Of the variable itself.
    Whole,
}

impl Mention {
    /// Returns how a call and what it is given speak of a variable.
    ///
    /// What stands in front of an assertion in its chain is asked for something and not looked at:
    /// `$this->post('/pay', ['id' => $e->id])->assertOk()`.
    pub(super) fn in_call(chain: &Chain<'_>, name: &str) -> Self {
        let asserts = chain.segments.iter().position(|s| s.name.starts_with("assert"));
        let asks = chain.segments.iter().any(|s| ASKING.contains(&s.name));
        let from = asserts.filter(|at| *at > 1 && asks).unwrap_or(0);
        let lists = || {
            let lists = chain.segments[from..].iter().filter_map(|segment| segment.arguments);
            lists.filter(|list| list.len() < MAX_READ)
        };
        let is_root = chain.root().name == name;
        if (is_root && chain.segments.len() == 2)
            || lists().any(|list| parts(list).any(|part| part == name))
        {
            return Self::Whole;
        }
        if is_root || lists().any(|list| names_variable(list, name)) {
            return Self::Part;
        }
        Self::None
    }

    /// Returns how a statement speaks of a variable.
    pub(super) fn in_text(text: &str, name: &str) -> Self {
        if names_variable(text, name) { Self::Part } else { Self::None }
    }
}
