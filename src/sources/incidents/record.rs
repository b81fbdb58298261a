//! A row of a table to an incident record.

mod lists;

use std::collections::BTreeMap;

use super::Decided;
use super::columns::Columns;
use super::fields::{Field, TIMES, normal};
use super::notes::Notes;
use super::values::web_address;
use super::vocabulary::{contained, detected_by, phase, severity};
use crate::model::incident::{Contained, DetectedBy, Incident, Origin, Phase, Stamp};
use crate::sources::SourceError;
use crate::sources::table::Row;
use crate::sources::text::{Cleaner, MAX_BODY, MAX_TITLE, MAX_WORDS};
use crate::sources::time::{ColumnFormat, ColumnScan, TimeRules};

/// Longest id kept, in characters.
const MAX_ID: usize = 200;

/// Turns rows into records and gathers what it notices.
pub(super) struct Reader<'a> {
    columns: &'a Columns<'a>,
    /// The times of the record, as far as they were looked at.
    scans: Vec<(Field, TimeRules, ColumnScan)>,
    formats: BTreeMap<Field, (TimeRules, ColumnFormat)>,
    cleaner: Cleaner,
    notes: Notes,
}

impl<'a> Reader<'a> {
    /// Returns a reader for the rows of one file.
    pub(super) fn new(columns: &'a Columns<'a>, rules: &TimeRules) -> Self {
        let scans = TIMES.into_iter().filter(|field| columns.has(*field)).map(|field| {
            // `Created At (UTC)` names the zone of all its cells.
            let names_utc = normal(columns.header(field)).ends_with("_utc");
            let rules = if names_utc { rules.in_utc() } else { rules.clone() };
            (field, rules, ColumnScan::default())
        });
        let scans = scans.collect();
        let (formats, cleaner, notes) = (BTreeMap::new(), Cleaner::default(), Notes::default());
        Self { columns, scans, formats, cleaner, notes }
    }

    /// Looks at the times of a row, before any is read.
    pub(super) fn look_at(&mut self, row: &Row) {
        for (field, rules, scan) in &mut self.scans {
            if let Some(cell) = self.columns.cell(row, *field) {
                scan.see(rules, cell);
            }
        }
    }

    /// Decides the date format of each time column over all rows that were looked at.
    pub(super) fn settle_dates(
        &mut self,
        decided: &mut Decided,
        notes: &mut Vec<String>,
    ) -> Result<(), SourceError> {
        for (field, rules, scan) in std::mem::take(&mut self.scans) {
            let header = self.columns.header(field).to_owned();
            let format = scan.format(&rules, &header)?;
            if format.is_flag() {
                notes.push(format!(
                    "`{header}` says yes or no and never when, so it is read as no time"
                ));
                continue;
            }
            if format.zoneless() > 0 && !rules.names_zone() {
                notes.push(format!(
                    "{} times of `{header}` name no zone and are read as UTC; `zone` in escapee.toml says which",
                    format.zoneless()
                ));
            }
            decided.date_formats.insert(header, format.description());
            self.formats.insert(field, (rules, format));
        }
        Ok(())
    }

    /// Returns what was noticed on all rows.
    pub(super) fn noticed(&self) -> Vec<String> {
        self.notes.sentences().chain(self.cleaner.notes()).collect()
    }

    /// Returns the record of a row, or why there is none.
    pub(super) fn incident(&mut self, row: &Row) -> Result<Incident, String> {
        let id = self.cell(row, Field::Id).unwrap_or_default();
        let id = self.cleaner.name(&id);
        if id.is_empty() {
            return Err("has no id".to_owned());
        }
        if id.chars().count() > MAX_ID {
            return Err(format!("its id is longer than {MAX_ID} characters"));
        }
        let mut title = self.cell(row, Field::Title).unwrap_or_default();
        if title.is_empty()
            && let Some(body) = self.cell(row, Field::Body)
        {
            // Some exports fill the description alone.
            let first = body.lines().find(|line| !line.trim().is_empty());
            first.unwrap_or_default().clone_into(&mut title);
            self.notes.add(
                row.line,
                "empty titles; the first line of the body stands in".to_owned(),
                None,
            );
        }
        let title = self.cleaner.line(&title, MAX_TITLE);
        let title = if title.is_empty() { self.no_title(row, &id)? } else { title };
        let source = self.line(row, Field::Source).unwrap_or_else(|| "csv".to_owned());
        let mut incident = Incident::new(&id, &source, &title);
        self.times(row, &mut incident)?;
        self.texts(row, &mut incident);
        self.words(row, &mut incident);
        self.numbers(row, &mut incident);
        self.lists(row, &mut incident);
        Ok(incident)
    }

    /// Returns what stands in for a title where a tracker let one be empty or a table has none.
    fn no_title(&mut self, row: &Row, id: &str) -> Result<String, String> {
        let told = |field| self.columns.cell(row, field).is_some();
        let may_lack_one = self.columns.of_json() || !self.columns.has(Field::Title);
        if !may_lack_one || !(TIMES.iter().any(|time| told(*time)) || told(Field::Status)) {
            return Err(format!("`{id}` has no title"));
        }
        self.notes.add(row.line, "empty titles; `(no title)` stands in".to_owned(), None);
        Ok("(no title)".to_owned())
    }

    fn times(&mut self, row: &Row, incident: &mut Incident) -> Result<(), String> {
        incident.introduced_at = self.time(row, Field::IntroducedAt)?;
        incident.deployed_at = self.time(row, Field::DeployedAt)?;
        incident.started_at = self.time(row, Field::StartedAt)?;
        incident.detected_at = self.time(row, Field::DetectedAt)?;
        incident.acknowledged_at = self.time(row, Field::AcknowledgedAt)?;
        incident.mitigated_at = self.time(row, Field::MitigatedAt)?;
        incident.resolved_at = self.time(row, Field::ResolvedAt)?;
        incident.reopened_at = self.time(row, Field::ReopenedAt)?;
        if incident.started_at.is_none() {
            let detected = incident.detected_at;
            incident.started_at = detected.map(|stamp| Stamp { origin: Origin::Derived, ..stamp });
        }
        if let (Some(start), Some(end)) = (incident.at(), incident.resolved_at)
            && end.at < start
        {
            self.notes.add(row.line, "records end before they begin".to_owned(), None);
        }
        Ok(())
    }

    fn time(&self, row: &Row, field: Field) -> Result<Option<Stamp>, String> {
        let (Some((rules, format)), Some(cell)) =
            (self.formats.get(&field), self.columns.cell(row, field))
        else {
            return Ok(None);
        };
        let stamp = rules.stamp(format, self.columns.value(field, cell));
        if stamp.is_none() {
            let cell = Cleaner::default().line(cell, 40);
            let header = self.columns.header(field);
            return Err(format!("`{header}` holds `{cell}`, which is no time its column can hold"));
        }
        Ok(stamp)
    }

    fn texts(&mut self, row: &Row, incident: &mut Incident) {
        let body = self.cell(row, Field::Body).map(|text| self.cleaner.block(&text, MAX_BODY));
        incident.body = body.filter(|text| !text.is_empty());
        incident.kind = self.line(row, Field::Kind);
        let states = self.columns.cells(row, Field::Status).into_iter();
        let states: Vec<&str> =
            states.map(|word| self.columns.value(Field::Status, word)).collect();
        let states = self.cleaner.line(&states.join(", "), MAX_WORDS);
        incident.status = (!states.is_empty()).then_some(states);
        incident.component = self.line(row, Field::Component);
        let name = |reader: &mut Self, field| {
            let text = reader.cell(row, field)?;
            let text = reader.cleaner.name(&text);
            (!text.is_empty() && text.chars().count() <= MAX_ID).then_some(text)
        };
        incident.problem_id = name(self, Field::ProblemId);
        incident.affected_version = name(self, Field::AffectedVersion);
        incident.duplicate_of =
            name(self, Field::DuplicateOf).filter(|other| *other != incident.id);
        if let Some(url) = self.columns.cell(row, Field::Url) {
            incident.url = web_address(url);
            if incident.url.is_none() {
                self.notes.add(
                    row.line,
                    "addresses are no web page and were left out".to_owned(),
                    None,
                );
            }
        }
    }

    fn words(&mut self, row: &Row, incident: &mut Incident) {
        let level = self.cell(row, Field::Severity);
        let raw = self.cell(row, Field::SeverityRaw);
        incident.severity = level.as_deref().or(raw.as_deref()).and_then(severity);
        incident.severity_raw =
            self.line(row, Field::SeverityRaw).or_else(|| self.raw(row, Field::Severity));
        if let (None, Some(word)) = (incident.severity, &incident.severity_raw) {
            self.notes.add(row.line, "words name no severity from 1 to 4".to_owned(), Some(word));
        }
        let found = self.cell(row, Field::Phase).or_else(|| self.cell(row, Field::PhaseRaw));
        incident.phase = found.as_deref().map_or(Phase::Unknown, phase);
        incident.phase_raw =
            self.line(row, Field::PhaseRaw).or_else(|| self.raw(row, Field::Phase));
        if let (Phase::Unknown, Some(word)) = (incident.phase, &incident.phase_raw) {
            self.notes.add(row.line, "words name no phase".to_owned(), Some(word));
        }
        if let Some(word) = self.cell(row, Field::DetectedBy) {
            incident.detected_by = detected_by(&word);
            // The word itself may be a person's name, so it is not shown.
            if incident.detected_by == DetectedBy::Unknown && !word.eq_ignore_ascii_case("unknown")
            {
                self.notes.add(row.line, "cells do not name who noticed".to_owned(), None);
            }
        }
        if let Some(word) = self.cell(row, Field::Contained) {
            incident.contained = contained(&word);
            if incident.contained == Contained::Unknown && !word.eq_ignore_ascii_case("unknown") {
                self.notes.add(
                    row.line,
                    "cells of `contained` are neither yes nor no".to_owned(),
                    Some(&word),
                );
            }
        }
    }

    /// Returns the first filled cell in the mapping's words.
    fn cell(&self, row: &Row, field: Field) -> Option<String> {
        self.columns.cell(row, field).map(|cell| self.columns.value(field, cell).to_owned())
    }

    /// Returns the first filled cell in the mapping's words, cleaned.
    fn line(&mut self, row: &Row, field: Field) -> Option<String> {
        let text = self.cell(row, field)?;
        Some(self.cleaner.line(&text, MAX_WORDS)).filter(|text| !text.is_empty())
    }

    /// Returns the first filled cell in the source's words, cleaned.
    fn raw(&mut self, row: &Row, field: Field) -> Option<String> {
        let text = self.columns.cell(row, field)?;
        Some(self.cleaner.line(text, MAX_WORDS)).filter(|text| !text.is_empty())
    }
}
