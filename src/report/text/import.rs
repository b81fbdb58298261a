//! The line every import ends with, and the records it left out.

use std::io::{self, Write};

use crate::model::batch::{Dropped, Reconciliation};
use crate::report::clean::one_line;
use crate::report::format::thousands;

use super::TextStyle;
use super::screen::Screen;

/// How many failed or skipped records are listed without `verbose`.
const MOST: usize = 10;

/// Writes what was decided, what was left out and why, and the sum that accounts for every record.
pub fn reconciliation(
    out: &mut impl Write,
    import: &Reconciliation,
    verbose: bool,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for note in &import.notes {
        screen.paragraph(&one_line(note, 600))?;
    }
    let number = |n: usize| thousands(n as u64);
    screen.paragraph(&format!(
        "seen {} = imported {} + updated {} + unchanged {} + skipped {} + failed {}",
        number(import.seen),
        number(import.imported),
        number(import.updated),
        number(import.unchanged),
        number(import.skipped.len()),
        number(import.failed.len()),
    ))?;
    if !import.balances() {
        screen.paragraph("These do not add up: the file was not read to its end.")?;
    }
    if verbose {
        list(&mut screen, "skipped", &import.skipped, usize::MAX)?;
    } else {
        for (reason, count) in import.skipped_by_reason() {
            let text = format!("{}: {}", number(count), one_line(reason, 300));
            screen.entry("skipped", 10, "", crate::report::sheet::Tone::Plain, &text)?;
        }
    }
    list(&mut screen, "failed", &import.failed, if verbose { usize::MAX } else { MOST })
}

fn list(
    screen: &mut Screen<'_, impl Write>,
    label: &str,
    records: &[Dropped],
    most: usize,
) -> io::Result<()> {
    let plain = crate::report::sheet::Tone::Plain;
    for record in records.iter().take(most) {
        let line = if record.line > 0 { format!("line {}: ", record.line) } else { String::new() };
        screen.entry(label, 10, "", plain, &format!("{line}{}", one_line(&record.reason, 300)))?;
    }
    if records.len() > most {
        let rest = thousands((records.len() - most) as u64);
        screen.entry("", 10, "", plain, &format!("and {rest} more (--verbose lists them)"))?;
    }
    Ok(())
}
