//! Sentences of the escape rate.

use super::super::numbers::{self, counted, range};
use super::super::text::clean;
use super::super::{FEW, Sev1Mark, frame};
use super::rate_title::{change_told, title};
use super::row::{is_time, judged, name, newest_judged, point_title, stands_out};
use super::{MOST_CELLS, Words};
use crate::model::rate::{RateRow, RateTable};

/// Returns the sentences of an escape-rate chart.
pub(in super::super) fn rate_words(table: &RateTable, sev1: &[Sev1Mark]) -> Words {
    let title = title(table);
    Words {
        subtitle: subtitle(table),
        footer: footer(table),
        description: description(table, sev1, &title),
        title,
    }
}

/// How much room the subtitle takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Full,
    /// The same in fewer words, where the full one would be cut.
    Short,
}

fn subtitle(table: &RateTable) -> Vec<String> {
    let full = sentences(table, Length::Full);
    if frame::fits(&full) { full } else { sentences(table, Length::Short) }
}

fn sentences(table: &RateTable, length: Length) -> Vec<String> {
    let total = &table.total;
    let n = total.found();
    let short = length == Length::Short;
    let contained = match total.contained {
        0 => String::new(),
        contained if short => format!(", {} contained", numbers::count(contained)),
        contained => format!(", {} of them contained", numbers::count(contained)),
    };
    let mut lines = Vec::new();
    if table.has_caught_source {
        let measure = table.definition.formula().replace(" / ", " ÷ ");
        let measure = measure.replacen('d', "D", 1);
        let incidents = match total.incidents {
            same if same == n => String::new(),
            incidents if short => format!(" ({})", counted(incidents, "incident")),
            incidents => format!(" (from {})", counted(incidents, "incident")),
        };
        lines.push(format!("{measure}, by {}.", table.by.word()));
        if n > 0 {
            let (escapes, defects) = (numbers::count(total.escapes), counted(n, "defect"));
            lines.push(format!("{escapes} of {defects}{incidents} escaped{contained}."));
            let bars = if short { "" } else { " interval" };
            lines.push(format!("Bars: 95\u{a0}% Wilson{bars}."));
            lines.extend(change_told(table));
        }
        let few = |row: &RateRow| row.rate.is_some_and(|rate| (1..FEW).contains(&rate.n));
        if table.rows.iter().any(few) {
            let told = if short { "" } else { ", too few to tell" };
            lines.push(format!("Hollow: under {FEW} defects{told}."));
        }
        lines.extend(newest_has_few(table));
    } else {
        lines.push(format!(
            "Escapes by {}: {} found in production{contained}.",
            table.by.word(),
            counted(total.escapes, "defect")
        ));
    }
    lines.extend(incomplete(table, length));
    lines.extend(left_out(table, length));
    if !table.has_caught_source {
        // Last, as a command has no full stop that ends it.
        let hint = "For a rate, import what was caught before release: \
                    escapee import incidents FILE --phase test";
        lines.push(hint.to_owned());
    }
    lines
}

/// Names the periods that the data do not reach the end of.
fn incomplete(table: &RateTable, length: Length) -> Option<String> {
    let open: Vec<String> = table.rows.iter().filter(|row| !row.mature).map(name).collect();
    let (first, more) = open.split_first()?;
    let which = match more.last() {
        None => format!("{first} is"),
        Some(last) => format!("{first} to {last} are"),
    };
    if length == Length::Short {
        return Some(format!("* {which} not over in the data: in no comparison."));
    }
    let drawn = if table.has_caught_source { "hollow, in no comparison" } else { "can still grow" };
    Some(format!("* {which} not over in the data: {drawn}."))
}

/// Says so where the title speaks of an earlier period, as the newest has too few defects.
fn newest_has_few(table: &RateTable) -> Option<String> {
    let complete = table.rows.iter().rev().find(|row| row.mature);
    let newest = complete.filter(|row| is_time(table) && judged(row).is_none())?;
    newest_judged(table)?;
    Some(format!("{} is too small to tell (n = {}).", name(newest), numbers::count(newest.rate?.n)))
}

/// Returns what is not in the picture, counted in words.
fn left_out(table: &RateTable, length: Length) -> Vec<String> {
    let total = &table.total;
    let mut lines = Vec::new();
    if total.unknown_phase > 0 {
        let bounds = [total.rate_if_unknown_caught, total.rate_if_unknown_escaped];
        let bounds = match bounds.map(|bound| bound.and_then(|rate| Some((rate.rate?, rate.n)))) {
            [Some((lo, n)), Some((hi, _))] if table.has_caught_source => {
                let range = range(lo, hi, n);
                match length {
                    Length::Full => format!(" (rate {range} if none or all of them escaped)"),
                    Length::Short => format!(" ({range} if none or all escaped)"),
                }
            }
            _ => String::new(),
        };
        lines.push(format!(
            "{} of unknown phase left out{bounds}.",
            numbers::count(total.unknown_phase)
        ));
    }
    if table.undated > 0 {
        let (undated, by) = (numbers::count(table.undated), table.by.word());
        lines.push(match length {
            Length::Full => format!("{undated} without a date in no {by}."),
            Length::Short => format!("{undated} undated left out."),
        });
    }
    if table.rows.len() > MOST_CELLS {
        let by = table.by.word();
        lines.push(format!(
            "Last {MOST_CELLS} of {} {by}s shown.",
            numbers::count(table.rows.len() as u64)
        ));
    }
    lines
}

fn footer(table: &RateTable) -> Vec<String> {
    let ranged = table.rows.iter().any(|row| row.expected.is_some());
    let limits = format!(
        "Expected range, after four {}s with defects: 95\u{a0}% Jeffreys predictive limits, 1 in 20 outside \
         by chance",
        table.by.word()
    );
    let limits = (ranged && is_time(table)).then_some(limits);
    let change = change_told(table).map(|_| "change: 95\u{a0}% Newcombe interval".to_owned());
    limits.into_iter().chain(change).collect()
}

fn description(table: &RateTable, sev1: &[Sev1Mark], title: &str) -> String {
    let mut text = format!("{title}.");
    let mut say = |sentence: &str| {
        text.push(' ');
        text.push_str(sentence);
    };
    if let Some((_, row, _, _)) = newest_judged(table).filter(|_| is_time(table)) {
        say(&format!("{}.", point_title(row)));
    }
    for row in table.rows.iter().filter(|row| stands_out(row).is_some()) {
        say(&format!("Outside its expected range: {}.", point_title(row)));
    }
    if !is_time(table) || !table.has_caught_source {
        for row in &table.rows {
            say(&format!("{}.", point_title(row)));
        }
    }
    let all =
        RateRow { period: None, key: "All".to_owned(), expected: None, ..table.total.clone() };
    say(&format!("{}.", point_title(&all)));
    for line in left_out(table, Length::Full) {
        say(&line);
    }
    for mark in sev1 {
        let why = mark.class.map_or_else(String::new, |class| format!(", {}", class.label()));
        let (id, when) = (clean(&mark.id), numbers::period(mark.period));
        say(&format!("Severity 1: {id} in {when}{why}."));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::row::examples::{rate, row, table};
    use super::*;

    #[test]
    fn a_newest_quarter_with_few_defects_is_named_and_the_one_before_is_judged() {
        let words = rate_words(&table(vec![row(1, 20, 100), row(2, 1, 4)]), &[]);
        assert!(words.title.starts_with("Escape rate 20.0\u{a0}% in Q1 2026"));
        assert!(words.subtitle.contains(&"Q2 2026 is too small to tell (n = 4).".to_owned()));
    }

    #[test]
    fn the_command_for_a_rate_stands_last_as_no_full_stop_ends_it() {
        let mut counts = table(vec![row(1, 2, 2)]);
        counts.has_caught_source = false;
        counts.rows[0].mature = false;
        let said = rate_words(&counts, &[]).subtitle.join(" ");
        assert!(said.contains(" can still grow. For a rate, "), "{said}");
        assert!(said.ends_with("--phase test"), "{said}");
    }

    #[test]
    fn an_expected_range_is_told_by_its_rule_as_a_quarter_without_defects_has_none() {
        let mut ranged = row(2, 30, 50);
        ranged.expected = Some((0.1, 0.9));
        let words = rate_words(&table(vec![row(1, 20, 100), ranged]), &[]);
        let said = words.footer.join(" ");
        assert!(said.starts_with("Expected range, after four quarters with defects: 95"), "{said}");
    }

    #[test]
    fn a_quarter_that_is_not_over_is_marked_and_named() {
        let mut open = row(2, 30, 50);
        open.mature = false;
        let words = rate_words(&table(vec![row(1, 20, 100), open]), &[]);
        let said = words.subtitle.join(" ");
        let mark = "* Q2 2026 is not over in the data: hollow, in no comparison.";
        assert!(said.contains(mark) && !said.contains("too small"), "{said}");
    }

    #[test]
    fn without_a_source_of_caught_defects_no_percentage_is_printed() {
        let mut table = table(vec![row(1, 20, 20), row(2, 1_214, 1_214)]);
        table.has_caught_source = false;
        for row in table.rows.iter_mut().chain([&mut table.total]) {
            row.rate = None;
        }
        table.total.contained = 3;
        table.total.unknown_phase = 5;
        let words = rate_words(&table, &[]);
        assert_eq!(
            words.title,
            "1,234 escapes in 2 quarters; no rate without defects caught earlier"
        );
        let all = format!("{words:?}");
        assert!(!all.contains('%'), "{all}");
        assert!(all.contains("escapee import incidents FILE --phase test"));
        assert!(all.contains("3 of them contained") && all.contains("5 of unknown phase"));
    }

    #[test]
    fn defects_of_unknown_phase_are_left_out_in_words() {
        let mut table = table(vec![row(1, 20, 100)]);
        table.total.unknown_phase = 10;
        table.total.rate_if_unknown_caught = Some(rate(20, 110, 0.1, 0.3));
        table.total.rate_if_unknown_escaped = Some(rate(30, 110, 0.2, 0.4));
        table.undated = 2;
        let subtitle = subtitle(&table).join(" ");
        // 20 of 110 is 18.2 %, 30 of 110 is 27.3 %.
        assert!(subtitle.contains(
            "10 of unknown phase left out (rate 18.2\u{a0}–\u{a0}27.3\u{a0}% if none or all of \
             them escaped)."
        ));
        assert!(subtitle.contains("2 without a date in no quarter."));
    }

    #[test]
    fn a_subtitle_that_would_be_cut_says_the_same_in_fewer_words() {
        let mut table = table((1..=4).map(|quarter| row(quarter, 2, 6)).collect());
        table.rows[3].mature = false;
        let total = &mut table.total;
        (total.incidents, total.contained, total.unknown_phase) = (1_040, 12, 110);
        total.rate_if_unknown_caught = Some(rate(8, 134, 0.0, 1.0));
        total.rate_if_unknown_escaped = Some(rate(118, 134, 0.0, 1.0));
        table.undated = 17;
        assert!(!frame::fits(&sentences(&table, Length::Full)));
        let said = subtitle(&table);
        assert!(frame::fits(&said), "{said:?}");
        let said = said.join(" ");
        for part in [
            "8 of 24 defects (1,040 incidents) escaped, 12 contained.",
            "Hollow: under 10 defects.",
            "* Q4 2026 is not over in the data: in no comparison.",
            "110 of unknown phase left out (6.0",
            "if none or all escaped).",
            "17 undated left out.",
        ] {
            assert!(said.replace('\u{a0}', " ").contains(&part.replace('\u{a0}', " ")), "{said}");
        }
    }
}
