//! The parts every presentation has, which say nothing of the review: theme, master, layout.

/// What every part begins with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Names of the vocabularies a slide uses.
pub(super) const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// What a tree of shapes begins with.
pub(super) const TREE: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
    <p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>\
    <a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";

const MAP: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
    accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";

/// Returns a theme: the colours of the charts, and fonts every viewer has.
pub(super) fn theme() -> String {
    let colors = [
        ("dk1", "1B1F24"),
        ("lt1", "FFFFFF"),
        ("dk2", "57606A"),
        ("lt2", "EEF0F3"),
        ("accent1", "0072B2"),
        ("accent2", "D55E00"),
        ("accent3", "F0B429"),
        ("accent4", "56B4E9"),
        ("accent5", "CC79A7"),
        ("accent6", "9AA3AD"),
        ("hlink", "0067A3"),
        ("folHlink", "57606A"),
    ];
    let colors = colors
        .iter()
        .map(|(name, value)| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>"))
        .collect::<Vec<_>>()
        .concat();
    let font = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line =
        "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "{XML}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"escapee\">\
         <a:themeElements><a:clrScheme name=\"escapee\">{colors}</a:clrScheme><a:fontScheme name=\"escapee\">\
         <a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme \
         name=\"escapee\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>"
    )
}

/// Returns the properties of a presentation by name. ISO/IEC 29500-1, 13.3.7, asks for the first; some
/// viewers mend what lacks the others.
pub(super) fn properties() -> [(&'static str, String); 3] {
    let styles = "<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                  def=\"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}\"/>";
    [
        ("presProps", format!("{XML}<p:presentationPr {NAMES}/>")),
        ("viewProps", format!("{XML}<p:viewPr {NAMES}/>")),
        ("tableStyles", format!("{XML}{styles}")),
    ]
}

/// Returns the font and size of text that names none.
pub(super) fn default_text() -> String {
    let color = "<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>";
    format!(
        "<p:defaultTextStyle><a:lvl1pPr><a:defRPr sz=\"1800\">{color}{}</a:defRPr></a:lvl1pPr>\
         </p:defaultTextStyle>",
        faces("mn")
    )
}

/// Returns the theme's fonts for titles (`mj`) or for text (`mn`).
fn faces(theme: &str) -> String {
    format!(
        "<a:latin typeface=\"+{theme}-lt\"/><a:ea typeface=\"+{theme}-ea\"/><a:cs \
         typeface=\"+{theme}-cs\"/>"
    )
}

/// Returns the master of all slides.
pub(super) fn master() -> String {
    let (text, title) = (faces("mn"), faces("mj"));
    let level = format!("<a:lvl1pPr><a:defRPr sz=\"1600\">{text}</a:defRPr></a:lvl1pPr>");
    format!(
        "{XML}<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>\
         <a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE}{}</p:spTree></p:cSld>{MAP}<p:sldLayoutIdLst>\
         <p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>\
         <a:lvl1pPr><a:defRPr sz=\"2400\" b=\"1\">{title}</a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>{level}</p:bodyStyle>\
         <p:otherStyle>{level}</p:otherStyle></p:txStyles></p:sldMaster>",
        placeholder()
    )
}

/// Returns the one layout: a title.
pub(super) fn layout() -> String {
    format!(
        "{XML}<p:sldLayout {NAMES} type=\"titleOnly\" preserve=\"1\"><p:cSld name=\"Title only\"><p:spTree>{TREE}{}\
         </p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        placeholder()
    )
}

fn placeholder() -> &'static str {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
     <p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"508000\" y=\"406400\"/><a:ext \
     cx=\"11176000\" cy=\"457200\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody>\
     <a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang=\"en-US\"/></a:p></p:txBody></p:sp>"
}

/// Returns the master of all notes.
pub(super) fn notes_master() -> String {
    format!(
        "{XML}<p:notesMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>\
         <a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE}{}</p:spTree></p:cSld>{MAP}</p:notesMaster>",
        notes_body("", true)
    )
}

/// Returns what stands on a page of notes: the slide, and below it paragraphs, given as XML.
pub(super) fn notes_body(paragraphs: &str, master: bool) -> String {
    let place = |y: u32, height: u32| {
        let place = format!(
            "<a:xfrm><a:off x=\"685800\" y=\"{y}\"/><a:ext cx=\"5486400\" cy=\"{height}\"/></a:xfrm><a:prstGeom \
             prst=\"rect\"><a:avLst/></a:prstGeom>"
        );
        if master { place } else { String::new() }
    };
    let (slide, text) = (place(1_143_000, 3_086_100), place(4_343_400, 4_114_800));
    let nth = if master { " idx=\"2\"" } else { "" };
    let empty = "<a:p><a:endParaRPr lang=\"en-US\"/></a:p>";
    let paragraphs = if paragraphs.is_empty() { empty } else { paragraphs };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" \
         noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"{nth}/></p:nvPr></p:nvSpPr><p:spPr>{slide}\
         </p:spPr></p:sp><p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
         <p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr>{text}</p:spPr><p:txBody><a:bodyPr/>\
         <a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}
