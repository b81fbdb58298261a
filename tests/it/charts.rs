//! Charts as a reader and as a machine see them: legible, apart, safe, the same twice.

mod data;
mod sheet;

use data::{class_table, counts_only, eleven_quarters, meta, quarter, rate_table, sev1};
use escapee::model::rate::RateTable;
use escapee::model::verdict::EscapeClass;
use escapee::report::chart::{
    Chart, ChartMeta, Sev1Mark, Theme, class_breakdown, escape_rate, png,
};
use sheet::Sheet;

/// Every example, by name.
fn examples(meta: &ChartMeta) -> Vec<(&'static str, Chart)> {
    let marks = sev1();
    let hostile: Vec<Sev1Mark> = (1..=4)
        .map(|number| Sev1Mark {
            id: format!("INC-{number}<script>alert(1)</script>"),
            title: format!("\u{202e}</title><script>\u{1b}[31m {}", "long title ".repeat(40)),
            class: Some(EscapeClass::F),
            period: quarter(2024, number),
        })
        .collect();
    let rate = |table: &RateTable, marks: &[Sev1Mark]| escape_rate(table, marks, meta);
    let eleven = eleven_quarters();
    let twenty: Vec<(u64, u64)> =
        (0..20).map(|place| (900 + 37 * (place % 5), 6_000 + 91 * place)).collect();
    let months: Vec<(u64, u64)> =
        (0..40).map(|place| (4 + place % 5, if place % 7 == 3 { 8 } else { 31 + place })).collect();
    let small = [(3, 9), (0, 4), (2, 14), (1, 3), (5, 40), (0, 0), (2, 12)];
    vec![
        ("eleven", rate(&eleven, &marks)),
        ("eleven-without-lane", rate(&eleven, &[])),
        ("hostile", rate(&eleven, &hostile)),
        ("one", rate(&rate_table(&[(14, 102)]), &[])),
        ("three", rate(&rate_table(&[(15, 92), (14, 88), (40, 101)]), &[])),
        ("zero", rate(&rate_table(&[]), &[])),
        ("few", rate(&rate_table(&[(2, 4), (1, 5)]), &[])),
        ("small", rate(&rate_table(&small), &[])),
        ("twenty", rate(&rate_table(&twenty), &marks)),
        ("months", rate(&data::by_month(&months), &[])),
        ("components", rate(&data::by_component(), &[])),
        ("counts", rate(&counts_only(&[5, 3, 0, 4], 3), &[])),
        (
            "counts-twenty",
            rate(&counts_only(&(1..=20).map(|n| n * 61).collect::<Vec<_>>(), 0), &[]),
        ),
        ("counts-none", rate(&counts_only(&[0, 0], 0), &[])),
        ("classes-eight", class_breakdown(&data::eight_quarters(), meta)),
        ("classes-all", class_breakdown(&data::every_class(8, 1), meta)),
        ("classes-thin", class_breakdown(&data::every_class(20, 3), meta)),
        (
            "classes-one",
            class_breakdown(
                &class_table(&[&[(EscapeClass::E, 7), (EscapeClass::U, 5)]], &[]),
                meta,
            ),
        ),
        (
            "classes-few",
            class_breakdown(
                &class_table(&[&[(EscapeClass::E, 2)], &[(EscapeClass::S, 1)]], &[]),
                meta,
            ),
        ),
        ("classes-none", class_breakdown(&class_table(&[&[], &[]], &[]), meta)),
        ("classes-empty", class_breakdown(&class_table(&[], &[]), meta)),
    ]
}

fn everywhere() -> Vec<(String, Theme, Chart)> {
    let mut all = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        for (name, chart) in examples(&meta(theme)) {
            all.push((format!("{name} {theme:?}"), theme, chart));
        }
    }
    all
}

#[test]
fn every_text_lies_on_the_sheet_and_crosses_no_other() {
    for (name, _, chart) in everywhere() {
        let texts = Sheet::read(&chart.svg).texts;
        assert!(texts.len() > 3, "{name} has a title, a subtitle and a footer");
        for (place, text) in texts.iter().enumerate() {
            assert!(text.left >= 36.0 && text.right <= 924.0, "{name}: {text:?}");
            assert!(text.top >= 0.0 && text.bottom <= 540.0, "{name}: {text:?}");
            for other in &texts[..place] {
                assert!(!text.crosses(other), "{name}: {text:?} crosses {other:?}");
            }
        }
    }
}

#[test]
fn every_text_is_large_enough_and_stands_out_from_its_ground() {
    for (name, theme, chart) in everywhere() {
        let sheet = Sheet::read(&chart.svg);
        for text in &sheet.texts {
            assert!(text.size >= 10.5, "{name}: {text:?}");
            for ground in sheet.grounds(text, theme) {
                let contrast = sheet::contrast(&text.color, &ground);
                assert!(contrast >= 4.5, "{name}: {text:?} on {ground}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn no_text_crosses_a_point_or_an_interval() {
    for (name, _, chart) in everywhere() {
        let sheet = Sheet::read(&chart.svg);
        for text in &sheet.texts {
            for mark in &sheet.marks {
                assert!(!text.crosses(mark), "{name}: {text:?} crosses {mark:?}");
            }
        }
    }
}

#[test]
fn titles_are_short_sentences_and_the_svg_says_the_finding() {
    for (name, _, chart) in everywhere() {
        assert!(chart.title.chars().count() <= 70, "{name}: {}", chart.title);
        assert!(!chart.title.ends_with('.'), "{name}: {}", chart.title);
        let sheet = Sheet::read(&chart.svg);
        assert_eq!(sheet.role.as_deref(), Some("img"), "{name}");
        assert_eq!(sheet.title, chart.title, "{name}");
        assert_eq!(sheet.description, chart.description, "{name}");
        assert!(sheet.texts.iter().any(|text| text.text == chart.title), "{name}");
        assert!(chart.description.starts_with(&chart.title), "{name}");
    }
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let meta = meta(Theme::Light);
    for ((name, one), (_, other)) in examples(&meta).into_iter().zip(examples(&meta)) {
        assert_eq!(one, other, "{name}");
    }
    let chart = escape_rate(&rate_table(&[(14, 102)]), &[], &meta);
    let encode = || png::encode(&chart.svg, 1.0, None).unwrap();
    assert_eq!(encode(), encode());
}

#[test]
fn render_for_eyes() {
    let Ok(folder) = std::env::var("CHART_FOLDER") else { return };
    for theme in [Theme::Light, Theme::Dark] {
        for (name, chart) in examples(&meta(theme)) {
            let bytes = png::encode(&chart.svg, 2.0, None).unwrap();
            println!("{name} {theme:?} svg {} png {}", chart.svg.len(), bytes.len());
            std::fs::write(format!("{folder}/{name}-{theme:?}.png"), bytes).unwrap();
            std::fs::write(format!("{folder}/{name}-{theme:?}.svg"), chart.svg).unwrap();
        }
    }
}
