//! The worksheet wherever it stands: alone, in the page of a review, in its Markdown.

use std::path::Path;

use serde_json::{Value, json as value};

use super::demo_shop::Demo;
use super::shop::json;
use crate::browser::driver::Browser;

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

#[test]
fn pages_that_an_earlier_report_left_are_named_and_not_deleted() {
    let demo = Demo::new();
    let once = demo.says(&["report", "--out", "r.html"]);
    assert!(!once.contains("earlier"), "{once}");
    for place in [2, 3, 5] {
        std::fs::write(demo.folder.join(format!("r-{place}.html")), "old").unwrap();
    }
    let again = demo.says(&["report", "--out", "r.html"]);
    let told = "\nof an earlier report and not linked: r-2.html to r-3.html\n";
    assert!(again.ends_with(told), "{again}");
    assert!(demo.folder.join("r-2.html").exists());
}

#[test]
fn a_blind_disagreement_is_still_told_when_it_was_taken_back_in_sight_of_the_class() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "--blind", "class=C"]);
    demo.says(&["answer", "INC-110", "class="]);
    demo.says(&["answer", "INC-110", "class=N"]);
    let agreement = |demo: &Demo, share: &str| {
        let told = demo.says(&["answer", "--format", "json"]);
        [
            json(&told, &format!("/agreement/{share}/k")),
            json(&told, &format!("/agreement/{share}/n")),
        ]
    };
    assert_eq!(agreement(&demo, "blind"), [0, 1]);
    assert_eq!(agreement(&demo, "open"), [1, 1]);
    // A slip that is mended before the class is seen is none.
    demo.says(&["answer", "INC-107", "--blind", "class=C"]);
    demo.says(&["answer", "INC-107", "--blind", "class="]);
    demo.says(&["answer", "INC-107", "--blind", "class=N"]);
    assert_eq!(agreement(&demo, "blind"), [1, 2]);
}

#[test]
fn a_report_and_a_deck_take_the_language_that_a_chart_takes() {
    let demo = Demo::new();
    let plain = demo.says(&["report"]);
    assert_eq!(demo.says(&["report", "--lang", "en"]), plain);
    demo.says(&["deck", "--lang", "en", "--out", "r.pptx"]);
    for command in [&["report"][..], &["deck", "--out", "r.pptx"], &["chart", "list"]] {
        let ran = demo.run(&[command, &["--lang", "xx"]].concat());
        assert_eq!(ran.code, 2, "{command:?}");
        assert!(ran.err.contains("[possible values: en]"), "{}", ran.err);
    }
}

/// Waits for what a browser saves.
fn saved(browser: &Browser, path: &Path) -> String {
    browser.wait_for_saved();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn what_is_typed_into_the_page_of_a_worksheet_is_saved_and_read_back() {
    let Some(browser) = Browser::start(true) else { return };
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "flag=absent", "scope=a <b>region</b> & `more`"]);
    demo.says(&["worksheet", "INC-110", "--blind", "--out", "sheet.html"]);
    browser.save_into(&demo.folder);
    browser.open(&demo.folder.join("sheet.html"));
    browser.type_into("#answer-canary", "absent");
    browser.type_into("#answer-lucky", "the sale was short;\nload = low & <late> ```");
    browser.type_into("#answer-flag", " ");
    browser.run("document.getElementById('answer-class').value = 'N'");
    browser.click("#save");
    let text = saved(&browser, &demo.folder.join("INC-110-answers.md"));
    assert!(text.starts_with("```answers blind\nincident = INC-110\n"), "{text}");
    let told = browser.run("return document.getElementById('told').textContent");
    assert!(told.as_str().unwrap().contains("INC-110-answers.md"), "{told}");

    demo.says(&["answer", "INC-110", "--from", "INC-110-answers.md"]);
    let shown = demo.says(&["show", "INC-110", "--format", "json"]);
    let answers = json(&shown, "/worksheet/answers");
    let answers = answers.as_array().unwrap();
    let of = |key: &str| answers.iter().find(|one| one["question"] == key);
    assert_eq!(of("canary").unwrap()["value"], "absent");
    assert_eq!(of("lucky").unwrap()["value"], "the sale was short; load = low & <late> '''");
    assert_eq!(of("class").unwrap()["value"], "N");
    assert_eq!(of("class").unwrap()["blind"], true);
    assert!(of("flag").is_none(), "what was emptied is taken back");
    assert!(of("load").is_none(), "one answer does not make another");
    let scope = of("scope").unwrap()["value"].as_str().unwrap();
    assert!(scope.starts_with("a <b>region</b> & "), "{scope}");

    // The Markdown sheet of the same incident says the same when nothing was typed.
    demo.says(&["worksheet", "INC-110", "--out", "again.html"]);
    demo.says(&["worksheet", "INC-110", "--out", "again.md"]);
    browser.open(&demo.folder.join("again.html"));
    std::fs::remove_file(demo.folder.join("INC-110-answers.md")).unwrap();
    browser.click("#save");
    let saved = saved(&browser, &demo.folder.join("INC-110-answers.md"));
    let sheet = std::fs::read_to_string(demo.folder.join("again.md")).unwrap();
    let lines = |text: &str| -> Vec<String> {
        let (_, part) = text.split_once("```answers").unwrap();
        let told = |line: &&str| !line.starts_with('#') || line.starts_with("# answered");
        part.lines().filter(told).map(str::to_owned).collect()
    };
    assert_eq!(lines(&saved), lines(&sheet));
    let asked: Vec<String> =
        browser.requests().into_iter().filter(|url| url.starts_with("http")).collect();
    assert_eq!(asked, [] as [String; 0]);
    assert_eq!(browser.console(), [] as [Value; 0]);
}

#[test]
fn the_page_of_a_worksheet_can_be_typed_into_without_script_and_prints_what_was_typed() {
    let demo = Demo::new();
    demo.says(&["worksheet", "INC-110", "--out", "sheet.html"]);
    let page = demo.folder.join("sheet.html");
    for script in [true, false] {
        let Some(browser) = Browser::start(script) else { return };
        browser.open(&page);
        let long = "a long answer that goes on and on, over more than one line of its field; ";
        browser.type_into("#answer-surprised", &long.repeat(6));
        assert_eq!(browser.run("return document.getElementById('buttons').hidden"), !script);
        browser.emulate("print", &value!([]));
        let printed = "const said = document.getElementById('answer-surprised').parentElement; \
            const field = said.firstElementChild; \
            return [field.checkVisibility() ? field.value : getComputedStyle(said, '::after').content, \
                    said.scrollHeight <= said.clientHeight && field.scrollHeight <= field.clientHeight]";
        let printed = browser.run(printed);
        assert!(printed[0].as_str().unwrap().contains(&long.repeat(6)), "{printed}");
        assert_eq!(printed[1], true, "script {script}: none of it is cut off");
    }
}

#[test]
fn an_automated_checker_finds_nothing_serious_on_the_page_of_a_worksheet() {
    let Some(axe) = std::env::var_os("ESCAPEE_AXE") else {
        assert!(std::env::var_os("ESCAPEE_REQUIRE").is_none(), "ESCAPEE_AXE names axe.min.js");
        return;
    };
    let Some(browser) = Browser::start(true) else { return };
    let demo = Demo::new();
    demo.says(&["worksheet", "INC-110", "--out", "sheet.html"]);
    browser.open(&demo.folder.join("sheet.html"));
    let axe = std::fs::read_to_string(axe).unwrap();
    for dark in ["light", "dark"] {
        browser.emulate("screen", &value!([{"name": "prefers-color-scheme", "value": dark}]));
        let script = format!(
            "{axe}; const done = arguments[arguments.length - 1]; axe.run(document).then(found => \
             done(found.violations.map(v => [v.id, v.impact, v.nodes.slice(0, 3).map(n => n.html)])))"
        );
        let found = browser.run_async(&script);
        let serious = |one: &&Value| matches!(one[1].as_str(), Some("serious" | "critical"));
        let serious: Vec<&Value> = found.as_array().unwrap().iter().filter(serious).collect();
        assert!(serious.is_empty(), "{dark}: {serious:#?}");
    }
}
