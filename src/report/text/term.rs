//! A term and what it means, and names with what each is for.

use std::io::{self, Write};

use crate::report::terms::{CommandHelp, Term};

use super::TextStyle;
use super::screen::Screen;
use super::width::columns;

/// Writes a term, its meaning, and where the definition comes from.
pub fn term(out: &mut impl Write, term: &Term, style: TextStyle) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    screen.heading(term.name)?;
    screen.paragraph(term.meaning)?;
    if !term.source.is_empty() {
        screen.paragraph(&format!("Source: {}", term.source))?;
    }
    Ok(())
}

/// Writes commands and terms, those that have more to say than a line below a heading of their own.
pub fn help(
    out: &mut impl Write,
    commands: &[CommandHelp],
    terms: &[Term],
    style: TextStyle,
) -> io::Result<()> {
    if let ([], [one]) = (commands, terms) {
        return term(out, one, style);
    }
    let mut screen = Screen::new(out, style, None)?;
    for command in commands {
        match &command.help {
            Some(help) => {
                screen.heading(&command.name)?;
                screen.code(&help.lines().map(str::to_owned).collect::<Vec<_>>())?;
            }
            None => screen.item("", 0, &command.name, 0, &command.what)?,
        }
    }
    if !terms.is_empty() {
        screen.heading("Terms")?;
        for term in terms {
            screen.item("", 0, term.name, 0, term.meaning)?;
        }
    }
    Ok(())
}

/// Writes names with what each is for, the names in a column.
pub fn names(out: &mut impl Write, names: &[(&str, &str)], style: TextStyle) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    let widest = names.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    for (name, what) in names {
        screen.item("", 0, name, widest, what)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_a_column_and_what_they_are_for_hangs_beside_it() {
        let list = [("rate", "Is it changing, or is it noise?"), ("indicators", "Which one told?")];
        let style = TextStyle { width: 40, ..TextStyle::default() };
        let mut out = Vec::new();
        names(&mut out, &list, style).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        rate        Is it changing, or is it
                    noise?
        indicators  Which one told?
        ");
    }
}
