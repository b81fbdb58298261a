//! The parts that every presentation has.

use super::element::escape;
use super::frame::{self, NAMES, XML};
use super::parts::Parts;
use crate::model::review::Review;
use crate::report::clean::one_line;
use crate::report::format::machine;
use crate::report::summary;

/// What the content types of all parts begin with.
pub(super) const TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// Writes them: what the package says of itself, the presentation with its properties, theme, master, layout
/// and the master of notes.
pub(super) fn put(parts: &mut Parts, review: &Review, slides: usize) {
    let pml = format!("{TYPE}.presentationml");
    parts.relations(
        "",
        &[
            ("officeDocument", "ppt/presentation.xml".to_owned()),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml".to_owned()),
            ("extended-properties", "docProps/app.xml".to_owned()),
        ],
    );
    let title = escape(&one_line(&summary::headline(review), 200));
    let created = review.data_through.map_or_else(String::new, |at| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created>", machine(at))
    });
    parts.xml(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        format!(
            "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
             <dc:creator>escapee</dc:creator>{created}</cp:coreProperties>"
        ),
    );
    parts.xml(
        "docProps/app.xml",
        &format!("{TYPE}.extended-properties+xml"),
        format!(
            "{XML}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
             <Application>escapee</Application></Properties>"
        ),
    );
    let ids = (0..slides)
        .map(|place| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 256 + place, 4 + place))
        .collect::<Vec<_>>()
        .concat();
    parts.xml(
        "ppt/presentation.xml",
        &format!("{pml}.presentation.main+xml"),
        format!(
            "{XML}<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
             <p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>\
             <p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>{}</p:presentation>",
            frame::default_text()
        ),
    );
    let mut targets = vec![
        ("slideMaster", "slideMasters/slideMaster1.xml".to_owned()),
        ("notesMaster", "notesMasters/notesMaster1.xml".to_owned()),
        ("theme", "theme/theme1.xml".to_owned()),
    ];
    targets.extend((1..=slides).map(|number| ("slide", format!("slides/slide{number}.xml"))));
    for (name, content) in frame::properties() {
        parts.xml(&format!("ppt/{name}.xml"), &format!("{pml}.{name}+xml"), content);
        targets.push((name, format!("{name}.xml")));
    }
    parts.relations("ppt/presentation.xml", &targets);
    for number in [1, 2] {
        parts.xml(
            &format!("ppt/theme/theme{number}.xml"),
            &format!("{TYPE}.theme+xml"),
            frame::theme(),
        );
    }
    parts.xml(
        "ppt/slideMasters/slideMaster1.xml",
        &format!("{pml}.slideMaster+xml"),
        frame::master(),
    );
    parts.relations(
        "ppt/slideMasters/slideMaster1.xml",
        &[
            ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
            ("theme", "../theme/theme1.xml".to_owned()),
        ],
    );
    parts.xml(
        "ppt/slideLayouts/slideLayout1.xml",
        &format!("{pml}.slideLayout+xml"),
        frame::layout(),
    );
    parts.relations(
        "ppt/slideLayouts/slideLayout1.xml",
        &[("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())],
    );
    parts.xml(
        "ppt/notesMasters/notesMaster1.xml",
        &format!("{pml}.notesMaster+xml"),
        frame::notes_master(),
    );
    parts.relations(
        "ppt/notesMasters/notesMaster1.xml",
        &[("theme", "../theme/theme2.xml".to_owned())],
    );
}
