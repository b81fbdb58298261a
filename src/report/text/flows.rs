//! Critical flows, and failure states to add to them.

use std::io::{self, Write};

use crate::model::flow::{
    FailurePointKind, FlowChange, FlowReport, FlowStanding, StateStanding, Suggestion,
};
use crate::model::lines::ranges;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day, lines, of, rate};
use crate::report::sheet::{Tone, test_link};

use super::TextStyle;
use super::screen::Screen;

/// Column where answers begin.
const INDENT: usize = 18;

/// Commits and functions that one line names.
const MOST: usize = 3;

/// Writes each flow: its failure states with who asserts them, its numbers, what changed.
pub fn flows(
    out: &mut impl Write,
    reports: &[FlowReport],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for report in reports {
        let place = format!("{} at {}, {}", report.repo, report.commit.short(), day(report.at));
        screen.paragraph(&place)?;
        for flow in &report.flows {
            screen.blank()?;
            write_flow(&mut screen, report, flow)?;
        }
        for note in &report.notes {
            screen.blank()?;
            screen.paragraph(&format!("{note}."))?;
        }
    }
    Ok(())
}

fn write_flow(
    screen: &mut Screen<'_, impl Write>,
    report: &FlowReport,
    flow: &FlowStanding,
) -> io::Result<()> {
    screen.heading(&one_line(&flow.name, 60))?;
    if flow.files.is_empty() {
        return screen.entry(
            "CODE",
            INDENT,
            "NONE",
            Tone::Bad,
            "its paths and functions name no code here",
        );
    }
    let code = format!(
        "{}, {}, {}",
        count(flow.files.len() as u64, "file"),
        count(flow.functions.into(), "function"),
        count(flow.statements.into(), "statement")
    );
    screen.entry("CODE", INDENT, "", Tone::Plain, &code)?;
    let tone = match (flow.asserted.k, flow.asserted.n) {
        (_, 0) => Tone::Unknown,
        (k, n) if k == n => Tone::Good,
        (0, _) => Tone::Bad,
        _ => Tone::Mixed,
    };
    let word = if flow.asserted.n == 0 { MISSING.to_owned() } else { of(&flow.asserted) };
    let text =
        if flow.asserted.n == 0 { "no failure state is listed" } else { "failure states asserted" };
    screen.entry("FAILURE STATES", INDENT, &word, tone, text)?;
    let widest = flow.states.iter().map(|state| state.name.chars().count()).max().unwrap_or(0);
    for state in &flow.states {
        let name = one_line(&state.name, 40);
        screen.item("", INDENT, &name, widest.min(24), &asserted_by(state))?;
    }
    let tests = match flow.assertion_density {
        Some(density) => format!(
            "{density:.0} for 100 statements: {} in {}",
            count(flow.assertions.into(), "assertion"),
            count(flow.tests.into(), "linked test")
        ),
        None => MISSING.to_owned(),
    };
    screen.entry("ASSERTIONS", INDENT, "", Tone::Plain, &tests)?;
    let known = if flow.covered.n == 0 {
        format!("{MISSING} (no report at or before this commit knows its code)")
    } else {
        format!("{} of statements ran in a test", rate(&flow.covered))
    };
    let unknown = match flow.unknown_statements {
        0 => String::new(),
        _ if flow.covered.n == 0 => String::new(),
        n => format!("; {} in no report", count(n.into(), "more statement")),
    };
    screen.entry("COVERAGE", INDENT, "", Tone::Plain, &format!("{known}{unknown}"))?;
    let mutants = if flow.mutants.n == 0 {
        format!("{MISSING} (no mutant was tried here)")
    } else {
        format!("{} of mutants noticed", rate(&flow.mutants))
    };
    screen.entry("MUTATION SCORE", INDENT, "", Tone::Plain, &mutants)?;
    if !flow.pseudo_tested.is_empty() {
        let text = format!("every mutant survives in {}", some(&flow.pseudo_tested));
        screen.entry("TESTED IN NAME", INDENT, "", Tone::Plain, &text)?;
    }
    match (&flow.changed, &report.since) {
        (Some(changed), Some(since)) => {
            let text = changes(flow, changed);
            screen.entry(
                "SINCE RELEASE",
                INDENT,
                "",
                Tone::Plain,
                &format!("{}: {text}", since.tag),
            )?;
            for commit in changed.commits.iter().take(MOST) {
                let subject = one_line(&commit.subject, 120);
                screen.item("", INDENT, commit.commit.short(), 10, &subject)?;
            }
            Ok(())
        }
        _ => {
            screen.entry("SINCE RELEASE", INDENT, "", Tone::Plain, "no release before this commit")
        }
    }
}

fn asserted_by(state: &StateStanding) -> String {
    let Some(first) = state.by.first() else { return "none".to_owned() };
    let more = if state.by.len() > 1 {
        format!(", and {} more", state.by.len() - 1)
    } else {
        String::new()
    };
    format!(
        "{} at {}:{} ({}): {}{more}",
        one_line(&first.test, 120),
        first.path,
        first.line,
        test_link(first.method),
        one_line(&first.expects, 120)
    )
}

/// Returns what changed, in words; numbers that stayed are left out.
fn changes(flow: &FlowStanding, changed: &FlowChange) -> String {
    let mut parts = Vec::new();
    let commits = changed.commits.len() as u64;
    parts.push(if commits == 0 { "no commit".to_owned() } else { count(commits, "commit") });
    if !changed.gained.is_empty() {
        parts.push(format!("now asserted: {}", changed.gained.join(", ")));
    }
    if !changed.lost.is_empty() {
        parts.push(format!("no longer asserted: {}", changed.lost.join(", ")));
    }
    let mut moved = |what: &str, then: (u64, u64), now: (u64, u64)| {
        if then != now {
            parts.push(format!("{what} {} of {} → {} of {}", then.0, then.1, now.0, now.1));
        }
    };
    moved("coverage", changed.covered, (flow.covered.k, flow.covered.n));
    moved("mutants", changed.mutants, (flow.mutants.k, flow.mutants.n));
    if changed.assertions != flow.assertions {
        parts.push(format!("assertions {} → {}", changed.assertions, flow.assertions));
    }
    parts.join("; ")
}

fn some(names: &[String]) -> String {
    let shown =
        names.iter().take(MOST).map(|name| one_line(name, 80)).collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{shown} and {} more", names.len() - MOST) } else { shown }
}

/// Writes failure states that no test asserts, then how `escapee.toml` lists one. What handles any error
/// alike is counted, and listed only where `all` are asked for: rarely is it a state to assert.
pub fn suggestions(
    out: &mut impl Write,
    found: &[Suggestion],
    all: bool,
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    if found.is_empty() {
        return screen.paragraph(
            "nothing to propose: as far as the rules tell, every failure of this code is asserted or listed",
        );
    }
    let shown: Vec<&Suggestion> = found.iter().filter(|one| all || !handles_any(one)).collect();
    let mut place = (None, "");
    for one in &shown {
        if place != (one.flow.as_deref(), one.path.as_str()) {
            if !place.1.is_empty() {
                screen.blank()?;
            }
            place = (one.flow.as_deref(), &one.path);
            let flow = one.flow.as_ref().map(|name| format!("{}: ", one_line(name, 60)));
            let tests = count(one.tests.into(), "linked test");
            let none = if one.tests == 1 { "does not assert" } else { "assert none of" };
            screen.heading(&format!(
                "{}{} ({tests}, which {none} these)",
                flow.unwrap_or_default(),
                one.path
            ))?;
        }
        let lines = lines(&ranges(one.lines.iter().copied()));
        let functions = if one.functions.is_empty() {
            String::new()
        } else {
            format!(" in {}", some(&one.functions))
        };
        screen.item(
            "",
            2,
            &one_line(&one.name, 40),
            28,
            &format!("{} at {lines}{functions}", what(one)),
        )?;
    }
    if shown.len() < found.len() {
        let more = count((found.len() - shown.len()) as u64, "place");
        let text =
            format!("Besides, {more} where the code handles any error alike: --all lists them.");
        screen.blank()?;
        screen.paragraph(&text)?;
    }
    if let Some(first) = shown.first() {
        screen.blank()?;
        screen.paragraph("To list one, in escapee.toml under its [[flow]]:")?;
        screen.blank()?;
        screen.code(&snippet(first, screen.width()))?;
    }
    Ok(())
}

/// Whether the code handles whatever fails alike.
fn handles_any(one: &Suggestion) -> bool {
    one.kind == FailurePointKind::Branch && one.error.is_none()
}

fn what(one: &Suggestion) -> String {
    let error = one.error.as_deref().map(|error| one_line(error, 60));
    let message = one.message.as_ref().map(|text| format!(" “{}”", one_line(text, 80)));
    let message = message.unwrap_or_default();
    match (one.kind, error, one.status) {
        (FailurePointKind::Raised, Some(error), _) => format!("throws or returns {error}{message}"),
        (FailurePointKind::Raised, None, _) => format!("fails with{message}"),
        (FailurePointKind::Declared, error, _) => {
            format!("declares {}{message}", error.unwrap_or_default())
        }
        (FailurePointKind::Branch, Some(error), _) => format!("branches on {error}"),
        (FailurePointKind::Branch, None, _) => "handles any error alike".to_owned(),
        (FailurePointKind::Status, _, Some(status)) => format!("answers {status}"),
        (FailurePointKind::Status, _, None) => "answers with a failing status".to_owned(),
    }
}

/// Returns the suggestion as `escapee.toml` lists it. A line is not broken, so a long message is cut:
/// a part of it is enough to know an assertion by.
fn snippet(one: &Suggestion, width: usize) -> Vec<String> {
    let quoted = |text: &str| {
        // Room for the key, the quotes and signs that are written as two.
        let text: String = one_line(text, 200).chars().take((width - 12) / 2).collect();
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{text}\"")
    };
    let mut lines = vec!["[[flow.state]]".to_owned(), format!("name = {}", quoted(&one.name))];
    lines.extend(one.error.as_ref().map(|error| format!("error = {}", quoted(error))));
    lines.extend(one.message.as_ref().map(|text| format!("message = {}", quoted(text))));
    lines.extend(one.status.map(|status| format!("status = {status}")));
    lines
}
