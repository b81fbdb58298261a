//! Rate, panel, calibration, risk and gate from end to end: the same incidents everywhere, and
//! nothing of a quarter in the indicators of that quarter.

use serde_json::Value;

use super::reviewing::breaches::breaches;
use super::shop::{LCOV, Shop, flat, json};

/// Every line ran, as the fix's own tests would have it.
fn full() -> String {
    LCOV.replace(",0\n", ",1\n")
}

/// Commits a file on top of the shop's history, at a time in seconds.
fn commit(shop: &Shop, at: i64, name: &str, text: &str) {
    shop.write(name, text);
    let repository = git2::Repository::open(&shop.path).unwrap();
    let mut index = repository.index().unwrap();
    index.add_path(std::path::Path::new(name)).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let parent = repository.head().unwrap().peel_to_commit().unwrap();
    let time = git2::Time::new(at, 0);
    let author = git2::Signature::new("a", "a@example.com", &time).unwrap();
    repository.commit(Some("HEAD"), &author, &author, "more", &tree, &[&parent]).unwrap();
}

/// 2025-04-12 and 2025-03-20, 10:00 UTC.
const AFTER_THE_FIX: i64 = 1_744_452_000;
const BEFORE_THE_QUARTER: i64 = 1_742_464_800;

const MORE_TESTS: &str = "from checkout.pay import charge


def test_charge_refuses_nothing():
    try:
        charge(None, 0)
    except ValueError as error:
        assert str(error) == 'nothing to charge'
        assert error
";

fn second_quarter(shop: &Shop) -> Vec<String> {
    let panel = shop.says(&["panel", "--unit", "file", "--format", "csv"]);
    panel.lines().filter(|line| line.contains("2025Q2")).map(str::to_owned).collect()
}

#[test]
fn what_a_fix_adds_inside_a_quarter_changes_no_indicator_of_that_quarter() {
    let shop = Shop::stocked();
    let before = second_quarter(&shop);
    assert!(before.iter().any(|row| row.starts_with("src/checkout/pay.py,2025Q2")), "{before:?}");
    commit(&shop, AFTER_THE_FIX, "tests/test_pay.py", MORE_TESTS);
    shop.write("later.info", full());
    shop.says(&["import", "coverage", "later.info", "--commit", "HEAD"]);
    shop.write("own.csv", "unit,date,value\nsrc/checkout,2025-04-02,1\n");
    shop.says(&["import", "indicator", "own.csv", "--name", "drilled"]);
    assert_eq!(second_quarter(&shop), before);
}

#[test]
fn what_was_there_at_the_opening_is_seen() {
    let shop = Shop::stocked();
    let before = second_quarter(&shop);
    shop.write("own.csv", "unit,date,value\nsrc/checkout,2025-03-02,1\n");
    shop.says(&["import", "indicator", "own.csv", "--name", "drilled"]);
    let after = second_quarter(&shop);
    assert_ne!(before, after, "a value from before the quarter is an indicator of it");
    let head = shop.says(&["panel", "--format", "csv"]);
    assert!(head.lines().next().unwrap().contains("drilled"), "{head}");
}

#[test]
fn a_renamed_file_is_one_unit_in_every_quarter() {
    let shop = Shop::stocked();
    std::fs::create_dir_all(shop.path.join("src/till")).unwrap();
    let repository = git2::Repository::open(&shop.path).unwrap();
    let mut index = repository.index().unwrap();
    std::fs::rename(shop.path.join("src/checkout/pay.py"), shop.path.join("src/till/pay.py"))
        .unwrap();
    index.remove_path(std::path::Path::new("src/checkout/pay.py")).unwrap();
    index.write().unwrap();
    let right = std::fs::read_to_string(shop.path.join("src/till/pay.py")).unwrap();
    commit(&shop, AFTER_THE_FIX, "src/till/pay.py", &right);
    let rows = second_quarter(&shop);
    assert!(rows.iter().any(|row| row.starts_with("src/till/pay.py,2025Q2")), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("checkout")), "{rows:?}");
}

#[test]
fn rate_panel_and_calibration_count_the_same_escapes_and_explain_lists_them() {
    let shop = Shop::stocked();
    let rate = shop.says(&["rate", "--format", "json"]);
    let found = shop.says(&["calibrate", "--format", "json"]);
    assert_eq!(json(&rate, "/study/total/escapes"), json(&found, "/escapes"));
    assert_eq!(
        json(&found, "/rates/overall/caught"),
        0,
        "what was caught lies before the quarters"
    );
    let explained = flat(&shop.says(&["rate", "--explain"]));
    assert!(explained.contains("k: INC-1") && explained.contains("n: INC-1, INC-2"), "{explained}");
    let panel = flat(&shop.says(&["panel", "--explain"]));
    assert!(panel.contains("escaped: INC-1"), "{panel}");
}

#[test]
fn the_printed_panel_calibrates_like_the_store() {
    let shop = Shop::stocked();
    let panel = shop.write("panel.csv", shop.says(&["panel", "--format", "csv"]));
    let from_file =
        shop.says(&["calibrate", "--panel", panel.to_str().unwrap(), "--format", "json"]);
    let from_store = shop.says(&["calibrate", "--format", "json"]);
    for pointer in ["/rows", "/units", "/periods", "/escapes", "/indicators", "/floor", "/tier"] {
        assert_eq!(json(&from_file, pointer), json(&from_store, pointer), "{pointer}");
    }
}

#[test]
fn with_one_escape_there_is_no_list_and_no_claim() {
    let shop = Shop::stocked();
    let risk = flat(&shop.says(&["risk"]));
    assert!(risk.contains("No list") && risk.contains("1 row"), "{risk}");
    let text = flat(&shop.says(&["calibrate", "--floor", "70"]));
    assert!(
        text.contains("Had the floor been 70 %") && text.contains("this does not say"),
        "{text}"
    );
    for word in ["proves", "causes", "safe "] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn the_gate_fails_only_what_is_known_to_be_below_the_floor() {
    let shop = Shop::stocked();
    let ran = shop.run(&["gate", "--floor", "60", "--sarif", "gate.sarif"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("src/checkout/pay.py") && ran.out.contains("3 of 7"), "{}", ran.out);
    let sarif = std::fs::read_to_string(shop.path.join("gate.sarif")).unwrap();
    assert_eq!(json(&sarif, "/version"), "2.1.0");
    assert_eq!(json(&sarif, "/runs/0/results/0/ruleId"), "coverage-floor");
    assert_eq!(shop.run(&["gate", "--floor", "60", "--since", "HEAD"]).code, 0);
    commit(&shop, BEFORE_THE_QUARTER, "src/new.py", "x = 1\n");
    let ran = shop.run(&["gate", "--floor", "60", "--since", "HEAD~1"]);
    assert_eq!(ran.code, 0, "a file in no report is not known and fails nothing: {ran:?}");
    assert!(ran.out.contains("src/new.py"), "{}", ran.out);
    assert_eq!(shop.run(&["gate", "--since", "nowhere"]).code, 2);
}

#[test]
fn a_figure_that_a_report_printed_is_restated_when_it_changes() {
    let shop = Shop::stocked();
    shop.says(&["report", "--out", "review.md"]);
    shop.write(
        "more.csv",
        "id,title,phase,started_at\nINC-9,Late news,production,2025-04-20T08:00:00Z\n",
    );
    shop.says(&["import", "incidents", "more.csv"]);
    let text = flat(&shop.says(&["rate"]));
    assert!(
        text.contains("Restated: 2025Q2 was 1 of 1") && text.contains("INC-9 (escaped)"),
        "{text}"
    );
}

#[test]
fn definitions_stand_side_by_side_and_a_wrong_one_is_named() {
    let shop = Shop::stocked();
    let csv = shop.says(&["rate", "--definition", "escape-rate,density", "--format", "csv"]);
    assert!(csv.contains(",escape-rate,") && csv.contains(",density,"), "{csv}");
    let ran = shop.run(&["rate", "--definition", "escapes"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("severity-weighted"), "{}", ran.err);
}

/// Returns what stands at a key anywhere in a document.
fn all_at<'a>(document: &'a Value, key: &str) -> Vec<&'a Value> {
    let within = |value: &'a Value| all_at(value, key);
    match document {
        Value::Object(fields) => {
            let own = fields.iter().filter(|(name, _)| *name == key).map(|(_, value)| value);
            own.chain(fields.values().flat_map(within)).collect()
        }
        Value::Array(items) => items.iter().flat_map(within).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn without_a_source_of_caught_defects_their_number_is_null_everywhere_and_never_0() {
    let shop = Shop::new();
    shop.write("lcov.info", LCOV);
    shop.write("a.csv", "id,title,phase,started_at\nINC-1,x,production,2025-05-01\n");
    shop.says(&["import", "incidents", "a.csv"]);
    shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.1"]);
    let documents: [(&[&str], &str, usize); 4] = [
        (&["rate"], "rate", 4),
        (&["panel"], "panel", 1),
        (&["calibrate"], "calibration", 0),
        (&["report"], "review", 4),
    ];
    let read = |words: &[&str]| -> Value {
        serde_json::from_str(&shop.says(&[words, &["--format", "json"]].concat())).unwrap()
    };
    for (words, schema, least) in documents {
        let document = read(words);
        let caught = [all_at(&document, "caught"), all_at(&document, "caught_ids")].concat();
        assert!(caught.len() >= least, "{words:?}: {document}");
        assert!(caught.iter().all(|value| value.is_null()), "{words:?}: {caught:?}");
        assert_eq!(breaches(&document, schema), [""; 0], "{words:?}");
    }
    let explained = flat(&shop.says(&["panel", "--explain"]));
    assert!(explained.contains("escaped: INC-1; caught: not known"), "{explained}");

    shop.write("b.csv", "id,title,phase,started_at\nDEF-1,y,test,2025-05-02\n");
    shop.says(&["import", "incidents", "b.csv"]);
    for (words, schema, least) in documents {
        let document = read(words);
        let caught = all_at(&document, "caught");
        assert!(caught.len() >= least && caught.iter().all(|value| !value.is_null()), "{words:?}");
        assert_eq!(breaches(&document, schema), [""; 0], "{words:?}");
    }
    assert_eq!(read(&["rate"])["total"]["caught"], 1);
}

#[test]
fn a_version_that_went_out_twice_in_a_minute_is_told_by_the_second() {
    let shop = Shop::stocked();
    shop.write(
        "again.csv",
        "time,environment,component,version,commit,result\n\
         2025-03-05T11:30:05Z,production,checkout,9.9,v1.1,success\n\
         2025-03-05T11:30:40Z,production,checkout,9.9,v1.1,success\n",
    );
    shop.says(&["import", "releases", "again.csv"]);
    let rows = json(&shop.says(&["rate", "--by", "release", "--format", "json"]), "/study/rows");
    let keys: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert!(keys.ends_with(&["9.9, 2025-03-05 11:30:05", "9.9, 2025-03-05 11:30:40"]), "{keys:?}");
}

#[test]
fn a_version_that_went_out_twice_has_two_rows_and_a_duplicate_is_told_among_the_ids() {
    let shop = Shop::stocked();
    shop.write(
        "again.csv",
        "time,environment,component,version,commit,result\n\
         2025-03-05T11:30:00Z,production,checkout,1.1,v1.1,success\n",
    );
    shop.says(&["import", "releases", "again.csv"]);
    let rows = json(&shop.says(&["rate", "--by", "release", "--format", "json"]), "/study/rows");
    let keys: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["1.0", "1.1, 2025-03-02 10:00", "1.1, 2025-03-05 11:30"]);
    shop.write(
        "twin.csv",
        "id,title,phase,started_at,duplicate_of\n\
         TWIN-1,The same,production,2025-04-03T08:00:00Z,INC-1\n",
    );
    shop.says(&["import", "incidents", "twin.csv"]);
    let explained = flat(&shop.says(&["rate", "--explain"]));
    assert!(explained.contains("k: INC-1, TWIN-1 (same defect as another)"), "{explained}");
    assert!(explained.contains("1 of 2 = 50"), "it is counted once: {explained}");
}

#[test]
fn rows_of_the_table_are_those_of_the_study_whatever_they_are_about() {
    let shop = Shop::stocked();
    for asked in [
        &["--by", "release"][..],
        &["--by", "component"],
        &["--by", "severity"],
        &["--by", "month"],
        &[],
        &["--cohort", "introduction"],
        &["--mature", "90d"],
    ] {
        let rate = shop.says(&[&["rate", "--format", "json"], asked].concat());
        let of = |pointer: &str| -> Vec<[Value; 4]> {
            let rows = json(&rate, pointer);
            let row =
                |row: &Value| ["key", "mature", "escapes", "caught"].map(|key| row[key].clone());
            rows.as_array().unwrap().iter().map(row).collect()
        };
        assert_eq!(of("/rows"), of("/study/rows"), "{asked:?}");
        assert!(!of("/rows").is_empty(), "{asked:?}");
        assert_eq!(json(&rate, "/total/escapes"), json(&rate, "/study/total/escapes"));
    }
}
