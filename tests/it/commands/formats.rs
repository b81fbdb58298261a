//! Results as tables for wikis and spreadsheets: the words and numbers of text, each in its cell.

use std::collections::BTreeSet;

use super::shop::Shop;

/// A title that would be a formula, a cell of its own, a tag and a heading.
const HOSTILE: &str = "=1+1 | # <img src=x>\u{202e}\u{1b}[31m `c` *b*";

/// Every command whose result is a table, a list or numbers.
const RESULTS: [&[&str]; 20] = [
    &["incidents", "list"],
    &["links"],
    &["links", "--unlinked"],
    &["show", "INC-1"],
    &["answer"],
    &["flows"],
    &["flows", "suggest"],
    &["regions"],
    &["trace", "v1.2"],
    &["rate"],
    &["rate", "--by", "component", "--definition", "escape-rate,density"],
    &["panel"],
    &["calibrate"],
    &["risk"],
    &["gate"],
    &["doctor"],
    &["inspect", "lcov.info"],
    &["assertions"],
    &["assertions", "--summary"],
    &["chart", "list"],
];

fn shop() -> Shop {
    let shop = Shop::stocked();
    let rows = format!(
        "id,title,phase,severity,started_at,component\n\
         EVIL-1,{HOSTILE},production,1,2025-04-02T08:00:00Z,@cmd|b\n"
    );
    shop.write("evil.csv", rows);
    let flow = "[[flow]]\nname = \"pay | <b>\"\npaths = [\"src/checkout\"]\nfunctions = [\"charge\"]\n\
                [[flow.state]]\nname = \"nothing-to-charge\"\nerror = \"ValueError\"\n";
    shop.write("escapee.toml", flow);
    shop.says(&["import", "incidents", "evil.csv"]);
    shop.says(&["answer", "EVIL-1", &format!("canary=absent {HOSTILE}")]);
    shop
}

/// Returns what the command prints in a format; a gate may say no.
fn printed(shop: &Shop, words: &[&str], format: &str) -> String {
    let ran = shop.run(&[words, &["--format", format]].concat());
    assert!(ran.code < 2, "{words:?} as {format}: {}", ran.err);
    ran.out
}

/// Returns the rows of CSV as cells; every row must have as many as the head.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns the rows of the tables in Markdown as cells, without their rules.
fn tables(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| -> Vec<String> {
        let line = line.trim_matches('|').replace("\\|", "\u{0}");
        line.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
    };
    let lines = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("| ---"));
    lines.map(row).collect()
}

/// Returns the words of a text, without the signs of Markdown.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let plain: String = text.chars().filter(|c| !matches!(c, '\\' | '*' | '`')).collect();
    let words = plain.split(|c: char| c.is_whitespace() || matches!(c, ':' | '|' | '→'));
    words.filter(|word| !word.is_empty() && !word.contains("---")).map(str::to_owned).collect()
}

#[test]
fn every_result_has_text_json_csv_and_markdown() {
    let shop = shop();
    for result in RESULTS {
        for format in ["text", "json", "csv", "markdown"] {
            let out = printed(&shop, result, format);
            assert!(!out.is_empty(), "{result:?} as {format}");
        }
        let rows = cells(&printed(&shop, result, "csv"));
        assert!(rows[0].len() > 1 && rows.iter().all(|row| row.len() == rows[0].len()));
        assert_eq!(rows[0].iter().collect::<BTreeSet<_>>().len(), rows[0].len(), "{result:?}");
        let markdown = printed(&shop, result, "markdown");
        assert!(!markdown.contains(['<', '\u{1b}', '\u{202e}']), "{result:?}: {markdown}");
        for line in markdown.lines().filter(|line| line.starts_with('#')) {
            assert!(line.starts_with("## ") || line.starts_with("# "), "{line}");
        }
    }
}

#[test]
fn markdown_says_what_text_says_word_for_word() {
    let shop = shop();
    // A show has its own order of words, flows cut commit subjects by the width of the terminal.
    for result in RESULTS.iter().filter(|words| !["show", "flows"].contains(&words[0])) {
        let (text, markdown) = (printed(&shop, result, "text"), printed(&shop, result, "markdown"));
        let (said, set) = (words(&text), words(&markdown));
        // What a terminal broke within a word stands whole in Markdown.
        let flat: String = markdown.split_whitespace().collect::<String>().replace('\\', "");
        let lost: Vec<&String> =
            said.difference(&set).filter(|word| !flat.contains(word.as_str())).collect();
        assert!(lost.is_empty(), "{result:?} lost {lost:?} in {markdown}");
    }
}

#[test]
fn a_rate_has_its_counts_interval_and_definition_in_markdown() {
    let shop = Shop::stocked();
    let out = printed(&shop, &["rate"], "markdown");
    let (table, rest) = out.split_once("\n\n").unwrap();
    insta::assert_snapshot!(table.replace('\u{a0}', " "), @r"
    | quarter | escape rate \[95 %\] | unlinked | no evidence | unknown phase |
    | --- | --- | ---: | ---: | ---: |
    | 2025Q1 | 0 of 1 = 0 % \[0–79 %\] | 0 of 0 | 0 of 0 | 0 |
    | 2025Q2 \* | 1 of 1 = 100 % \[21–100 %\] | 0 of 1 | 0 of 1 | 0 |
    | all | 1 of 2 = 50 % \[9–91 %\] | 0 of 1 | 0 of 1 | 0 |
    ");
    assert!(
        rest.starts_with("Definition escape-rate: defects first found in production / all defects found. Intervals: 95"),
        "{rest}"
    );
    let bare = Shop::new();
    bare.write("a.csv", "id,title,phase,started_at\nA-1,x,production,2025-04-01\n");
    bare.says(&["import", "incidents", "a.csv"]);
    let out = printed(&bare, &["rate"], "markdown");
    assert_eq!(tables(&out)[0][1], "escapes", "no rate without caught defects: {out}");
    assert!(out.contains("caught not known") && !out.contains("0 caught"), "{out}");
}

#[test]
fn a_hostile_title_keeps_to_its_cell_in_markdown_and_csv() {
    let shop = shop();
    let listed = tables(&printed(&shop, &["incidents", "list"], "markdown"));
    let evil = listed.iter().find(|row| row[0] == "EVIL-1").unwrap();
    assert_eq!(evil.len(), listed[0].len());
    assert_eq!(evil[6], "=1+1 | # &lt;img src=x&gt; \\`c\\` \\*b\\*");
    let shown = cells(&printed(&shop, &["show", "EVIL-1"], "csv"));
    assert_eq!(shown[0], ["incident", "question", "answer", "about", "text"]);
    assert_eq!(shown[1], ["EVIL-1", "TITLE", "", "", "'=1+1 | # <img src=x> `c` *b*"]);
    let answered = cells(&printed(&shop, &["answer"], "csv"));
    assert_eq!(answered[1][..3], ["EVIL-1", "canary", "absent =1+1 | # <img src=x> `c` *b*"]);
    for format in ["csv", "markdown"] {
        for result in RESULTS {
            let out = printed(&shop, result, format);
            let rows = if format == "csv" { cells(&out) } else { tables(&out) };
            let formula = rows.iter().flatten().find(|cell| {
                format == "csv"
                    && cell.starts_with(['=', '+', '-', '@'])
                    && cell.parse::<f64>().is_err()
            });
            assert_eq!(formula, None, "{result:?}");
        }
    }
}

#[test]
fn an_incident_in_csv_has_the_answers_of_its_sheet() {
    let shop = Shop::stocked();
    let rows = cells(&printed(&shop, &["show", "INC-1"], "csv"));
    let of = |question: &str| -> Vec<&[String]> {
        rows.iter().filter(|row| row[1] == question).map(|row| &row[2..]).collect()
    };
    assert_eq!(of("TITLE")[0][2], "Charged thrice");
    assert_eq!(of("COVERED THEN?")[0][0], "NO");
    assert_eq!(of("CLASS")[0][0], "C");
    assert_eq!(of("INTRODUCED BY")[0][1], shop.cause.short());
    assert!(rows.iter().flatten().all(|cell| cell != "–"), "unknown is empty: {rows:?}");
}

#[test]
fn links_gates_and_checks_in_csv_have_their_counts_and_leave_the_unknown_empty() {
    let shop = shop();
    let links = cells(&printed(&shop, &["links"], "csv"));
    let fix = shop.fix.to_string();
    let of = |id: &str| links.iter().find(|row| row[0] == id).unwrap();
    assert_eq!(
        of("INC-1")[2..],
        ["fix", "main", &fix, "", "", "", "key in the commit message", "medium"]
    );
    assert!(of("EVIL-1")[2..].iter().all(String::is_empty));
    let gate = cells(&printed(&shop, &["gate", "--floor", "60"], "csv"));
    assert_eq!(gate[0][..6], ["what", "name", "state", "run", "of", "share"]);
    assert_eq!(gate[1], ["gate", "", "no", "", "2", "", "0.6", "true", ""]);
    let file = ["file", "src/checkout/pay.py", "below", "3", "7", "0.428571", "0.6", "true", ""];
    assert_eq!(gate[2], file);
    let risk = cells(&printed(&shop, &["risk"], "csv"));
    assert_eq!(risk.len(), 2);
    assert!(risk[1][..16].iter().all(String::is_empty) && risk[1][16].starts_with("No list"));
    let checks = cells(&printed(&shop, &["doctor"], "csv"));
    let text = printed(&shop, &["doctor"], "text");
    assert_eq!(checks[0], ["check", "state", "found", "mend"]);
    for check in &checks[1..] {
        assert!(
            text.contains(&check[0]) && ["fine", "gap", "unknown"].contains(&check[1].as_str())
        );
    }
    let missing = cells(&printed(&shop, &["doctor", "--missing-reports"], "csv"));
    assert_eq!(missing[0], ["rank", "repo", "commit", "committed_at", "incident", "reason"]);
}

#[test]
fn reports_and_densities_in_csv_have_a_row_for_each_number() {
    let shop = Shop::stocked();
    let found = cells(&printed(&shop, &["inspect", "lcov.info"], "csv"));
    assert_eq!(found[1], ["lcov.info", "lcov", "coverage", "total", "", "files", "2"]);
    let path = "src/checkout/pay.py";
    assert!(
        found.contains(
            &["lcov.info", "lcov", "coverage", "source", path, "lines_hit", "3"]
                .map(str::to_owned)
                .to_vec()
        )
    );
    let modules = cells(&printed(&shop, &["assertions", "--summary"], "csv"));
    assert_eq!(modules[0][..3], ["module", "files", "executable_lines"]);
    assert!(modules.len() > 1, "{modules:?}");
    let lost = shop.run(&["inspect", "no-such.xml", "--format", "csv"]);
    assert_eq!(cells(&lost.out)[1][3], "error");
}

#[test]
fn what_is_invented_says_so_in_every_format_of_a_calibration() {
    let demo = super::demo_shop::Demo::new();
    for format in ["text", "json", "csv", "markdown"] {
        let out = demo.says(&["calibrate", "--format", format]);
        assert!(out.contains("invented data"), "{format}: {out}");
    }
}
