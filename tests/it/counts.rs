//! One count of escapes everywhere: charts, report, deck and workbook.

use std::io::{Cursor, Read};

use crate::charts::review::small_review;
use escapee::model::components::ComponentRow;
use escapee::model::rate::{Grouping, RateDefinition};
use escapee::model::rate_study::{Cohort, RateQuestion};
use escapee::model::review::Review;
use escapee::model::scope::Scope;
use escapee::pipeline::analyze::Options;
use escapee::pipeline::review::Told;
use escapee::pipeline::{demo, rate, read, review};
use escapee::report::chart::{self, ChartMeta, Fonts, Pictures};
use escapee::report::text::{self, TextStyle};
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

fn deck_of(review: &Review) -> Vec<u8> {
    deck(review, &Pictures::new(review, &Fonts::bundled())).unwrap()
}

#[test]
fn every_output_counts_the_same_escapes() {
    let review = small_review();
    let escapes = review.rate.total.escapes;
    let n = review.rate.total.found();
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
    assert!(
        draw("components")
            .subtitle
            .contains(&format!("{escapes} escapes in 3 components and “other”"))
    );
    assert!(draw("latency").subtitle.contains(&format!("n = {escapes}")));

    let page = html::review(&review, &[]);
    let mut md = Vec::new();
    markdown::review(&mut md, &review).unwrap();
    let md = String::from_utf8(md).unwrap();
    let slides = parts(&deck_of(&review));
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

#[test]
fn the_terminal_counts_the_escapes_of_charts_report_and_deck() {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = demo::demo(&folder.path().join("shop"), &mut |_| {}).unwrap().workspace;
    let options = Options::default();
    let dossiers = read::dossiers(&mut workspace, &options, &mut |_, _, _| {}).unwrap();
    let question = RateQuestion {
        by: Grouping::Quarter,
        definitions: vec![RateDefinition::EscapeRate],
        cohort: Cohort::Discovery,
        mature_days: 0,
    };
    let now = "2026-09-10T00:00:00Z".parse().unwrap();
    let study = rate::study(&workspace, &dossiers, &question, None, now).unwrap();
    let mut terminal: Vec<u8> = Vec::new();
    text::rate_study(&mut terminal, &study, false, TextStyle::default(), None).unwrap();
    let terminal = String::from_utf8(terminal).unwrap().replace(['\n', '\u{a0}'], " ");

    let scope = Scope::default();
    let review = review::review(&mut workspace, dossiers, (&scope, None), Told::Nothing).unwrap();
    let (escapes, caught) = (review.rate.total.escapes, review.rate.total.caught.unwrap());
    let n = escapes + caught;
    assert!(escapes > 10 && caught > 10, "{escapes} and {caught}");
    let said = format!("{n} defects ({escapes} escaped, {caught} caught)");
    assert!(terminal.contains(&said), "{said}: {terminal}");
    for row in &review.rate.rows {
        let share = format!("{} of {} =", row.escapes, row.found());
        let line =
            terminal.split(&row.key).nth(1).unwrap_or_default().trim_start_matches([' ', '*']);
        assert!(line.starts_with(&share), "{} {share}: {terminal}", row.key);
    }
    let share = format!("{escapes} of {n}");
    let rate = chart::of_review("escape-rate", &review, &ChartMeta::default());
    assert!(rate.subtitle.contains(&share), "{}", rate.subtitle);
    assert!(html::review(&review, &[]).contains(&share));
    assert!(parts(&deck_of(&review)).contains(&share));
}
