//! JaCoCo XML, also as Kover, Pester and gcovr write it: instructions and branches a line, no hits.
//!
//! A file is its package and name; where its source root lies is not in the report. Groups are
//! the modules of a build and may hold files of the same name, which then meet under one path.

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::number::whole;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

#[derive(Default)]
struct Reading {
    found: Collector,
    package: String,
    file: Option<usize>,
    group: usize,
    /// Group of each file, to notice that two groups hold one path.
    groups: Vec<usize>,
    shared: usize,
    lines: usize,
    without_counts: usize,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut reading = Reading::default();
    reading.found.tells(false, true);
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => reading.start(tag),
        Node::End("sourcefile", _) => reading.file = None,
        Node::End("package", _) => reading.package.clear(),
        Node::End(..) => {}
    });
    let counted = [
        (reading.shared, "files stand in several groups under one path and were united"),
        (reading.without_counts, "lines have no instruction counts and count as not run"),
    ];
    for (count, what) in counted.into_iter().filter(|(count, _)| *count > 0) {
        reading.found.warnings.push(format!("{count} {what}"));
    }
    let only_totals = reading.without_counts > 0 && reading.without_counts == reading.lines;
    let report = reading.found.report_of("jacoco", "XML", ended)?;
    Ok(CoverageReport { only_totals, ..report })
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "line" => self.line(tag),
            "group" => self.group += 1,
            "package" => {
                self.package = tag.get("name").unwrap_or_default();
                // Packages are written with slashes; a dot is another tool's hand.
                if !self.package.contains(['/', '\\']) && !self.package.starts_with('.') {
                    self.package = self.package.replace('.', "/");
                }
            }
            "sourcefile" => self.source_file(tag),
            _ => {}
        }
    }

    fn source_file(&mut self, tag: &Tag<'_>) {
        let name = tag.get("name").unwrap_or_default();
        let package = self.package.trim_end_matches('/');
        let path = if package.is_empty() || name.is_empty() || holds(&name, package) {
            name
        } else {
            format!("{package}/{name}")
        };
        self.file = self.found.file(&path, tag.line);
        if let Some(file) = self.file {
            match self.groups.get(file) {
                None => self.groups.push(self.group),
                Some(group) if *group != self.group => self.shared += 1,
                Some(_) => {}
            }
        }
    }

    fn line(&mut self, tag: &Tag<'_>) {
        let Some(file) = self.file else { return };
        let (mut line, mut counts) = (None, [None; 4]);
        for (name, value) in tag.raw() {
            match name {
                "nr" => line = Some(value),
                "mi" => counts[0] = whole(value),
                "ci" => counts[1] = whole(value),
                "mb" => counts[2] = whole(value),
                "cb" => counts[3] = whole(value),
                _ => {}
            }
        }
        let Some(line) = self.found.number(line.unwrap_or_default(), tag.line) else { return };
        let [missed, covered, missed_branches, covered_branches] = counts;
        self.lines += 1;
        self.without_counts += usize::from(missed.is_none() && covered.is_none());
        self.found.line(file, line, covered.unwrap_or(0) > 0);
        let few = |count: Option<u64>| count.unwrap_or(0).min(1 << 16) as u32;
        let (missed, taken) = (few(missed_branches), few(covered_branches));
        self.found.branches(file, line, taken, missed + taken);
    }
}

/// Whether a source file's name already begins with its package, as some tools write it.
fn holds(name: &str, package: &str) -> bool {
    name.strip_prefix(package).is_some_and(|rest| rest.starts_with(['/', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn a_file_is_its_package_and_name_and_a_line_without_counts_did_not_run() {
        let report = read(
            "<!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN' 'report.dtd'><report name='x'>\
             <group name='a'><package name='com/shop'><class name='com/shop/A' sourcefilename='A.java'>\
             <method name='f' line='3'/></class><sourcefile name='A.java'><line nr='3' mi='0' ci='2' mb='1' cb='1'/>\
             <line nr='4' mi='3' ci='0' mb='0' cb='0'/><line nr='5'/><line nr='x' ci='1'/></sourcefile></package></group>\
             <group name='b'><package name=''><sourcefile name='B.kt'/></package></group></report>",
        )
        .unwrap();
        let paths: Vec<&str> = report.files.iter().map(|f| f.raw_path.as_str()).collect();
        assert_eq!(paths, ["B.kt", "com/shop/A.java"]);
        let counts = report.files[1].counts();
        assert_eq!((counts.lines, counts.hit), (3, 1));
        assert!(report.files[1].coverage().partial.contains(3));
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(2), Some(1)));
        assert_eq!(report.rejected.len(), 1);
        assert_eq!(report.warnings, ["1 lines have no instruction counts and count as not run"]);
    }

    #[test]
    fn files_of_one_path_in_two_groups_are_told() {
        let group = "<group><package name='p'><sourcefile name='A.java'/></package></group>";
        let report = read(&format!("<report>{group}{group}</report>")).unwrap();
        assert_eq!(report.files.len(), 1);
        assert!(report.warnings[0].starts_with("1 files stand in several groups"));
    }
}
