//! All nine charts of a review as they are accepted: with 0, 1, 3, 12 and 200 incidents, long titles and
//! titles of other alphabets, in both themes.

use std::sync::OnceLock;

use escapee::calibration::calibrate;
use escapee::model::calibration::IndicatorVerdict;
use escapee::model::quadrant::{Quadrant, QuadrantUnit};
use escapee::model::review::Review;
use escapee::report::chart::{
    Chart, Fonts, NAMES, Theme, coverage_floor, false_confidence, of_review, png,
};

use super::data::meta;
use super::review::large_review;
use super::sheet::{Item, Sheet, contrast};
use super::{assert_apart, panels};

/// Reviews by their number of incidents, each with a panel of its size.
pub(crate) fn reviews() -> &'static [(usize, Review)] {
    static REVIEWS: OnceLock<Vec<(usize, Review)>> = OnceLock::new();
    REVIEWS.get_or_init(|| {
        let sizes = [(0, None), (1, Some((1, 1))), (3, Some((3, 2))), (12, Some((12, 4)))];
        let sizes = sizes.into_iter().chain([(200, Some((60, 10)))]);
        let made = sizes.map(|(incidents, panel)| {
            let mut review = large_review(incidents);
            let panel = panel.map(|(units, periods)| panels::panel(units, periods, -1.2));
            review.calibration = panel.as_ref().map(panels::found);
            review.quadrant = panel.as_ref().and_then(panels::corner);
            (incidents, review)
        });
        made.collect()
    })
}

/// Every chart of every review in both themes, with its name.
fn drawn() -> impl Iterator<Item = (String, Theme, Chart)> {
    reviews().iter().flat_map(|(incidents, review)| {
        [Theme::Light, Theme::Dark].into_iter().flat_map(move |theme| {
            NAMES.iter().map(move |(name, _)| {
                let chart = of_review(name, review, &meta(theme));
                (format!("{name} of {incidents} {theme:?}"), theme, chart)
            })
        })
    })
}

/// Asserts what holds for every chart: texts on the sheet, apart, large enough and readable; marks on the
/// sheet and clear of texts.
pub(super) fn assert_legible(name: &str, theme: Theme, chart: &Chart) {
    assert_apart(name, chart);
    let sheet = Sheet::read(&chart.svg);
    for mark in sheet.marks.iter().chain(&sheet.rects[1..]) {
        assert!(mark.left >= 30.0 && mark.right <= 930.0, "{name}: {mark:?}");
        assert!(mark.top >= 0.0 && mark.bottom <= 540.0, "{name}: {mark:?}");
    }
    for text in &sheet.texts {
        assert!(text.size >= 10.5, "{name}: {text:?}");
        for mark in &sheet.marks {
            assert!(!text.crosses(mark), "{name}: {text:?} crosses {mark:?}");
        }
        for ground in sheet.grounds(text, theme) {
            let contrast = contrast(&text.color, &ground);
            assert!(contrast >= 4.5, "{name}: {text:?} on {ground}: {contrast:.2}");
        }
    }
}

#[test]
fn all_nine_charts_are_legible_at_every_size_in_both_themes() {
    let mut count = 0;
    for (name, theme, chart) in drawn() {
        assert_legible(&name, theme, &chart);
        assert!(chart.title.chars().count() <= 70, "{name}: {}", chart.title);
        count += 1;
    }
    assert_eq!(count, 9 * 5 * 2);
}

#[test]
fn the_range_has_a_key_where_its_name_does_not_touch_it() {
    let (_, review) = &reviews()[4];
    let key = |review: &Review| {
        let sheet = Sheet::read(&of_review("escape-rate", review, &meta(Theme::Light)).svg);
        let name = sheet.texts.iter().find(|text| text.text == "Expected range").unwrap().clone();
        let is_key = |rect: &&Item| (rect.left - name.left).abs() < 0.5 && rect.bottom < name.top;
        sheet.rects.iter().filter(is_key).count()
    };
    assert!(review.rate.rows.last().unwrap().expected.is_none(), "the newest has no range");
    assert_eq!(key(review), 1);
    let mut whole = review.clone();
    whole.rate.rows.pop();
    assert!(whole.rate.rows.last().unwrap().expected.is_some());
    assert_eq!(key(&whole), 0);
}

#[test]
fn the_floor_is_named_apart_from_a_band_where_every_unit_had_an_escape() {
    let panel = panels::one_band_all_escaped();
    // Its name stands right of the line, and left of it where there is no room.
    for floor in [40, 60, 80, 95] {
        let found = calibrate(&panel, None, None, floor);
        let chart = coverage_floor(Some(&found), &meta(Theme::Light));
        let sheet = Sheet::read(&chart.svg);
        assert_eq!(found.floor.unwrap().bands[2].hi, Some(1.0), "{floor}: the top of the scale");
        assert!(sheet.texts.iter().any(|text| text.text == "100\u{a0}%" && text.size > 13.0));
        assert_legible(&format!("floor of {floor}"), Theme::Light, &chart);
    }
}

#[test]
fn all_nine_charts_are_the_same_bytes_twice_and_small_pictures() {
    for ((name, _, chart), (_, _, again)) in drawn().zip(drawn()) {
        assert_eq!(chart, again, "{name}");
        if name.contains("of 200") {
            let bytes =
                png::encode(&chart.svg, png::DEFAULT_SCALE, None, &Fonts::bundled()).unwrap();
            assert!(bytes.len() < 200_000, "{name}: {} bytes", bytes.len());
        }
    }
}

#[test]
fn a_title_claims_a_change_or_a_prediction_only_where_an_interval_shows_it() {
    for (incidents, review) in reviews() {
        let title = |name: &str| of_review(name, review, &meta(Theme::Light)).title;
        let rate = title("escape-rate");
        let rows = &review.rate.rows;
        let is_shown = rows.iter().any(|row| {
            row.change.is_some_and(|change| change.lo > 0.0 || change.hi < 0.0)
                || row
                    .expected
                    .zip(row.rate.and_then(|rate| rate.rate))
                    .is_some_and(|((lo, hi), rate)| rate < lo || rate > hi)
        });
        for word in ["rose", "fell", "spiked"] {
            assert!(is_shown || !rate.contains(word), "{incidents}: {rate}");
        }
        let found = review.calibration.iter().flat_map(|found| &found.indicators);
        let predicts = found.filter(|one| one.verdict == IndicatorVerdict::Predicts).count();
        let told = title("indicators");
        let claims = told.contains("predict") && !told.starts_with("No ");
        assert!(predicts > 0 || !claims || told.contains("Too few"), "{incidents}: {told}");
        let escapes = review.rate.total.escapes;
        if escapes < 10 {
            let classes = title("class-breakdown");
            assert!(!classes.contains('%'), "{incidents}: {classes}");
        }
    }
}

fn quadrant(units: Vec<QuadrantUnit>, bar: f64) -> Quadrant {
    let n = units.iter().map(|unit| unit.escapes).sum();
    Quadrant {
        periods: vec!["2026Q3".to_owned()],
        units,
        unplaced: 0,
        unplaced_escapes: 0,
        floor: 60.0,
        bar,
        corner: super::data::wilson(0, n),
    }
}

#[test]
fn bubbles_at_the_ends_of_both_axes_touch_no_label_and_their_names_no_line() {
    let unit = |name: &str, coverage: f64, mutation_score: f64, escapes: u64| QuadrantUnit {
        name: name.to_owned(),
        coverage,
        mutation_score,
        escapes,
    };
    let long = "支付网关/платежи/".repeat(12);
    let ends = [
        unit("src/first", 0.0, 0.0, 60),
        unit("src/second", 0.0, 100.0, 60),
        unit("src/third", 100.0, 100.0, 60),
        unit(&long, 100.0, 0.0, 60),
        unit("src/m024.rs", 80.0, 48.0, 12),
        unit("src/at_the_floor.rs", 60.0, 50.0, 9),
        unit("src/none.rs", 100.0, 52.0, 0),
    ];
    for count in 1..=ends.len() {
        for bar in [50.0, 3.0, 98.0] {
            let units = ends[..count].to_vec();
            let found = quadrant(units, bar);
            for theme in [Theme::Light, Theme::Dark] {
                let chart = false_confidence(Some(&found), &meta(theme));
                let name = format!("{count} units, bar {bar}");
                assert_legible(&name, theme, &chart);
                let sheet = Sheet::read(&chart.svg);
                for text in &sheet.texts {
                    for line in &sheet.lines {
                        let is_name = text.text.contains("src/") || text.text.contains("escape");
                        assert!(!is_name || !text.crosses(line), "{name}: {text:?} on {line:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn two_hundred_units_leave_room_for_the_names_of_the_corners_and_of_the_worst() {
    let unit = |place: u64| QuadrantUnit {
        name: format!("service-{place}"),
        coverage: 25.0 + ((place * 37) % 76) as f64,
        mutation_score: 35.0 + ((place * 53) % 60) as f64,
        escapes: (place * 29) % 9,
    };
    let units: Vec<QuadrantUnit> = (0..200).map(unit).collect();
    let (floor, bar) = (60.0, 65.0);
    let inside = |unit: &&QuadrantUnit| unit.coverage >= floor && unit.mutation_score < bar;
    let k = units.iter().filter(inside).map(|unit| unit.escapes).sum();
    let n = units.iter().map(|unit| unit.escapes).sum();
    let periods = vec!["2026Q1".to_owned()];
    let corner = super::data::wilson(k, n);
    let found = Quadrant { periods, units, unplaced: 0, unplaced_escapes: 0, floor, bar, corner };
    let chart = false_confidence(Some(&found), &meta(Theme::Light));
    assert_legible("two hundred units", Theme::Light, &chart);
    let sheet = Sheet::read(&chart.svg);
    for name in ["FALSE CONFIDENCE", "FLYING BLIND", "CONFIDENCE EARNED"] {
        assert!(sheet.texts.iter().any(|text| text.text == name), "{name}");
    }
    let named = sheet.texts.iter().filter(|text| text.text.starts_with("service-"));
    assert_eq!(named.count(), 5);
    let bytes = png::encode(&chart.svg, png::DEFAULT_SCALE, None, &Fonts::bundled()).unwrap();
    assert!(bytes.len() < 200_000, "{} bytes", bytes.len());
}
