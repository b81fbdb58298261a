//! coverage.py's JSON: lines run, missing and excluded, branches, and with contexts the tests.
//!
//! Excluded lines that ran are listed among the executed ones and are not instrumented. A branch
//! is a pair of lines, negative where it leaves the function. A context of no test is the import.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::json::{
    Budget, Fold, Folded, LineNumbers, Member, Number, Text, Texts, each_read,
};
use crate::sources::json_scalar::otherwise;
use crate::sources::text::clean;

use super::collector::Collector;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::default();
    let ended = each_read(document.text(), &["files"], Files(&mut found));
    found.report_of("coverage.py-json", "JSON", ended)
}

/// Reads files part by part: with contexts one may be larger than all others together.
struct Files<'c>(&'c mut Collector);

impl Member for Files<'_> {
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        path: String,
        budget: &Budget,
        member: D,
    ) -> Result<(), D::Error> {
        let file = File { found: self.0, path: &path, budget, lines: Lines::default() };
        if !member.deserialize_any(file)? {
            self.0.rejections.add(0, format!("the file `{}` has no lines", clean(&path)));
        }
        Ok(())
    }
}

/// What a file says of its lines.
#[derive(Default)]
struct Lines {
    executed: LineNumbers,
    missing: LineNumbers,
    /// Excluded ones that ran are listed among the executed ones.
    excluded: Option<LineNumbers>,
    is_told: bool,
}

/// Visits a file; gives back whether it is an object.
struct File<'c> {
    found: &'c mut Collector,
    path: &'c str,
    budget: &'c Budget,
    lines: Lines,
}

impl File<'_> {
    /// Adds the lines, once.
    fn tell_lines(&mut self) -> Option<usize> {
        let file = self.found.file(self.path, 0)?;
        if std::mem::replace(&mut self.lines.is_told, true) {
            return Some(file);
        }
        let excluded = self.lines.excluded.take().unwrap_or_default().lines;
        for (numbers, hit) in [(&self.lines.executed, true), (&self.lines.missing, false)] {
            for line in numbers.lines.iter().filter(|line| !excluded.contains(*line)) {
                self.found.line(file, line, hit);
                self.found.statements(1, u64::from(hit));
            }
            for _ in 0..numbers.others {
                let reason = format!("{} has a line that is none", clean(self.path));
                self.found.rejections.add(0, reason);
            }
        }
        Some(file)
    }
}

impl<'de> Visitor<'de> for File<'_> {
    type Value = bool;
    otherwise!(false; scalars, list);

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        let (mut executed, mut missing) = (None, None);
        loop {
            self.budget.allow();
            let Some(Text(key)) = map.next_key()? else { break };
            match key.as_str() {
                "executed_lines" => self.lines.executed = map.next_value()?,
                "missing_lines" => self.lines.missing = map.next_value()?,
                "excluded_lines" => self.lines.excluded = Some(map.next_value()?),
                "executed_branches" => executed = map.next_value::<Option<Folded<Branches>>>()?,
                "missing_branches" => missing = map.next_value::<Option<Folded<Branches>>>()?,
                "contexts" => {
                    // They come after the lines; where they do not, the lines come at the end.
                    let file = match self.lines.excluded {
                        Some(_) => self.tell_lines(),
                        None => self.found.file(self.path, 0),
                    };
                    let (found, budget) = (&mut *self.found, self.budget);
                    map.next_value_seed(Contexts { found, file, budget })?;
                }
                _ => {
                    self.budget.pass();
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let Some(file) = self.tell_lines() else { return Ok(true) };
        for (branches, taken) in [(executed, true), (missing, false)] {
            let Some(Folded(branches)) = branches else { continue };
            self.found.tells(false, true);
            for from in branches.0 {
                self.found.branch(file, from, taken);
            }
        }
        Ok(true)
    }
}

/// The lines that branches start from. Some versions list the entry of a function as a branch of no
/// line.
#[derive(Default)]
struct Branches(Vec<u32>);

impl Fold for Branches {
    type Part = Folded<First>;

    fn add(&mut self, _: Option<&str>, part: Folded<First>) {
        self.0.extend(part.0.0.and_then(Number::line));
    }
}

/// The first number of a list.
#[derive(Default)]
struct First(Option<Number>);

impl Fold for First {
    type Part = Number;

    fn add(&mut self, _: Option<&str>, part: Number) {
        self.0.get_or_insert(part);
    }
}

/// The tests of each line; a context of no test is the import.
struct Contexts<'c> {
    found: &'c mut Collector,
    file: Option<usize>,
    budget: &'c Budget,
}

impl<'de> DeserializeSeed<'de> for Contexts<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Contexts<'_> {
    type Value = ();
    otherwise!((); scalars, list);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            self.budget.allow();
            let Some((Text(line), tests)) = map.next_entry::<_, Texts>()? else { return Ok(()) };
            let Some(file) = self.file else { continue };
            let Some(line) = self.found.number(&line, 0) else { continue };
            for test in tests.iter().map(clean).filter(|test| !test.is_empty()) {
                self.found.tested(file, &test, line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn excluded_lines_are_not_instrumented_and_tests_keep_their_lines() {
        let report = read(
            r#"{"meta": {"format": 3}, "files": {"pkg\\a.py": {"executed_lines": [1, 2, 9], "missing_lines": [3],
            "excluded_lines": [9, 10], "executed_branches": [[2, -1]], "missing_branches": [[2, 3]],
            "contexts": {"1": [""], "2": ["", "t.py::a|run"]}, "functions": {"f": {"executed_lines": [1]}}},
            "b.py": 7}, "totals": {}}"#,
        )
        .unwrap();
        let file = &report.files[0];
        assert_eq!(
            (file.raw_path.as_str(), file.counts().lines, file.counts().hit),
            ("pkg\\a.py", 3, 2)
        );
        assert!(file.coverage().partial.contains(2));
        let lines: crate::model::line_set::LineSet = [2].into_iter().collect();
        assert_eq!(file.tests, [("t.py::a|run".into(), lines.into())]);
        assert_eq!((report.finer.statements, report.finer.branches), (Some(3), Some(2)));
        assert_eq!(report.rejected[0].reason, "the file `b.py` has no lines");
    }

    #[test]
    fn a_cut_keeps_the_files_before_it() {
        let report = read(r#"{"files": {"a.py": {"executed_lines": [1]}, "b.py": {"exec"#).unwrap();
        assert_eq!((report.files.len(), report.rejected.len()), (1, 1));
        assert_eq!(report.finer.branches, None);
    }

    #[test]
    fn a_file_of_more_contexts_than_a_member_may_have_is_whole_and_so_is_what_follows() {
        let tests: Vec<String> =
            (0..2_000).map(|n| format!("\"tests/test_a.py::test_{n:04}|run\"")).collect();
        let line = |line: usize| format!("\"{line}\": [{}]", tests.join(", "));
        let contexts: Vec<String> = (1..=150).map(line).collect();
        let contexts = contexts.join(", ");
        assert!(contexts.len() > 8 << 20);
        let text = format!(
            "{{\"files\": {{\"a.py\": {{\"executed_lines\": [1, 2, 3], \"missing_lines\": [4], \
             \"excluded_lines\": [3], \"contexts\": {{{contexts}}}, \"functions\": {{\"f\": {{\"contexts\": \
             {{{contexts}}}}}}}}}, \"b.py\": {{\"executed_lines\": [7]}}}}}}"
        );
        let report = read(&text).unwrap();
        assert_eq!((report.files.len(), report.rejected.len()), (2, 0), "{:?}", report.rejected);
        assert_eq!((report.files[0].counts().lines, report.files[0].tests.len()), (3, 2_000));
    }
}
