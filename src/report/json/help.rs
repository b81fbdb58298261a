//! Commands and terms as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::terms::{CommandHelp, Term};

use super::{Document, SCHEMA_VERSION, write};

/// Writes commands with what they are for, and terms with what they mean.
pub fn help(out: &mut impl Write, commands: &[CommandHelp], terms: &[Term]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Command<'a> {
        name: &'a str,
        what: &'a str,
        help: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Explained<'a> {
        name: &'a str,
        meaning: &'a str,
        source: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Body<'a> {
        commands: Vec<Command<'a>>,
        terms: Vec<Explained<'a>>,
    }
    let commands = commands.iter().map(|one| Command {
        name: &one.name,
        what: &one.what,
        help: one.help.as_deref(),
    });
    let terms = terms.iter().map(|term| Explained {
        name: term.name,
        meaning: term.meaning,
        source: Some(term.source).filter(|source| !source.is_empty()),
    });
    let body = Body { commands: commands.collect(), terms: terms.collect() };
    write(out, &Document { schema_version: SCHEMA_VERSION, banner: None, body })
}
