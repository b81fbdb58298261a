//! What the deck promises: well-formed, complete, harmless, the same twice.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::model::incident::Phase;
use crate::model::period::Period;
use crate::model::quadrant::{Quadrant, QuadrantUnit};
use crate::model::review::{Review, Sev1Mark};
use crate::report::OfficeError;
use crate::report::chart::{Fonts, Pictures};
use crate::report::sample;

fn deck(review: &Review) -> Result<Vec<u8>, OfficeError> {
    super::deck(review, &Pictures::new(review, &Fonts::bundled()))
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn texts(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = parts(bytes)
        .into_iter()
        .filter(|(name, _)| !name.contains("/media/") && !name.contains("/embeddings/"));
    xml.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_somewhere() {
    let bytes = deck(&sample::review()).unwrap();
    let names: BTreeSet<String> = parts(&bytes).into_iter().map(|(name, _)| name).collect();
    // ISO/IEC 29500-1, 13.3.7: exactly one, and viewers ask to repair what has none.
    assert!(names.contains("ppt/presProps.xml"), "{names:?}");
    for (name, text) in texts(&bytes) {
        usvg::roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(of) = name.strip_suffix(".rels") else { continue };
        let folder = of.replace("_rels/", "");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (start, _) in text.match_indices("Target=\"") {
            let target = text[start + 8..].split('"').next().unwrap();
            let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for step in target.split('/') {
                if step == ".." {
                    path.pop();
                } else {
                    path.push(step);
                }
            }
            assert!(names.contains(&path.join("/")), "{name}: {target}");
        }
    }
}

#[test]
fn the_ten_sections_are_there_with_notes_and_two_native_charts_with_their_own_data() {
    let bytes = deck(&sample::review()).unwrap();
    let all = texts(&bytes);
    let slides: String = all
        .iter()
        .filter(|(name, _)| name.starts_with("ppt/slides/slide"))
        .map(|(_, text)| text.as_str())
        .collect();
    for section in super::super::sections::sections(&sample::review()) {
        assert!(slides.contains(&super::element::escape(section.title)), "{}", section.id);
    }
    let notes = all.iter().filter(|(name, _)| name.starts_with("ppt/notesSlides/notes"));
    for (name, text) in notes {
        for word in ["Definition: ", "n: ", "Query: escapee ", "Caveat: "] {
            assert!(text.contains(word), "{name} lacks {word}");
        }
    }
    let charts: Vec<_> =
        all.iter().filter(|(name, _)| name.starts_with("ppt/charts/chart")).collect();
    assert_eq!(charts.len(), 2);
    assert!(charts.iter().all(|(_, text)| text.contains("<c:externalData r:id=\"rId1\">")));
    assert!(charts[0].1.contains("<c:errBars>") && charts[0].1.contains("<c:smooth val=\"0\"/>"));
    assert_eq!(parts(&bytes).iter().filter(|(name, _)| name.contains("/embeddings/")).count(), 2);
}

#[test]
fn hostile_titles_stay_text_and_frames_have_alt_text() {
    let all = texts(&deck(&sample::review()).unwrap());
    for (name, text) in &all {
        sample::assert_harmless(text);
        let frames = text.matches("<p:graphicFrame>").count() + text.matches("<p:pic>").count();
        assert_eq!(text.matches(" descr=\"").count(), frames, "{name}");
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    assert_eq!(deck(&sample::review()).unwrap(), deck(&sample::review()).unwrap());
}

fn slides(bytes: &[u8]) -> Vec<String> {
    let mut slides: Vec<(usize, String)> = texts(bytes)
        .into_iter()
        .filter_map(|(name, text)| {
            let number = name.strip_prefix("ppt/slides/slide")?.strip_suffix(".xml")?;
            Some((number.parse().ok()?, text))
        })
        .collect();
    slides.sort();
    slides.into_iter().map(|(_, text)| text).collect()
}

/// Returns all text of slides and notes, entities resolved.
fn prose(bytes: &[u8]) -> String {
    let parts = texts(bytes).into_iter().filter(|(name, _)| {
        name.starts_with("ppt/slides/slide") || name.starts_with("ppt/notesSlides/notes")
    });
    let mut prose = String::new();
    for (name, text) in parts {
        let page =
            usvg::roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        for run in
            page.descendants().filter(usvg::roxmltree::Node::is_text).filter_map(|node| node.text())
        {
            prose.push_str(run);
            prose.push('\n');
        }
    }
    prose
}

/// Makes an escape of the review one of severity 1, and one of its seventh quarter.
fn make_one_severe(review: &mut Review) {
    let worst = review.dossiers.iter_mut().find(|one| {
        one.incident.phase == Phase::Production
            && one.class().is_escape()
            && one.incident.id == one.defect
    });
    let worst = worst.unwrap();
    worst.incident.severity = Some(1);
    let period = review.rate.rows[6].period.unwrap();
    // And one before the scope, whose quarter is drawn too.
    let before = review.rate.rows[2].period.unwrap();
    review.sev1 = [(worst.incident.id.as_str(), period), ("SHOP-7", before)]
        .map(|(id, period)| Sev1Mark {
            id: id.to_owned(),
            title: worst.incident.title.clone(),
            class: Some(worst.class()),
            period,
        })
        .to_vec();
}

#[test]
fn incidents_of_severity_1_beyond_the_slide_are_counted_there_and_named_in_the_notes() {
    let mut review = sample::review();
    let mark = |number: usize, period| Sev1Mark {
        id: format!("SEV-A-{number}"),
        title: "payroll run twice".to_owned(),
        class: None,
        period,
    };
    let drawn = review.rate.rows[5].period.unwrap();
    let before = Period::Quarter { year: 2015, quarter: 1 };
    review.sev1 = (0..6).map(|number| mark(number, drawn)).chain([mark(9, before)]).collect();
    let prose = prose(&deck(&review).unwrap());
    let line = prose.lines().find(|line| line.starts_with("SEV-1: ")).unwrap();
    assert!(line.ends_with(" and 2 more, in the notes. Before the periods drawn: 1."), "{line}");
    assert_eq!(line.matches("SEV-A-").count(), 4);
    let all = prose.lines().find(|line| line.starts_with("SEV-1, all: ")).unwrap();
    assert_eq!(all.matches("SEV-A-").count(), 7, "{all}");
    assert!(all.ends_with("SEV-A-9 in 2015Q1."), "{all}");
}

#[test]
fn what_finds_no_place_on_a_slide_stands_in_the_notes() {
    let mut review = sample::review();
    // Of severity 1, so that a line beside the first chart takes a place.
    make_one_severe(&mut review);
    // With a picture as the first of its section.
    review.quadrant = Some(Quadrant {
        periods: vec!["2026Q3".to_owned()],
        units: vec![QuadrantUnit {
            name: "src/a.rs".to_owned(),
            coverage: 96.0,
            mutation_score: 31.0,
            escapes: 1,
        }],
        unplaced: 2,
        unplaced_escapes: 1,
        floor: 80.0,
        bar: 60.0,
        corner: sample::share(1, 1),
    });
    // Commands are runs of their own, without their backticks.
    let bare = |text: &str| -> String {
        text.chars().filter(|sign| !sign.is_whitespace() && *sign != '`').collect()
    };
    let prose = bare(&prose(&deck(&review).unwrap()));
    for section in super::super::sections::sections(&review) {
        for line in section.lines.iter().chain(&section.more) {
            let told = bare(&crate::report::clean::one_line(line, 200));
            assert!(prose.contains(told.trim_end_matches('…')), "{}: {line}", section.id);
        }
    }
}

#[test]
fn the_query_of_a_scoped_deck_has_its_scope_and_its_panel() {
    let mut review = sample::review();
    review.scope.component = Some("pay & ship".to_owned());
    review.panel_file = Some("panel.csv".to_owned());
    let prose = prose(&deck(&review).unwrap());
    let queries: Vec<&str> =
        prose.lines().filter_map(|line| line.strip_prefix("Query: escapee ")).collect();
    let of = |command: &'static str| queries.iter().filter(move |query| query.starts_with(command));
    assert!(of("report").count() > 4 && of("chart").count() > 0, "{queries:?}");
    for query in of("report").chain(of("chart")) {
        assert!(query.contains(" --quarter 2026Q3 --component 'pay & ship'"), "{query}");
    }
    for query in of("calibrate").chain(of("chart false-confidence")) {
        assert!(query.contains(" --panel panel.csv"), "{query}");
    }
}

#[test]
fn the_footer_of_a_native_chart_has_method_and_source_whole() {
    let mut review = sample::review();
    review.scope.component = Some("payments and refunds".to_owned());
    let prose = prose(&deck(&review).unwrap());
    assert!(prose.contains("1 in 20 outside by chance\nescapee 0.1.0 · data through "), "{prose}");
}

#[test]
fn a_chart_without_data_has_no_slide_and_its_sentence_stands_in_its_section() {
    let mut review = sample::review();
    let of_all = slides(&deck(&review).unwrap()).len();
    review.latency.unplaced = 3;
    let bytes = deck(&review).unwrap();
    assert_eq!(slides(&bytes).len(), of_all);
    let said = slides(&bytes).concat();
    assert!(said.contains("<a:t>How long 3 escapes stayed hidden is not known.</a:t>"), "{said}");
}

#[test]
fn every_slide_has_its_number_and_its_scope_and_a_native_chart_its_method() {
    let slides = slides(&deck(&sample::review()).unwrap());
    for (number, slide) in (1..).zip(&slides) {
        assert!(slide.contains(&format!("<a:t>{number}</a:t>")), "{number}");
        assert!(slide.contains(" · 2026Q3</a:t>"), "{number}");
    }
    let native = slides.iter().filter(|slide| slide.contains("<c:chart "));
    for slide in native {
        // Charts over time hold more than the quarter that the review is about.
        assert!(slide.contains("<a:t>Quarters up to 2026Q3 · "), "{slide}");
    }
}

#[test]
fn what_a_native_chart_cannot_carry_stands_beside_it_once() {
    let mut review = sample::review();
    make_one_severe(&mut review);
    let bytes = deck(&review).unwrap();
    let slides = slides(&bytes);
    let of = |title: &str| {
        slides.iter().find(|slide| slide.contains("<c:chart ") && slide.contains(title)).unwrap()
    };
    let classes = of("4 · Why the tests missed them");
    let texts_of = |slide: &str| -> Vec<String> {
        slide
            .split("<a:t>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect()
    };
    let apart = texts_of(classes).into_iter().filter(|text| text.contains("ounted apart"));
    assert_eq!(apart.collect::<Vec<_>>().len(), 1, "{:?}", texts_of(classes));
    for (class, share) in review.classes.shares.iter().filter(|(_, share)| share.k > 0) {
        let (name, share) =
            (format!("{class} {}", class.label()), crate::report::format::rate(share));
        assert!(classes.contains(&format!("<a:t>{name}</a:t>")), "{name}");
        assert!(classes.contains(&format!("<a:t>{share}</a:t>")), "{share}");
    }
    assert!(of("2 · Escape rate").contains("<a:t>SEV-1: "));
    assert!(of("2 · Escape rate").contains(", SHOP-7 in 2025Q3."));
    let all = texts(&bytes);
    let charts: Vec<&String> = all
        .iter()
        .filter(|(name, _)| name.starts_with("ppt/charts/chart"))
        .map(|(_, text)| text)
        .collect();
    assert!(charts[0].contains("n\u{a0}=\u{a0}31"), "each quarter says its n");
    assert!(charts[1].contains("<c:showVal val=\"1\"/><c:showCatName val=\"0\"/>"));
    for chart in charts {
        // Unsaid, they are set: axes hidden, a colour for each mark, the legend on the chart.
        assert_eq!(chart.matches("<c:delete val=\"0\"/><c:axPos").count(), 2, "{chart}");
        assert!(chart.contains("<c:varyColors val=\"0\"/>"), "{chart}");
        assert_eq!(chart.contains("<c:legend>"), chart.contains("<c:overlay val=\"0\"/>"));
    }
}
