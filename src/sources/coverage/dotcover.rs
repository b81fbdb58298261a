//! dotCover's detailed XML: statements with their lines, run or not, without counts.

use std::collections::HashMap;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// Bytes that the id of a file takes beside its letters.
const ID_SIZE: usize = 96;

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut found = Collector::default();
    found.tells(true, false);
    let mut files = HashMap::new();
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) if tag.name() == "Statement" => statement(&mut found, &files, tag),
        Node::Start(tag) if tag.name() == "File" => {
            let file = found.file(&tag.get("Name").unwrap_or_default(), tag.line);
            if let (Some(index), Some(file)) = (tag.get("Index"), file)
                && found.holds(ID_SIZE + index.len())
            {
                files.insert(index, file);
            }
        }
        _ => {}
    });
    if found.is_empty() {
        found.warnings.push("without files: export the report as DetailedXML".to_owned());
    }
    found.report_of("dotcover", "XML", ended)
}

fn statement(found: &mut Collector, files: &HashMap<String, usize>, tag: &Tag<'_>) {
    let (mut line, mut index, mut covered) = (None, None, false);
    for (name, value) in tag.raw() {
        match name {
            "Line" => line = Some(value),
            "FileIndex" => index = Some(value),
            "Covered" => covered = value.eq_ignore_ascii_case("true"),
            _ => {}
        }
    }
    let Some(file) = index.and_then(|index| files.get(index)) else {
        found.rejections.add(tag.line, "a statement without a file");
        return;
    };
    if let Some(line) = found.number(line.unwrap_or_default(), tag.line) {
        found.line(*file, line, covered);
        found.statements(1, u64::from(covered));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn statements_of_one_line_unite_and_those_without_a_file_are_listed() {
        let report = read(
            "<Root ReportType='DetailedXml'><FileIndices><File Index='1' Name='a.fs'/></FileIndices>\
             <Statement FileIndex='1' Line='3' Covered='False'/><Statement FileIndex='1' Line='3' Covered='True'/>\
             <Statement FileIndex='2' Line='3' Covered='True'/></Root>",
        )
        .unwrap();
        assert_eq!((report.files[0].counts().lines, report.files[0].counts().hit), (1, 1));
        assert_eq!((report.finer.statements, report.finer.statements_hit), (Some(2), Some(1)));
        assert_eq!(report.rejected.len(), 1);
    }
}
