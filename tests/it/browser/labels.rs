//! Labels of charts in fonts that are wider than the one they were placed with: apart all the same.

use serde_json::Value;

use super::driver::Browser;
use crate::charts;
use crate::charts::sheet::Item;

/// What a browser tells of the texts of every chart: chart, text, left, right, baseline, size.
type Told = Vec<(usize, String, f64, f64, f64, f64)>;

/// Returns a page of charts, its texts in a font of the reader's.
fn page(font: &str, charts: &[(String, String)]) -> String {
    let svgs: Vec<&str> = charts.iter().map(|(_, svg)| svg.as_str()).collect();
    let svgs = svgs.join("</div><div>");
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Charts</title>\
         <style>svg text {{ font-family: {font} !important }}</style><div>{svgs}</div>"
    )
}

const TEXTS: &str = "return [...document.querySelectorAll('div')].flatMap((div, chart) => \
    [...div.querySelectorAll('text')].map(text => { const box = text.getBBox(); \
    const number = name => Number(text.getAttribute(name)); \
    return [chart, text.textContent, box.x, box.x + box.width, number('y'), number('font-size')]; }))";

#[test]
fn no_label_crosses_another_whatever_font_the_reader_has() {
    let Some(browser) = Browser::start(true) else { return };
    let charts = charts::light();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("charts.html");
    let read = |page: String| -> Told {
        std::fs::write(&path, page).unwrap();
        browser.open(&path);
        serde_json::from_value(browser.run(TEXTS)).unwrap()
    };
    let crossings = |told: &Told| -> Vec<String> {
        let mut found = Vec::new();
        let items: Vec<(usize, Item)> = told.iter().map(item).collect();
        for (place, (chart, one)) in items.iter().enumerate() {
            let before = items[..place].iter().filter(|(other, _)| other == chart);
            for (_, other) in before.filter(|(_, other)| one.crosses(other)) {
                found.push(format!("{}: {} on {}", charts[*chart].0, one.text, other.text));
            }
            if one.left < 36.0 || one.right > 924.0 {
                found.push(format!("{}: {} leaves the sheet", charts[*chart].0, one.text));
            }
        }
        found
    };
    for font in ["monospace", "'DejaVu Sans', monospace"] {
        let told = read(page(font, charts));
        assert!(told.len() > 2_000, "{} texts", told.len());
        let found = crossings(&told);
        assert!(found.is_empty(), "{font}: {found:#?}");
    }
    // The font is one that would make them cross.
    let free: Vec<(String, String)> = charts
        .iter()
        .map(|(name, svg)| (name.clone(), svg.replace(" textLength=", " data-width=")))
        .collect();
    assert!(!crossings(&read(page("monospace", &free))).is_empty(), "the font is not wider");

    // It stays text: it is selected, found and copied as it reads.
    let selected = "const text = document.querySelector('text'); \
        getSelection().selectAllChildren(text); return [getSelection().toString(), text.textContent]";
    read(page("monospace", &charts[..1]));
    let Value::Array(texts) = browser.run(selected) else { panic!("two texts") };
    assert!(texts[0] == texts[1] && texts[0] != "", "{texts:?}");
}

/// Returns a text with the box its letters need, in px of the sheet.
fn item(
    (chart, text, left, right, y, size): &(usize, String, f64, f64, f64, f64),
) -> (usize, Item) {
    let tail = if text.contains(['g', 'j', 'p', 'q', 'y', ',', '(', '[']) { 0.2 } else { 0.02 };
    let item = Item {
        text: text.clone(),
        size: size / 10.0,
        left: left / 10.0,
        top: (y - 0.74 * size) / 10.0,
        right: right / 10.0,
        bottom: (y + tail * size) / 10.0,
        ..Item::default()
    };
    (*chart, item)
}
