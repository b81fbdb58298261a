//! Spans of content-addressed objects by path: what a series says of a file from one report on.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, named_params};

use super::reports::Placed;
use super::spans::spans_to_write;
use super::value::Key;
use super::{StoreError, rows, run};

/// The queries of one table of spans.
#[derive(Clone, Copy)]
pub(super) struct SpanQueries {
    /// What the series says of each path at a report.
    pub(super) state: &'static str,
    /// The paths with a span that starts at a report.
    pub(super) starts: &'static str,
    /// Writes a span.
    pub(super) upsert: &'static str,
}

/// What a report says of each file, and what it is to say.
pub(super) struct ObjectSpans<'a> {
    connection: &'a Connection,
    placed: Placed,
    queries: SpanQueries,
    /// By path: the object's row id and key.
    state: BTreeMap<i64, (i64, Key)>,
}

impl<'a> ObjectSpans<'a> {
    /// Reads what the report says now.
    pub(super) fn read(
        connection: &'a Connection,
        placed: Placed,
        queries: SpanQueries,
    ) -> Result<Self, StoreError> {
        let key = named_params! { ":series": placed.series.id, ":seq": placed.target.place.seq };
        let state = rows(connection, queries.state, key, |row| {
            Ok((row.get("path_id")?, (row.get("object_id")?, row.get("digest")?)))
        })?;
        Ok(Self { connection, placed, queries, state: state.into_iter().collect() })
    }

    /// Returns the object a path has now.
    pub(super) fn get(&self, path: i64) -> Option<(i64, Key)> {
        self.state.get(&path).copied()
    }

    /// Returns what becomes of files that are not mentioned: a whole report does not hold them, a
    /// shard says nothing of them.
    pub(super) fn absent(&self) -> BTreeMap<i64, Option<i64>> {
        let paths = self.state.keys().filter(|_| !self.placed.shard);
        paths.map(|path| (*path, None)).collect()
    }

    /// Writes the spans that differ; returns whether there were any.
    pub(super) fn write(&self, wanted: BTreeMap<i64, Option<i64>>) -> Result<bool, StoreError> {
        let (series, place) = (self.placed.series.id, self.placed.target.place);
        let before = self.state.iter().map(|(path, (object, _))| (*path, *object)).collect();
        let mut starts_next: BTreeSet<i64> = BTreeSet::new();
        if place.seq < place.last {
            let key = named_params! { ":series": series, ":seq": place.seq + 1 };
            let starts = self.queries.starts;
            starts_next = rows(self.connection, starts, key, |row| Ok(row.get("path_id")?))?
                .into_iter()
                .collect();
        }
        let spans = spans_to_write(place, &before, &starts_next, wanted);
        for (path, from_seq, object) in &spans {
            let row = named_params! {
                ":series": series, ":path": path, ":from_seq": from_seq, ":object": object,
            };
            run(self.connection, self.queries.upsert, row)?;
        }
        Ok(!spans.is_empty())
    }
}
