//! Codecov's own JSON, as cargo-llvm-cov and others write it: an object of lines for each file, or a
//! list whose first place is no line. `1/2` is a line of which one of two branches ran.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::collector::Collector;
use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{Budget, Member, Text, each_read};
use crate::sources::json_scalar::{Wanted, otherwise};
use crate::sources::number::whole;
use crate::sources::text::clean;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    let ended = each_read(document.text(), &["coverage"], Files(&mut found));
    found.report_of("codecov-json", "JSON", ended)
}

/// Reads files line by line.
struct Files<'c>(&'c mut Collector);

impl Member for Files<'_> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        path: String,
        budget: &Budget,
        member: D,
    ) -> Result<(), D::Error> {
        let file = self.0.file(&path, 0);
        if !member.deserialize_any(Lines { found: self.0, file, budget })? && file.is_some() {
            self.0.rejections.add(0, format!("the file `{}` has no lines", clean(&path)));
        }
        Ok(())
    }
}

/// Visits a file as an object of lines, or as a list of them from line 0 on; gives back whether it is
/// either.
struct Lines<'c> {
    found: &'c mut Collector,
    file: Option<usize>,
    budget: &'c Budget,
}

impl<'de> Visitor<'de> for Lines<'_> {
    type Value = bool;
    otherwise!(false; scalars);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        loop {
            self.budget.allow();
            let Some((Text(number), told)) = map.next_entry()? else { return Ok(true) };
            let Some(file) = self.file else { continue };
            if let Some(line) = self.found.number(&number, 0) {
                count(self.found, file, line, told);
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut line = 0_usize;
        loop {
            self.budget.allow();
            let Some(told) = list.next_element()? else { return Ok(true) };
            if let (Some(file), 1..) = (self.file, line)
                && let Some(line) = self.found.number(&line.to_string(), 0)
            {
                count(self.found, file, line, told);
            }
            line += 1;
        }
    }
}

/// What is told of a line.
enum Told {
    /// `null`: no code.
    NoCode,
    /// How often it ran, as text.
    Count(String),
    /// Neither.
    Other,
}

/// Adds a line.
fn count(found: &mut Collector, file: usize, line: u32, told: Told) {
    let text = match told {
        Told::NoCode => return,
        Told::Count(text) => text,
        Told::Other => return found.rejections.add(0, format!("line {line} has no count")),
    };
    if let Some((taken, all)) = text.split_once('/') {
        let (taken, all) = (taken.trim().parse().unwrap_or(0), all.trim().parse().unwrap_or(0));
        found.line(file, line, taken > 0);
        found.times(file, line, (taken == 0).then_some(0));
        // `1/1` is how a plain line that ran is written, too.
        if all > 1 {
            found.branches(file, line, taken, all);
        }
    } else {
        let hit = found.hit(&text);
        found.line(file, line, hit);
        found.times(file, line, whole(&text));
    }
}

impl<'de> Visitor<'de> for Wanted<Told> {
    type Value = Told;
    otherwise!(Told::Other; list, map);

    fn visit_bool<E>(self, _: bool) -> Result<Told, E> {
        Ok(Told::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Told, E> {
        Ok(Told::Count(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Told, E> {
        Ok(Told::Count(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Told, E> {
        Ok(Told::Count(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Told, E> {
        Ok(Told::Count(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Told, E> {
        Ok(Told::NoCode)
    }
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Wanted::<Self>(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_from_objects_and_lists() {
        let text = r#"{"coverage": {"a": {"1": 3, "2": "1/2", "3": null, "4": "0/2", "5": false, "x": 1},
            "b": [null, 0, 1, null, "2/2"], "c": 7}, "messages": {}}"#;
        let report = read(&Document::open(&text.as_bytes()).unwrap()).unwrap();
        let lines = |set: &crate::model::line_set::LineSet| set.iter().collect::<Vec<_>>();
        let told = |at: usize| {
            let coverage = &report.files[at].coverage();
            (lines(&coverage.instrumented), lines(&coverage.hit), lines(&coverage.partial))
        };
        assert_eq!(told(0), (vec![1, 2, 4], vec![1, 2], vec![2]));
        assert_eq!(told(1), (vec![1, 2, 4], vec![2, 4], vec![]));
        assert_eq!(report.rejected.len(), 3);
    }
}
