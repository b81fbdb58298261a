//! Times as cells write them. What a cell says by itself (ISO 8601, a named month, an epoch) is
//! read as it stands; whether `03/04/26` is in March or April is decided once for a column, over
//! all its cells, and asked for where they do not tell.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use regex::{Captures, Regex};

use super::error::SourceError;
use crate::model::incident::{Origin, Stamp};

/// What the user said about the times of a file.
#[derive(Debug, Default)]
pub(super) struct TimeRules {
    custom: Option<String>,
    zone: Option<FixedOffset>,
}

/// How the cells of one column are read.
#[derive(Debug, Default)]
pub(super) struct ColumnFormat {
    order: Option<Order>,
    names: BTreeSet<&'static str>,
    zoneless: usize,
}

/// Which of the two numbers before the year is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A cell taken apart, before its date is known to exist.
struct Parts {
    date: DateParts,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
}

enum DateParts {
    Iso(i32, u32, u32),
    Named(i32, u32, u32),
    Numbers { first: u32, second: u32, year: i32, dots: bool },
    Epoch(DateTime<Utc>),
}

const DAY_FIRST: &str = "day/month/year";
const MONTH_FIRST: &str = "month/day/year";

impl TimeRules {
    /// Returns the rules, or what is wrong with them.
    pub(super) fn new(custom: Option<&str>, zone: Option<&str>) -> Result<Self, SourceError> {
        if let Some(format) = custom
            && StrftimeItems::new(format).any(|item| item == Item::Error)
        {
            return Err(SourceError::BadDateFormat { format: format.to_owned() });
        }
        let unknown = |zone: &str| SourceError::UnknownZone { zone: zone.to_owned() };
        let zone = zone.map(|word| offset(word).ok_or_else(|| unknown(word))).transpose()?;
        Ok(Self { custom: custom.map(str::to_owned), zone })
    }

    /// Returns how the cells of a column are read; an error where their order of day and month is open.
    pub(super) fn column<'a>(
        &self,
        name: &str,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<ColumnFormat, SourceError> {
        let mut format = ColumnFormat::default();
        // An example of each: only day first fits, only month first fits, both fit and differ.
        let (mut day, mut month, mut both) = (None, None, None);
        for cell in cells {
            if self.custom_time(cell).is_some() {
                format.names.insert("the given date format");
            } else if let Some(parts) = parts(cell) {
                if let DateParts::Numbers { dots, .. } = parts.date {
                    let reads = |order| parts.local(Some(order));
                    match (reads(Order::DayFirst), reads(Order::MonthFirst)) {
                        (Some(_), None) => day = day.or(Some(cell)),
                        (None, Some(_)) => month = month.or(Some(cell)),
                        (Some(one), Some(two)) if one != two && !dots => both = both.or(Some(cell)),
                        _ => {}
                    }
                }
                format.names.extend(parts.name());
                format.zoneless += usize::from(parts.offset.is_none() && !parts.is_epoch());
            }
        }
        format.order = match (day, month, both) {
            (Some(_), None, _) => Some(Order::DayFirst),
            (None, Some(_), _) => Some(Order::MonthFirst),
            (None, None, None) => Some(Order::DayFirst),
            // With a given format the other cells are rejected one by one.
            _ if self.custom.is_some() => None,
            _ => {
                return Err(SourceError::AmbiguousDates {
                    column: name.to_owned(),
                    example: both.or(month).or(day).unwrap_or_default().to_owned(),
                    formats: vec![DAY_FIRST, MONTH_FIRST],
                });
            }
        };
        if day.is_some() {
            format.names.insert(DAY_FIRST);
        } else if month.is_some() {
            format.names.insert(MONTH_FIRST);
        }
        Ok(format)
    }

    /// Returns the time of a cell, or `None` where it is no time the column can hold.
    pub(super) fn stamp(&self, format: &ColumnFormat, cell: &str) -> Option<Stamp> {
        let (local, offset, exact) = if let Some(custom) = self.custom_time(cell) {
            custom
        } else {
            let parts = parts(cell)?;
            if self.custom.is_some() && matches!(parts.date, DateParts::Numbers { .. }) {
                return None;
            }
            let exact = parts.time.is_some() || parts.is_epoch();
            let offset = if parts.is_epoch() { Some(Utc.fix_zero()) } else { parts.offset };
            (parts.local(format.order)?, offset, exact)
        };
        if !(1970..=2200).contains(&local.year()) {
            return None;
        }
        let zone = offset.or(self.zone);
        let at = zone
            .unwrap_or_else(|| Utc.fix_zero())
            .from_local_datetime(&local)
            .single()?
            .with_timezone(&Utc);
        let origin = if zone.is_some() && exact { Origin::Field } else { Origin::Guessed };
        Some(Stamp { at, origin })
    }

    /// Returns whether the user named the zone of times without one.
    pub(super) fn names_zone(&self) -> bool {
        self.zone.is_some()
    }

    fn custom_time(&self, cell: &str) -> Option<(NaiveDateTime, Option<FixedOffset>, bool)> {
        let (format, cell) = (self.custom.as_deref()?, cell.trim());
        if let Ok(at) = DateTime::parse_from_str(cell, format) {
            Some((at.naive_local(), Some(*at.offset()), true))
        } else if let Ok(at) = NaiveDateTime::parse_from_str(cell, format) {
            Some((at, None, true))
        } else {
            let day = NaiveDate::parse_from_str(cell, format).ok()?;
            Some((day.and_time(NaiveTime::MIN), None, false))
        }
    }
}

impl ColumnFormat {
    /// Returns the formats found, for people.
    pub(super) fn description(&self) -> String {
        self.names.iter().copied().collect::<Vec<_>>().join(", ")
    }

    /// Returns how many cells name no zone.
    pub(super) fn zoneless(&self) -> usize {
        self.zoneless
    }
}

impl Parts {
    fn is_epoch(&self) -> bool {
        matches!(self.date, DateParts::Epoch(_))
    }

    fn name(&self) -> Option<&'static str> {
        match self.date {
            DateParts::Iso(..) => Some("ISO 8601"),
            DateParts::Named(..) => Some("day and named month"),
            DateParts::Epoch(_) => Some("seconds or milliseconds since 1970"),
            DateParts::Numbers { .. } => None,
        }
    }

    fn local(&self, order: Option<Order>) -> Option<NaiveDateTime> {
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

/// The offset zero, where chrono asks for one.
trait FixZero {
    fn fix_zero(&self) -> FixedOffset;
}

impl FixZero for Utc {
    fn fix_zero(&self) -> FixedOffset {
        FixedOffset::east_opt(0).expect("zero is an offset")
    }
}

fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    // Longer cells are prose, and the patterns below need not see them.
    if cell.len() > 64 {
        return None;
    }
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

fn epoch(cell: &str) -> Option<DateTime<Utc>> {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    if !cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    match whole.len() {
        9..=10 => DateTime::from_timestamp(whole.parse().ok()?, 0),
        12..=13 => DateTime::from_timestamp_millis(whole.parse().ok()?),
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

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_lowercase();
    let place = MONTHS.iter().position(|full| name.len() >= 3 && full.starts_with(&name))?;
    Some(place as u32 + 1)
}

/// Returns the offset a text names: `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`.
pub(super) fn offset(text: &str) -> Option<FixedOffset> {
    if ["z", "utc", "gmt"].contains(&text.to_lowercase().as_str()) {
        return Some(Utc.fix_zero());
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
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$"));
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})$"));
static DAY_AND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[A-Za-z]{3,9},\s*)?(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*([A-Za-z]{3,9})[\s/.,-]*(\d{4}|\d{2})$",
    )
});
static NAME_AND_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[A-Za-z]{3,9},\s*)?([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns above are valid, as the tests that use each show")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rules: &TimeRules, cells: &[&str]) -> Result<Vec<Option<String>>, SourceError> {
        let format = rules.column("Created", cells.iter().copied())?;
        let text = |s: Stamp| format!("{} {}", s.at.format("%Y-%m-%dT%H:%M:%S"), s.origin);
        Ok(cells.iter().map(|cell| rules.stamp(&format, cell).map(text)).collect())
    }

    fn one(cell: &str) -> String {
        read(&TimeRules::default(), &[cell]).unwrap().remove(0).unwrap_or_default()
    }

    #[test]
    fn what_a_cell_says_by_itself_is_read_as_it_stands() {
        for (cell, time) in [
            ("2022-07-17 07:15:55.959+00:00", "2022-07-17T07:15:55 field"),
            ("2019-05-20T11:42:39+03:00", "2019-05-20T08:42:39 field"),
            ("2024-01-09T15:54:00Z", "2024-01-09T15:54:00 field"),
            ("2016-03-03T13:40:01.000+0800", "2016-03-03T05:40:01 field"),
            ("2022-09-15 15:27:56", "2022-09-15T15:27:56 guessed"),
            ("2022-09-15", "2022-09-15T00:00:00 guessed"),
            ("09/Jan/24 3:54 PM", "2024-01-09T15:54:00 guessed"),
            ("3/Nov/20 12:17", "2020-11-03T12:17:00 guessed"),
            ("Tue, 9 Jan 2024 12:05:00 +0000", "2024-01-09T12:05:00 field"),
            ("January 9, 2024 12:05 AM", "2024-01-09T00:05:00 guessed"),
            ("16/02/2017 15:26", "2017-02-16T15:26:00 guessed"),
            ("8/25/2025 7:00:00 AM", "2025-08-25T07:00:00 guessed"),
            ("01.02.2017 15:26", "2017-02-01T15:26:00 guessed"),
            ("1667458896", "2022-11-03T07:01:36 field"),
            ("1667458896123", "2022-11-03T07:01:36 field"),
        ] {
            assert_eq!(one(cell), time, "{cell}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for cell in [
            "soon",
            "2024-02-30",
            "16/16/2017",
            "0001-01-01",
            "25:00",
            "2024-01-09T25:00Z",
            "12",
            "13:00 PM",
        ] {
            assert_eq!(one(cell), "", "{cell}");
        }
    }

    #[test]
    fn one_decisive_cell_settles_the_whole_column() {
        let times = read(&TimeRules::default(), &["03/04/26", "16/02/26", "02/16/2 6"]).unwrap();
        assert_eq!(times[0].as_deref(), Some("2026-04-03T00:00:00 guessed"));
        assert_eq!(times[2], None);
        let times = read(&TimeRules::default(), &["03/04/26", "02/16/26"]).unwrap();
        assert_eq!(times[0].as_deref(), Some("2026-03-04T00:00:00 guessed"));
    }

    #[test]
    fn a_column_that_reads_both_ways_or_contradicts_itself_asks() {
        for cells in [&["01/03/26 04:05:06", "02/02/26 04:05:06"][..], &["16/02/26", "02/16/26"]] {
            let error = read(&TimeRules::default(), cells).unwrap_err();
            assert!(
                error.to_string().contains("read as day/month/year and as month/day/year"),
                "{error}"
            );
            assert!(error.hint().unwrap().contains("--date-format"));
        }
        assert_eq!(one("02/02/26"), "2026-02-02T00:00:00 guessed");
    }

    #[test]
    fn a_given_format_and_zone_answer_both_questions() {
        let rules = TimeRules::new(Some("%m/%d/%y %H:%M:%S"), Some("+01:00")).unwrap();
        let times =
            read(&rules, &["01/03/26 04:05:06", "2026-01-03T04:05:06Z", "16/02/26 04:05:06"])
                .unwrap();
        assert_eq!(times[0].as_deref(), Some("2026-01-03T03:05:06 field"));
        assert_eq!(times[1].as_deref(), Some("2026-01-03T04:05:06 field"));
        assert_eq!(times[2], None);
        assert!(matches!(TimeRules::new(Some("%Q"), None), Err(SourceError::BadDateFormat { .. })));
        assert!(matches!(TimeRules::new(None, Some("CEST")), Err(SourceError::UnknownZone { .. })));
    }
}
