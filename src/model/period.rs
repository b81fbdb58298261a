//! Calendar periods, with a fiscal year if the team has one.

use std::fmt;

use chrono::{Datelike, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use super::commit::Time;

/// How time is cut into periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// Month the fiscal year starts in, 1 to 12.
    pub fiscal_year_start: u32,
    /// Zone that days are cut in.
    pub zone: FixedOffset,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            fiscal_year_start: 1,
            zone: FixedOffset::east_opt(0).expect("zero is a valid offset"),
        }
    }
}

/// A month or quarter. The year of a fiscal quarter is the one the fiscal year ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "unit")]
pub enum Period {
    /// A calendar month.
    Month {
        /// Year.
        year: i32,
        /// Month, 1 to 12.
        month: u32,
    },
    /// A quarter of the fiscal year.
    Quarter {
        /// Year the fiscal year ends in.
        year: i32,
        /// Quarter, 1 to 4.
        quarter: u32,
    },
}

impl Calendar {
    /// Returns the month that holds the time.
    pub fn month(self, at: Time) -> Period {
        let day = at.with_timezone(&self.zone).date_naive();
        Period::Month { year: day.year(), month: day.month() }
    }

    /// Returns the quarter that holds the time.
    pub fn quarter(self, at: Time) -> Period {
        let day = at.with_timezone(&self.zone).date_naive();
        let months = day.year() * 12 + day.month0() as i32 - (self.fiscal_year_start as i32 - 1);
        let shift = i32::from(self.fiscal_year_start > 1);
        Period::Quarter {
            year: months.div_euclid(12) + shift,
            quarter: months.rem_euclid(12) as u32 / 3 + 1,
        }
    }

    /// Returns the first instant of the period and the first instant after it.
    pub fn bounds(self, period: Period) -> (Time, Time) {
        let (first_month, length) = match period {
            Period::Month { year, month } => (year * 12 + month as i32 - 1, 1),
            Period::Quarter { year, quarter } => {
                let shift = i32::from(self.fiscal_year_start > 1);
                let start = (year - shift) * 12 + self.fiscal_year_start as i32 - 1;
                (start + (quarter as i32 - 1) * 3, 3)
            }
        };
        (self.month_start(first_month), self.month_start(first_month + length))
    }

    fn month_start(self, months: i32) -> Time {
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
        let day = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN);
        self.zone
            .from_local_datetime(&day.and_time(chrono::NaiveTime::MIN))
            .single()
            .map_or(Time::MIN_UTC, |at| at.with_timezone(&Utc))
    }
}

impl Period {
    /// Returns the period after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Month { year, month: 12 } => Self::Month { year: year + 1, month: 1 },
            Self::Month { year, month } => Self::Month { year, month: month + 1 },
            Self::Quarter { year, quarter: 4 } => Self::Quarter { year: year + 1, quarter: 1 },
            Self::Quarter { year, quarter } => Self::Quarter { year, quarter: quarter + 1 },
        }
    }

    /// Returns the period a text names: `2026Q3`, `2026-Q3` or `2026-09`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = year.parse().ok()?;
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            return Some(Self::Quarter { year, quarter });
        }
        let month = rest.parse().ok().filter(|m| (1..=12).contains(m))?;
        Some(Self::Month { year, month })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month { year, month } => f.pad(&format!("{year}-{month:02}")),
            Self::Quarter { year, quarter } => f.pad(&format!("{year}Q{quarter}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_from_april_puts_march_into_its_last_quarter() {
        let calendar = Calendar { fiscal_year_start: 4, ..Calendar::default() };
        let march = Utc.with_ymd_and_hms(2026, 3, 31, 23, 0, 0).unwrap();
        let quarter = calendar.quarter(march);
        assert_eq!(quarter.to_string(), "2026Q4");
        let (start, end) = calendar.bounds(quarter);
        assert_eq!(start.to_rfc3339(), "2026-01-01T00:00:00+00:00");
        assert_eq!(end.to_rfc3339(), "2026-04-01T00:00:00+00:00");
    }

    #[test]
    fn every_period_parses_back_from_its_text() {
        for text in ["2026Q3", "2025-12"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Period::parse("2026Q5"), None);
        assert_eq!(Period::parse("2025-12").unwrap().next().to_string(), "2026-01");
    }
}
