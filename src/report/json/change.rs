//! What people's words changed, and what a first look proposes, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{Document, SCHEMA_VERSION, write};

/// What was done to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Links were given; so many of them are new.
    Linked {
        /// Links that were given.
        given: usize,
        /// Links of those that were not known.
        new: usize,
    },
    /// Fields were changed by hand.
    Edited {
        /// Changes that were given.
        given: usize,
        /// Changes of those that were not known.
        new: usize,
        /// Fields that have the source's value again.
        taken_back: usize,
    },
    /// It was removed for good.
    Forgotten,
}

/// Writes what was done to an incident; a count that it has not is `null`.
pub fn change(
    out: &mut impl Write,
    incident: &str,
    change: Change,
    banner: Option<&str>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Body<'a> {
        incident: &'a str,
        change: &'static str,
        given: Option<usize>,
        new: Option<usize>,
        taken_back: Option<usize>,
    }
    let (change, given, new, taken_back) = match change {
        Change::Linked { given, new } => ("linked", Some(given), Some(new), None),
        Change::Edited { given, new, taken_back } => {
            ("edited", Some(given), Some(new), Some(taken_back))
        }
        Change::Forgotten => ("forgotten", None, None, None),
    };
    let body = Body { incident, change, given, new, taken_back };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes the text of an `escapee.toml`, what it was made from, and the files that were written.
pub fn proposal(
    out: &mut impl Write,
    toml: &str,
    seen: &[(String, String)],
    written: &[String],
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Seen<'a> {
        what: &'a str,
        found: &'a str,
    }
    #[derive(Serialize)]
    struct Body<'a> {
        toml: &'a str,
        seen: Vec<Seen<'a>>,
        written: &'a [String],
    }
    let seen = seen.iter().map(|(what, found)| Seen { what, found }).collect();
    let body = Body { toml, seen, written };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner: None, body })
}
