//! `report --redact`: the whole JSON against everything the demo's repository and records hold.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::demo_shop::Demo;

/// Words of the demo that the model or its definitions use as well.
const COMMON: &[&str] =
    &["Customer", "confirmed", "currency", "customer", "shipping", "total", "words"];

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => all.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

/// Returns what the repository and the records hold that tells of the house: paths, names of functions
/// and classes, texts in quotes, commits, ids, titles and texts of records.
fn source_words(demo: &Demo) -> BTreeSet<String> {
    let git = |arguments: &[&str]| {
        let ran = Command::new("git").current_dir(&demo.folder).args(arguments).output().unwrap();
        String::from_utf8_lossy(&ran.stdout).into_owned()
    };
    let mut words = BTreeSet::new();
    words.extend(git(&["log", "--all", "--format=%H"]).lines().map(|id| id[..10].to_owned()));
    words.extend(git(&["log", "--all", "--format=%s"]).lines().map(str::to_owned));
    let history = git(&["log", "--all", "-p", "--format=", "--no-color"]);
    for line in history.lines() {
        if let Some(path) = line.strip_prefix("+++ b/") {
            words.insert(path.to_owned());
        }
        let code = line.trim_start_matches(['+', '-', ' ']);
        let named = ["def ", "class "].iter().find_map(|start| code.strip_prefix(start));
        if let Some(name) = named {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            words.insert(name[..end].to_owned());
        }
        words.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    let list = demo.says(&["incidents", "list", "--format", "json"]);
    let records: Value = serde_json::from_str(&list).unwrap();
    for record in records["incidents"].as_array().unwrap() {
        for key in ["id", "title", "body", "component", "affected_version"] {
            words.extend(record[key].as_str().map(str::to_owned));
        }
    }
    let tells = |word: &str| {
        let is_commit = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_commit || word.chars().filter(|c| c.is_alphabetic()).count() >= 5
    };
    // Ids of records have fewer letters.
    words.retain(|word| (tells(word) || word.contains('-')) && !COMMON.contains(&word.as_str()));
    words.retain(|word| word.contains(char::is_alphabetic));
    words
}

#[test]
fn a_redacted_report_holds_no_path_name_or_text_of_the_source_data() {
    let demo = Demo::new();
    demo.says(&["answer", "INC-110", "lucky=the sale was short", "class=N", "--why", "a sale"]);
    demo.says(&["report", "--redact", "--out", "r.json"]);
    let written = std::fs::read_to_string(demo.folder.join("r.json")).unwrap();
    let report: Value = serde_json::from_str(&written).unwrap();
    let mut found = Vec::new();
    texts(&report, &mut found);
    let words = source_words(&demo);
    assert!(words.len() > 300, "{}", words.len());
    let mut leaks = BTreeSet::new();
    for text in &found {
        leaks.extend(words.iter().filter(|word| text.contains(*word)).map(|word| (word, text)));
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    for text in ["the sale was short", "a sale"] {
        assert!(!written.contains(text), "{text}");
    }
}
