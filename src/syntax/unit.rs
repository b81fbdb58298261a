//! The stretches of a file that assertions belong to: tests, and the helpers tests call.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::oracle::Oracle;

/// Something a unit does, in file order. Names are places in the file's list of names; 0 is no name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is told and asked by itself")]
pub(super) struct Event {
    pub(super) line: u32,
    /// Its last line.
    #[serde(default)]
    pub(super) until: u32,
    /// The name it calls; none for an assertion statement.
    pub(super) name: u32,
    /// What stands in front of the name, as `self`.
    pub(super) receiver: u32,
    /// What it asserts, if anything.
    pub(super) oracle: Option<Box<Oracle>>,
    /// Whether the name counts as called, and not as the framework's own.
    pub(super) is_call: bool,
    /// Whether it is given an error's message to look at.
    pub(super) given_error: bool,
    /// Whether it is given the constant for success, `check_err(SHOP_OK, pay())`, or told that nothing is to fail,
    /// `assertFailed(false)`.
    #[serde(default)]
    pub(super) given_success: bool,
    /// Whether it stands under a condition on what its function is given, which asks for a failure or for none:
    /// `if (wants_error) { … }`.
    #[serde(default)]
    pub(super) by_argument: bool,
    /// Whether it may pass without having looked: behind a `catch` that need not be reached, or in a
    /// `try` that swallows what it throws.
    pub(super) may_not_run: bool,
}

/// What part a unit plays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// A function that a test may call.
    #[default]
    Helper,
    /// A macro of C, which stands for what it passes its arguments on to.
    PassesOn,
    /// A test that a runner runs.
    Test,
    /// A test method of a class that is not one of tests: only subclasses run it.
    TestOfBase,
}

/// What a function of Java or Kotlin is called on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Hangs {
    /// Its own class or nothing.
    #[default]
    Plain,
    /// What declares it elsewhere, under the same name.
    Override,
    /// Any object of a type: Kotlin's `fun Cart.holds(n: Int)`.
    Extension,
}

/// Stands in front of the name that an infix call is of, which hangs on any object.
pub(super) const INFIX: &str = " ";

/// A test or a function that a test may call.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is told and asked by itself")]
pub(super) struct Unit {
    /// Its own name, without owners. A macro's name ends in `!`.
    pub(super) name: Box<str>,
    /// Names of what it stands in, outermost first.
    pub(super) owners: Arc<[String]>,
    /// First and last line.
    pub(super) lines: (u32, u32),
    /// Whether it is called on an object or a type, and not by its bare name.
    pub(super) is_method: bool,
    /// Whether it is a function of an object that JavaScript writes out: `{ showsTotal() { … } }`.
    pub(super) of_object: bool,
    pub(super) part: Part,
    pub(super) hangs: Hangs,
    pub(super) skipped: bool,
    /// Whether it runs over generated input.
    pub(super) is_property: bool,
    /// Rows of input that are written beside it.
    pub(super) rows: Option<u32>,
    pub(super) events: Vec<Event>,
}

impl Unit {
    /// Returns the innermost owner's name.
    pub(super) fn class(&self) -> Option<&str> {
        self.owners.last().map(String::as_str)
    }

    /// Whether a test may call it.
    pub(super) fn helps(&self) -> bool {
        matches!(self.part, Part::Helper | Part::PassesOn)
    }

    /// Whether it stands for what it calls.
    pub(super) fn passes_on(&self) -> bool {
        self.part == Part::PassesOn
    }

    /// Returns what it asserts itself, in file order.
    pub(super) fn oracles(&self) -> impl Iterator<Item = (&Event, &Oracle)> {
        self.events.iter().filter_map(|event| Some((event, event.oracle.as_deref()?)))
    }
}
