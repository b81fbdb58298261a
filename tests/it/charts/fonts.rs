//! Pictures of letters that the bundled fonts lack: told by their number, or drawn by a font that is named.

use std::path::Path;

use ab_glyph::{Font, FontRef};
use escapee::model::calibration::IndicatorAnswer;
use escapee::model::quadrant::QuadrantUnit;
use escapee::model::review::Review;
use escapee::report::chart::{Chart, Fonts, NAMES, Pictures, Theme, of_review, png};

use super::acceptance::{assert_legible, reviews};
use super::data::meta;
use super::sheet::Sheet;

/// Returns the bundled font with one of its letters moved to where another stands: a font that has a
/// sign the bundled one lacks.
fn font_of(letter: u16) -> Vec<u8> {
    let mut font = notosans::REGULAR_TTF.to_vec();
    let glyph = FontRef::try_from_slice(notosans::REGULAR_TTF).unwrap().glyph_id('A').0;
    let half = |font: &[u8], at: usize| u16::from_be_bytes([font[at], font[at + 1]]);
    let word = |font: &[u8], at: usize| {
        usize::from(half(font, at)) << 16 | usize::from(half(font, at + 2))
    };
    let tables = usize::from(half(&font, 4));
    let cmap = (0..tables).map(|place| 12 + 16 * place).find(|at| &font[*at..*at + 4] == b"cmap");
    let cmap = word(&font, cmap.unwrap() + 8);
    // One table of format 4: ends, a pad, starts, deltas and offsets of its segments.
    let segments = cmap + word(&font, cmap + 8);
    assert_eq!(half(&font, segments), 4);
    let count = usize::from(half(&font, segments + 6)) / 2;
    let column = |which: usize, place: usize| {
        segments + 14 + 2 * count * which + 2 * place + if which > 0 { 2 } else { 0 }
    };
    // The segment before those that follow the letter, so that they stay in order.
    let after = (0..count).find(|place| half(&font, column(0, *place)) >= letter).unwrap();
    let mut put = |at: usize, value: u16| font[at..at + 2].copy_from_slice(&value.to_be_bytes());
    for (which, value) in [(0, letter), (1, letter), (2, glyph.wrapping_sub(letter)), (3, 0)] {
        put(column(which, after - 1), value);
    }
    font
}

fn with_font(bytes: Vec<u8>) -> Fonts {
    let mut fonts = Fonts::bundled();
    fonts.add(Path::new("one.ttf"), bytes).unwrap();
    fonts
}

/// A sheet with a text of one line, fitted to a width in tenths of a px.
fn line(text: &str, width: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"54\" viewBox=\"0 0 960 540\" \
         font-family=\"Noto Sans\">\n<text x=\"100\" y=\"300\" font-size=\"120\" textLength=\"{width}\" \
         lengthAdjust=\"spacingAndGlyphs\" fill=\"#000000\">{text}</text>\n</svg>"
    )
}

fn drawn(text: &str, width: u32, fonts: &Fonts) -> Vec<u8> {
    png::encode(&line(text, width), 1.0, None, fonts).unwrap()
}

/// Returns the review with titles, components and units in letters that the bundled fonts lack.
fn in_other_letters(review: &Review) -> Review {
    let mut review = review.clone();
    let titles = review.dossiers.iter_mut().map(|dossier| &mut dossier.incident.title);
    for title in titles.chain(review.sev1.iter_mut().map(|mark| &mut mark.title)) {
        "支付网关超时 – платёж проведён дважды 🔥".clone_into(title);
    }
    let rows = review.components.rows.iter_mut().map(|row| &mut row.name);
    let units = review.quadrant.iter_mut().flat_map(|found| &mut found.units);
    for name in rows.chain(units.map(|unit| &mut unit.name)) {
        *name = format!("支付/{}", name.replace(['a', 'e'], "字"));
    }
    review
}

#[test]
fn a_picture_of_a_review_has_no_letter_that_its_fonts_lack() {
    let fonts = Fonts::bundled();
    let mut lacked = 0;
    for (incidents, review) in reviews() {
        let review = &in_other_letters(review);
        let pictures = Pictures::new(review, &fonts);
        let mut told = 0;
        for (name, _) in NAMES {
            let meta = meta(Theme::Light);
            let chart = of_review(name, review, &meta);
            let picture = pictures.chart(name, &chart, &meta);
            told += usize::from(picture.svg != chart.svg);
            let words = |chart: &Chart| {
                (chart.title.clone(), chart.subtitle.clone(), chart.description.clone())
            };
            assert_eq!(words(&picture), words(&chart), "alt text and table keep the text");
            let letters: String = drawn_texts(&picture).collect();
            let missing: String = fonts.missing(&letters).into_iter().collect();
            assert_eq!(missing, "", "{name} of {incidents}");
            assert_legible(&format!("{name} of {incidents}"), Theme::Light, &picture);
        }
        let note = pictures.note();
        assert_eq!(note.is_some(), told > 0, "{incidents}: {note:?}");
        lacked += told;
        assert!(note.is_none_or(|note| note.contains("--font FILE") && note.contains('支')));
    }
    assert!(lacked > 8, "names of other alphabets stand in {lacked} charts only");
}

/// What is drawn in letters.
fn drawn_texts(chart: &Chart) -> impl Iterator<Item = String> {
    Sheet::read(&chart.svg).texts.into_iter().map(|text| text.text)
}

#[test]
fn what_is_told_otherwise_keeps_its_place_in_a_picture() {
    let (_, review) = &reviews()[4];
    let mut review = review.clone();
    // Alike but for their names: as they are written É is the first, as they are told it is the last.
    let names = ["É-one", "支-one"];
    let found = review.calibration.as_mut().unwrap();
    let first = found.indicators.first().unwrap().clone();
    found.indicators =
        names.map(|name| IndicatorAnswer { name: name.into(), ..first.clone() }).into();
    let quadrant = review.quadrant.as_mut().unwrap();
    let first = quadrant.units.iter().find(|unit| unit.escapes > 0).unwrap().clone();
    quadrant.units = names
        .iter()
        .zip([0.0, 25.0])
        .map(|(name, more)| QuadrantUnit {
            name: (*name).into(),
            coverage: 40.0 + more,
            mutation_score: 40.0 + more,
            ..first.clone()
        })
        .collect();
    let (fonts, meta) = (Fonts::bundled(), meta(Theme::Light));
    let pictures = Pictures::new(&review, &fonts);
    for name in ["indicators", "calibration", "false-confidence"] {
        let chart = of_review(name, &review, &meta);
        let told = |text: String| text.replace('支', "[1 letter]");
        let is_named = |text: &String| text.contains("-one");
        let written: Vec<String> = drawn_texts(&chart).filter(is_named).map(told).collect();
        let picture = pictures.chart(name, &chart, &meta);
        let shown: Vec<String> = drawn_texts(&picture).filter(is_named).collect();
        assert!(!written.is_empty(), "{name}");
        assert_eq!(shown, written, "{name}");
    }
    let is_told = pictures.note().is_some_and(|note| note.contains('支'));
    assert!(is_told, "one of them is drawn");
}

#[test]
fn letters_that_are_drawn_nowhere_are_not_said_to_lack() {
    let (_, review) = &reviews()[4];
    let mut review = review.clone();
    let quadrant = review.quadrant.as_mut().unwrap();
    for unit in &mut quadrant.units {
        // Without an escape it has a mark that says its name under a pointer, and no label.
        (unit.name, unit.escapes) = (format!("支-{}", unit.name), 0);
    }
    let (fonts, meta) = (Fonts::bundled(), meta(Theme::Light));
    let chart = of_review("false-confidence", &review, &meta);
    assert!(chart.svg.contains("<title>支-"), "{}", chart.svg);
    let pictures = Pictures::new(&review, &fonts);
    assert_eq!(pictures.chart("false-confidence", &chart, &meta), chart);
    assert_eq!(pictures.note(), None);
}

#[test]
fn a_letter_that_no_font_has_is_an_ellipsis_and_never_a_box() {
    let bundled = Fonts::bundled();
    assert_eq!(drawn("INC-5 支付", 700, &bundled), drawn("INC-5 …", 700, &bundled));
    assert_ne!(drawn("INC-5 支付", 700, &bundled), drawn("INC-5", 700, &bundled));
}

#[test]
fn a_named_font_draws_what_the_bundled_ones_lack_and_nothing_else() {
    let fonts = with_font(font_of(0x652f));
    assert!(!fonts.lacks('支') && fonts.lacks('付') && !fonts.lacks('A'));
    let bundled = Fonts::bundled();
    // Its sign is an A here.
    assert_eq!(drawn("x支x", 400, &fonts), drawn("xAx", 400, &bundled));
    assert_ne!(drawn("x支x", 400, &fonts), drawn("x支x", 400, &bundled));
    assert_eq!(drawn("Größe", 400, &fonts), drawn("Größe", 400, &bundled));
}

#[test]
fn letters_of_a_named_font_take_no_more_room_than_their_label_has() {
    let fonts = with_font(font_of(0x652f));
    let ink = |text: &str, width: u32| {
        let bytes = drawn(text, width, &fonts);
        let mut reader = ::png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let deep = info.color_type.samples();
        let dark = (0..pixels.len() / deep).filter(|at| pixels[at * deep + deep - 1] > 40);
        dark.map(|at| at as u32 % info.width).max().unwrap()
    };
    // Four signs of 12 px are some 31 px; they begin at 10 px.
    assert!(ink("支支支支", 1_000) > 38, "{}", ink("支支支支", 1_000));
    assert!(ink("支支支支", 200) <= 30, "{}", ink("支支支支", 200));
}

#[test]
fn a_damaged_font_is_refused_or_drawn_and_never_more() {
    let whole = font_of(0x652f);
    let mut seed: u64 = 7;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut taken = 0;
    for round in 0..60 {
        let mut bytes = whole.clone();
        if round % 2 == 0 {
            bytes.truncate(next(bytes.len()));
        } else {
            for _ in 0..400 {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
        }
        let mut fonts = Fonts::bundled();
        if fonts.add(Path::new("one.ttf"), bytes).is_ok() {
            taken += 1;
            let picture = png::encode(&line("x支付x", 400), 1.0, None, &fonts);
            let told = picture.err().map(|error| error.to_string());
            assert!(told.is_none_or(|told| told.contains("`one.ttf` is no font")));
        }
    }
    assert!(taken > 0, "some damage leaves a font that can be read");
}
