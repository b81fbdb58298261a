//! What the page promises: safe, self-contained, complete, the same twice.

use super::super::sample;
use super::*;
use crate::model::verdict::EscapeClass;

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540"><rect width="960" height="540" fill="#ffffff"/><text x="40" y="50" font-size="24" font-weight="700" fill="#1b1f24">Escapes spiked in 2025Q4; the recovery is not yet proven</text><path d="M90 400 L240 430 L390 350 L540 200 L690 250 L840 330" fill="none" stroke="#0072b2" stroke-width="3"/><line x1="80" y1="460" x2="880" y2="460" stroke="#6e7781"/></svg>"##;

fn page() -> String {
    let dark = Some(SVG.replace("#ffffff", "#12161c").replace("#1b1f24", "#f0f3f6"));
    let rate = Figure { dark, ..chart("escape-rate", "Escape rate") };
    review(&sample::review(), &[rate, chart("class-breakdown", "Classes")])
}

fn chart(name: &str, title: &str) -> Figure {
    Figure {
        name: name.to_owned(),
        title: title.to_owned(),
        description: "A line by quarter.".to_owned(),
        svg: SVG.to_owned(),
        dark: None,
        is_drawn: true,
    }
}

#[test]
fn a_hostile_title_stays_text() {
    let page = page();
    assert!(page.contains("=cmd|&lt;img src=x onerror=alert(1)&gt;"));
    assert!(!page.contains("<img") && !page.contains("href=\"javascript"));
    sample::assert_harmless(&page);
}

#[test]
fn nothing_is_loaded_and_no_style_stands_in_an_attribute() {
    let page = page();
    for forbidden in [" style=\"", "src=\"", "@import", "url(", "<link", "onclick", "<iframe"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let links = page.match_indices("href=\"").map(|(start, _)| &page[start + 6..start + 14]);
    for link in links {
        assert!(link.starts_with('#') || link == "https://", "{link}");
    }
}

#[test]
fn the_policy_names_the_style_and_the_script_that_are_there() {
    use crate::report::sheet::View;
    let sheet = super::worksheet(&sample::dossier(), View::Worksheet, &sample::agreement(), None);
    for page in [page(), sheet] {
        for tag in ["style", "script"] {
            let (_, rest) = page.split_once(&format!("<{tag}>")).unwrap();
            let (text, _) = rest.split_once(&format!("</{tag}>")).unwrap();
            assert!(page.contains(&format!("{tag}-src 'sha256-{}'", page::hash(text))), "{tag}");
        }
    }
}

#[test]
fn a_hostile_answer_stays_in_its_field() {
    use crate::report::sheet::View;
    let page = super::worksheet(&sample::hostile(), View::Worksheet, &sample::agreement(), None);
    sample::assert_harmless(&page);
    assert!(!page.contains("<img") && !page.contains(" style=\""));
    let fields = page.matches("<textarea").count() + page.matches("<select").count();
    assert_eq!(fields, crate::model::worksheet::Question::all().count());
    assert_eq!(page.matches("</textarea>").count() + 1, fields);
}

#[test]
fn every_section_is_there_and_the_banner_too() {
    let page = page();
    for text in [
        "<html lang=\"en\">",
        "2026Q3: 12 of 31 defects escaped to production",
        "<h2 id=\"rate\">",
        "<h2 id=\"impact\">",
        "<h2 id=\"classes\">",
        "<h2 id=\"layers\">",
        "<h2 id=\"gap\">",
        "<h2 id=\"calibration\">",
        "<h2 id=\"signal\">",
        "<h2 id=\"actions\">",
        "<h2 id=\"decisions\">",
        "<h2 id=\"incidents\">",
        "<h2 id=\"data\">",
        "<h2 id=\"definitions\">",
        "id=\"incident-7\"",
        "escapee 0.1.0 · data through 2026-09-30 · invented data",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches("<caption>").count(), page.matches("<table").count());
    assert_eq!(
        page.matches("<th ").count() + page.matches("<th>").count(),
        page.matches(" scope=").count()
    );
}

#[test]
fn a_chart_stands_beside_its_table_and_its_dark_twin_only_where_there_is_one() {
    let page = page();
    assert_eq!(page.matches("<figure>").count(), 2);
    assert_eq!(page.matches("Data of this chart").count(), 2);
    assert_eq!(page.matches("<div class=\"dark\">").count(), 1);
    assert!(page.contains("aria-label=\"Escape rate. A line by quarter.\""));
    let described =
        Figure { description: "Title and more".to_owned(), ..chart("escape-rate", "Title") };
    let page = review(&sample::review(), &[described]);
    assert!(page.contains("aria-label=\"Title and more\""));
}

#[test]
fn without_caught_defects_the_rate_has_no_percentage() {
    let mut sample = sample::review();
    sample.rate.has_caught_source = false;
    let page = review(&sample, &[]);
    assert!(page.contains("2026Q3: 12\u{a0}escapes reported"));
    assert!(page.contains("escapee import incidents FILE --phase test"));
    assert!(!page.contains("12 of 31"));
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    assert_eq!(page(), page());
}

#[test]
fn many_worksheets_stand_on_pages_of_their_own_that_link_to_each_other() {
    let mut sample = sample::review();
    let one = sample.dossiers[0].clone();
    sample.dossiers = vec![one; 2 * SHEETS + 1];
    let pages = pages(&sample, &[], "a b");
    let suffixes: Vec<&str> = pages.iter().map(|page| page.suffix.as_str()).collect();
    assert_eq!(suffixes, ["", "-2", "-3"]);
    assert!(pages[0].html.contains("href=\"./a%20b-2.html#incident-101\""));
    assert!(
        pages[1].html.contains("id=\"incident-101\"")
            && pages[1].html.contains("./a%20b.html#incidents")
    );
    let sheets: usize = pages.iter().map(|page| page.html.matches("<article").count()).sum();
    assert_eq!(sheets, 2 * SHEETS + 1, "every incident has its worksheet");
}

#[test]
fn a_chart_without_data_is_a_sentence_and_paper_has_the_worksheets_of_escapes() {
    let mut review = sample::review();
    review.dossiers[0].worksheet = crate::model::worksheet::Worksheet::default();
    review.dossiers[0].verdict.class = EscapeClass::X0;
    let page = super::review(&review, &[chart("calibration", "Forecasts")]);
    assert!(!page.contains("<figure>"), "no panel, so no frame");
    assert!(page.contains("<article class=\"caught\" id=\"incident-1\""));
    assert!(page.contains("<article id=\"incident-2\""));
    assert!(page.contains("Not printed: 1\u{a0}worksheet of what did not escape."));
}

#[test]
fn of_a_chart_that_has_only_a_table_no_empty_frame_is_shown() {
    let mut review = sample::review();
    review.latency.unplaced = 3;
    let title = "How long 3 escapes stayed hidden is not known";
    let empty = Figure { is_drawn: false, ..chart("latency", title) };
    let page = super::review(&review, &[empty]);
    assert!(!page.contains("<figure>"));
    assert!(page.contains(&format!("<summary>In numbers: {title}</summary>")));
    assert!(page.contains("not placed"));
    assert!(page.contains(&format!("<li>{title}.</li>")), "a sentence says so");
}

#[test]
fn on_paper_no_heading_is_parted_from_what_follows_and_no_list_is_one_sentence() {
    use crate::report::sheet::View;
    let sheet = super::worksheet(&sample::dossier(), View::Worksheet, &sample::agreement(), None);
    for page in [page(), sheet] {
        for heading in ["<h2", "<h3"] {
            let kept = page.matches(&format!("<div class=\"keep\">{heading}")).count();
            assert!(kept > 0 && kept == page.matches(heading).count(), "{heading}");
        }
        let sheets = page.split("<dl class=\"sheet\">").skip(1);
        let answers = sheets.flat_map(|sheet| sheet.split("</dl>").next().unwrap().split("<dd>"));
        let lists: Vec<&str> = answers.filter(|answer| answer.contains("<ul")).collect();
        assert!(!lists.is_empty());
        for list in lists {
            assert!(list.matches("<li>").count() > 1 || list.contains("class=\"key\""), "{list}");
        }
    }
}

#[test]
fn a_worksheet_of_its_own_is_printed_whatever_its_class_and_a_blind_one_does_not_give_it_away() {
    use crate::report::sheet::View;
    let mut dossier = sample::dossier();
    dossier.worksheet = crate::model::worksheet::Worksheet::default();
    let sheet = |dossier: &crate::model::dossier::Dossier, view| {
        super::worksheet(dossier, view, &sample::agreement(), None)
    };
    let tag = |page: &str| {
        let start = page.find("<article").unwrap();
        page[start..].split('>').next().unwrap().to_owned()
    };
    let escaped = tag(&sheet(&dossier, View::Blind));
    dossier.verdict.class = EscapeClass::X1;
    assert_eq!(tag(&sheet(&dossier, View::Blind)), escaped);
    assert!(!tag(&sheet(&dossier, View::Worksheet)).contains("caught"));
}

#[test]
fn each_page_of_worksheets_counts_those_that_paper_leaves_out() {
    let mut sample = sample::review();
    let one = sample.dossiers[0].clone();
    sample.dossiers = vec![one; SHEETS + 3];
    for caught in [0, SHEETS, SHEETS + 2] {
        sample.dossiers[caught].worksheet = crate::model::worksheet::Worksheet::default();
        sample.dossiers[caught].verdict.class = EscapeClass::X0;
    }
    let pages = pages(&sample, &[], "a");
    assert!(pages[0].html.contains("Not printed: 1\u{a0}worksheet of"));
    assert!(pages[1].html.contains("Not printed: 2\u{a0}worksheets of"));
}

#[test]
fn a_yes_in_another_colour_says_why() {
    let mut review = sample::review();
    for dossier in &mut review.dossiers {
        if let Some(state) = &mut dossier.facts.failure_state {
            state.level = 2;
        }
    }
    let page = super::review(&review, &[]);
    assert!(page.contains("<td class=\"mixed\">Yes, values only</td>"));
    assert!(!page.contains("<td class=\"mixed\">Yes</td>"));
}

#[test]
fn page_and_charts_ask_for_the_same_fonts() {
    let review = sample::review();
    let meta = crate::report::chart::meta_of(&review);
    let svg = crate::report::chart::of_review("components", &review, &meta).svg;
    let (_, fonts) = svg.split_once("font-family=\"").unwrap();
    let fonts = fonts.split_once("\">").unwrap().0.replace("&quot;", "\"");
    assert!(page().contains(&format!("font: 1rem/1.5 {fonts};")), "{fonts}");
}

#[test]
fn the_interval_of_a_tile_stands_on_one_line() {
    let page = page();
    let (_, tiles) = page.split_once("<div class=\"tiles\">").unwrap();
    let (_, interval) = tiles.split_once("interval <span class=\"rate\">").unwrap();
    assert!(interval.split_once("</span>").unwrap().0.ends_with("\u{a0}%"));
}
