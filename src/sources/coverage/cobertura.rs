//! Cobertura XML of any producer: coverage.py, coverlet, gcovr, Istanbul, `PHPUnit`, Go.
//!
//! The lines of a class stand in `class/lines`; those of its methods count only where that is
//! empty, as some producers write lines of their own there. Classes of one file unite.

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::number::{fraction, percent, whole};
use crate::sources::text::clean;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// Most source roots kept.
const MAX_ROOTS: usize = 1_000;
/// Most lines of a class that stand in its methods.
const MAX_OF_METHODS: usize = 1 << 20;

#[derive(Default)]
struct Reading {
    found: Collector,
    file: Option<usize>,
    in_method: bool,
    class_has_lines: bool,
    /// Lines of the open class's methods.
    of_methods: Vec<Line>,
    last: Option<(u32, bool)>,
}

/// A line, whether and how often it ran, and its branches.
#[derive(Debug, Clone, Copy)]
struct Line {
    number: u32,
    hit: bool,
    branches: Branches,
    times: Option<u64>,
}

/// What a line says of its branches: taken and all, or only that some were not taken.
#[derive(Debug, Clone, Copy)]
enum Branches {
    None,
    Counted(u16, u16),
    SomeOpen,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut reading = Reading { found: Collector::of(document), ..Reading::default() };
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => reading.start(tag),
        Node::End(name, inner) => reading.end(name, inner),
    });
    reading.end_class();
    reading.found.report_of("cobertura", "XML", ended)
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "line" => self.line(tag),
            "method" => self.in_method = true,
            "condition" => self.condition(tag),
            "class" => {
                self.end_class();
                let path = tag.get("filename").unwrap_or_default();
                self.file = self.found.file(&path, tag.line);
            }
            _ => {}
        }
    }

    fn line(&mut self, tag: &Tag<'_>) {
        self.last = None;
        let (mut line, mut hits, mut condition) = (None, None, None);
        for (name, value) in tag.raw() {
            match name {
                "number" => line = Some(value),
                "hits" => hits = Some(value),
                "condition-coverage" => condition = Some(value),
                _ => {}
            }
        }
        let Some(file) = self.file else { return };
        let Some(line) = self.found.number(line.unwrap_or_default(), tag.line) else { return };
        let hits = hits.unwrap_or_default();
        let hit = self.found.hit(hits);
        let branches = condition.map_or(Branches::None, |text| match fraction(text) {
            Some((taken, all)) => Branches::Counted(taken, all),
            None if percent(text).is_some_and(|share| share < 100.0) => Branches::SomeOpen,
            None => Branches::None,
        });
        let line = Line { number: line, hit, branches, times: whole(hits) };
        if self.in_method {
            if self.of_methods.len() < MAX_OF_METHODS {
                self.of_methods.push(line);
            } else {
                self.found.rejections.add(tag.line, "the class has more lines than any class");
            }
            return;
        }
        self.class_has_lines = true;
        self.last = matches!(branches, Branches::None).then_some((line.number, hit));
        self.add(file, line);
    }

    /// Takes a condition of a line that counts no branches itself.
    fn condition(&mut self, tag: &Tag<'_>) {
        let share = tag.get("coverage").and_then(|text| percent(&text));
        if let (Some(file), Some((line, _)), Some(share)) = (self.file, self.last, share)
            && share < 100.0
        {
            self.found.partial(file, line);
        }
    }

    fn add(&mut self, file: usize, Line { number: line, hit, branches, times }: Line) {
        self.found.line(file, line, hit);
        self.found.times(file, line, times);
        match branches {
            Branches::Counted(taken, all) => {
                self.found.branches(file, line, taken.into(), all.into());
            }
            Branches::SomeOpen => self.found.partial(file, line),
            Branches::None => {}
        }
    }

    fn end(&mut self, name: &str, inner: &str) {
        match name {
            "method" => self.in_method = false,
            "class" => self.end_class(),
            "source" if self.found.roots.len() < MAX_ROOTS => {
                let root = clean(inner);
                if !root.is_empty() && !self.found.roots.contains(&root) {
                    self.found.roots.push(root);
                }
            }
            _ => {}
        }
    }

    fn end_class(&mut self) {
        let of_methods = std::mem::take(&mut self.of_methods);
        if let Some(file) = self.file.take()
            && !self.class_has_lines
        {
            for line in of_methods {
                self.add(file, line);
            }
        }
        (self.class_has_lines, self.in_method, self.last) = (false, false, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    fn class(inside: &str) -> CoverageReport {
        read(&format!(
            "<coverage><sources><source>/w</source><source>src</source></sources><packages><package>\
             <classes><class name='A' filename='a.py'>{inside}</class></classes></package></packages></coverage>"
        ))
        .unwrap()
    }

    fn lines(report: &CoverageReport) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
        let coverage = &report.files[0].coverage();
        let list = |set: &crate::model::line_set::LineSet| set.iter().collect();
        (list(&coverage.instrumented), list(&coverage.hit), list(&coverage.partial))
    }

    #[test]
    fn lines_of_methods_count_only_where_the_class_has_none() {
        let methods = "<methods><method name='f'><lines><line number='9' hits='1'/></lines></method></methods>";
        let both = class(&format!("{methods}<lines><line number='1' hits='0'/></lines>"));
        assert_eq!(lines(&both), (vec![1], vec![], vec![]));
        assert_eq!(lines(&class(&format!("{methods}<lines/>"))), (vec![9], vec![9], vec![]));
        assert_eq!(both.roots, ["/w", "src"]);
    }

    #[test]
    fn dirt_in_hits_and_numbers_is_counted_and_branches_are_read_in_every_writing() {
        let report = class(
            "<lines><line number='1' hits='1.0' branch='True' condition-coverage='50,0 % (1/2)'/>\
             <line number='2' hits='undefined'/><line number='undefined' hits='1'/>\
             <line number='3' hits='4' branch='true'><conditions><condition coverage='50%'/></conditions></line>\
             <line number='4' hits='2' condition-coverage='100% (2/2)'/><line number='-1' hits='2'/></lines>",
        );
        assert_eq!(lines(&report), (vec![1, 2, 3, 4], vec![1, 3, 4], vec![1, 3]));
        assert_eq!(report.rejected.len(), 2);
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(4), Some(3)));
        assert!(report.warnings[0].starts_with("1 hit counts are no number"));
    }

    #[test]
    fn classes_of_one_file_unite_and_a_cut_keeps_what_came_before() {
        let report = read(
            "<coverage><class filename='a'><lines><line number='1' hits='0'/></lines></class>\
             <class filename='a'><lines><line number='1' hits='1'/>\n<line number='2' hi",
        )
        .unwrap();
        assert_eq!((report.files.len(), lines(&report)), (1, (vec![1], vec![1], vec![])));
        assert_eq!(report.rejected[0].line, 2);
    }
}
