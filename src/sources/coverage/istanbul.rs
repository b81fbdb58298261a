//! Istanbul's JSON (nyc, Jest, Vitest, c8, hardhat): statements, functions and branches with counts.
//!
//! A line is hit as often as the statement that starts on it and ran most. Files may be wrapped in
//! `data` one by one, or all together under another key.

use serde::Deserialize;
use serde::de::{DeserializeOwned, MapAccess};

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Budget, Fold, Folded, Maybe, Number, Text, each_read};
use crate::sources::json_by_key::{ByKey, EachByKey, Object};
use crate::sources::json_keys;
use crate::sources::text::clean;

use super::collector::Collector;

#[derive(Default)]
struct File {
    path: Text,
    statement_map: Option<Folded<ById<Maybe<Stretch>>>>,
    s: Folded<ById<Number>>,
    branch_map: Folded<ById<Maybe<Branch>>>,
    b: Folded<ById<Folded<Ways>>>,
    data: Option<Box<File>>,
}

impl ByKey for File {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut A,
        budget: &Budget,
    ) -> Result<bool, A::Error> {
        match key {
            "path" => self.path = map.next_value()?,
            "statementMap" => self.statement_map = map.next_value()?,
            "s" => self.s = map.next_value()?,
            "branchMap" => self.branch_map = map.next_value()?,
            "b" => self.b = map.next_value()?,
            "data" => self.data = map.next_value_seed(Object::of(budget))?.map(Box::new),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// What is told of statements or branches, by their ids.
struct ById<T: Told>(Vec<(u64, T::Kept)>);

/// What is told of a statement or branch, and what is kept of it.
trait Told: DeserializeOwned {
    type Kept: Copy;

    fn kept(self) -> Self::Kept;
}

impl<T: Told> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Told> Fold for ById<T> {
    type Part = T;

    fn add(&mut self, key: Option<&str>, part: T) {
        self.0.extend(key.map(|key| (id_of(key), part.kept())));
    }
}

impl<T: Told> ById<T> {
    /// Sorts it, so that what is told last of an id can be found.
    fn sorted(mut self) -> Self {
        self.0.sort_by_key(|(id, _)| *id);
        self
    }

    fn get(&self, id: u64) -> Option<T::Kept> {
        let end = self.0.partition_point(|(known, _)| *known <= id);
        let (known, told) = self.0[..end].last()?;
        (*known == id).then_some(*told)
    }
}

/// Returns an id as a number; one that is none by a hash (FNV-1a) that is as good as unique.
fn id_of(key: &str) -> u64 {
    let hash = || {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        key.bytes().fold(0xcbf2_9ce4_8422_2325, step) | 1 << 63
    };
    key.parse::<u32>().map_or_else(|_| hash(), u64::from)
}

/// The line of a statement.
impl Told for Maybe<Stretch> {
    type Kept = Option<u32>;

    fn kept(self) -> Option<u32> {
        start_line(&self)
    }
}

/// How often a statement ran.
impl Told for Number {
    type Kept = Self;

    fn kept(self) -> Self {
        self
    }
}

/// The line of a branch.
impl Told for Maybe<Branch> {
    type Kept = Option<u32>;

    fn kept(self) -> Option<u32> {
        let branch = self.0?;
        start_line(&branch.loc).or_else(|| branch.line.line()).or(branch.locations.0.0)
    }
}

/// The ways of a branch.
impl Told for Folded<Ways> {
    type Kept = Ways;

    fn kept(self) -> Ways {
        self.0
    }
}

/// Ways that leave a branch: taken and all.
#[derive(Default, Clone, Copy)]
struct Ways {
    taken: u32,
    all: u32,
}

impl Fold for Ways {
    type Part = Number;

    fn add(&mut self, _: Option<&str>, part: Number) {
        self.taken += u32::from(part.is_hit() == Some(true));
        self.all += 1;
    }
}

/// The first line that stretches begin on.
#[derive(Default)]
struct FirstLine(Option<u32>);

impl Fold for FirstLine {
    type Part = Maybe<Stretch>;

    fn add(&mut self, _: Option<&str>, part: Maybe<Stretch>) {
        self.0 = self.0.or_else(|| start_line(&part));
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Stretch {
    start: Maybe<Place>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Place {
    line: Number,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Branch {
    line: Number,
    loc: Maybe<Stretch>,
    locations: Folded<FirstLine>,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let keys = json_keys::of(document.text().into_bytes());
    let wrapped =
        keys.has("*/*/statementMap") && !keys.has("*/data") && !keys.has("*/statementMap");
    let mut found = Collector::of(document);
    found.tells(true, true);
    let place: &[&str] = if wrapped { &["*"] } else { &[] };
    let take = |key: String, one: Option<File>| {
        let one = one.map(|mut one| one.data.take().map_or(one, |inner| *inner));
        match one {
            Some(File { statement_map: Some(statements), path, s, branch_map, b, .. }) => {
                let path = if path.0.is_empty() { &key } else { &path.0 };
                file(&mut found, path, statements.0, s.0);
                branches(&mut found, path, branch_map.0, b.0);
            }
            _ => found.rejections.add(0, format!("`{}` has no statements", clean(&key))),
        }
    };
    let ended = each_read(document.text(), place, EachByKey::new(take));
    found.report_of("istanbul-json", "JSON", ended)
}

fn file(found: &mut Collector, path: &str, statements: ById<Maybe<Stretch>>, counts: ById<Number>) {
    let Some(file) = found.file(path, 0) else { return };
    let counts = counts.sorted();
    for (id, line) in statements.0 {
        let count = counts.get(id).unwrap_or_default();
        let hit = found.ran(count);
        found.statements(1, u64::from(hit));
        match line {
            Some(line) => {
                found.line(file, line, hit);
                found.times(file, line, count.whole());
            }
            None => found.rejections.add(0, format!("a statement of `{path}` has no line")),
        }
    }
}

fn branches(
    found: &mut Collector,
    path: &str,
    places: ById<Maybe<Branch>>,
    counts: ById<Folded<Ways>>,
) {
    let Some(file) = found.file(path, 0) else { return };
    let places = places.sorted();
    for (id, ways) in counts.0 {
        let Some(line) = places.get(id).flatten() else {
            found.rejections.add(0, format!("a branch of `{path}` has no line"));
            continue;
        };
        for way in 0..ways.all {
            found.branch(file, line, way < ways.taken);
        }
    }
}

fn start_line(stretch: &Maybe<Stretch>) -> Option<u32> {
    stretch.0.as_ref()?.start.0.as_ref()?.line.line()
}

#[cfg(test)]
mod tests;
