//! Decks and workbooks: what they say of few incidents, and that programs of others open them.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use escapee::model::review::Review;
use escapee::report::chart::{Fonts, Pictures};
use escapee::report::{deck, workbook};
use serde_json::Value;

use crate::charts::acceptance::reviews;

/// Says why a test was skipped; where what it lacks was promised, by a variable that is set, it fails.
#[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
fn skip(why: &str, promised_by: &str) {
    assert!(std::env::var_os(promised_by).is_none(), "{why}");
    eprintln!("skipped: {why}");
}

/// The texts of each slide, in order.
fn slides(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut slides = Vec::new();
    for number in 1.. {
        let Ok(mut part) = archive.by_name(&format!("ppt/slides/slide{number}.xml")) else { break };
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let texts = xml.split("<a:t>").skip(1).map(|rest| rest.split("</a:t>").next().unwrap());
        let plain =
            |text: &str| text.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&");
        slides.push(texts.map(plain).collect());
    }
    slides
}

/// Reviews of 0, 1, 3, 12 and 200 incidents.
fn named() -> impl Iterator<Item = (String, &'static Review)> {
    reviews().iter().map(|(incidents, review)| (format!("of-{incidents}"), review))
}

/// A review's name, its deck and its workbook.
type Made = (String, Vec<u8>, Vec<u8>);

/// A deck and a workbook of each review, made once.
fn made() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        let fonts = Fonts::bundled();
        let files = |(name, review): (String, &Review)| {
            let pictures = Pictures::new(review, &fonts);
            (name, deck(review, &pictures).unwrap(), workbook(review).unwrap())
        };
        named().map(files).collect()
    })
}

/// Writes the files of one kind into a folder.
fn written(folder: &Path, ending: &str) -> Vec<PathBuf> {
    made()
        .iter()
        .map(|(name, deck, book)| {
            let path = folder.join(format!("{name}.{ending}"));
            std::fs::write(&path, if ending == "pptx" { deck } else { book }).unwrap();
            path
        })
        .collect()
}

/// Returns what python-pptx and openpyxl read of the files; `None` where they are missing.
fn read_by_python(paths: &[PathBuf]) -> Option<Vec<Value>> {
    let python = std::env::var_os("ESCAPEE_PYTHON").unwrap_or_else(|| "python3".into());
    let known = Command::new(&python).args(["-c", "import pptx, openpyxl"]).output();
    if !known.is_ok_and(|ran| ran.status.success()) {
        skip(
            "no python3 with python-pptx and openpyxl (ESCAPEE_PYTHON names one)",
            "ESCAPEE_PYTHON",
        );
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/decks/check.py");
    let ran = Command::new(python).arg(script).args(paths).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(serde_json::from_slice(&ran.stdout).unwrap())
}

/// Seconds after which `timeout` ends a conversion, with code 124; without the program its code is 127.
const MOST_SECONDS: &str = "300";

/// Converts files by `soffice`; `None` where there is none.
fn converted(paths: &[PathBuf], folder: &Path, to: &str) -> Option<Vec<PathBuf>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    // What hangs must not take the whole run with it.
    let mut office = Command::new("timeout");
    office.args([MOST_SECONDS, "soffice", &profile, "--headless", "--convert-to", to, "--outdir"]);
    let ran = office.arg(folder).args(paths).output();
    let code = ran.as_ref().ok().and_then(|ran| ran.status.code());
    assert_ne!(code, Some(124), "soffice took more than {MOST_SECONDS} s");
    let Some(ran) = ran.ok().filter(|_| code != Some(127)) else {
        skip("no soffice (packages libreoffice-impress and libreoffice-calc)", "ESCAPEE_REQUIRE");
        return None;
    };
    let made: Vec<PathBuf> = paths.iter().map(|path| path.with_extension(to)).collect();
    for path in &made {
        assert!(path.exists(), "{}: {}", path.display(), String::from_utf8_lossy(&ran.stderr));
    }
    Some(made)
}

/// The least a slide says below its title, section and number, in letters.
const LEAST: usize = 60;

#[test]
fn a_slide_of_few_incidents_says_what_is_missing_and_counts_nothing_of_none() {
    for (name, deck, _) in made() {
        for texts in slides(deck) {
            let (body, all) = (texts[3..].concat(), texts.join("\n"));
            assert!(body.chars().count() >= LEAST, "{name}: {all}");
            for none in ["of 0 escape", "of 0 incident", "of 0 defect", "0 of 0 (", "NaN", "Of 0 "]
            {
                let says = |text: &&String| text.contains(none) && !text.contains("unit-period");
                assert_eq!(texts.iter().find(says), None, "{name}: {none}");
            }
        }
    }
    let (_, none, _) = &made()[0];
    let slides = slides(none);
    assert_eq!(slides.len(), 10, "the ten sections and no empty frame");
    let said: Vec<String> = slides.iter().map(|texts| texts[3..].join("")).collect();
    for (section, told) in [
        (1, "No incident record is in this review: escapee import incidents FILE"),
        (2, "escapee import incidents FILE --phase test"),
        (3, "Impact is read from the records of escapes"),
        (4, "A class needs an escape, its link to code, and evidence"),
        (5, "escapee worksheet ID asks"),
        (6, "There is no escape in this review whose tests could be looked at."),
        (7, "There is no panel, so no indicator was tested."),
        (8, "escapee import tests FILE --commit REV"),
        (9, "escapee keeps no list of actions."),
        (10, "Import the incidents"),
    ] {
        assert!(said[section - 1].contains(told), "{section}: {}", said[section - 1]);
    }
}

#[test]
fn a_deck_opens_in_python_pptx_and_its_charts_hold_what_their_workbooks_do() {
    let folder = tempfile::tempdir().unwrap();
    let paths = written(folder.path(), "pptx");
    let Some(read) = read_by_python(&paths) else { return };
    let mut charts = 0;
    for (path, read) in paths.iter().zip(&read) {
        let shown = slides(&std::fs::read(path).unwrap());
        let opened = read["slides"].as_array().unwrap();
        assert_eq!(opened.len(), shown.len(), "{}", path.display());
        for (slide, texts) in opened.iter().zip(&shown) {
            assert_eq!(slide["title"], texts[0].as_str());
            assert!(slide["notes"].as_str().unwrap().contains("Query: escapee "), "{slide}");
            for series in
                slide["charts"].as_array().unwrap().iter().flat_map(|one| one.as_array().unwrap())
            {
                charts += 1;
                let name = series["name"].as_str().unwrap();
                assert!(!name.is_empty(), "{}: {series}", path.display());
                assert_eq!(
                    series["name_of_cells"],
                    serde_json::json!([name]),
                    "{}",
                    path.display()
                );
                assert_eq!(series["values"], series["values_of_cells"], "{name}");
                assert_eq!(series["categories"], series["categories_of_cells"], "{name}");
            }
        }
    }
    assert!(charts > 10, "{charts} native series");
}

#[test]
fn a_workbook_opens_in_openpyxl_with_its_sheets_and_charts() {
    let folder = tempfile::tempdir().unwrap();
    let paths = written(folder.path(), "xlsx");
    let Some(read) = read_by_python(&paths) else { return };
    for ((name, review), read) in named().zip(&read) {
        let sheets = read["sheets"].as_array().unwrap();
        let of = |title: &str| sheets.iter().find(|sheet| sheet["name"] == title).unwrap();
        assert_eq!(of("Incidents")["rows"], review.dossiers.len() + 1, "{name}");
        let charts: u64 = sheets.iter().map(|sheet| sheet["charts"].as_u64().unwrap()).sum();
        assert_eq!(charts > 0, !review.dossiers.is_empty(), "{name}: {charts}");
    }
}

#[test]
fn libreoffice_shows_every_slide_as_a_page_and_every_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let decks = written(folder.path(), "pptx");
    let Some(pages) = converted(&decks, folder.path(), "pdf") else { return };
    for (deck, pages) in decks.iter().zip(&pages) {
        let shown = slides(&std::fs::read(deck).unwrap()).len();
        assert_eq!(page_count(&std::fs::read(pages).unwrap()), shown, "{}", deck.display());
    }
    let books = written(folder.path(), "xlsx");
    let Some(tables) = converted(&books, folder.path(), "csv") else { return };
    for (path, (name, review)) in tables.iter().zip(named()) {
        let first = std::fs::read(path).unwrap();
        let first = String::from_utf8_lossy(&first);
        let records = format!("Incident records,{}", review.completeness.incidents);
        let is_told = first.lines().any(|line| line.trim_end_matches(',') == records);
        assert!(is_told, "{name}: {first}");
    }
}

/// Returns the pages of a PDF: its objects of that type.
fn page_count(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let pages = text.match_indices("/Type/Page").chain(text.match_indices("/Type /Page"));
    pages.filter(|(at, found)| !text[at + found.len()..].starts_with('s')).count()
}
