//! How numbers, times and shares are written for people, the same in every format.

use chrono::TimeDelta;

use crate::model::commit::Time;
use crate::model::incident::{Incident, Phase};
use crate::model::lines::LineRange;
use crate::model::rate::{Rate, RateChange, RateRow};

/// What stands where nothing is known.
pub(super) const MISSING: &str = "–";

/// Returns the day, as in `2026-08-31`.
pub(super) fn day(at: Time) -> String {
    at.format("%Y-%m-%d").to_string()
}

/// Returns day and minute, as in `2026-08-31 06:47 UTC`.
pub(super) fn minute(at: Time) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Returns the time as RFC 3339 with seconds, for machines.
pub(super) fn machine(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Returns a length of time without its sign: minutes, hours and minutes, days and hours, or, from
/// three days on, the nearest whole day, as charts have it.
pub(super) fn length(delta: TimeDelta) -> String {
    let minutes = delta.num_minutes().abs();
    if minutes >= 3 * 1_440 {
        return count(((minutes + 720) / 1_440).unsigned_abs(), "day");
    }
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, rest) => format!("{rest}\u{a0}min"),
        (0, hours, 0) => format!("{hours}\u{a0}h"),
        (0, hours, rest) => format!("{hours}\u{a0}h {rest}\u{a0}min"),
        (days, 0, _) => count(days.unsigned_abs(), "day"),
        (days, hours, _) => format!("{} {hours}\u{a0}h", count(days.unsigned_abs(), "day")),
    }
}

/// Returns `value` in `[0, 1]` as a percentage: whole below `n` of 100, else with one decimal.
pub(super) fn percent(value: f64, n: u64) -> String {
    format!("{}\u{a0}%", bare_percent(value, n))
}

/// Returns a share with its interval, as in `12 of 31 = 39 % [24–56 %]`.
pub(super) fn rate(rate: &Rate) -> String {
    let counts = of(rate);
    match (rate.rate, rate.lo, rate.hi) {
        (Some(value), Some(lo), Some(hi)) => {
            let (value, lo) = (percent(value, rate.n), bare_percent(lo, rate.n));
            format!("{counts} = {value} [{lo}–{}]", percent(hi, rate.n))
        }
        (Some(value), ..) => format!("{counts} = {}", percent(value, rate.n)),
        _ => format!("{counts} = {MISSING}"),
    }
}

/// Returns a share without its interval, as in `12 of 31`.
pub(super) fn of(rate: &Rate) -> String {
    format!("{} of {}", thousands(rate.k), thousands(rate.n))
}

/// Returns a difference of rates in percentage points with its interval.
pub(super) fn change(change: &RateChange) -> String {
    let [difference, lo, hi] = [change.difference, change.lo, change.hi].map(points);
    format!("{difference} points [{lo} to {hi}]")
}

/// Returns whether the interval of a change leaves out 0.
pub(super) fn is_distinct(change: &RateChange) -> bool {
    change.lo > 0.0 || change.hi < 0.0
}

/// Returns a count with its noun, as in `1 test` or `1,200 tests`.
pub(super) fn count(n: u64, noun: &str) -> String {
    format!("{}\u{a0}{noun}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// Returns a whole number with commas.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns lines as a list of ranges, as in `line 4` or `lines 4–6, 9`.
pub(super) fn lines(ranges: &[LineRange]) -> String {
    let single = matches!(ranges, [range] if range.first == range.last);
    let word = if single { "line" } else { "lines" };
    let parts: Vec<String> = ranges.iter().map(|range| stretch(*range)).collect();
    format!("{word} {}", parts.join(", "))
}

/// Returns a stretch of lines, as in `4–6`.
pub(super) fn stretch(range: LineRange) -> String {
    range.to_string().replace('-', "–")
}

/// Returns the severity, as in `SEV-1`.
pub(super) fn severity(severity: Option<u8>) -> String {
    severity.map_or_else(|| MISSING.to_owned(), |level| format!("SEV-{level}"))
}

/// Returns severity and phase, as in `SEV-1 · production`, each with its name where it is not known.
pub(super) fn standing(incident: &Incident) -> String {
    let severity = match incident.severity {
        Some(_) => severity(incident.severity),
        None => "severity unknown".to_owned(),
    };
    match incident.phase {
        Phase::Unknown => format!("{severity} · phase unknown"),
        phase => format!("{severity} · {phase}"),
    }
}

/// Returns a percentage without its sign, for the lower end of a stretch.
pub(super) fn bare_percent(value: f64, n: u64) -> String {
    if n < 100 { format!("{:.0}", value * 100.0) } else { format!("{:.1}", value * 100.0) }
}

/// Returns a share in percentage points with its sign; the minus is that of figures.
pub(super) fn points(value: f64) -> String {
    let points = (value * 100.0).round();
    if points < 0.0 {
        format!("−{:.0}", -points)
    } else if points > 0.0 {
        format!("+{points:.0}")
    } else {
        "0".to_owned()
    }
}

/// Returns the name of a period or group, with a word where it can still grow.
pub(super) fn period(row: &RateRow) -> String {
    if row.mature { row.key.clone() } else { format!("{} so far", row.key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rate::IntervalMethod;

    fn share(k: u64, n: u64, lo: f64, hi: f64) -> Rate {
        let value = Some(k as f64 / n as f64);
        Rate { k, n, rate: value, lo: Some(lo), hi: Some(hi), method: IntervalMethod::Wilson }
    }

    #[test]
    fn small_shares_print_whole_percent_and_large_ones_one_decimal() {
        // 12 / 31 = 0.387; 12 / 109 = 0.1101.
        let small = rate(&share(12, 31, 0.237, 0.562));
        assert_eq!(small, "12 of 31 = 39\u{a0}% [24–56\u{a0}%]");
        let large = rate(&share(12, 109, 0.0642, 0.1826));
        assert_eq!(large, "12 of 109 = 11.0\u{a0}% [6.4–18.3\u{a0}%]");
    }

    #[test]
    fn a_share_of_nothing_has_no_percentage() {
        let none =
            Rate { k: 0, n: 0, rate: None, lo: None, hi: None, method: IntervalMethod::Wilson };
        assert_eq!(rate(&none), "0 of 0 = –");
    }

    #[test]
    fn lengths_are_as_precise_as_they_are_short() {
        let text = |minutes| length(TimeDelta::minutes(minutes));
        assert_eq!(text(8), "8\u{a0}min");
        assert_eq!(text(148), "2\u{a0}h 28\u{a0}min");
        assert_eq!(text(-1_440), "1\u{a0}day");
        assert_eq!(text(1_440 + 125), "1\u{a0}day 2\u{a0}h");
        assert_eq!(text(41 * 1_440 + 125), "41\u{a0}days");
        assert_eq!(text(41 * 1_440 + 725), "42\u{a0}days");
    }

    #[test]
    fn changes_carry_a_true_minus_and_zero_no_sign() {
        let down = RateChange { difference: -0.08, lo: -0.31, hi: 0.16 };
        assert_eq!(change(&down), "−8 points [−31 to +16]");
        assert!(!is_distinct(&down));
        assert_eq!(points(-0.001), "0");
    }

    #[test]
    fn lines_and_thousands_read_as_people_write_them() {
        let ranges = [LineRange { first: 4, last: 6 }, LineRange::one(9)];
        assert_eq!(lines(&ranges), "lines 4–6, 9");
        assert_eq!(lines(&ranges[1..]), "line 9");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
