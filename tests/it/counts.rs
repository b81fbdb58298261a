//! One count of escapes everywhere: charts, report, deck and workbook.

use std::io::{Cursor, Read};

use crate::charts::review::small_review;
use escapee::model::components::ComponentRow;
use escapee::report::chart::{self, ChartMeta};
use escapee::report::{deck, html, markdown, workbook};

fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut text = String::new();
        if archive.by_index(place).unwrap().read_to_string(&mut text).is_ok() {
            all.push_str(&text);
        }
    }
    all
}

#[test]
fn every_output_counts_the_same_escapes() {
    let review = small_review();
    let escapes = review.rate.total.escapes;
    let n = escapes + review.rate.total.caught;
    assert!(escapes > 20, "{escapes}");

    let classes: u64 = review.classes.rows.iter().flat_map(|row| &row.counts).map(|(_, n)| n).sum();
    let components: u64 = review.components.rows.iter().map(ComponentRow::total).sum();
    assert_eq!(classes, escapes);
    assert_eq!(components, escapes);
    assert_eq!(review.latency.placed() + review.latency.unplaced, escapes);
    assert_eq!(review.impact.incidents, escapes, "each incident of this review is a defect");
    assert_eq!(review.rate.rows.iter().map(|row| row.escapes).sum::<u64>(), escapes);

    let draw = |name: &str| chart::of_review(name, &review, &ChartMeta::default());
    assert!(draw("escape-rate").subtitle.contains(&format!("{escapes} of {n} defects")));
    assert!(draw("class-breakdown").subtitle.contains(&format!("{escapes} escapes by quarter")));
    assert!(draw("components").subtitle.contains(&format!("{escapes} escapes in 4 components")));
    assert!(draw("latency").subtitle.contains(&format!("n = {escapes}")));

    let page = html::review(&review, &[]);
    let mut md = Vec::new();
    markdown::review(&mut md, &review).unwrap();
    let md = String::from_utf8(md).unwrap();
    let slides = parts(&deck(&review).unwrap());
    let share = format!("{escapes} of {n}");
    for (name, text) in [("page", &page), ("markdown", &md), ("deck", &slides)] {
        assert!(text.contains(&share), "{name} says {share}");
    }
    // The workbook holds numbers, so the sum of its column is compared, not a sentence.
    let sheet = parts(&workbook(&review).unwrap());
    for row in &review.rate.rows {
        assert!(sheet.contains(&format!("<v>{}</v>", row.escapes)), "{}", row.key);
    }
}
