//! Tables that hold a record once for each of its states, such as the audit log of a tracker: a
//! count of changes or a time of change tells which row is the last state.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::{DateTime, Utc};

use super::columns::Columns;
use super::fields::{Field, parted};
use crate::sources::table::{Row, Table};
use crate::sources::time::{ColumnFormat, ColumnScan, TimeRules};

/// Columns that count the changes of a record.
const COUNTS: [&str; 3] = ["sys_mod_count", "mod_count", "change_count"];
/// Columns that say when the record was changed last, best first.
const TIMES: [&str; 11] = [
    "sys_updated_on",
    "sys_updated_at",
    "updated_at",
    "updated_on",
    "updated",
    "last_modified",
    "last_updated",
    "last_change_time",
    "modified",
    "changed",
    "changed_date",
];

/// How new a state is: its count of changes, the time of the change, its place in the file.
type Age = (Option<u64>, Option<DateTime<Utc>>, u64);

/// The last state of every record, where a table holds records more than once and tells their age.
/// One number stands in memory for each record, and three more where records repeat.
pub(super) struct LastStates<'a> {
    columns: &'a Columns<'a>,
    rules: &'a TimeRules,
    count: Option<usize>,
    time: Option<usize>,
    scan: ColumnScan,
    format: Option<ColumnFormat>,
    ids: HashSet<u64>,
    repeat: bool,
    last: HashMap<u64, Age>,
}

impl<'a> LastStates<'a> {
    /// Returns no states yet of a table's rows.
    pub(super) fn new(table: &Table, columns: &'a Columns<'a>, rules: &'a TimeRules) -> Self {
        let headers: Vec<String> = table.header.iter().map(|header| parted(header)).collect();
        let place = |known: &[&str]| {
            known.iter().find_map(|known| headers.iter().position(|header| header == known))
        };
        // The records of a page stand in the order in which they were given.
        let (count, time) =
            if table.of_json { (None, None) } else { (place(&COUNTS), place(&TIMES)) };
        Self {
            columns,
            rules,
            count,
            time,
            scan: ColumnScan::default(),
            format: None,
            ids: HashSet::new(),
            repeat: false,
            last: HashMap::new(),
        }
    }

    /// Looks at a row, before any age is known.
    pub(super) fn look_at(&mut self, row: &Row) {
        if self.count.is_none() && self.time.is_none() {
            return;
        }
        if let Some(at) = self.time {
            self.scan.see(self.rules, row.cell(at));
        }
        if let Some(id) = self.id(row) {
            self.repeat |= !self.ids.insert(id);
        }
    }

    /// Returns whether records come more than once, so that every row has to be seen.
    pub(super) fn are_needed(&mut self) -> bool {
        let scan = std::mem::take(&mut self.scan);
        self.format = scan.format(self.rules, "").ok();
        self.ids = HashSet::new();
        // Times that read both ways tell no age, and neither does the place in the file.
        let tells = self.format.as_ref().is_some_and(ColumnFormat::tells_times);
        self.repeat && (self.count.is_some() || tells)
    }

    /// Sees the age of a row.
    pub(super) fn see(&mut self, row: &Row) {
        let Some(id) = self.id(row) else { return };
        let count = self.count.and_then(|at| row.cell(at).trim().parse().ok());
        let format = self.format.as_ref();
        let time = self.time.zip(format).and_then(|(at, format)| {
            let stamp = self.rules.stamp(format, row.cell(at))?;
            Some(stamp.at)
        });
        let age: Age = (count, time, row.line);
        let last = self.last.entry(id).or_insert(age);
        *last = age.max(*last);
    }

    /// Returns whether another row is a later state of the same record.
    pub(super) fn came_before_another(&self, row: &Row) -> bool {
        let last = self.id(row).and_then(|id| self.last.get(&id));
        last.is_some_and(|(_, _, line)| *line != row.line)
    }

    /// Returns the sentence that tells which rows count.
    pub(super) fn note(&self) -> Option<String> {
        let at = self.count.or(self.time)?;
        let header = self.columns.header_at(at);
        Some(format!("records come more than once; the last state by `{header}` counts"))
    }

    fn id(&self, row: &Row) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.columns.cell(row, Field::Id)?.trim().hash(&mut hasher);
        // Numbers of two projects meet in one table: their records are no states of one another.
        for same in [Field::Url, Field::DetectedAt] {
            self.columns.cell(row, same).hash(&mut hasher);
        }
        Some(hasher.finish())
    }
}
