//! Charts as a reader and as a machine see them: legible, apart, safe, the same twice.

pub(crate) mod acceptance;
mod claims;
mod data;
mod fonts;
mod forest;
mod panels;
pub(crate) mod review;
pub(crate) mod sheet;

use std::sync::OnceLock;

use data::{class_table, counts_only, eleven_quarters, meta, quarter, rate_table, sev1};
use escapee::model::calibration::Calibration;
use escapee::model::panel::Panel;
use escapee::model::rate::RateTable;
use escapee::model::verdict::EscapeClass::{self, B, C, E, F, N, O, S, U};
use escapee::report::chart::{
    Chart, ChartMeta, Fonts, Sev1Mark, Theme, calibration, class_breakdown, components,
    coverage_floor, escape_rate, false_confidence, indicators, latency, png, timeline,
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
        ("crowded", rate(&rate_table(&twenty), &data::sev1_of_each(20, 1, "INC"))),
        (
            "crowded-long",
            rate(&rate_table(&twenty), &data::sev1_of_each(20, 3, &"PAYMENTS-".repeat(9))),
        ),
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
        ("classes-many", class_breakdown(&data::every_class(24, 4_000), meta)),
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

/// Panels of every size with what calibration finds in them, computed once for all tests.
fn panels() -> &'static [(&'static str, Panel, Calibration)] {
    static PANELS: OnceLock<Vec<(&'static str, Panel, Calibration)>> = OnceLock::new();
    PANELS.get_or_init(|| {
        let mut odd = panels::panel(30, 6, -0.4);
        for row in &mut odd.rows {
            row.unit = format!("\u{202e}<b>支付 {}\u{0}</b>", row.unit.repeat(20));
        }
        for one in &mut odd.indicators[2..] {
            one.name = "W".repeat(300);
        }
        let sizes = [
            ("panel-one", panels::panel(1, 1, 0.0)),
            ("panel-three", panels::panel(3, 2, -1.0)),
            ("panel-twelve", panels::panel(12, 4, -1.6)),
            ("panel-two-hundred", panels::panel(60, 10, -1.2)),
            ("panel-odd", odd),
        ];
        let judged = sizes.into_iter().map(|(name, panel)| {
            let found = panels::found(&panel);
            (name, panel, found)
        });
        judged.collect()
    })
}

/// The panel with most escapes.
fn large_panel() -> Calibration {
    panels().iter().find(|(name, ..)| *name == "panel-two-hundred").expect("it is there").2.clone()
}

/// Every example of the charts that need a panel, latencies, components or one incident.
fn more_examples(meta: &ChartMeta) -> Vec<(&'static str, Chart)> {
    let mut drawn = Vec::new();
    for (name, panel, found) in panels() {
        drawn.push((*name, indicators(Some(found), meta)));
        drawn.push((*name, calibration(Some(found), meta)));
        drawn.push((*name, coverage_floor(Some(found), meta)));
        drawn.push((*name, false_confidence(panels::corner(panel).as_ref(), meta)));
    }
    drawn.push(("panel-none", indicators(None, meta)));
    drawn.push(("panel-none", calibration(None, meta)));
    drawn.push(("panel-none", coverage_floor(None, meta)));
    drawn.push(("panel-none", false_confidence(None, meta)));

    drawn.push(("latency-none", latency(&panels::latencies(&[], 0), meta)));
    drawn.push(("latency-unplaced", latency(&panels::latencies(&[], 4), meta)));
    drawn.push(("latency-one", latency(&panels::latencies(&[(E, 1)], 0), meta)));
    drawn.push(("latency-three", latency(&panels::latencies(&[(C, 1), (E, 2)], 2), meta)));
    drawn.push(("latency-twelve", latency(&panels::latencies(&[(C, 4), (E, 6), (N, 2)], 1), meta)));
    let many = [(E, 79), (F, 45), (C, 38), (N, 38)];
    drawn.push(("latency-two-hundred", latency(&panels::latencies(&many, 6), meta)));
    let all = [S, C, B, O, E, N, F, U].map(|class| (class, 250));
    drawn.push(("latency-all", latency(&panels::latencies(&all, 0), meta)));

    let names = ["checkout", "payroll", "catalog", "accounts", "search", "other"];
    let long = ["\u{202e}W</text>".repeat(60), "支付 платежи".repeat(12)];
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let numbers: Vec<String> = (0..30).map(|place| format!("service-{place}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    drawn.push(("components-none", components(&panels::components(&[], 0, 1.0), meta)));
    drawn.push(("components-zero", components(&panels::components(&names, 4, 0.0), meta)));
    drawn.push(("components-one", components(&panels::components(&names[..1], 1, 8.0), meta)));
    drawn.push(("components-six", components(&panels::components(&names, 11, 3.0), meta)));
    drawn.push(("components-long", components(&panels::components(&long, 4, 3.0), meta)));
    drawn.push(("components-many", components(&panels::components(&numbers, 8, 90.0), meta)));

    for &class in EscapeClass::ALL {
        let one = panels::incident("INC-42", "Payroll run twice on the first of the month", class);
        drawn.push(("timeline", timeline(Some(&one), meta)));
    }
    let hostile = format!("\u{202e}</title><script>{}", "long title ".repeat(40));
    let hostile = panels::incident(&"INC-支付-".repeat(40), &hostile, EscapeClass::S);
    drawn.push(("timeline-hostile", timeline(Some(&hostile), meta)));
    drawn.push(("timeline-bare", timeline(Some(&panels::bare(true)), meta)));
    drawn.push(("timeline-undated", timeline(Some(&panels::bare(false)), meta)));
    drawn.push(("timeline-none", timeline(None, meta)));
    drawn
}

/// Every example in both themes, drawn once for all tests.
fn everywhere() -> &'static [(String, Theme, Chart)] {
    static CHARTS: OnceLock<Vec<(String, Theme, Chart)>> = OnceLock::new();
    CHARTS.get_or_init(|| {
        let themes = [Theme::Light, Theme::Dark].into_iter();
        let drawn = themes.flat_map(|theme| {
            let all = examples(&meta(theme)).into_iter().chain(more_examples(&meta(theme)));
            all.map(move |(name, chart)| (format!("{name} {theme:?}"), theme, chart))
        });
        drawn.collect()
    })
}

/// Every light example, name and SVG.
pub(crate) fn light() -> &'static [(String, String)] {
    static LIGHT: OnceLock<Vec<(String, String)>> = OnceLock::new();
    LIGHT.get_or_init(|| {
        let light = everywhere().iter().filter(|(_, theme, _)| *theme == Theme::Light);
        light.map(|(name, _, chart)| (name.clone(), chart.svg.clone())).collect()
    })
}

/// The example of a name, light.
fn example(name: &str) -> &'static Chart {
    let named = |entry: &&(String, Theme, Chart)| entry.0 == format!("{name} Light");
    &everywhere().iter().find(named).expect("an example of that name").2
}

fn assert_apart(name: &str, chart: &Chart) {
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

#[test]
fn every_text_lies_on_the_sheet_and_crosses_no_other() {
    for (name, _, chart) in everywhere() {
        assert_apart(name, chart);
    }
}

#[test]
fn long_and_hostile_words_around_the_plot_stay_in_their_place() {
    let long = "\u{202e}<b>W\u{0}".repeat(80);
    let odd = ChartMeta {
        source: long.clone(),
        version: long.clone(),
        banner: Some(long.clone()),
        ..meta(Theme::Light)
    };
    let mut components = data::by_component();
    for row in &mut components.rows {
        row.key.clone_from(&long);
    }
    assert_apart("components", &escape_rate(&components, &[], &odd));
    assert_apart("quarters", &escape_rate(&eleven_quarters(), &sev1(), &odd));
}

#[test]
fn every_text_is_large_enough_and_stands_out_from_its_ground() {
    for (name, theme, chart) in everywhere() {
        let sheet = Sheet::read(&chart.svg);
        for text in &sheet.texts {
            assert!(text.size >= 10.5, "{name}: {text:?}");
            for ground in sheet.grounds(text, *theme) {
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
    let all = examples(&meta).into_iter().chain(more_examples(&meta));
    for ((name, again), (_, _, first)) in all.zip(everywhere()) {
        assert_eq!(&again, first, "{name}");
    }
    let chart = escape_rate(&rate_table(&[(14, 102)]), &[], &meta);
    let encode = || png::encode(&chart.svg, 1.0, None, &Fonts::bundled()).unwrap();
    assert_eq!(encode(), encode());
}

#[test]
fn a_slide_sized_png_is_small_opaque_and_knows_its_size() {
    let chart = class_breakdown(&data::every_class(20, 3), &meta(Theme::Dark));
    let bytes = png::encode(&chart.svg, png::DEFAULT_SCALE, None, &Fonts::bundled()).unwrap();
    assert!(bytes.len() < 200_000, "{} bytes", bytes.len());
    let reader = ::png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (1920, 1080));
    assert_eq!(info.color_type, ::png::ColorType::Rgb);
    // Twice 72 dots per inch: 144 / 0.0254 m = 5669.
    assert_eq!(info.pixel_dims.unwrap().xppu, 5_669);
}

#[test]
fn every_chart_is_a_small_png_at_the_size_of_a_slide() {
    for name in ["latency-two-hundred", "components-many", "panel-two-hundred"] {
        let bytes =
            png::encode(&example(name).svg, png::DEFAULT_SCALE, None, &Fonts::bundled()).unwrap();
        assert!(bytes.len() < 200_000, "{name}: {} bytes", bytes.len());
    }
}

#[test]
fn no_sign_of_a_chart_itself_is_missing_from_the_font() {
    for (name, _, chart) in everywhere() {
        let foreign = ['支', '付'];
        let missing = Fonts::bundled().missing(&chart.svg);
        let own: Vec<_> = missing.iter().filter(|letter| !foreign.contains(letter)).collect();
        assert!(own.is_empty(), "{name}: {own:?}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_keeps_its_text_and_is_the_same_twice() {
    let chart = example("eleven");
    let data_through = meta(Theme::Light).data_through;
    let encode =
        || escapee::report::chart::pdf::encode(chart, data_through, &Fonts::bundled()).unwrap();
    let bytes = encode();
    assert_eq!(bytes, encode());
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/ToUnicode"), "letters can be searched and copied");
    assert!(text.contains("D:20260930"), "its date is that of the data");
}

#[test]
fn a_transparent_chart_has_no_background() {
    let clear = ChartMeta { transparent: true, ..meta(Theme::Light) };
    let chart = escape_rate(&rate_table(&[(14, 102)]), &[], &clear);
    let bytes = png::encode(&chart.svg, 0.5, None, &Fonts::bundled()).unwrap();
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels[..4], [0, 0, 0, 0], "the corner is empty");
}

#[test]
fn hostile_titles_stay_text() {
    let chart = example("hostile");
    let sheet = Sheet::read(&chart.svg);
    let known = ["svg", "title", "desc", "rect", "path", "circle", "text", "g"];
    assert!(
        sheet.elements.iter().all(|name| known.contains(&name.as_str())),
        "{:?}",
        sheet.elements
    );
    assert!(sheet.hovers.iter().any(|hover| hover.contains("<script>")), "shown as it was written");
    for text in [&chart.svg, &chart.description] {
        let hidden =
            |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(hidden));
    }
}

#[test]
fn inline_charts_keep_their_ids_apart_and_need_no_style() {
    let odd = ChartMeta { id_prefix: "a\"><b ".to_owned(), ..meta(Theme::Light) };
    let chart = escape_rate(&eleven_quarters(), &[], &odd);
    assert!(chart.svg.contains("aria-labelledby=\"abtitle abdesc\""));
    assert!(chart.svg.contains("<title id=\"abtitle\">"));
    assert!(!chart.svg.contains("style="), "a strict page allows no style attributes");
    assert!(!chart.svg.contains("/somewhere"), "no folder of the machine");
}

#[test]
fn counts_without_a_caught_source_show_no_percentage() {
    for name in ["counts", "counts-twenty", "counts-none", "classes-few"] {
        assert!(!example(name).svg.contains('%'), "{name}");
    }
}

#[test]
fn every_segment_has_its_number_in_the_picture() {
    for (name, _, chart) in everywhere() {
        if !name.starts_with("class") {
            continue;
        }
        let sheet = Sheet::read(&chart.svg);
        let letter = |text: &&sheet::Item| {
            let in_plot = text.left > 84.0 && text.right < 670.0;
            in_plot && EscapeClass::ALL.iter().any(|class| class.word() == text.text)
        };
        // In columns too narrow for both, a segment too thin for its letter has its count alone.
        let letters = sheet.texts.iter().filter(letter).count();
        let is_narrow = name.contains("thin") || name.contains("many");
        assert!(
            letters == sheet.hovers.len() || is_narrow && letters * 2 > sheet.hovers.len(),
            "{name}: {letters} letters of {} segments",
            sheet.hovers.len()
        );
        if name.contains("many") {
            continue;
        }
        let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ',');
        let columns = |text: &&sheet::Item| text.left > 84.0 && text.bottom < 439.0;
        let shown = sheet.texts.iter().filter(columns).filter(|text| numbers(&text.text)).count();
        let quarters: Vec<&str> =
            sheet.hovers.iter().filter_map(|hover| hover.split(':').next()).collect();
        let columns = quarters.chunk_by(|one, two| one == two).count();
        assert_eq!(shown, sheet.hovers.len() + columns, "{name}: segments and totals");
    }
}

#[test]
fn the_segments_add_up_to_the_escapes_of_the_subtitle() {
    let chart = class_breakdown(&data::eight_quarters(), &meta(Theme::Light));
    let count = |hover: &String| hover.split(' ').nth(2).unwrap().parse::<u64>().unwrap();
    let sheet = Sheet::read(&chart.svg);
    assert_eq!(sheet.hovers.iter().map(count).sum::<u64>(), 152);
    assert!(sheet.texts.iter().any(|text| text.text.contains("152 escapes by quarter")));
}

#[test]
fn latencies_and_components_count_what_their_subtitles_say() {
    let table = panels::latencies(&[(EscapeClass::E, 79), (EscapeClass::N, 25)], 6);
    let sheet = Sheet::read(&latency(&table, &meta(Theme::Light)).svg);
    let dots = sheet.hovers.iter().filter(|hover| !hover.contains("median")).count();
    assert_eq!(dots, 104);
    assert!(sheet.texts.iter().any(|text| text.text.contains("n = 104") || text.text.contains("6 escapes not placed")));
    let table = panels::components(&["a", "b", "c"], 6, 5.0);
    let sheet = Sheet::read(&components(&table, &meta(Theme::Light)).svg);
    let cells =
        sheet.hovers.iter().map(|hover| hover.split(' ').nth(1).unwrap().parse::<u64>().unwrap());
    let total: u64 = table.rows.iter().map(escapee::model::components::ComponentRow::total).sum();
    assert_eq!(cells.sum::<u64>(), total);
    assert!(sheet.texts.iter().any(|text| text.text == total.to_string()));
}

#[test]
fn a_class_of_too_few_for_a_median_says_that_it_has_none() {
    let table =
        panels::latencies(&[(EscapeClass::E, 9), (EscapeClass::N, 2), (EscapeClass::U, 1)], 0);
    let sheet = Sheet::read(&latency(&table, &meta(Theme::Light)).svg);
    let medians = sheet.texts.iter().filter(|text| text.left > 760.0 && text.text != "median");
    let told: Vec<bool> = medians
        .filter(|text| text.text == "–" || text.text.ends_with("days"))
        .map(|text| text.text == "–")
        .collect();
    assert_eq!(told.iter().filter(|unknown| **unknown).count(), 2, "{told:?}");
    assert_eq!(told.len(), 3, "a cell for each class");
}

#[test]
fn below_fifty_escapes_the_calibration_picture_is_a_sentence() {
    let found = panels::found(&panels::panel(12, 4, -1.6));
    assert!(found.rows_with_escape < 50);
    let chart = calibration(Some(&found), &meta(Theme::Light));
    assert!(chart.title.starts_with("Too few escapes to check forecasts"));
    assert!(Sheet::read(&chart.svg).marks.is_empty(), "no bin is drawn");
}

#[test]
fn an_indicator_is_filled_and_named_only_where_the_verdict_is_predicts() {
    use escapee::model::calibration::IndicatorVerdict;
    let mut found = large_panel();
    let predicts = |one: &escapee::model::calibration::IndicatorAnswer| {
        one.verdict == IndicatorVerdict::Predicts
    };
    assert!(found.indicators.iter().any(predicts), "the panel is made so");
    let named = indicators(Some(&found), &meta(Theme::Light));
    assert!(named.title.contains("predict"));
    for one in &mut found.indicators {
        one.verdict = IndicatorVerdict::CannotTell;
    }
    let chart = indicators(Some(&found), &meta(Theme::Light));
    assert_eq!(chart.title, "No indicator is shown to predict escapes");
    let fills = |svg: &str| svg.matches("r=\"53\"").count();
    assert!(fills(&named.svg) > 0 && fills(&chart.svg) == 0, "filled points have radius 5.25");
}

#[test]
fn a_timeline_says_what_was_known_then() {
    let chart = timeline(
        Some(&panels::incident("INC-42", "Payroll run twice", EscapeClass::E)),
        &meta(Theme::Light),
    );
    assert_eq!(chart.title, "INC-42: hidden 41 days in code that ran unasserted");
    for word in
        ["16 of 17 statements ran", "impact 3 hours", "by a customer", "2 of 9", "confidence 0.87"]
    {
        assert!(chart.svg.contains(word), "{word}");
    }
}

#[test]
fn a_quarter_with_few_defects_carries_no_rate() {
    let chart = escape_rate(&rate_table(&[(30, 100), (8, 9)]), &[], &meta(Theme::Light));
    let sheet = Sheet::read(&chart.svg);
    let shown: Vec<&str> = sheet.texts.iter().map(|text| text.text.as_str()).collect();
    assert!(shown.contains(&"30.0\u{a0}%"));
    assert!(!shown.iter().any(|text| text.contains("89")), "8 of 9 is 89 %");
    assert!(sheet.hovers.iter().any(|hover| hover.contains("8 of 9 defects escaped, too few")));
}

#[test]
fn the_example_says_its_series_in_words() {
    let meta = meta(Theme::Light);
    let rate = escape_rate(&eleven_quarters(), &sev1(), &meta);
    let classes = class_breakdown(&data::eight_quarters(), &meta);
    let said = [rate, classes].map(|chart| {
        let mut sheet = Sheet::read(&chart.svg);
        sheet.hovers.insert(0, chart.description);
        sheet.hovers.join("\n").replace('\u{a0}', " ")
    });
    insta::assert_snapshot!(said.join("\n\n"));
}
