//! Times as cells write them. What a cell says by itself (ISO 8601, a named month, an epoch) is
//! read as it stands; whether `03/04/26` is in March or April is decided once for a column, over
//! all its cells, and asked for where they do not tell.

mod cell;
mod scan;
mod zone;

use std::collections::BTreeSet;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use cell::{DateParts, Order, parts, utc};

pub(super) use cell::offset;
pub(super) use scan::ColumnScan;
pub(super) use zone::Zone;

use super::error::SourceError;
use crate::model::incident::{Origin, Stamp};

/// What the user said about the times of a file.
#[derive(Debug, Default, Clone)]
pub(super) struct TimeRules {
    custom: Option<String>,
    zone: Option<Zone>,
}

/// How the cells of one column are read.
#[derive(Debug, Default)]
pub(super) struct ColumnFormat {
    order: Option<Order>,
    names: BTreeSet<&'static str>,
    zoneless: usize,
    flags: usize,
    others: usize,
}

impl TimeRules {
    /// Returns the rules, or what is wrong with them.
    pub(super) fn new(custom: Option<&str>, zone: Option<&str>) -> Result<Self, SourceError> {
        if let Some(format) = custom
            && StrftimeItems::new(format).any(|item| item == Item::Error)
        {
            return Err(SourceError::BadDateFormat { format: format.to_owned() });
        }
        let unknown = |zone: &str| SourceError::UnknownZone { zone: zone.to_owned() };
        let zone = zone.map(|word| Zone::named(word).ok_or_else(|| unknown(word))).transpose()?;
        Ok(Self { custom: custom.map(str::to_owned), zone })
    }

    /// Returns the rules for a column that says its times are in UTC.
    pub(super) fn in_utc(&self) -> Self {
        Self { custom: self.custom.clone(), zone: Some(Zone::Offset(utc())) }
    }

    /// Returns how the cells of a column are read; an error where their order of day and month is open.
    pub(super) fn column<'a>(
        &self,
        name: &str,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<ColumnFormat, SourceError> {
        let mut scan = ColumnScan::default();
        cells.for_each(|cell| scan.see(self, cell));
        scan.format(self, name)
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
            let offset = if parts.is_epoch() { Some(utc()) } else { parts.offset };
            (parts.local(format.order)?, offset, exact)
        };
        // Post-mortems go back to ships that sank; a year before these is a slip.
        if !(1500..=2200).contains(&local.year()) {
            return None;
        }
        let zone = offset.map(Zone::Offset).or(self.zone);
        let (at, sure) = zone.unwrap_or(Zone::Offset(utc())).utc(local)?;
        let sure = sure && zone.is_some() && exact;
        Some(Stamp { at, origin: if sure { Origin::Field } else { Origin::Guessed } })
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

    /// Returns whether any cell is a time, and it is known how it is read.
    pub(super) fn tells_times(&self) -> bool {
        !self.names.is_empty()
    }

    /// Returns whether every cell says no more than yes or no.
    pub(super) fn is_flag(&self) -> bool {
        self.flags > 0 && self.others == 0
    }

    /// Returns how many cells name no zone.
    pub(super) fn zoneless(&self) -> usize {
        self.zoneless
    }
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
            ("20220915", "2022-09-15T00:00:00 guessed"),
            ("2022-09-15 10:20:30 UTC", "2022-09-15T10:20:30 field"),
            ("09/Jan/24 3:54 PM", "2024-01-09T15:54:00 guessed"),
            ("3/Nov/20 12:17", "2020-11-03T12:17:00 guessed"),
            ("Tue, 9 Jan 2024 12:05:00 +0000", "2024-01-09T12:05:00 field"),
            ("Fri Apr 05 2024 12:34:56 GMT+0200 (CEST)", "2024-04-05T10:34:56 field"),
            ("January 9, 2024 12:05 AM", "2024-01-09T00:05:00 guessed"),
            ("Mon Nov 12 08:02:55 2007", "2007-11-12T08:02:55 guessed"),
            ("Tue Jan  8 09:10:11 2008", "2008-01-08T09:10:11 guessed"),
            ("14. März 2024 12:05", "2024-03-14T12:05:00 guessed"),
            ("05/févr./24 3:54 PM", "2024-02-05T15:54:00 guessed"),
            ("9 de septiembre de 2024", "2024-09-09T00:00:00 guessed"),
            ("10/dez/23 13:00", "2023-12-10T13:00:00 guessed"),
            ("16/02/2017 15:26", "2017-02-16T15:26:00 guessed"),
            ("8/25/2025 7:00:00 AM", "2025-08-25T07:00:00 guessed"),
            ("01.02.2017 15:26", "2017-02-01T15:26:00 guessed"),
            ("1667458896", "2022-11-03T07:01:36 field"),
            ("1667458896123", "2022-11-03T07:01:36 field"),
            ("1667458896123456", "2022-11-03T07:01:36 field"),
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
            "202411",
            "2024-01-09 15:54 CEST",
            "13:00 PM",
            "3/jui/24",
            "3 de nada de 2024",
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
        let error = read(&TimeRules::default(), &["16/02/26", "02/16/26"]).unwrap_err();
        assert!(error.to_string().contains("`16/02/26` and `02/16/26`"), "{error}");
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
        let rules = TimeRules::new(None, Some("Europe/Berlin")).unwrap();
        let times = ["2026-07-01 12:00", "2026-01-01 12:00", "2026-10-25 02:30"];
        let times = read(&rules, &times).unwrap();
        assert_eq!(times[0].as_deref(), Some("2026-07-01T10:00:00 field"));
        assert_eq!(times[1].as_deref(), Some("2026-01-01T11:00:00 field"));
        // Half past two came twice on that night: the first, and no more than a guess.
        assert_eq!(times[2].as_deref(), Some("2026-10-25T00:30:00 guessed"));
    }
}
