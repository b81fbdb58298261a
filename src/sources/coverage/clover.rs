//! Clover XML of `OpenClover`, `PHPUnit`, Istanbul and gcovr: methods, statements and conditions.
//!
//! A condition without a count ran as often as it came out true or false. Istanbul writes the count of
//! the line too, and under the same names how many of its branches were taken and how many were not.

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::number::{is_hit, whole};
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::of(document);
    found.tells(true, true);
    let mut file = None;
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => match tag.name() {
            "file" => {
                // A name alone is often bare; the path, where there is one, holds the folders.
                let path = tag.get("path").or_else(|| tag.get("name"));
                file = found.file(&path.unwrap_or_default(), tag.line);
            }
            "line" => {
                if let Some(file) = file {
                    line(&mut found, file, tag);
                }
            }
            _ => {}
        },
        Node::End("file", _) => file = None,
        Node::End(..) => {}
    });
    found.report_of("clover", "XML", ended)
}

fn line(found: &mut Collector, file: usize, tag: &Tag<'_>) {
    let (mut line, mut count, mut kind) = (None, None, None);
    let (mut came_true, mut came_false) = (None, None);
    for (name, value) in tag.raw() {
        match name {
            "num" => line = Some(value),
            "count" => count = Some(value),
            "type" => kind = Some(value),
            "truecount" => came_true = Some(value),
            "falsecount" => came_false = Some(value),
            _ => {}
        }
    }
    let Some(line) = found.number(line.unwrap_or_default(), tag.line) else { return };
    let outcome =
        |count: Option<&str>| count.and_then(|text| is_hit(text.as_bytes())) == Some(true);
    let condition = came_true.is_some() || came_false.is_some();
    let (true_times, false_times) = (came_true, came_false);
    let (came_true, came_false) = (outcome(came_true), outcome(came_false));
    let hit = match count {
        None if condition => came_true || came_false,
        count => found.hit(count.unwrap_or_default()),
    };
    found.line(file, line, hit);
    let times = |count: Option<&str>| count.and_then(whole);
    found.times(
        file,
        line,
        match count {
            None if condition => {
                Some(times(true_times).unwrap_or(0).saturating_add(times(false_times).unwrap_or(0)))
            }
            count => times(count),
        },
    );
    let few = |times: Option<&str>| times.and_then(whole).unwrap_or(0).min(1 << 16) as u32;
    if condition && count.is_some() {
        let (taken, missed) = (few(true_times), few(false_times));
        found.branches(file, line, taken, taken + missed);
    } else if condition {
        found.branches(file, line, u32::from(came_true) + u32::from(came_false), 2);
    }
    if kind == Some("stmt") {
        found.statements(1, u64::from(hit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn a_condition_without_a_count_ran_if_it_came_out_either_way() {
        let report = read(
            "<coverage generated='1' clover='3'><project><file path='/w/a.php' name='a.php'>\
             <line num='1' type='method' count='2'/><line num='2' type='stmt' count='2'/>\
             <line num='3' type='cond' truecount='2' falsecount='0'/>\
             <line num='4' type='cond' truecount='0' falsecount='0'/><line num='0' type='stmt' count='1'/></file>\
             <package name='p'><file name='b.php'/></package></project></coverage>",
        )
        .unwrap();
        let hit: Vec<u32> = report.files[0].coverage().hit.iter().collect();
        assert_eq!((report.files[0].raw_path.as_str(), hit), ("/w/a.php", vec![1, 2, 3]));
        assert!(report.files[0].coverage().partial.contains(3));
        assert_eq!((report.finer.statements, report.finer.branches), (Some(1), Some(4)));
        assert_eq!((report.files.len(), report.rejected.len()), (2, 1));
    }

    #[test]
    fn istanbul_counts_branches_where_clover_counts_outcomes() {
        let report = read(
            "<coverage clover='3.2.0'><project><package name='p'><file name='a.js' path='/src/a.js'>\
             <line num='1' count='4' type='cond' truecount='2' falsecount='0'/>\
             <line num='2' count='4' type='cond' truecount='1' falsecount='3'/>\
             <line num='3' count='0' type='cond' truecount='0' falsecount='2'/>\
             <line num='4' count='4' type='stmt'/></file></package></project></coverage>",
        )
        .unwrap();
        let coverage = report.files[0].coverage();
        assert_eq!(coverage.hit.iter().collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(coverage.partial.iter().collect::<Vec<_>>(), [2]);
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(8), Some(3)));
    }
}
