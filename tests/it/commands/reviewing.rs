//! The review end to end: the panel of the store in every picture and page, the same incidents
//! behind every number, and documents that keep to their schemas.

use std::collections::BTreeSet;

use serde_json::Value;

use super::demo_shop::Demo;
use super::shop::{Shop, flat, json};

#[path = "../../../src/report/json/breaches.rs"]
pub(super) mod breaches;

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Returns the texts of an array at a pointer, sorted.
fn ids(document: &Value, pointer: &str) -> BTreeSet<String> {
    let found = document.pointer(pointer).and_then(Value::as_array);
    let found = found.unwrap_or_else(|| panic!("no list {pointer}"));
    found.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Returns the ids in the same field of every row at a pointer.
fn ids_of_rows(document: &Value, rows: &str, field: &str) -> BTreeSet<String> {
    let rows = document.pointer(rows).and_then(Value::as_array).unwrap();
    rows.iter().flat_map(|row| ids(row, field)).collect()
}

#[test]
fn the_review_and_its_pictures_draw_the_panel_of_the_store() {
    let shop = Shop::stocked();
    let review = shop.says(&["report", "--format", "json"]);
    let found = shop.says(&["calibrate", "--format", "json"]);
    assert_eq!(json(&review, "/calibration"), parsed(&found));
    assert_eq!(json(&review, "/calibration/rows_with_escape"), 1);
    shop.says(&["chart", "all", "--out", "charts"]);
    for (name, words) in [
        ("indicators", "Too few escapes to tell which indicator predicts (n = 1)"),
        ("calibration", "Too few escapes to check forecasts (n = 1, 50 needed)"),
        ("coverage-floor", "Too few escapes to test the 60\u{a0}% floor (n = 1)"),
        ("false-confidence", "Coverage and mutation score cannot be compared yet"),
    ] {
        let svg = std::fs::read_to_string(shop.path.join(format!("charts/{name}.svg"))).unwrap();
        let svg = svg.replace("&#160;", "\u{a0}");
        assert!(svg.contains(words), "{name}: {}", &svg[..svg.len().min(600)]);
    }
    let page = shop.says(&["report", "--format", "html"]);
    assert!(page.contains("2\u{a0}unit-periods, 1 with an escape; 1 of 1\u{a0}escape mark one"));
}

#[test]
fn a_panel_of_a_file_stands_in_for_the_store_s() {
    let shop = Shop::stocked();
    let row = |unit: u32| {
        let escaped = u8::from(unit.is_multiple_of(3));
        format!("u{unit},2026Q1,{},9,{},{escaped}\n", 50 + unit, unit * 3)
    };
    let rows: Vec<String> = (0..30).map(row).collect();
    shop.write("own.csv", format!("unit,period,loc,churn,coverage,escapes\n{}", rows.concat()));
    let review = shop.says(&["report", "--panel", "own.csv", "--format", "json"]);
    assert_eq!(json(&review, "/calibration/rows"), 30);
    assert_eq!(json(&review, "/calibration/rows_with_escape"), 10);
    assert_eq!(json(&review, "/alike"), Value::Null);
    let told = json(&review, "/sections").to_string();
    assert!(told.contains("indicator, cannot tell: 1."), "{told}");
    assert!(told.contains("escapee calibrate --panel own.csv"), "{told}");
}

#[test]
fn a_chart_of_a_scope_is_that_of_its_report() {
    let shop = Shop::stocked();
    shop.write(
        "later.csv",
        "id,title,phase,started_at,component\n\
         INC-9,Late news,production,2025-08-20T08:00:00Z,other\n",
    );
    shop.says(&["import", "incidents", "later.csv"]);
    let drawn = |scope: &[&str]| {
        let all = [&["chart", "class-breakdown", "--out", "c.svg"], scope].concat();
        shop.says(&all);
        std::fs::read_to_string(shop.path.join("c.svg")).unwrap()
    };
    let escapes = |n: u32, unit: &str| format!("Why the tests missed them: {n} {unit} by quarter");
    let all = drawn(&[]);
    assert!(all.contains(&escapes(2, "escapes")) && !all.contains("Quarters up to"), "{all}");
    let quarter = drawn(&["--quarter", "2025Q2"]);
    assert!(quarter.contains(&escapes(1, "escape")), "{quarter}");
    assert!(quarter.contains("Quarters up to 2025Q2 · "), "{quarter}");
    let since = drawn(&["--since", "2025-07-01", "--component", "other"]);
    assert!(since.contains(&escapes(1, "escape")), "{since}");
    assert!(since.contains("From 1 Jul 2025 on, component other · "), "{since}");
    // An incident outside of the scope is not one that there is not.
    let one = ["--incident", "INC-1", "--quarter", "2025Q2"];
    let ran = shop.run(&[&["chart", "timeline", "--out", "t.svg"][..], &one].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot be used with"), "{}", ran.err);
}

#[test]
fn the_rate_of_a_quarter_marks_severity_one_in_every_quarter_it_draws() {
    let demo = Demo::new();
    let marked = |scope: &[&str]| {
        demo.says(&[&["chart", "escape-rate", "--out", "r.svg"], scope].concat());
        let svg = std::fs::read_to_string(demo.folder.join("r.svg")).unwrap();
        let ids = ["INC-105", "INC-110", "INC-113", "INC-114", "INC-118"];
        ids.map(|id| svg.contains(&format!("Severity 1: {id} in ")))
    };
    assert_eq!(marked(&[]), [true; 5]);
    assert_eq!(marked(&["--quarter", "2026Q3"]), [true; 5]);
    assert_eq!(marked(&["--since", "2026-07-01"]), [false, false, false, false, true]);
}

#[test]
fn a_review_of_a_quarter_counts_no_report_run_or_release_after_it() {
    let shop = Shop::stocked();
    shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.2"]);
    shop.says(&["import", "tests", "junit.xml", "--commit", "v1.2"]);
    let counts = |scope: &[&str]| {
        let review = shop.says(&[&["report", "--format", "json"], scope].concat());
        let of = |what: &str| json(&review, &format!("/completeness/{what}")).as_u64().unwrap();
        ["coverage_reports", "test_runs", "releases"].map(of)
    };
    let (all, quarter) = (counts(&[]), counts(&["--quarter", "2025Q1"]));
    assert_eq!((all[0], all[1], quarter[0], quarter[1]), (2, 2, 1, 1));
    assert_eq!(all[2], quarter[2], "both deployments lie in the quarter");
    assert!(counts(&["--quarter", "2024Q4"]) == [0, 0, 0]);
    let page = shop.says(&["report", "--quarter", "2025Q1", "--format", "markdown"]);
    assert!(page.contains("| Coverage reports up to its end | 1 |"), "{page}");
}

#[test]
fn a_review_of_a_quarter_calibrates_on_nothing_after_it() {
    let shop = Shop::stocked();
    shop.write(
        "later.csv",
        "id,title,phase,started_at\nINC-9,Late news,production,2025-08-20T08:00:00Z\n",
    );
    shop.says(&["import", "incidents", "later.csv"]);
    let all = shop.says(&["report", "--format", "json"]);
    assert_eq!(json(&all, "/calibration/periods"), serde_json::json!(["2025Q2", "2025Q3"]));
    // Whether a test might have looked at what nothing links is not known.
    let left = json(&shop.says(&["panel", "--format", "json"]), "/left_out").to_string();
    assert!(left.contains("nothing links it to code"), "{left}");
    assert_eq!(json(&all, "/calibration/beyond_tests/k"), 0);
    let quarter = shop.says(&["report", "--quarter", "2025Q2", "--format", "json"]);
    assert_eq!(json(&quarter, "/calibration/periods"), serde_json::json!(["2025Q2"]));
    assert_eq!(json(&quarter, "/calibration/beyond_tests/n"), 1);
}

#[test]
fn what_was_caught_in_another_currency_does_not_keep_the_costs_of_escapes_apart() {
    let shop = Shop::stocked();
    let cost = |of_last: &str| {
        format!(
            "id,title,phase,severity,customers,cost,currency,started_at,resolved_at\n\
             INC-8,Cheap and long,production,1,10,50,EUR,2025-08-20T08:00:00Z,2025-08-22T08:00:00Z\n\
             INC-9,Dear and short,production,1,10,9000,EUR,2025-08-21T08:00:00Z,2025-08-21T09:00:00Z\n\
             {of_last},Held,{},1,10,700000,JPY,2025-08-22T08:00:00Z,2025-08-22T09:00:00Z\n",
            if of_last == "BUG-1" { "test" } else { "production" },
        )
    };
    let place = |report: &str, id: &str| report.find(&format!("| {id} |")).unwrap();
    shop.write("costs.csv", cost("BUG-1"));
    shop.says(&["import", "incidents", "costs.csv"]);
    let report = shop.says(&["report", "--format", "markdown"]);
    assert!(place(&report, "INC-9") < place(&report, "INC-8"), "{report}");
    assert!(report.contains("by severity, customers, cost and how long"), "{report}");
    // An escape in another currency does, and the rule says so.
    shop.write("costs.csv", cost("INC-10"));
    shop.says(&["import", "incidents", "costs.csv"]);
    let report = shop.says(&["report", "--format", "markdown"]);
    assert!(place(&report, "INC-8") < place(&report, "INC-9"), "{report}");
    assert!(report.contains("by severity, customers and how long"), "{report}");
}

#[test]
fn a_review_without_its_repository_says_why_there_is_no_panel() {
    let shop = Shop::stocked();
    shop.says(&["analyze"]);
    std::fs::rename(shop.path.join(".git"), shop.path.join("git-elsewhere")).unwrap();
    let ran = shop.run(&["report"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("There is no panel: the history of"), "{}", ran.out);
    assert_eq!(shop.run(&["panel"]).code, 2, "a panel alone is nothing without it");
}

#[test]
fn every_k_and_n_is_the_same_set_of_incidents_and_explain_lists_them() {
    let shop = Shop::stocked();
    shop.write(
        "more.csv",
        "id,title,phase,started_at,component\n\
         INC-7,Rounded down,production,2025-05-02T08:00:00Z,checkout\n\
         INC-8,Twice on one slip,production,2025-05-09T08:00:00Z,payroll\n\
         INC-11,Seen in review,review,2025-05-03T08:00:00Z,payroll\n",
    );
    shop.says(&["import", "incidents", "more.csv"]);
    let rate = parsed(&shop.says(&["rate", "--format", "json"]));
    let panel = parsed(&shop.says(&["panel", "--format", "json"]));
    let review = parsed(&shop.says(&["report", "--format", "json"]));
    let found = parsed(&shop.says(&["calibrate", "--format", "json"]));
    let escapes = ids(&rate, "/study/total/escape_ids");
    assert_eq!(escapes.len(), 3, "{escapes:?}");

    let mut marked = ids_of_rows(&panel, "/rows", "/escapes");
    assert_eq!(marked.len() as u64, found["escapes"].as_u64().unwrap());
    for left in panel["left_out"].as_array().unwrap() {
        assert!(marked.insert(left["id"].as_str().unwrap().to_owned()), "{left} stands twice");
    }
    assert_eq!(marked, escapes, "what marks a row and what is left out are all escapes");
    assert_eq!(panel["escapes"].as_u64().unwrap(), escapes.len() as u64);
    assert_eq!(found["beyond_tests"]["n"].as_u64().unwrap(), escapes.len() as u64);

    assert_eq!(ids_of_rows(&review, "/rate/rows", "/escape_ids"), escapes);
    let classes = review["classes"]["rows"].as_array().unwrap();
    let cells = classes.iter().flat_map(|row| row["classes"].as_array().unwrap());
    assert_eq!(cells.flat_map(|cell| ids(cell, "/ids")).collect::<BTreeSet<_>>(), escapes);
    let cells = review["components"]["rows"].as_array().unwrap().iter();
    let counts = cells.flat_map(|row| row["escapes"].as_array().unwrap());
    assert_eq!(counts.map(|n| n.as_u64().unwrap()).sum::<u64>(), escapes.len() as u64);
    assert_eq!(review["impact"]["incidents"].as_u64().unwrap(), escapes.len() as u64);
    let total = &rate["study"]["total"];
    assert_eq!(review["rate"]["total"]["rate"]["n"], total["measures"][0]["n"]);

    let markdown = shop.says(&["report"]);
    let (k, n) = (escapes.len(), total["measures"][0]["n"].as_u64().unwrap());
    assert!(markdown.contains(&format!("{k} of {n} defects escaped")), "{markdown}");
    let explained = flat(&shop.says(&["rate", "--explain"]));
    let behind = flat(&shop.says(&["panel", "--explain"]));
    for id in &escapes {
        assert!(explained.contains(id.as_str()) && behind.contains(id.as_str()), "{id}");
    }
    assert!(behind.contains("caught: INC-11") || explained.contains("INC-11"), "{behind}");
}

#[test]
fn documents_keep_to_their_schemas() {
    let shop = Shop::stocked();
    for (schema, arguments) in [
        ("calibration", &["calibrate"][..]),
        ("calibration", &["calibrate", "--floor", "70"]),
        ("panel", &["panel"]),
        ("risk", &["risk"]),
        ("review", &["report"]),
        ("review", &["report", "--quarter", "2025Q2", "--redact"]),
        ("rate", &["rate"]),
    ] {
        let text = shop.says(&[arguments, &["--format", "json"]].concat());
        assert_eq!(breaches::breaches(&parsed(&text), schema), [""; 0], "{arguments:?}");
    }
    let gate = shop.run(&["gate", "--floor", "60", "--flows", "--format", "json"]);
    assert_eq!(breaches::breaches(&parsed(&gate.out), "gate"), [""; 0]);
}

#[test]
fn markdown_has_the_sections_of_the_page() {
    let shop = Shop::stocked();
    let (page, markdown) = (
        shop.says(&["report", "--format", "html"]),
        shop.says(&["report", "--format", "markdown"]),
    );
    let review = parsed(&shop.says(&["report", "--format", "json"]));
    let sections = review["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 10);
    for section in &sections[1..] {
        let (id, title) = (section["id"].as_str().unwrap(), section["title"].as_str().unwrap());
        assert!(page.contains(&format!("<h2 id=\"{id}\">{title}</h2>")), "{title}");
        assert!(markdown.contains(&format!("## {title}\n")), "{title}");
    }
    assert!(markdown.contains("By the quarter in which the change shipped"), "{markdown}");
}

#[test]
fn what_people_answered_is_held_against_the_rules_in_the_review() {
    let shop = Shop::stocked();
    assert!(shop.says(&["report"]).contains("Nobody has given a class yet"));
    shop.says(&["answer", "INC-1", "class=C", "--blind"]);
    let text = shop.says(&["report"]);
    assert!(text.contains("People gave the class of the rules in 1 of 1"), "{text}");
    assert!(text.contains("answered blind"), "{text}");
    let review = shop.says(&["report", "--format", "json"]);
    assert_eq!(json(&review, "/agreement/blind/k"), 1);
}

#[test]
fn a_report_lists_what_an_earlier_one_printed_otherwise() {
    let shop = Shop::stocked();
    shop.says(&["report", "--out", "review.md"]);
    assert!(!shop.says(&["report"]).contains("Restated"));
    shop.write(
        "more.csv",
        "id,title,phase,started_at\nINC-9,Late news,production,2025-04-20T08:00:00Z\n",
    );
    shop.says(&["import", "incidents", "more.csv"]);
    let text = shop.says(&["report"]);
    assert!(text.contains("Restated: 2025Q2 was 1 of 1"), "{text}");
    assert!(text.contains("INC-9 (escaped)"), "{text}");
}
