//! Visual Studio's coverage XML: `results` of dotnet-coverage and Microsoft.CodeCoverage, and the
//! older `CoverageDSPriv` of coveragexml files. Ranges are run, partly run or not run.
//!
//! A module names its files after its ranges, so the ranges wait for its end.

use std::collections::HashMap;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// Bytes that a range takes, and an id or the path of a file beside its letters.
const RANGE_SIZE: usize = 32;
const ID_SIZE: usize = 112;

/// A range that waits for the name of its file.
#[derive(Debug, Clone, Copy)]
struct Range {
    /// Number of its file's id.
    file: u32,
    line: u32,
    covered: Covered,
    place: u64,
}

/// The range or file of the older shape that is open.
#[derive(Debug, Default)]
struct Open {
    file: String,
    line: String,
    covered: Covered,
    place: u64,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Covered {
    #[default]
    No,
    Partial,
    Yes,
}

#[derive(Default)]
struct Reading {
    found: Collector,
    ranges: Vec<Range>,
    /// Numbers of the ids of files, and their paths where they are known.
    ids: HashMap<String, u32>,
    paths: HashMap<u32, String>,
    open: Open,
    /// Bytes that the open module takes.
    held: usize,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut reading = Reading::default();
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => reading.start(tag),
        Node::End(name, inner) => reading.end(name, inner),
    });
    reading.end_module();
    reading.found.report_of("vs-coverage-xml", "XML", ended)
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "range" => {
                let covered = match tag.get("covered").unwrap_or_default().as_str() {
                    "yes" => Covered::Yes,
                    "partial" => Covered::Partial,
                    _ => Covered::No,
                };
                let (file, line) = (tag.get("source_id"), tag.get("start_line"));
                let (file, line) = (file.unwrap_or_default(), line.unwrap_or_default());
                self.range(Open { file, line, covered, place: tag.line });
            }
            "source_file" => {
                if let (Some(id), Some(path)) = (tag.get("id"), tag.get("path")) {
                    self.path(&id, path);
                }
            }
            "Lines" => self.open = Open { place: tag.line, ..Open::default() },
            _ => {}
        }
    }

    fn end(&mut self, name: &str, inner: &str) {
        match name {
            "module" => self.end_module(),
            "LnStart" => inner.clone_into(&mut self.open.line),
            "SourceFileID" => inner.clone_into(&mut self.open.file),
            "Coverage" => {
                self.open.covered = match inner {
                    "0" => Covered::Yes,
                    "1" => Covered::Partial,
                    _ => Covered::No,
                }
            }
            "Lines" => {
                let open = std::mem::take(&mut self.open);
                self.range(open);
            }
            "SourceFileName" => {
                let id = std::mem::take(&mut self.open.file);
                self.path(&id, inner.to_owned());
            }
            _ => {}
        }
    }

    /// Takes a range, which waits for the end of its module.
    fn range(&mut self, open: Open) {
        let Open { file, line, covered, place } = open;
        let Some(file) = self.id(&file) else { return };
        let Some(line) = self.found.number(&line, place) else { return };
        if self.holds(RANGE_SIZE) {
            self.ranges.push(Range { file, line, covered, place });
        }
    }

    fn path(&mut self, id: &str, path: String) {
        if let Some(id) = self.id(id)
            && self.holds(ID_SIZE + path.len())
        {
            self.paths.insert(id, path);
        }
    }

    /// Returns the number of a file's id; `None` where there is no room for it.
    fn id(&mut self, id: &str) -> Option<u32> {
        if let Some(known) = self.ids.get(id) {
            return Some(*known);
        }
        let number = self.ids.len() as u32;
        self.holds(ID_SIZE + id.len()).then(|| *self.ids.entry(id.to_owned()).or_insert(number))
    }

    fn holds(&mut self, bytes: usize) -> bool {
        self.held += bytes;
        self.found.holds(bytes)
    }

    fn end_module(&mut self) {
        self.found.lets_go(std::mem::take(&mut self.held));
        self.ids.clear();
        let paths = std::mem::take(&mut self.paths);
        for Range { file, line, covered, place } in std::mem::take(&mut self.ranges) {
            let Some(path) = paths.get(&file) else {
                self.found.rejections.add(place, "a range without a file");
                continue;
            };
            let Some(file) = self.found.file(path, place) else { continue };
            self.found.line(file, line, covered != Covered::No);
            if covered == Covered::Partial {
                self.found.partial(file, line);
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
    fn both_shapes_give_the_same_lines() {
        let new = "<results><modules><module><functions><function><ranges>\
            <range source_id='0' covered='yes' start_line='1' end_line='1'/>\
            <range source_id='0' covered='partial' start_line='2'/><range source_id='0' covered='no' start_line='3'/>\
            <range source_id='5' covered='no' start_line='3'/></ranges></function></functions><source_files>\
            <source_file id='0' path='C:\\a.cs'/></source_files></module></modules></results>";
        let line = |line, coverage, file| {
            format!(
                "<Lines><LnStart>{line}</LnStart><Coverage>{coverage}</Coverage><SourceFileID>{file}</SourceFileID></Lines>"
            )
        };
        let old = format!(
            "<CoverageDSPriv><Module>{}{}{}{}</Module><SourceFileNames><SourceFileID>0</SourceFileID>\
             <SourceFileName>C:\\a.cs</SourceFileName></SourceFileNames></CoverageDSPriv>",
            line(1, 0, 0),
            line(2, 1, 0),
            line(3, 2, 0),
            line(3, 2, 5)
        );
        let (new, old) = (read(new).unwrap(), read(&old).unwrap());
        assert_eq!(new.files, old.files);
        assert_eq!((new.files[0].counts().lines, new.files[0].counts().hit), (3, 2));
        assert!(new.files[0].coverage().partial.contains(2));
        assert_eq!((new.rejected.len(), old.rejected.len()), (1, 1));
    }
}
