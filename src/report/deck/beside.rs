//! What stands beside a native chart, which cannot carry it itself, and what the presenter reads of a
//! chart that measures something else than its section.

use super::slides::MOST_LINES;
use crate::model::review::{Review, Sev1Mark};
use crate::report::chart::{FEW, findings, needs_panel, newest};
use crate::report::clean::{clean, one_line};
use crate::report::format::{of, rate, thousands};
use crate::report::sections::{Section, panel_flag, scope_flag};

/// Most incidents of severity 1 that are named; more are counted.
const MOST_NAMED: usize = 4;
/// How many a line of the notes has.
const A_LINE: usize = 10;

/// Returns the sentences beside a chart: what its picture would show, then what the section says and
/// neither the subtitle nor another slide does; and the sentences of the section that stand not there.
pub(super) fn lines(
    chart: &str,
    section: &[String],
    subtitle: &str,
    review: &Review,
) -> (Vec<String>, Vec<String>) {
    let mut lines = match chart {
        "escape-rate" => severe_in_short(review).into_iter().collect(),
        "class-breakdown" => shares(review),
        _ => Vec::new(),
    };
    // Of the charts that are drawn.
    let hidden = review.latency.median.as_ref().map(|_| findings::latency(&review.latency));
    let titles = [hidden, Some(findings::components(&review.components))];
    let elsewhere = |line: &&String| {
        subtitle.contains(line.trim_end_matches('.'))
            || titles.iter().flatten().any(|title| line.starts_with(title))
            // The subtitle says it in words of its own.
            || line.starts_with("Counted apart: ")
    };
    let room = MOST_LINES.saturating_sub(lines.len()).max(2);
    let (elsewhere, mut said): (Vec<&String>, Vec<&String>) = section.iter().partition(elsewhere);
    let left = said.split_off(room.min(said.len())).into_iter().chain(elsewhere).cloned();
    lines.extend(said.into_iter().map(|line| one_line(line, 220)));
    let in_full = if chart == "escape-rate" { severe_in_full(review) } else { Vec::new() };
    (lines, left.chain(in_full).collect())
}

/// Returns the escapes of severity 1, those of the newest period first; whether each lies in a period
/// that is drawn, as of a long history the newest alone are.
fn severe(review: &Review) -> Vec<(&Sev1Mark, bool)> {
    let drawn = newest(&review.rate.rows);
    let is_drawn = |mark: &Sev1Mark| drawn.iter().any(|row| row.period == Some(mark.period));
    let mut marks: Vec<_> = review.sev1.iter().map(|mark| (mark, is_drawn(mark))).collect();
    marks.sort_by(|(a, _), (b, _)| (b.period, &a.id).cmp(&(a.period, &b.id)));
    marks
}

fn named(mark: &Sev1Mark) -> String {
    format!("{} in {}", one_line(&mark.id, 24), mark.period)
}

/// Returns those of the periods drawn, which the picture has in a lane of their own, and how many there
/// were before.
fn severe_in_short(review: &Review) -> Option<String> {
    let (drawn, before): (Vec<_>, Vec<_>) =
        severe(review).into_iter().partition(|(_, is_drawn)| *is_drawn);
    let shown: Vec<String> = drawn.iter().take(MOST_NAMED).map(|(mark, _)| named(mark)).collect();
    let more = match drawn.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {} more, in the notes", thousands(more as u64)),
    };
    let before = match before.len() {
        0 => String::new(),
        n => format!(" Before the periods drawn: {}.", thousands(n as u64)),
    };
    let shown = if shown.is_empty() { "none".to_owned() } else { shown.join(", ") };
    (!review.sev1.is_empty()).then(|| format!("SEV-1: {shown}{more}.{before}"))
}

/// Returns all of them for the notes, some to a line, where the slide has not named all.
fn severe_in_full(review: &Review) -> Vec<String> {
    let all = severe(review);
    if all.len() <= MOST_NAMED && all.iter().all(|(_, is_drawn)| *is_drawn) {
        return Vec::new();
    }
    let names: Vec<String> = all.iter().map(|(mark, _)| named(mark)).collect();
    names.chunks(A_LINE).map(|names| format!("SEV-1, all: {}.", names.join(", "))).collect()
}

/// Returns the share of each class with its interval, the most frequent first.
fn shares(review: &Review) -> Vec<String> {
    let mut shares: Vec<_> = review.classes.shares.iter().filter(|(_, rate)| rate.k > 0).collect();
    shares.sort_by_key(|(class, share)| (std::cmp::Reverse(share.k), *class));
    shares
        .into_iter()
        .map(|(class, share)| {
            let share = if share.n < FEW { of(share) } else { rate(share) };
            format!("{class} {}\n{share}", class.label())
        })
        .collect()
}

/// Returns what a chart measures, where its section measures something else.
pub(super) fn definition(chart: &str) -> Option<&'static str> {
    match chart {
        "latency" => Some(
            "Time hidden: from the introducing change, by the trace's first candidate, else by the \
             record, to detection.",
        ),
        "components" => {
            Some("Escapes by the components of escapee.toml; “other” is what matches none.")
        }
        "coverage-floor" => Some(
            "Share of unit-periods with an escape, by line coverage at the opening of the period. \
             Bands and floor were set before looking.",
        ),
        "calibration" => Some(
            "A forecast is calibrated if of the units given a chance of 10 % one in ten has an escape.",
        ),
        _ => None,
    }
}

/// Returns the notes to such a chart.
pub(super) fn notes(
    chart: &str,
    definition: &str,
    description: &str,
    section: &Section,
    review: &Review,
) -> Vec<String> {
    let panel = if needs_panel(chart) { panel_flag(review) } else { String::new() };
    let mut notes = vec![
        format!("Definition: {definition}"),
        format!("In numbers, with n: {}", clean(description)),
        format!(
            "Query: {}",
            clean(&format!("escapee chart {chart}{}{panel} --out {chart}.svg", scope_flag(review)))
        ),
    ];
    notes.extend(section.caveats.iter().map(|caveat| format!("Caveat: {}", clean(caveat))));
    notes
}
