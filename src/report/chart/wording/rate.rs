//! Sentences of the escape rate.

use super::super::numbers::{self, counted, interval, percent, range};
use super::super::text::{clean, shorten};
use super::super::{FEW, Sev1Mark, font::Weight};
use super::{MOST_CELLS, Words};
use crate::model::rate::{Grouping, Rate, RateRow, RateTable};

/// Where a rate lies against the range it was expected in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
}

/// Returns the rate of a row that rests on enough defects to say something.
pub(in super::super) fn judged(row: &RateRow) -> Option<(Rate, f64)> {
    let rate = row.rate.filter(|rate| rate.n >= FEW)?;
    Some((rate, rate.rate?))
}

/// Returns on which side of its expected range a row with enough defects lies.
pub(in super::super) fn stands_out(row: &RateRow) -> Option<Side> {
    let (_, share) = judged(row)?;
    let (lo, hi) = row.expected?;
    if share > hi { Some(Side::Above) } else { (share < lo).then_some(Side::Below) }
}

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

fn is_time(table: &RateTable) -> bool {
    matches!(table.by, Grouping::Month | Grouping::Quarter)
}

fn name(row: &RateRow) -> String {
    row.period
        .map_or_else(|| shorten(&clean(&row.key), 130.0, 13.0, Weight::Regular), numbers::period)
}

fn title(table: &RateTable) -> String {
    let total = &table.total;
    let n = total.escapes + total.caught;
    let span = counted(table.rows.len() as u64, table.by.word());
    if !table.has_caught_source {
        return match total.escapes {
            0 => "No escapes recorded; no rate without defects caught earlier".to_owned(),
            _ => format!(
                "{} in {span}; no rate without defects caught earlier",
                counted(total.escapes, "escape")
            ),
        };
    }
    if n == 0 && total.unknown_phase > 0 {
        return format!("No rate yet: {} of unknown phase", counted(total.unknown_phase, "defect"));
    }
    if n == 0 {
        return "No defects recorded yet".to_owned();
    }
    if n < FEW {
        return format!("Too few defects to tell (n = {n})");
    }
    if is_time(table) { title_over_time(table, &span, n) } else { title_of_groups(table) }
}

fn title_over_time(table: &RateTable, span: &str, n: u64) -> String {
    let Some((place, row, rate, share)) = newest_judged(table) else {
        let by = table.by.word();
        return format!("Too few defects in each {by} to tell (n = {n} in {span})");
    };
    let (now, when) = (percent(share, rate.n), name(row));
    let before = place.checked_sub(1).and_then(|place| table.rows.get(place));
    if let (Some(change), Some(before)) = (row.change, before)
        && let Some((rate_before, share_before)) = judged(before)
        && (change.lo > 0.0 || change.hi < 0.0)
    {
        let verb = if change.lo > 0.0 { "rose" } else { "fell" };
        let then = percent(share_before, rate_before.n);
        return format!("Escape rate {verb} to {now} in {when}, from {then} in {}", name(before));
    }
    match stands_out(row) {
        Some(Side::Above) => {
            return format!("Escapes spiked in {when}: {now} is above the expected range");
        }
        Some(Side::Below) => {
            return format!("Escape rate in {when} is below the expected range: {now}");
        }
        None => {}
    }
    if let Some(title) = title_of_the_past(table, place, &now, &when) {
        return title;
    }
    if table.rows.len() == 1 {
        return format!("Escape rate {now} in {when}; one {} shows no trend", table.by.word());
    }
    format!("Escape rate {now} in {when}: no change that stands out from chance")
}

/// Returns what an earlier row outside its expected range and the newest one say together.
///
/// A fall counts as proven where the two 95 % intervals do not meet, which asks for more than an
/// interval of the difference would.
fn title_of_the_past(table: &RateTable, place: usize, now: &str, when: &str) -> Option<String> {
    let past = &table.rows[..place];
    if let Some(spike) = past.iter().rev().find(|row| stands_out(row) == Some(Side::Above)) {
        let then = name(spike);
        let top = table.rows[place].rate.and_then(|rate| rate.hi);
        let floor = spike.rate.and_then(|rate| rate.lo);
        let fell = top.zip(floor).is_some_and(|(top, floor)| top < floor);
        return Some(if fell {
            format!("Escapes spiked in {then} and fell to {now} by {when}")
        } else {
            format!("Escapes spiked in {then}; a fall since is not yet proven")
        });
    }
    let dip = past.iter().rev().find(|row| stands_out(row) == Some(Side::Below))?;
    Some(format!("Escape rate dipped in {}; it is {now} in {when}", name(dip)))
}

fn newest_judged(table: &RateTable) -> Option<(usize, &RateRow, Rate, f64)> {
    table.rows.iter().enumerate().rev().find_map(|(place, row)| {
        let (rate, share) = judged(row)?;
        Some((place, row, rate, share))
    })
}

/// Two groups differ where their 95 % intervals do not meet.
fn title_of_groups(table: &RateTable) -> String {
    let rates: Vec<(&RateRow, Rate, f64)> = table
        .rows
        .iter()
        .filter_map(|row| judged(row).map(|(rate, share)| (row, rate, share)))
        .collect();
    let highest = rates.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let lowest = rates.iter().rev().min_by(|a, b| a.2.total_cmp(&b.2));
    let by = table.by.word();
    match highest.zip(lowest) {
        Some((high, low)) if low.1.hi.zip(high.1.lo).is_some_and(|(hi, lo)| hi < lo) => format!(
            "Escape rate differs: {} in {}, {} in {}",
            percent(high.2, high.1.n),
            shorten(&name(high.0), 110.0, 13.0, Weight::Regular),
            percent(low.2, low.1.n),
            shorten(&name(low.0), 110.0, 13.0, Weight::Regular),
        ),
        Some(_) => format!("No difference by {by} stands out from chance"),
        None => format!("Too few defects in each {by} to tell"),
    }
}

fn subtitle(table: &RateTable) -> Vec<String> {
    let total = &table.total;
    let n = total.escapes + total.caught;
    let contained = match total.contained {
        0 => String::new(),
        contained => format!(", {} of them contained", numbers::count(contained)),
    };
    let mut lines = Vec::new();
    if table.has_caught_source {
        let measure = table.definition.formula().replace(" / ", " ÷ ");
        let measure = measure.replacen('d', "D", 1);
        let incidents = match total.incidents {
            same if same == n + total.unknown_phase => String::new(),
            incidents => format!(" (from {})", counted(incidents, "incident")),
        };
        lines.push(format!("{measure}, by {}.", table.by.word()));
        if n > 0 {
            let (escapes, defects) = (numbers::count(total.escapes), counted(n, "defect"));
            lines.push(format!("{escapes} of {defects}{incidents} escaped{contained}."));
            lines.push("Bars: 95\u{a0}% Wilson interval.".to_owned());
        }
        let few = |row: &RateRow| row.rate.is_some_and(|rate| (1..FEW).contains(&rate.n));
        if table.rows.iter().any(few) {
            lines.push(format!("Hollow: under {FEW} defects, too few to tell."));
        }
        lines.extend(newest_has_few(table));
    } else {
        lines.push(format!(
            "Escapes by {}: {} defects found in production{contained}.",
            table.by.word(),
            numbers::count(total.escapes)
        ));
        lines.push(
            "For a rate, import what was caught before release: \
             escapee import incidents FILE --phase test"
                .to_owned(),
        );
    }
    lines.extend(left_out(table));
    lines
}

/// Says so where the title speaks of an earlier period, as the newest has too few defects.
fn newest_has_few(table: &RateTable) -> Option<String> {
    let newest = table.rows.last().filter(|row| is_time(table) && judged(row).is_none())?;
    newest_judged(table)?;
    Some(format!("{} is too small to tell (n = {}).", name(newest), newest.rate?.n))
}

/// Returns what is not in the picture, counted in words.
fn left_out(table: &RateTable) -> Vec<String> {
    let total = &table.total;
    let mut lines = Vec::new();
    if total.unknown_phase > 0 {
        let bounds = [total.rate_if_unknown_caught, total.rate_if_unknown_escaped];
        let bounds = match bounds.map(|bound| bound.and_then(|rate| Some((rate.rate?, rate.n)))) {
            [Some((lo, n)), Some((hi, _))] if table.has_caught_source => {
                format!(" (rate {} if none or all of them escaped)", range(lo, hi, n))
            }
            _ => String::new(),
        };
        lines.push(format!(
            "{} of unknown phase left out{bounds}.",
            numbers::count(total.unknown_phase)
        ));
    }
    if table.undated > 0 {
        lines.push(format!(
            "{} without a date in no {}.",
            numbers::count(table.undated),
            table.by.word()
        ));
    }
    if table.rows.len() > MOST_CELLS {
        let by = table.by.word();
        lines.push(format!("Last {MOST_CELLS} of {} {by}s shown.", table.rows.len()));
    }
    lines
}

fn footer(table: &RateTable) -> Vec<String> {
    let ranged = table.rows.iter().any(|row| row.expected.is_some());
    let line =
        "Expected range: 95\u{a0}% Jeffreys predictive limits; 1 in 20 falls outside by chance";
    (ranged && is_time(table)).then(|| line.to_owned()).into_iter().collect()
}

/// Returns what a pointer on a point shows: the row in numbers.
pub(in super::super) fn point_title(row: &RateRow) -> String {
    let first = match row.rate {
        Some(rate) => {
            let verdict = if rate.n >= FEW {
                format!("{} {}", numbers::rate(&rate), interval(&rate))
            } else {
                "too few to tell".to_owned()
            };
            let defects = counted(rate.n, "defect");
            format!("{} of {defects} escaped, {verdict}", numbers::count(rate.k))
        }
        None => counted(row.escapes, "escape"),
    };
    let expected = row.expected.zip(row.rate);
    let expected = expected.map(|((lo, hi), rate)| format!("expected {}", range(lo, hi, rate.n)));
    let contained = (row.contained > 0).then(|| format!("{} contained", row.contained));
    let parts: Vec<String> = [Some(first), expected, contained].into_iter().flatten().collect();
    format!("{}: {}", name(row), parts.join("; "))
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
    for line in left_out(table) {
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
    use super::super::LONGEST_TITLE;
    use super::*;
    use crate::model::period::Period;
    use crate::model::rate::{IntervalMethod, RateChange, RateDefinition};

    fn rate(k: u64, n: u64, lo: f64, hi: f64) -> Rate {
        let share = (n > 0).then(|| k as f64 / n as f64);
        Rate { k, n, rate: share, lo: Some(lo), hi: Some(hi), method: IntervalMethod::Wilson }
    }

    /// A row with an interval of ten points each way.
    fn row(quarter: u32, k: u64, n: u64) -> RateRow {
        let share = k as f64 / n.max(1) as f64;
        RateRow {
            key: format!("2026Q{quarter}"),
            period: Some(Period::Quarter { year: 2026, quarter }),
            rate: Some(rate(k, n, share - 0.1, share + 0.1)),
            rate_if_unknown_caught: None,
            rate_if_unknown_escaped: None,
            escapes: k,
            caught: n - k,
            contained: 0,
            unknown_phase: 0,
            incidents: n,
            unlinked: rate(0, k, 0.0, 1.0),
            no_evidence: rate(0, k, 0.0, 1.0),
            expected: None,
            change: None,
            escape_ids: Vec::new(),
        }
    }

    fn table(rows: Vec<RateRow>) -> RateTable {
        let k = rows.iter().map(|row| row.escapes).sum();
        let n = rows.iter().map(|row| row.escapes + row.caught).sum();
        RateTable {
            definition: RateDefinition::EscapeRate,
            by: Grouping::Quarter,
            rows,
            total: RateRow { period: None, ..row(1, k, n) },
            has_caught_source: true,
            undated: 0,
        }
    }

    fn changed(difference: f64, lo: f64, hi: f64) -> Option<RateChange> {
        Some(RateChange { difference, lo, hi })
    }

    #[test]
    fn a_title_says_rose_only_if_the_interval_of_the_change_excludes_0() {
        let mut now = row(2, 40, 100);
        now.change = changed(0.2, 0.05, 0.35);
        let rose = table(vec![row(1, 20, 100), now.clone()]);
        assert_eq!(
            title(&rose),
            "Escape rate rose to 40.0\u{a0}% in Q2 2026, from 20.0\u{a0}% in Q1 2026"
        );
        now.change = changed(0.2, -0.01, 0.35);
        let unclear = table(vec![row(1, 20, 100), now]);
        assert_eq!(
            title(&unclear),
            "Escape rate 40.0\u{a0}% in Q2 2026: no change that stands out from chance"
        );
    }

    #[test]
    fn a_change_from_a_quarter_with_few_defects_is_no_finding() {
        let mut now = row(2, 40, 100);
        now.change = changed(0.4, 0.1, 0.5);
        assert!(title(&table(vec![row(1, 0, 9), now])).contains("no change that stands out"));
    }

    #[test]
    fn a_point_above_its_expected_range_is_a_spike_and_one_below_is_not() {
        let mut now = row(2, 40, 100);
        now.expected = Some((0.1, 0.3));
        let above = table(vec![row(1, 20, 100), now.clone()]);
        assert_eq!(
            title(&above),
            "Escapes spiked in Q2 2026: 40.0\u{a0}% is above the expected range"
        );
        now.expected = Some((0.45, 0.6));
        assert!(title(&table(vec![row(1, 20, 100), now])).contains("below the expected range"));
    }

    #[test]
    fn a_fall_after_a_spike_is_proven_only_where_the_intervals_do_not_meet() {
        let mut spike = row(1, 40, 100);
        spike.expected = Some((0.1, 0.3));
        let near = table(vec![spike.clone(), row(2, 25, 100)]);
        assert_eq!(title(&near), "Escapes spiked in Q1 2026; a fall since is not yet proven");
        let far = table(vec![spike, row(2, 10, 100)]);
        assert_eq!(title(&far), "Escapes spiked in Q1 2026 and fell to 10.0\u{a0}% by Q2 2026");
    }

    #[test]
    fn under_ten_defects_nothing_is_claimed() {
        assert_eq!(title(&table(vec![row(1, 3, 9)])), "Too few defects to tell (n = 9)");
        let spread = table(vec![row(1, 3, 9), row(2, 9, 9)]);
        assert_eq!(
            title(&spread),
            "Too few defects in each quarter to tell (n = 18 in 2 quarters)"
        );
        let mut outside = row(1, 9, 9);
        outside.expected = Some((0.0, 0.1));
        assert_eq!(stands_out(&outside), None);
    }

    #[test]
    fn a_newest_quarter_with_few_defects_is_named_and_the_one_before_is_judged() {
        let words = rate_words(&table(vec![row(1, 20, 100), row(2, 1, 4)]), &[]);
        assert!(words.title.starts_with("Escape rate 20.0\u{a0}% in Q1 2026"));
        assert!(words.subtitle.contains(&"Q2 2026 is too small to tell (n = 4).".to_owned()));
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
    fn groups_differ_only_where_their_intervals_do_not_meet() {
        let group = |key: &str, k, n| RateRow { key: key.to_owned(), period: None, ..row(1, k, n) };
        let mut table = table(vec![group("web", 40, 100), group("ledger", 10, 100)]);
        table.by = Grouping::Component;
        assert_eq!(title(&table), "Escape rate differs: 40.0\u{a0}% in web, 10.0\u{a0}% in ledger");
        table.rows[1] = group("ledger", 25, 100);
        assert_eq!(title(&table), "No difference by component stands out from chance");
    }

    #[test]
    fn long_names_of_groups_do_not_make_long_titles() {
        let long = |k| RateRow { key: "W".repeat(300), period: None, ..row(1, k, 1_000) };
        let mut table = table(vec![long(10), long(900)]);
        table.by = Grouping::Component;
        assert!(title(&table).chars().count() <= LONGEST_TITLE, "{}", title(&table));
    }
}
