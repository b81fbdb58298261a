//! What tests assert, for people: test by test, or in short.

use std::io::{self, Write};

use crate::model::assertion::{Strength, TestFunction};
use crate::model::assertion_scan::{AssertionSummary, ModuleDensity, ScanReach};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, thousands};
use crate::report::sheet::Tone;

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Most files that could not be read that are listed.
const MOST_NOT_READ: usize = 10;
/// Most modules listed.
const MOST_MODULES: usize = 40;

/// Writes each test with its assertions under the file that holds it.
pub fn assertions(
    out: &mut impl Write,
    reach: &ScanReach,
    tests: impl Iterator<Item = TestFunction>,
    style: TextStyle,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    let (mut path, mut number, mut assertions, mut free) = (String::new(), 0u64, 0u64, 0u64);
    for test in tests {
        if test.path != path {
            if number > 0 {
                screen.blank()?;
            }
            path.clone_from(&test.path);
            screen.heading(&one_line(&path, 300))?;
        }
        number += 1;
        assertions += test.assertions.len() as u64;
        free += u64::from(test.assertions.is_empty());
        one(&mut screen, &test)?;
    }
    if number > 0 {
        screen.blank()?;
    }
    screen.paragraph(&format!(
        "{}, {}, {} without any; {}",
        count(number, "test"),
        count(assertions, "assertion"),
        thousands(free),
        gone_through(reach),
    ))?;
    not_read(&mut screen, reach)
}

fn one(screen: &mut Screen<'_, impl Write>, test: &TestFunction) -> io::Result<()> {
    let mut notes = Vec::new();
    if test.skipped {
        notes.push("skipped".to_owned());
    }
    if let Some(rows) = test.rows {
        notes.push(count(u64::from(rows), "row"));
    }
    if test.assertions.is_empty() {
        notes.push("asserts nothing".to_owned());
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    let name = format!("{}{notes}", one_line(&test.name, 300));
    screen.item("", 2, &test.lines.first.to_string(), 5, &name)?;
    for assertion in &test.assertions {
        let weak = if assertion.strength == Strength::Weak { "weak " } else { "" };
        let expects = one_line(&assertion.expects, 200);
        let words = format!("{weak}{} {expects}", assertion.kind);
        screen.item("", 4, &assertion.line.to_string(), 5, words.trim_end())?;
    }
    Ok(())
}

/// Writes the tests that assert nothing, the density of each module, and what was counted.
pub fn assertion_summary(
    out: &mut impl Write,
    summary: &AssertionSummary,
    style: TextStyle,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    screen.paragraph(&format!(
        "{}, {}: {} on a failure state, {} weak; {}",
        count(summary.tests as u64, "test"),
        count(summary.assertions, "assertion"),
        thousands(summary.failure_states),
        thousands(summary.weak),
        gone_through(&summary.reach),
    ))?;
    not_read(&mut screen, &summary.reach)?;
    screen.blank()?;
    screen.heading(&format!("Tests that assert nothing: {}", summary.assertion_free.len()))?;
    for test in &summary.assertion_free {
        let skipped = if test.skipped { " (skipped)" } else { "" };
        let place = format!("{}:{}", one_line(&test.path, 200), test.lines.first);
        screen.paragraph(&format!("  {place} {}{skipped}", one_line(&test.name, 200)))?;
    }
    screen.blank()?;
    modules(&mut screen, summary)
}

fn modules(screen: &mut Screen<'_, impl Write>, summary: &AssertionSummary) -> io::Result<()> {
    screen.heading("Assertion density")?;
    screen.paragraph(
        "Assertions in the tests linked to a module per 100 executable lines of it. Linked: the \
         test's file mirrors a file of the module by name and folders, or it calls a function \
         that this module alone defines. Executable lines: first lines of statements.",
    )?;
    let mut grid = Grid::new(vec![
        ("module", Side::Left),
        ("lines", Side::Right),
        ("tests", Side::Right),
        ("no assertion", Side::Right),
        ("assertions", Side::Right),
        ("failure states", Side::Right),
        ("density", Side::Right),
    ]);
    let mut listed: Vec<&ModuleDensity> = summary.modules.iter().collect();
    listed.sort_by_key(|m| (std::cmp::Reverse(m.executable_lines), &m.module));
    for module in listed.iter().take(MOST_MODULES) {
        grid.row(vec![
            one_line(&module.module, 60),
            module.executable_lines.map_or_else(|| MISSING.to_owned(), thousands),
            thousands(module.tests as u64),
            thousands(module.assertion_free as u64),
            thousands(module.assertions),
            thousands(module.failure_states),
            module.density.map_or_else(|| MISSING.to_owned(), |density| format!("{density:.1}")),
        ]);
    }
    if !summary.modules.is_empty() {
        grid.write(screen)?;
    }
    if summary.modules.len() > MOST_MODULES {
        let rest = count((summary.modules.len() - MOST_MODULES) as u64, "smaller module");
        screen.paragraph(&format!("and {rest} (--format json lists them)"))?;
    }
    let unlinked = count(summary.unlinked_tests as u64, "test");
    screen.paragraph(&format!("Linked to no module: {unlinked} of {}.", summary.tests))
}

fn gone_through(reach: &ScanReach) -> String {
    let known = if reach.known > 0 {
        format!(", {} known from before", thousands(reach.known as u64))
    } else {
        String::new()
    };
    let commit =
        reach.commit.as_ref().map_or_else(String::new, |commit| format!(" at {}", commit.short()));
    format!(
        "{} seen{commit}: {} read{known}, {} without tests by their name, {} not read",
        count(reach.seen as u64, "file"),
        thousands(reach.read as u64),
        thousands(reach.other as u64),
        thousands(reach.not_read.len() as u64),
    )
}

fn not_read(screen: &mut Screen<'_, impl Write>, reach: &ScanReach) -> io::Result<()> {
    for file in reach.not_read.iter().take(MOST_NOT_READ) {
        let text = format!("{}: {}", one_line(&file.path, 200), one_line(&file.because, 200));
        screen.entry("not read", 10, "", Tone::Plain, &text)?;
    }
    if reach.not_read.len() > MOST_NOT_READ {
        let rest = reach.not_read.len() - MOST_NOT_READ;
        screen.entry(
            "",
            10,
            "",
            Tone::Plain,
            &format!("and {rest} more (--format json lists them)"),
        )?;
    }
    Ok(())
}
