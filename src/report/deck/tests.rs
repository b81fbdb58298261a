//! What the deck promises: well-formed, complete, harmless, the same twice.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use super::deck;
use crate::report::sample;

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
