//! `OpenCover` XML, also of coverlet and altcover: sequence points, and which tests ran them.
//!
//! A point belongs to the line it starts on. Hidden points (line 0xfeefee) are passed over. A
//! point names its file, or its method does; ids hold over all modules.

use std::collections::HashMap;

use crate::model::coverage::CoverageReport;
use crate::sources::SourceError;
use crate::sources::document::Document;
use crate::sources::number::whole;
use crate::sources::room::Room;
use crate::sources::xml::{Node, Tag, walk};

use super::collector::Collector;

/// The line of a point that stands for no source.
const HIDDEN: &str = "16707566";
/// Most lines of single tests.
const MAX_RAN: usize = 1 << 21;
/// Bytes that the id of a file takes beside its letters, and the name of a test.
const ID_SIZE: usize = 200;
const NAME_SIZE: usize = 112;
/// Most bytes of names of tests.
const MAX_NAMES: u64 = 8 << 20;

struct Reading {
    found: Collector,
    /// Path by the id of a file, and its place once it has a point.
    files: HashMap<String, String>,
    of_method: Option<String>,
    last: Option<(usize, u32)>,
    /// Names of tests by id, and what each ran; the names come after the points.
    names: HashMap<u64, String>,
    names_room: Room,
    ran: Vec<(u32, u32, u64)>,
    hidden: usize,
}

/// Returns the report the text holds.
pub(super) fn read(document: &Document<'_>) -> Result<CoverageReport, SourceError> {
    let mut reading = Reading::new(Collector::of(document));
    reading.found.tells(true, true);
    let ended = walk(document.text(), |node| match node {
        Node::Start(tag) => reading.start(tag),
        Node::End("Method", _) => reading.of_method = None,
        Node::End(..) => {}
    });
    let mut ran = std::mem::take(&mut reading.ran);
    // File by file, as turning from one to another costs; and line by line, to count each once.
    ran.sort_unstable();
    let (mut nameless, mut last) = (0_usize, None);
    for (file, line, test) in ran {
        match reading.names.get(&test) {
            Some(name) => reading.found.tested(file as usize, name, line),
            None => nameless += usize::from(last.replace((file, line)) != Some((file, line))),
        }
    }
    if nameless > 0 {
        let told = format!("{nameless} lines were run by tests whose names are not known");
        reading.found.warnings.push(told);
    }
    if reading.hidden > 0 {
        let count = reading.hidden;
        reading.found.warnings.push(format!("{count} hidden points were passed over"));
    }
    reading.found.report_of("opencover", "XML", ended)
}

impl Reading {
    fn new(found: Collector) -> Self {
        Self {
            found,
            files: HashMap::new(),
            of_method: None,
            last: None,
            names: HashMap::new(),
            names_room: Room::of(MAX_NAMES),
            ran: Vec::new(),
            hidden: 0,
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "SequencePoint" => self.point(tag),
            "BranchPoint" => self.branch(tag),
            "FileRef" => self.of_method = tag.get("uid"),
            "File" => {
                if let (Some(id), Some(path)) = (tag.get("uid"), tag.get("fullPath"))
                    && self.found.holds(ID_SIZE + id.len() + path.len())
                {
                    self.files.insert(id, path);
                }
            }
            "TrackedMethod" => {
                if let (Some(id), Some(name)) = (self.id_of(tag), tag.get("name")) {
                    let name = test_name(&name);
                    if self.names_room.take(NAME_SIZE + name.len()) {
                        self.names.insert(id, name);
                    }
                }
            }
            "TrackedMethodRef" => {
                if let (Some((file, line)), Some(id)) = (self.last, self.id_of(tag)) {
                    if self.ran.len() < MAX_RAN {
                        self.ran.push((file as u32, line, id));
                    } else {
                        let reason = "the report has more lines of tests than any report";
                        self.found.rejections.add(tag.line, reason);
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns the number by which a test is known; lists what is none.
    fn id_of(&mut self, tag: &Tag<'_>) -> Option<u64> {
        let id = tag.get("uid")?.trim().parse().ok();
        if id.is_none() {
            self.found.rejections.add(tag.line, "the id of a test is no number");
        }
        id
    }

    fn point(&mut self, tag: &Tag<'_>) {
        self.last = None;
        if let Some((file, line, hit)) = self.place_of(tag) {
            self.found.line(file, line, hit);
            self.found.times(file, line, tag.get("vc").and_then(|visits| whole(&visits)));
            self.found.statements(1, u64::from(hit));
            self.last = Some((file, line));
        }
    }

    fn branch(&mut self, tag: &Tag<'_>) {
        // Points of older versions name no line; they say nothing a line could keep.
        if tag.get("sl").is_some()
            && let Some((file, line, taken)) = self.place_of(tag)
        {
            self.found.branch(file, line, taken);
        }
    }

    /// Returns file, line and whether a point was visited.
    fn place_of(&mut self, tag: &Tag<'_>) -> Option<(usize, u32, bool)> {
        let (mut line, mut visits, mut id) = (None, None, None);
        for (name, value) in tag.raw() {
            match name {
                "sl" => line = Some(value),
                "vc" => visits = Some(value),
                "fileid" => id = Some(value),
                _ => {}
            }
        }
        let line = line.unwrap_or_default();
        if line == HIDDEN {
            self.hidden += 1;
            return None;
        }
        let id = id.filter(|id| *id != "0").or(self.of_method.as_deref());
        let Some(path) = id.and_then(|id| self.files.get(id)) else {
            self.found.rejections.add(tag.line, "a point without a file");
            return None;
        };
        let file = self.found.file(path, tag.line)?;
        let line = self.found.number(line, tag.line)?;
        let hit = self.found.hit(visits.unwrap_or_default());
        Some((file, line, hit))
    }
}

/// Returns a name such as `System.Void Shop.CartTest::Total()` without type and parameters.
fn test_name(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name);
    name.rsplit(' ').next().unwrap_or(name).replace("::", ".").replace('/', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoverageReport, SourceError> {
        super::read(&Document::open(&text.as_bytes()).unwrap())
    }

    #[test]
    fn points_name_their_file_or_their_method_does_and_tests_are_linked() {
        let report = read(
            "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='C:\\a.cs'/>\
             <File uid='2' fullPath='C:\\b.cs'/></Files><Classes><Class><Methods><Method><FileRef uid='1'/>\
             <SequencePoints><SequencePoint vc='3' sl='5' el='7'><TrackedMethodRefs><TrackedMethodRef uid='9' vc='1'/>\
             </TrackedMethodRefs></SequencePoint><SequencePoint vc='0' sl='5'/><SequencePoint vc='1' sl='16707566'/>\
             <SequencePoint vc='1' sl='2' fileid='2'/><SequencePoint vc='1' sl='2' fileid='7'/></SequencePoints>\
             <BranchPoints><BranchPoint vc='1' sl='5'/><BranchPoint vc='0' sl='5'/></BranchPoints></Method></Methods>\
             </Class></Classes><TrackedMethods><TrackedMethod uid='9' name='System.Void T.CartTest::Total()'/>\
             </TrackedMethods></Module></Modules></CoverageSession>",
        )
        .unwrap();
        assert_eq!(report.files.len(), 2);
        let file = &report.files[0];
        assert_eq!((file.counts().lines, file.counts().hit), (1, 1));
        assert!(file.coverage().partial.contains(5));
        assert_eq!(&*file.tests[0].0, "T.CartTest.Total");
        assert_eq!((report.finer.statements, report.finer.statements_hit), (Some(3), Some(2)));
        assert_eq!((report.finer.branches, report.finer.branches_hit), (Some(2), Some(1)));
        assert_eq!(report.rejected[0].reason, "a point without a file");
    }

    #[test]
    fn a_test_whose_id_is_no_number_is_listed() {
        let report = read(
            "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='a.cs'/></Files><Classes>\
             <Class><Methods><Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='1' sl='1'>\
             <TrackedMethodRefs><TrackedMethodRef uid='x'/></TrackedMethodRefs></SequencePoint>\
             </SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>",
        );
        let report = report.unwrap();
        assert_eq!(report.rejected.len(), 1, "{report:?}");
        assert_eq!(report.rejected[0].reason, "the id of a test is no number");
    }

    #[test]
    fn lines_of_tests_without_a_name_are_counted_once_each() {
        let report = read(
            "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='a.cs'/></Files><Classes>\
             <Class><Methods><Method><FileRef uid='1'/><SequencePoints><SequencePoint vc='1' sl='1'>\
             <TrackedMethodRefs><TrackedMethodRef uid='7'/><TrackedMethodRef uid='8'/></TrackedMethodRefs></SequencePoint>\
             <SequencePoint vc='1' sl='2'><TrackedMethodRefs><TrackedMethodRef uid='8'/></TrackedMethodRefs></SequencePoint>\
             <SequencePoint vc='1' sl='1'><TrackedMethodRefs><TrackedMethodRef uid='9'/></TrackedMethodRefs></SequencePoint>\
             </SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>",
        )
        .unwrap();
        assert_eq!(report.files[0].counts().hit, 2);
        assert_eq!(report.warnings, ["2 lines were run by tests whose names are not known"]);
    }
}
