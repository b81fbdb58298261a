//! The known stories of the demo through the command: each ends in its class by evidence, and
//! without one piece of it in another, as the rules say.
//!
//! Every case starts from the demo's own files: a new database, the record and the reports of that
//! story. Then one row or one file is taken away, everything else is imported again, and the JSON of
//! `show` is compared.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The files of the demo, and a place for databases.
struct Shop {
    scratch: TempDir,
    folder: PathBuf,
}

/// What a case imports besides the records and the deployments.
struct Story {
    incident: &'static str,
    /// Releases whose coverage counts.
    coverage: &'static [&'static str],
    /// Mutants that survived on the first line of the region, in a report of the first release.
    survived: usize,
    /// Runs of tests: the folder of the report and the commit it is of.
    runs: Vec<(String, String)>,
}

impl Shop {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("shop");
        run(&folder, &["demo", "--out", folder.to_str().unwrap()]);
        Self { scratch, folder }
    }

    /// Imports the story into a database of its own and gives what `show` says as JSON.
    ///
    /// `records` is the text of the incidents.
    fn judged(&self, case: &str, records: &str, story: &Story) -> Value {
        let database = self.scratch.path().join(format!("{case}.db"));
        let table = self.scratch.path().join(format!("{case}.csv"));
        std::fs::write(&table, records).unwrap();
        let at = |path: &Path| path.to_str().unwrap().to_owned();
        let mut imports = vec![
            vec!["incidents".to_owned(), at(&table)],
            vec!["releases".to_owned(), at(&self.folder.join("deployments.csv"))],
        ];
        let report = |name: &str, file| at(&self.folder.join("reports").join(name).join(file));
        for release in story.coverage {
            let file = report(release, "lcov.info");
            imports.push(["coverage", &file, "--commit", release].map(str::to_owned).to_vec());
        }
        if story.survived > 0 {
            let file = self.scratch.path().join(format!("{case}.json"));
            std::fs::write(&file, mutants(story.survived)).unwrap();
            let commit = story.coverage[0];
            imports.push(["mutants", &at(&file), "--commit", commit].map(str::to_owned).to_vec());
        }
        for (name, commit) in &story.runs {
            let file = report(name, "junit.xml");
            imports.push(["tests", &file, "--commit", commit].map(str::to_owned).to_vec());
        }
        let database = at(&database);
        for import in &imports {
            let mut arguments = vec!["import"];
            arguments.extend(import.iter().map(String::as_str));
            arguments.extend(["--db", &database]);
            run(&self.folder, &arguments);
        }
        run(&self.folder, &["analyze", "--db", &database]);
        let show = ["show", story.incident, "--format", "json", "--db", &database];
        serde_json::from_str(&run(&self.folder, &show)).unwrap()
    }

    fn records(&self) -> String {
        std::fs::read_to_string(self.folder.join("incidents.csv")).unwrap()
    }

    /// Returns the records with title, body and condition of one of them said without its words.
    fn plain(&self, id: &str) -> String {
        let text = self.records();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let place = |name: &str| header.iter().position(|column| column == name).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        let mut changed = 0;
        for row in reader.records() {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            if cells[place("id")] == id {
                "It is wrong".clone_into(&mut cells[place("title")]);
                cells[place("body")] = String::new();
                cells[place("condition")] = String::new();
                changed += 1;
            }
            writer.write_record(&cells).unwrap();
        }
        assert_eq!(changed, 1, "{id} is one of the records");
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    /// Returns the commit whose message begins so.
    fn commit(&self, message: &str) -> String {
        let repository = git2::Repository::open(&self.folder).unwrap();
        let mut walk = repository.revwalk().unwrap();
        walk.push_head().unwrap();
        let is = |id: &git2::Oid| {
            repository.find_commit(*id).unwrap().message().unwrap().starts_with(message)
        };
        walk.map(Result::unwrap).find(is).unwrap().to_string()
    }
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_escapee"));
    command.args(arguments).args(["--now", "2026-10-01"]).env("LANG", "C.UTF-8");
    if folder.is_dir() {
        command.current_dir(folder);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the class, what splits it, and the confidence.
fn class(shown: &Value) -> (String, String) {
    let verdict = &shown["verdict"];
    let sub: Vec<&str> =
        verdict["sub"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    (verdict["class"].as_str().unwrap().to_owned(), sub.join(", "))
}

/// Returns the commits that a row of the verdict was read at.
fn commits<'a>(shown: &'a Value, question: &str) -> Vec<&'a Value> {
    let rows = shown["verdict"]["evidence"].as_array().unwrap();
    let row = rows.iter().find(|row| row["question"] == question);
    row.unwrap()["commits"].as_array().unwrap().iter().collect()
}

fn is(shown: &Value, wanted: (&str, &str)) {
    let found = class(shown);
    assert_eq!((found.0.as_str(), found.1.as_str()), wanted, "{:#}", shown["verdict"]);
}

/// Returns a mutation report with that many survivors where a declined card is dealt with.
fn mutants(survived: usize) -> String {
    let mutant = |id: usize| {
        let location = serde_json::json!({
            "start": { "line": 12, "column": 1 },
            "end": { "line": 12, "column": 9 },
        });
        serde_json::json!({
            "id": id.to_string(),
            "mutatorName": format!("mutator {id}"),
            "location": location,
            "status": "Survived",
        })
    };
    let mutants: Vec<Value> = (0..survived).map(mutant).collect();
    let file = serde_json::json!({ "language": "python", "source": "", "mutants": mutants });
    let report = serde_json::json!({
        "schemaVersion": "1",
        "thresholds": { "high": 80, "low": 60 },
        "files": { "checkout/payment.py": file },
    });
    report.to_string()
}

fn story(incident: &'static str, coverage: &'static [&'static str]) -> Story {
    Story { incident, coverage, survived: 0, runs: Vec::new() }
}

#[test]
fn conditions_beyond_the_suite_rest_on_the_words_of_the_record_and_the_coverage() {
    let shop = Shop::new();
    let all = shop.records();
    for (incident, release, conditions, otherwise) in [
        ("INC-110", &["r2025.11"][..], "load, concurrency", "F"),
        ("INC-118", &["r2026.08"][..], "concurrency", "F"),
        ("INC-107", &["r2025.05"][..], "third-party", "F"),
    ] {
        let told = shop.judged(&format!("{incident}-all"), &all, &story(incident, release));
        is(&told, ("N", conditions));
        assert_eq!(told["covered_then"], "yes", "{incident}");
        // The record without its words: no positive evidence of a condition is left.
        let plain = shop.plain(incident);
        let silent = shop.judged(&format!("{incident}-plain"), &plain, &story(incident, release));
        assert_eq!(class(&silent).0, otherwise, "{:#}", silent["verdict"]);
        let rule = silent["verdict"]["rule"].as_u64().unwrap();
        assert_eq!(rule, 9, "the next rule of the table");
        // Without coverage nobody knows whether the suite ran the code, whatever the record says.
        let blind = shop.judged(&format!("{incident}-blind"), &all, &story(incident, &[]));
        assert!(commits(&blind, "covered then").is_empty(), "{:#}", blind["verdict"]);
        is(&blind, ("U", "no coverage evidence"));
        let missing = blind["verdict"]["would_change"].to_string();
        assert!(missing.contains("escapee import coverage"), "{missing}");
    }
}

#[test]
fn the_flash_sale_keeps_its_conditions_by_the_fix_alone_but_with_less_confidence() {
    let shop = Shop::new();
    let field = shop.judged("field", &shop.records(), &story("INC-110", &["r2025.11"]));
    let without = shop.records().replace("load; concurrency", "");
    let words = shop.judged("words", &without, &story("INC-110", &["r2025.11"]));
    is(&words, ("N", "load, concurrency"));
    let source = |shown: &Value| shown["facts"]["conditions"][0]["source"].clone();
    assert_eq!((source(&field), source(&words)), ("field".into(), "words-and-fix".into()));
}

#[test]
fn what_no_test_asserts_or_runs_rests_on_the_coverage_of_the_release() {
    let shop = Shop::new();
    let all = shop.records();
    for (incident, release, found) in [
        ("INC-114", &["r2026.02"][..], "F"),
        ("INC-101", &["r2024.11"][..], "E"),
        ("INC-102", &["r2024.12"][..], "C"),
    ] {
        let told = shop.judged(&format!("{incident}-all"), &all, &story(incident, release));
        assert_eq!(class(&told).0, found, "{:#}", told["verdict"]);
        let blind = shop.judged(&format!("{incident}-blind"), &all, &story(incident, &[]));
        is(&blind, ("U", "no coverage evidence"));
        assert_eq!(blind["covered_then"], "unknown");
    }
}

#[test]
fn silence_that_mutants_prove_rests_on_two_of_them() {
    let shop = Shop::new();
    let all = shop.records();
    let judged = |case: &str, survived| {
        let story = Story { survived, ..story("INC-114", &["r2026.02"]) };
        shop.judged(case, &all, &story)
    };
    let two = judged("two", 2);
    assert_eq!(two["regions"][0]["lines"][0]["line"], 12, "the line that the report mutates");
    is(&two, ("E", "no mutant killed"));
    // Each row says which commits it was read at; without a report it has none.
    let at_release = &two["moment"]["commit"];
    for question in ["covered then", "verified then", "mutants"] {
        assert_eq!(commits(&two, question), vec![at_release], "{question}");
    }
    assert_eq!(commits(&two, "the fix"), vec![&two["fixes"][0]["commit"]]);
    assert!(commits(&two, "rule").is_empty());
    assert_eq!(two["facts"]["pseudo_tested"][0], "pay");
    // One survivor may be an odd one out.
    let one = judged("one", 1);
    let (found, sub) = class(&one);
    assert!(found == "F" && sub.contains("mutants survived"), "{sub}");
    assert_eq!(class(&judged("none", 0)).0, "F");
}

#[test]
fn the_muted_red_build_rests_on_the_run_that_was_red() {
    let shop = Shop::new();
    let rates = shop.commit("shipping: free from above");
    let run = |name: &str| (name.to_owned(), name.to_owned());
    let runs = vec![run("r2025.01"), ("rates".to_owned(), rates), run("r2025.02")];
    let with = Story { incident: "INC-104", coverage: &["r2025.02"], survived: 0, runs };
    is(&shop.judged("red", &shop.records(), &with), ("S", "muted"));

    let mut without = with;
    without.runs.remove(1);
    let silent = shop.judged("green", &shop.records(), &without);
    assert_ne!(class(&silent).0, "S", "{:#}", silent["verdict"]);
    let gone = Story { runs: Vec::new(), ..without };
    let unknown = shop.judged("gone", &shop.records(), &gone);
    let abstained = unknown["verdict"]["abstained"].to_string();
    assert!(abstained.contains("escapee import tests"), "{abstained}");
}

#[test]
fn flows_of_the_demo_tell_the_state_that_escaped_before_its_fix_and_after() {
    let shop = Shop::new();
    let asserted = |at: &str| {
        let said = run(&shop.folder, &["flows", "checkout", "--at", at, "--format", "json"]);
        let said: Value = serde_json::from_str(&said).unwrap();
        let flow = &said["reports"][0]["flows"][0];
        let states = flow["states"].as_array().unwrap().iter();
        let by = states.map(|state| {
            (state["name"].as_str().unwrap().to_owned(), state["by"][0]["test"].clone())
        });
        by.collect::<std::collections::BTreeMap<_, _>>()
    };
    // The declined card escaped with r2026.02; its fix of March asserts it.
    assert_eq!(asserted("r2026.02")["card-declined"], Value::Null);
    let fixed = asserted("r2026.03");
    assert_eq!(fixed["card-declined"], "test_declined_card_declines_the_order");
    assert_eq!(fixed["paid-twice"], "test_paid_order_is_not_charged_again");
}
