//! The worksheet wherever it stands: alone, in the page of a review, in its Markdown.

use serde_json::Value;

use super::demo_shop::Demo;
use super::shop::json;

/// Returns the items of a row of a Markdown sheet.
fn items<'a>(sheet: &'a str, label: &str) -> Vec<&'a str> {
    let start = sheet.find(&format!("- **{label}")).unwrap_or_else(|| panic!("{label}: {sheet}"));
    sheet[start..].lines().skip(1).take_while(|line| line.starts_with("  - ")).collect()
}

#[test]
fn each_incident_of_a_review_has_its_whole_worksheet_with_signals_and_every_open_question() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "lucky=the sale was short"]);
    let report = demo.says(&["report", "--format", "json"]);
    let markdown = demo.says(&["report"]);
    let page = demo.says(&["report", "--format", "html"]);
    let dossiers = json(&report, "/dossiers");
    let mut asked = 0;
    for dossier in dossiers.as_array().unwrap() {
        let id = dossier["incident"]["id"].as_str().unwrap();
        if dossier["signals"] == Value::Null {
            continue;
        }
        asked += 1;
        let shown = demo.says(&["show", id, "--format", "json"]);
        assert_eq!(dossier["signals"], json(&shown, "/signals"), "{id}");
        let sheet = demo.says(&["worksheet", id, "--format", "markdown"]);
        let (_, own) = markdown.split_once(&format!("\n### {id}: ")).unwrap();
        let own = own.split("\n### ").next().unwrap();
        assert_eq!(items(own, "SIGNALS"), items(&sheet, "SIGNALS"), "{id}");
        let questions = items(&sheet, "ASK NOW");
        assert_eq!(items(own, "ASK NOW")[..questions.len()], questions, "{id}");
    }
    assert!(asked >= 13, "{asked} escapes with a moment");
    let (_, own) = page.split_once("<span class=\"id\">INC-110</span>").unwrap();
    let own = own.split("</article>").next().unwrap();
    for part in ["<dt>Signals</dt>", "Did the release go to a few first? (canary)"] {
        assert!(own.contains(part), "{part}");
    }
    assert!(own.contains("the sale was short"), "what people said");
}
