//! Numbers in words, the same in titles, labels and descriptions.
//!
//! Shares of fewer than 100 are whole percents, others have one decimal. U+00A0 stands before the
//! percent sign, U+2212 is the minus, and thousands have a comma.

use crate::model::commit::Time;
use crate::model::period::Period;
use crate::model::rate::Rate;

/// What is printed where a value is not known.
pub(super) const UNKNOWN: &str = "–";

/// Returns a share as a percentage; `n` sets the decimals.
pub(super) fn percent(share: f64, n: u64) -> String {
    let decimals = usize::from(n >= 100);
    format!("{:.decimals$}\u{a0}%", share * 100.0)
}

/// Returns a rate as a percentage.
pub(super) fn rate(rate: &Rate) -> String {
    rate.rate.map_or_else(|| UNKNOWN.to_owned(), |share| percent(share, rate.n))
}

/// Returns the interval of a rate, as in `[6.4 – 18.3 %]`.
pub(super) fn interval(rate: &Rate) -> String {
    let (Some(lo), Some(hi)) = (rate.lo, rate.hi) else { return UNKNOWN.to_owned() };
    format!("[{}]", range(lo, hi, rate.n))
}

/// Returns a stretch of shares, as in `6.4 – 18.3 %`.
pub(super) fn range(lo: f64, hi: f64, n: u64) -> String {
    let decimals = usize::from(n >= 100);
    format!("{:.decimals$}\u{a0}–\u{a0}{}", lo * 100.0, percent(hi, n))
}

/// Returns a count with commas at the thousands.
pub(super) fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a count with its noun, as in `1 escape` and `2 escapes`.
pub(super) fn counted(value: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(value), if value == 1 { "" } else { "s" })
}

/// Returns a ratio or an area with two decimals, as in `0.46`.
pub(super) fn two(value: f64) -> String {
    format!("{value:.2}")
}

/// Returns a stretch with two decimals, as in `0.34 – 0.62`.
pub(super) fn two_range(lo: f64, hi: f64) -> String {
    format!("{} – {}", two(lo), two(hi))
}

/// Returns an odds ratio: beyond two digits only its size matters, from 100 on not even that.
pub(super) fn ratio(value: f64) -> String {
    match value {
        100.0.. => "over 100".to_owned(),
        10.0.. => format!("{value:.0}"),
        _ => two(value),
    }
}

/// Returns a stretch of odds ratios, as in `0.34 – 12` and `20 – over 100`.
pub(super) fn ratio_range(lo: f64, hi: f64) -> String {
    format!("{} – {}", ratio(lo), ratio(hi))
}

/// Returns a whole percentage of a value that is in percent already.
pub(super) fn whole_percent(value: f64) -> String {
    format!("{value:.0}\u{a0}%")
}

/// Returns a length of time in days, as in `63 days`; hours below two days.
pub(super) fn days(value: f64) -> String {
    let hours = (value * 24.0).round();
    if value >= 2.0 {
        format!("{} days", count(value.round() as u64))
    } else if hours < 1.0 {
        "under 1 hour".to_owned()
    } else {
        format!("{hours:.0} hour{}", if hours > 1.0 { "s" } else { "" })
    }
}

/// Returns a stretch of times in short units, as in `27 – 42 d`, `7 – 31 h` and `25 h – 426 d`.
pub(super) fn short_days(lo: f64, hi: f64) -> String {
    let short = |value: f64| {
        let hours = (value * 24.0).round();
        if value >= 2.0 {
            (count(value.round() as u64), "d")
        } else if hours < 1.0 {
            ("< 1".to_owned(), "h")
        } else {
            (format!("{hours:.0}"), "h")
        }
    };
    let ((from, unit), (to, last)) = (short(lo), short(hi));
    let from = if unit == last { from } else { format!("{from}\u{a0}{unit}") };
    format!("{from}\u{a0}–\u{a0}{to}\u{a0}{last}")
}

/// Returns a day, as in `30 Sep 2026`.
pub(super) fn day(at: Time) -> String {
    at.format("%-d %b %Y").to_string()
}

/// Returns a period in full, as in `Q3 2026`.
pub(super) fn period(period: Period) -> String {
    format!("{} {}", period_in_year(period), year(period))
}

/// Returns a period without its year, as in `Q3` or `Sep`.
pub(super) fn period_in_year(period: Period) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match period {
        Period::Quarter { quarter, .. } => format!("Q{quarter}"),
        Period::Month { month, .. } => {
            let place = (month as usize).wrapping_sub(1);
            MONTHS.get(place).map_or_else(|| month.to_string(), |name| (*name).to_owned())
        }
    }
}

/// Returns the year of a period.
pub(super) fn year(period: Period) -> i32 {
    match period {
        Period::Quarter { year, .. } | Period::Month { year, .. } => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_number_of_defects() {
        assert_eq!(percent(0.1101, 109), "11.0\u{a0}%");
        assert_eq!(percent(0.1522, 92), "15\u{a0}%");
        assert_eq!(range(0.064, 0.183, 109), "6.4\u{a0}–\u{a0}18.3\u{a0}%");
    }

    #[test]
    fn short_times_are_in_hours() {
        assert_eq!(days(63.4), "63 days");
        assert_eq!(days(1.5), "36 hours");
        assert_eq!((days(0.04), days(0.01)), ("1 hour".to_owned(), "under 1 hour".to_owned()));
    }

    #[test]
    fn a_stretch_of_times_is_short_and_names_each_unit_once() {
        let told = |lo, hi| short_days(lo, hi).replace('\u{a0}', " ");
        assert_eq!(told(25.0 / 24.0, 426.0), "25 h – 426 d");
        assert_eq!(told(7.0 / 24.0, 31.0 / 24.0), "7 – 31 h");
        assert_eq!(told(27.0, 1_042.0), "27 – 1,042 d");
        assert_eq!(told(0.01, 3.0), "< 1 h – 3 d");
    }

    #[test]
    fn a_large_odds_ratio_has_no_decimals() {
        assert_eq!(ratio_range(0.336, 9.994), "0.34 – 9.99");
        assert_eq!(ratio_range(39.79, 812.0), "40 – over 100");
    }

    #[test]
    fn thousands_have_a_comma() {
        assert_eq!(count(1_123), "1,123");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!(count(999), "999");
        assert_eq!(counted(1, "escape"), "1 escape");
    }

    #[test]
    fn a_period_prints_as_people_say_it() {
        assert_eq!(period(Period::Quarter { year: 2026, quarter: 3 }), "Q3 2026");
        assert_eq!(period(Period::Month { year: 2026, month: 9 }), "Sep 2026");
    }
}
