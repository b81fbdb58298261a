//! A cell that holds a time, taken apart into date, time of day and zone.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use regex::{Captures, Regex};

use crate::sources::fold::folded;

/// Which of the two numbers before the year is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A cell taken apart, before its date is known to exist.
pub(super) struct Parts {
    pub(super) date: DateParts,
    pub(super) time: Option<NaiveTime>,
    pub(super) offset: Option<FixedOffset>,
}

pub(super) enum DateParts {
    Iso(i32, u32, u32),
    Named(i32, u32, u32),
    Numbers { first: u32, second: u32, year: i32, dots: bool },
    Epoch(DateTime<Utc>),
}

impl Parts {
    pub(super) fn is_epoch(&self) -> bool {
        matches!(self.date, DateParts::Epoch(_))
    }

    pub(super) fn name(&self) -> Option<&'static str> {
        match self.date {
            DateParts::Iso(..) => Some("ISO 8601"),
            DateParts::Named(..) => Some("day and named month"),
            DateParts::Epoch(_) => Some("seconds since 1970 or parts of them"),
            DateParts::Numbers { .. } => None,
        }
    }

    pub(super) fn local(&self, order: Option<Order>) -> Option<NaiveDateTime> {
        let (year, month, day) = match self.date {
            DateParts::Epoch(at) => return Some(at.naive_utc()),
            DateParts::Iso(year, month, day) | DateParts::Named(year, month, day) => {
                (year, month, day)
            }
            DateParts::Numbers { first, second, year, dots } => match order? {
                _ if dots => (year, second, first),
                Order::DayFirst => (year, second, first),
                Order::MonthFirst => (year, first, second),
            },
        };
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Some(day.and_time(self.time.unwrap_or(NaiveTime::MIN)))
    }
}

/// Returns the offset zero.
pub(super) fn utc() -> FixedOffset {
    FixedOffset::east_opt(0).expect("zero is an offset")
}

/// Returns the parts of a cell, or `None` where it is no time.
pub(super) fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    // Longer cells are prose, and the patterns below need not see them.
    if cell.len() > 64 {
        return None;
    }
    let plain = without_zone_name(cell);
    let named = plain.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = if named { C_TIME.replace(&plain, "$1 $3 $2").into_owned() } else { plain };
    let cell = plain.as_str();
    if let Some(at) = epoch(cell) {
        return Some(Parts { date: DateParts::Epoch(at), time: None, offset: None });
    }
    let Some(found) = TIME.captures(cell) else {
        return Some(Parts { date: date(cell)?, time: None, offset: None });
    };
    let offset = match found.name("zone") {
        Some(zone) => Some(offset(zone.as_str())?),
        None => None,
    };
    Some(Parts { date: date(&found["date"])?, time: Some(time_of_day(&found)?), offset })
}

/// Returns a time as browsers print it without the name of its zone: `… GMT+0100 (CET)`.
fn without_zone_name(cell: &str) -> String {
    let bare = cell.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).map(|(time, _)| time);
    bare.unwrap_or(cell).replace("GMT+", "+").replace("GMT-", "-")
}

fn epoch(cell: &str) -> Option<DateTime<Utc>> {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    if !cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    match whole.len() {
        9..=10 => DateTime::from_timestamp(whole.parse().ok()?, 0),
        12..=13 => DateTime::from_timestamp_millis(whole.parse().ok()?),
        15..=16 => DateTime::from_timestamp_micros(whole.parse().ok()?),
        _ => None,
    }
}

fn time_of_day(found: &Captures<'_>) -> Option<NaiveTime> {
    let number = |name: &str| found.name(name).map_or(Some(0), |m| m.as_str().parse::<u32>().ok());
    let mut hour = number("hour")?;
    if let Some(half) = found.name("half") {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half.as_str().starts_with(['p', 'P']) { 12 } else { 0 };
    }
    let nanos =
        found.name("fraction").map_or(Some(0), |m| format!("{:0<9}", m.as_str()).parse().ok());
    NaiveTime::from_hms_nano_opt(hour, number("minute")?, number("second")?.min(59), nanos?)
}

fn date(text: &str) -> Option<DateParts> {
    let text = text.trim().trim_end_matches([',', 'T', 't']);
    let number = |m: &Captures<'_>, at: usize| m[at].parse::<u32>().ok();
    let year = |m: &Captures<'_>, at: usize| full_year(&m[at]);
    if let Some(m) = YEAR_FIRST.captures(text) {
        return Some(DateParts::Iso(year(&m, 1)?, number(&m, 2)?, number(&m, 3)?));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
        return Some(DateParts::Iso(full_year(&text[..4])?, part(4..6)?, part(6..8)?));
    }
    if let Some(m) = NUMBERS.captures(text) {
        let dots = &m[2] == ".";
        return Some(DateParts::Numbers {
            first: number(&m, 1)?,
            second: number(&m, 3)?,
            year: year(&m, 4)?,
            dots,
        });
    }
    if let Some(m) = DAY_AND_NAME.captures(text) {
        return Some(DateParts::Named(year(&m, 3)?, month(&m[2])?, number(&m, 1)?));
    }
    let m = NAME_AND_DAY.captures(text)?;
    Some(DateParts::Named(year(&m, 3)?, month(&m[1])?, number(&m, 2)?))
}

fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    Some(match digits.len() {
        // The POSIX rule: 69 to 99 are in the last century.
        2 if year >= 69 => 1900 + year,
        2 => 2000 + year,
        _ => year,
    })
}

/// The months in English, German, French, Spanish and Portuguese, without marks on their letters.
const MONTHS: [&str; 12] = [
    "january januar janvier enero janeiro",
    "february februar fevrier febrero fevereiro",
    "march maerz marz mrz mars marzo marco",
    "april avril abril",
    "may mai mayo maio",
    "june juni juin junio junho",
    "july juli juillet julio julho",
    "august aout agosto",
    "september septembre septiembre setiembre setembro",
    "october oktober octobre octubre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dezembro",
];

/// Returns the month that a name or its beginning means; none where it may mean two.
fn month(name: &str) -> Option<u32> {
    let name = folded(name);
    let means = |names: &&str| names.split(' ').any(|full| full.starts_with(&name));
    let mut found = MONTHS.iter().zip(1..).filter(|(names, _)| means(names));
    let (_, month) = found.next().filter(|_| name.len() >= 3)?;
    found.next().is_none().then_some(month)
}

/// Returns the offset a text names: `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`.
pub(in crate::sources) fn offset(text: &str) -> Option<FixedOffset> {
    if ["z", "utc", "gmt"].contains(&text.to_lowercase().as_str()) {
        return Some(utc());
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.strip_prefix(['+', '-'])?.replace(':', "");
    if !digits.bytes().all(|b| b.is_ascii_digit()) || ![2, 4].contains(&digits.len()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    if hours > 14 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?<date>.+?)(?:T|,?\s+|\s+at\s+)(?<hour>\d{1,2}):(?<minute>\d{2})
        (?: :(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))? )?
        (?:\s*(?<half>[ap]\.?m\.?))?(?:\s*(?<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?$",
    )
});
/// `Mon Nov 12 08:02:55 2007`, as the C library prints a time.
static C_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([A-Za-z]{3}\s+[A-Za-z]{3}\s+\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(\d{4})$")
});
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$"));
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})$"));
static DAY_AND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:\p{L}{2,10}[.,]+\s*)?(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*(?:de\s+)?
        (\p{L}{3,10})[\s/.,-]*(?:de\s+)?(\d{4}|\d{2})$",
    )
});
static NAME_AND_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:\p{L}{3,9}(?:,\s*|\s+))?(\p{L}{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns above are valid, as the tests that use each show")
}
