//! What is missing, a check a line, with the command that mends it.

use std::io::{self, Write};

use crate::model::checkup::{CheckState, Checkup};
use crate::report::clean::one_line;
use crate::report::format::count;
use crate::report::sheet::Tone;

use super::TextStyle;
use super::screen::Screen;

/// Writes what a look at the data found.
pub fn checkup(
    out: &mut impl Write,
    checkup: &Checkup,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for check in &checkup.checks {
        let (word, tone) = match check.state {
            CheckState::Fine => ("fine", Tone::Good),
            CheckState::Gap => ("GAP", Tone::Bad),
            CheckState::Unknown => ("unknown", Tone::Unknown),
        };
        screen.entry(check.name, 15, word, tone, &one_line(&check.found, 400))?;
        if let Some(mend) = &check.mend {
            screen.entry("", 15, "", Tone::Plain, &format!("→ {}", one_line(mend, 200)))?;
        }
    }
    screen.blank()?;
    let gaps = checkup.gaps() as u64;
    let fine = checkup.checks.len() as u64 - gaps;
    screen.paragraph(&format!("{} of {}", count(gaps, "gap"), count(gaps + fine, "check")))
}
