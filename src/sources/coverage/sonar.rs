//! `SonarQube`'s generic coverage XML: lines covered or not, and counts of branches.

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::number::whole;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::default();
    let mut file = None;
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) if tag.name() == "file" => {
            file = found.file(&tag.get("path").unwrap_or_default(), tag.line);
        }
        Node::Start(tag) if tag.name() == "lineToCover" => {
            if let Some(file) = file {
                line(&mut found, file, tag);
            }
        }
        _ => {}
    });
    found.report_of("sonar-generic", "XML", ended)
}

fn line(found: &mut Collector, file: usize, tag: &Tag<'_>) {
    let Some(line) = found.number(&tag.get("lineNumber").unwrap_or_default(), tag.line) else {
        return;
    };
    let covered = tag.get("covered").unwrap_or_default();
    found.line(file, line, covered.eq_ignore_ascii_case("true"));
    let count = |name| tag.get(name).and_then(|text| whole(&text)).map(|n| n.min(1 << 16) as u32);
    if let Some(all) = count("branchesToCover") {
        found.branches(file, line, count("coveredBranches").unwrap_or(0).min(all), all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn lines_and_branches_are_read_and_dirt_is_listed() {
        let report = read(
            "<coverage version='1'><file path='a.js'><lineToCover lineNumber='1' covered='true' branchesToCover='4' coveredBranches='3'/>\
             <lineToCover lineNumber='2' covered='false'/><lineToCover lineNumber='' covered='true'/></file></coverage>",
        )
        .unwrap();
        let file = &report.files[0];
        assert_eq!((file.counts().lines, file.counts().hit), (2, 1));
        assert!(file.coverage().partial.contains(1));
        assert_eq!((report.finer.branches_hit, report.rejected.len()), (Some(3), 1));
    }
}
