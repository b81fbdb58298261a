//! Mutation reports in the journey: which content they speak of, and at which moment they count.

use super::shop::{RIGHT, Shop, WRONG, flat, json};

/// A report on `charge` whose mutants of line 8 had that end.
fn report(source: &str, status: &str) -> String {
    let mutant = |id: u8, line: u8, status: &str| {
        serde_json::json!({
            "id": id.to_string(), "mutatorName": "ArithmeticOperator", "status": status,
            "replacement": id.to_string(), "killedBy": ["1"], "coveredBy": ["1"],
            "location": {"start": {"line": line, "column": 5}, "end": {"line": line, "column": 9}},
        })
    };
    serde_json::json!({
        "schemaVersion": "2", "thresholds": {"high": 80, "low": 60},
        "files": {"src/checkout/pay.py": {
            "language": "python", "source": source,
            "mutants": [mutant(1, 8, status), mutant(2, 8, status), mutant(3, 2, "Killed")],
        }},
        "testFiles": {"tests/test_pay.py": {"tests": [{"id": "1", "name": "test_total"}]}},
    })
    .to_string()
}

fn mutants_shown(shop: &Shop) -> Option<String> {
    let shown = flat(&shop.says(&["show", "INC-1"]));
    let at = shown.find(" of 2 mutants killed")?;
    Some(shown[at - 1..at + 20].to_owned())
}

#[test]
fn mutants_on_the_region_are_evidence_at_the_moment_and_a_later_report_is_none() {
    let shop = Shop::stocked();
    assert_eq!(mutants_shown(&shop), None);
    shop.write("mutation.json", report(WRONG, "Survived"));
    let import = ["import", "mutants", "mutation.json", "--commit", "v1.1"];
    assert!(shop.says(&import).contains("seen 3 = imported 3"));
    assert!(shop.says(&import).contains("unchanged 3"));
    assert_eq!(mutants_shown(&shop).as_deref(), Some("0 of 2 mutants killed"));

    let before = json(&shop.says(&["show", "INC-1", "--format", "json"]), "/verdict");
    shop.write("better.json", report(RIGHT, "Killed"));
    shop.says(&["import", "mutants", "better.json", "--commit", "v1.2"]);
    assert_eq!(json(&shop.says(&["show", "INC-1", "--format", "json"]), "/verdict"), before);
}

#[test]
fn a_source_that_the_commit_does_not_hold_is_told_and_counts_for_that_very_content_only() {
    let shop = Shop::stocked();
    shop.write("mutation.json", report(&WRONG.replace('\n', "\r\n"), "Killed"));
    let said = flat(&shop.says(&["import", "mutants", "mutation.json", "--commit", "v1.0"]));
    assert!(
        said.contains("1 files embed a source that") && said.contains("does not hold"),
        "{said}"
    );
    // At v1.1 the file has another content by its bytes: the line ends are of another machine.
    assert_eq!(mutants_shown(&shop), None);
    let said = shop.says(&["import", "mutants", "mutation.json", "--commit", "v1.1"]);
    assert!(!said.contains("embed"), "{said}");
    assert_eq!(mutants_shown(&shop).as_deref(), Some("2 of 2 mutants killed"));
}

#[test]
fn mutants_of_files_that_are_not_in_the_repository_are_counted_as_skipped() {
    let shop = Shop::new();
    let outcome = |file: &str| {
        serde_json::json!({"scenario": {"Mutant": {"file": file, "genre": "m", "span":
            {"start": {"line": 1}, "end": {"line": 1}}}}, "summary": "MissedMutant"})
    };
    let outcomes = [outcome("src/checkout/pay.py"), outcome("elsewhere.rs")];
    shop.write("outcomes.json", serde_json::json!({"outcomes": outcomes}).to_string());
    let said = flat(&shop.says(&["import", "mutants", "outcomes.json", "--commit", "v1.1"]));
    assert!(said.contains("seen 2 = imported 1 + updated 0 + unchanged 0 + skipped 1"), "{said}");
    assert!(said.contains("`elsewhere.rs` matches no file"), "{said}");
}
