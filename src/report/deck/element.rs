//! Elements of a slide as `DrawingML`. Lengths are given in px of a 960 × 540 sheet; 1 px is 12,700 EMU.

use crate::report::clean::one_line;
use crate::report::sections::Table;

/// EMU of a px.
const EMU: f64 = 12_700.0;
/// Longest text of a cell.
const CELL: usize = 120;

/// Where an element lies: left, top, width, height in px.
pub(super) type Place = (f64, f64, f64, f64);

/// Returns a text as XML: cleaned of what XML forbids, escaped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in crate::report::clean(text).chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(sign),
        }
    }
    out
}

fn transform(tag: &str, (left, top, width, height): Place) -> String {
    let emu = |px: f64| (px * EMU).round() as i64;
    format!(
        "<{tag}><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></{tag}>",
        emu(left),
        emu(top),
        emu(width),
        emu(height)
    )
}

fn run(text: &str, size: u32, bold: bool, color: &str) -> String {
    let bold = if bold { " b=\"1\"" } else { "" };
    format!(
        "<a:r><a:rPr lang=\"en-US\" sz=\"{size}\"{bold} dirty=\"0\"><a:solidFill><a:srgbClr \
         val=\"{color}\"/></a:solidFill></a:rPr><a:t>{}</a:t></a:r>",
        escape(text)
    )
}

/// Returns a line whose commands, which stand between backticks, are set as code.
fn runs(text: &str, size: u32, color: &str) -> String {
    let mut parts: Vec<&str> = text.split('`').collect();
    // Of an odd number of backticks one is no quotation mark, and nobody knows which.
    if parts.len().is_multiple_of(2) {
        parts = vec![text];
    }
    let set = |(place, part): (usize, &&str)| {
        let run = run(part, size, false, color);
        // Without a word viewers go on with the font of the run before, or of the line before.
        let font = if place % 2 == 1 { "Courier New" } else { "+mn-lt" };
        let named = format!("</a:solidFill><a:latin typeface=\"{font}\"/></a:rPr>");
        run.replacen("</a:solidFill></a:rPr>", &named, 1)
    };
    parts.iter().enumerate().map(set).collect()
}

/// Colours of text.
pub(super) const INK: &str = "1B1F24";
/// Colour of what stands back.
pub(super) const MUTED: &str = "57606A";

/// Returns the title, the placeholder that outlines and screen readers read first.
pub(super) fn title(text: &str, place: Place) -> String {
    // What fits 880 px on one line, and on two of the smallest.
    let size = match text.chars().count() {
        0..=62 => 2_400,
        63..=75 => 2_000,
        _ => 1_400,
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr>{}</p:spPr><p:txBody><a:bodyPr \
         lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:normAutofit/></a:bodyPr><a:p>{}</a:p></p:txBody></p:sp>",
        transform("a:xfrm", place),
        run(text, size, true, INK)
    )
}

/// Returns a box of paragraphs, a line each; a line may hold breaks.
pub(super) fn text_box(
    id: u32,
    name: &str,
    lines: &[String],
    size: u32,
    color: &str,
    place: Place,
) -> String {
    let gap = if lines.len() > 1 { "<a:spcAft><a:spcPts val=\"600\"/></a:spcAft>" } else { "" };
    let broken = |line: &String| {
        let parts: Vec<String> = line.split('\n').map(|part| runs(part, size, color)).collect();
        // A break has a height of its own.
        parts.join(&format!("<a:br><a:rPr lang=\"en-US\" sz=\"{size}\"/></a:br>"))
    };
    let paragraphs = lines
        .iter()
        .map(|line| format!("<a:p><a:pPr>{gap}</a:pPr>{}</a:p>", broken(line)))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
         <p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr \
         wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr>{paragraphs}</p:txBody></p:sp>",
        transform("a:xfrm", place)
    )
}

/// Returns the number of the slide at the right end of its place.
pub(super) fn number(id: u32, number: usize, place: Place) -> String {
    // A field, so that slides may change places.
    let field = "<a:fld id=\"{5D3A1C0E-7B52-4F7E-9C66-2B8E1F0A4D11}\" type=\"slidenum\">";
    let number = run(&number.to_string(), 1_100, false, MUTED)
        .replace("<a:r>", field)
        .replace("</a:r>", "</a:fld>");
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Number\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
         <p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr \
         wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"/><a:p><a:pPr algn=\"r\"/>{number}</a:p>\
         </p:txBody></p:sp>",
        transform("a:xfrm", place)
    )
}

/// Returns a picture; `cut` is the share of its height left out at the top.
pub(super) fn picture(id: u32, alt: &str, cut: f64, place: Place) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Chart\" descr=\"{}\"/><p:cNvPicPr><a:picLocks \
         noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId3\"/>\
         <a:srcRect t=\"{}\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{}<a:prstGeom \
         prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>",
        escape(alt),
        (cut * 100_000.0).round() as i64,
        transform("a:xfrm", place)
    )
}

/// Returns a native chart.
pub(super) fn chart(id: u32, alt: &str, place: Place) -> String {
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Chart\" descr=\"{}\"/>\
         <p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{}<a:graphic><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rId3\"/></a:graphicData>\
         </a:graphic></p:graphicFrame>",
        escape(alt),
        transform("p:xfrm", place)
    )
}

/// Returns a table with a head and thin lines.
pub(super) fn table(id: u32, table: &Table, (left, top, width, height): Place) -> String {
    let columns: Vec<(&str, bool)> = table.columns().collect();
    let weights: Vec<f64> = (0..columns.len())
        .map(|place| {
            let cells = table.rows.iter().map(|row| row[place].chars().count());
            // Heads are bold, and margins take from a narrow cell most.
            let head = columns[place].0.chars().count() + 3;
            let longest = cells.chain([head]).max().unwrap_or(1);
            longest.clamp(12, 44) as f64
        })
        .collect();
    let all: f64 = weights.iter().sum();
    let grid = weights
        .iter()
        .map(|weight| format!("<a:gridCol w=\"{}\"/>", (weight / all * width * EMU).round() as i64))
        .collect::<Vec<_>>()
        .concat();
    // A table to fill in has room to write; of few rows each may be larger.
    let blank = table.rows.iter().flatten().all(String::is_empty);
    let few = table.rows.len() <= 4;
    let most = if blank { 84.0 } else { 30.0 + if few { 18.0 } else { 0.0 } };
    let row_height = (height / (table.rows.len() as f64 + 1.0)).clamp(20.0, most);
    let size = if few && columns.len() <= 5 { 1_600 } else { 1_200 };
    let row = |height: f64, cells: Vec<String>| {
        format!("<a:tr h=\"{}\">{}</a:tr>", (height * EMU).round() as i64, cells.concat())
    };
    let head_height = row_height.min(36.0);
    let head = columns.iter().map(|(name, number)| cell(name, *number, true, size)).collect();
    let body = table.rows.iter().map(|cells| {
        let cells = cells.iter().zip(&columns);
        row(
            row_height,
            cells
                .map(|(text, (_, number))| cell(&one_line(text, CELL), *number, false, size))
                .collect(),
        )
    });
    let rows: String = std::iter::once(row(head_height, head)).chain(body).collect();
    let place = (left, top, width, head_height + row_height * table.rows.len() as f64);
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table\" descr=\"{}\"/>\
         <p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/>\
         </p:nvGraphicFramePr>{}<a:graphic><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/>\
         <a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        escape(&table.caption),
        transform("p:xfrm", place)
    )
}

fn cell(text: &str, number: bool, head: bool, size: u32) -> String {
    let align = if number { " algn=\"r\"" } else { "" };
    let (width, color) = if head { (19_050, INK) } else { (6_350, "D8DDE3") };
    let open = |tag: &str| format!("<a:{tag} w=\"0\"><a:noFill/></a:{tag}>");
    format!(
        "<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr{align}/>{}</a:p></a:txBody><a:tcPr marL=\"0\" marR=\"152400\" \
         marT=\"38100\" marB=\"38100\" anchor=\"ctr\">{}{}{}<a:lnB w=\"{width}\"><a:solidFill><a:srgbClr val=\"{color}\"/>\
         </a:solidFill></a:lnB><a:noFill/></a:tcPr></a:tc>",
        run(text, size, head, INK),
        open("lnL"),
        open("lnR"),
        open("lnT")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_set_as_code() {
        let line = runs("`escapee show ID` asks", 1_200, INK);
        assert!(
            line.contains("<a:latin typeface=\"Courier New\"/></a:rPr><a:t>escapee show ID</a:t>")
        );
        assert_eq!(line.matches("Courier").count(), 1);
        assert!(line.contains("<a:latin typeface=\"+mn-lt\"/></a:rPr><a:t> asks</a:t>"));
        for plain in ["one ` alone", "the line after a command"] {
            let line = runs(plain, 1_200, INK);
            assert!(!line.contains("Courier") && line.contains("+mn-lt"), "{line}");
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escape("<a:t>\u{202e}\u{0}\u{ffff}\"&"), "&lt;a:t&gt;&quot;&amp;");
    }
}
