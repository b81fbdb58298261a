//! Titles of the escape rate: the finding, picked by rule.

use super::super::numbers::{self, counted, percent};
use super::super::text::shorten;
use super::super::{FEW, font::Weight};
use super::row::{Side, is_time, judged, name, newest_judged, stands_out};
use crate::model::rate::{Rate, RateChange, RateRow, RateTable};

/// Returns the finding of a rate table.
pub(super) fn title(table: &RateTable) -> String {
    let total = &table.total;
    let n = total.found();
    let span = counted(table.rows.len() as u64, table.by.word());
    if n == 0 && total.unknown_phase > 0 {
        return format!("No rate yet: {} of unknown phase", counted(total.unknown_phase, "defect"));
    }
    if !table.has_caught_source {
        return match total.escapes {
            0 => "No escapes recorded; no rate without defects caught earlier".to_owned(),
            _ => format!(
                "{} in {span}; no rate without defects caught earlier",
                counted(total.escapes, "escape")
            ),
        };
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
        let (by, n) = (table.by.word(), numbers::count(n));
        // Both and the span would be longer than a line.
        if table.rows.iter().any(|row| !row.mature) {
            return format!("Too few defects in each complete {by} to tell (n = {n})");
        }
        return format!("Too few defects in each {by} to tell (n = {n} in {span})");
    };
    let (now, when) = (percent(share, rate.n), name(row));
    if let Some((before, rate_before, share_before)) = row_before(table, place)
        && let Some(change) = row.change.filter(stands_out_from_0)
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
    if table.rows.iter().filter(|row| row.mature && row.rate.is_some()).count() == 1 {
        return format!("Escape rate {now} in {when}; one {} shows no trend", table.by.word());
    }
    format!("Escape rate {now} in {when}: no change that stands out from chance")
}

fn stands_out_from_0(change: &RateChange) -> bool {
    change.lo > 0.0 || change.hi < 0.0
}

/// Returns the row before a place, where it rests on enough defects.
fn row_before(table: &RateTable, place: usize) -> Option<(&RateRow, Rate, f64)> {
    let before = table.rows.get(place.checked_sub(1)?)?;
    let (rate, share) = judged(before)?;
    Some((before, rate, share))
}

/// Returns the change that the title tells with its interval, which the bars of two quarters do not show:
/// they may meet where the change leaves out 0.
pub(super) fn change_told(table: &RateTable) -> Option<String> {
    let (place, row, rate, _) = newest_judged(table).filter(|_| is_time(table))?;
    let (before, rate_before, _) = row_before(table, place)?;
    let change = row.change.filter(stands_out_from_0)?;
    let decimals = usize::from(rate.n.min(rate_before.n) >= 100);
    let points = |share: f64| format!("{:.decimals$}", share * 100.0).replace('-', "−");
    let (lo, hi) = (points(change.lo), points(change.hi));
    Some(format!(
        "Change from {}: {}\u{a0}points [{lo}\u{a0}–\u{a0}{hi}].",
        name(before),
        points(change.difference)
    ))
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
            format!("Escapes spiked in {then}; the rate fell to {now} by {when}")
        } else {
            format!("Escapes spiked in {then}; a fall since is not yet proven")
        });
    }
    let dip = past.iter().rev().find(|row| stands_out(row) == Some(Side::Below))?;
    Some(format!("Escape rate dipped in {}; it is {now} in {when}", name(dip)))
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

#[cfg(test)]
mod tests {
    use super::super::LONGEST_TITLE;
    use super::super::row::examples::{row, table};
    use super::*;
    use crate::model::rate::Grouping;

    fn changed(difference: f64, lo: f64, hi: f64) -> RateChange {
        RateChange { difference, lo, hi }
    }

    #[test]
    fn a_title_says_rose_only_if_the_interval_of_the_change_excludes_0() {
        let mut now = row(2, 40, 100);
        now.change = Some(changed(0.2, 0.05, 0.35));
        let rose = table(vec![row(1, 20, 100), now.clone()]);
        assert_eq!(
            title(&rose),
            "Escape rate rose to 40.0\u{a0}% in Q2 2026, from 20.0\u{a0}% in Q1 2026"
        );
        let told = change_told(&rose).unwrap_or_default().replace('\u{a0}', " ");
        assert_eq!(told, "Change from Q1 2026: 20.0 points [5.0 – 35.0].");
        now.change = Some(changed(0.2, -0.01, 0.35));
        let unclear = table(vec![row(1, 20, 100), now]);
        assert_eq!(change_told(&unclear), None);
        assert_eq!(
            title(&unclear),
            "Escape rate 40.0\u{a0}% in Q2 2026: no change that stands out from chance"
        );
    }

    #[test]
    fn one_complete_quarter_beside_one_that_is_not_over_shows_no_trend() {
        let mut open = row(2, 5, 11);
        open.mature = false;
        let title = title(&table(vec![row(1, 20, 100), open]));
        assert!(title.ends_with("one quarter shows no trend"), "{title}");
    }

    #[test]
    fn a_change_from_a_quarter_with_few_defects_is_no_finding() {
        let mut now = row(2, 40, 100);
        now.change = Some(changed(0.4, 0.1, 0.5));
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
        assert_eq!(
            title(&far),
            "Escapes spiked in Q1 2026; the rate fell to 10.0\u{a0}% by Q2 2026"
        );
    }

    #[test]
    fn a_quarter_that_is_not_over_is_never_the_titles() {
        let mut open = row(3, 90, 100);
        (open.mature, open.expected) = (false, Some((0.1, 0.3)));
        let found = table(vec![row(1, 20, 100), row(2, 22, 100), open.clone()]);
        assert_eq!(
            title(&found),
            "Escape rate 22.0\u{a0}% in Q2 2026: no change that stands out from chance"
        );
        assert_eq!(
            title(&table(vec![open])),
            "Too few defects in each complete quarter to tell (n = 100)"
        );
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
