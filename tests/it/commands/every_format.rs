//! Every command with every `--format` and every file ending: the format that was asked for, or a refusal that
//! names those there are and leaves nothing behind.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::demo_shop::Demo;
use super::reviewing::breaches::breaches;
use super::shop::Shop;

const ALL: [&str; 5] = ["text", "json", "csv", "markdown", "html"];
const RESULTS: &[&str] = &["text", "json", "csv", "markdown"];
const DEEDS: &[&str] = &["text", "json"];
const WORDS: &[&str] = &["text"];

/// Each command, words it runs with (`{format}` makes a name new), and its formats; `None` where another test
/// knows them.
type Line = (&'static str, &'static str, Option<&'static [&'static str]>);

const COMMANDS: &[Line] = &[
    ("demo", "", Some(&["text", "json", "markdown"])),
    ("init", "--dry-run", Some(DEEDS)),
    ("import incidents", "incidents.csv --dry-run", Some(RESULTS)),
    ("import coverage", "lcov.info src --commit v1.1", Some(RESULTS)),
    ("import tests", "junit.xml --commit v1.1", Some(RESULTS)),
    ("import mutants", "mutation.json --commit v1.1", Some(RESULTS)),
    ("import pending", "", Some(RESULTS)),
    ("import indicator", "drills.csv --name rehearsed", Some(RESULTS)),
    ("import releases", "deployments.csv deployments.csv", Some(RESULTS)),
    ("sync github", "a/b --base-url https://a.invalid --repo /nowhere", Some(RESULTS)),
    ("sync gitlab", "a/b --base-url https://a.invalid --repo /nowhere", Some(RESULTS)),
    ("sync jira", "A --base-url https://a.invalid --repo /nowhere --api cloud", Some(RESULTS)),
    ("sync pagerduty", "--repo /nowhere", Some(RESULTS)),
    ("sync sentry", "a --base-url https://a.invalid --repo /nowhere", Some(RESULTS)),
    ("incidents list", "", Some(RESULTS)),
    ("incidents add", "NEW-{format} --title x", Some(&["text", "json", "markdown"])),
    ("incidents edit", "INC-2 --label {format}", Some(DEEDS)),
    ("link", "INC-1 --fix v1.2", Some(DEEDS)),
    ("links", "", Some(RESULTS)),
    ("forget", "OLD-{format}", Some(DEEDS)),
    ("analyze", "--all", Some(RESULTS)),
    ("show", "INC-1", Some(RESULTS)),
    ("worksheet", "INC-1", Some(&ALL)),
    ("answer", "", Some(RESULTS)),
    ("flows", "", Some(RESULTS)),
    ("flows suggest", "", Some(RESULTS)),
    ("regions", "", Some(RESULTS)),
    ("trace", "v1.2", Some(RESULTS)),
    ("rate", "", Some(RESULTS)),
    ("panel", "", Some(RESULTS)),
    ("calibrate", "", Some(RESULTS)),
    ("risk", "", Some(RESULTS)),
    ("gate", "", Some(RESULTS)),
    ("chart", "list", None),
    ("report", "", Some(&["json", "csv", "markdown", "html"])),
    ("deck", "--out r.pptx", Some(WORDS)),
    ("doctor", "", Some(RESULTS)),
    ("inspect", "lcov.info", Some(RESULTS)),
    ("assertions", "", Some(RESULTS)),
    ("help", "region", Some(&["text", "json", "markdown"])),
    ("completions", "bash", Some(WORDS)),
    ("man", "--out man", Some(WORDS)),
];

/// Further words of commands whose formats hang on them.
const FURTHER: &[Line] = &[
    ("import incidents", "incidents.csv", Some(RESULTS)),
    ("import incidents", "--replay", Some(RESULTS)),
    ("links", "--unlinked", Some(RESULTS)),
    ("answer", "INC-1 canary={format}", Some(WORDS)),
    ("worksheet", "INC-1 --blind", Some(&ALL)),
    ("doctor", "--missing-reports", Some(RESULTS)),
    ("assertions", "--summary", Some(RESULTS)),
    ("help", "", Some(&["text", "json", "markdown"])),
    ("help", "rate", Some(&["text", "json", "markdown"])),
];

/// Says what is wrong with an output of that format.
fn misfit(out: &str, format: &str) -> Option<String> {
    let document = serde_json::from_str::<Value>(out).ok();
    let fits = match format {
        "json" => document.is_some_and(|document| document["schema_version"] == 1),
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            let widths: Vec<usize> =
                rows.records().map(|row| row.map_or(0, |row| row.len())).collect();
            widths.first().is_some_and(|first| *first > 1 && widths.iter().all(|w| w == first))
        }
        "html" => out.starts_with("<!DOCTYPE html>"),
        _ => document.is_none() && !out.trim().is_empty() && !out.contains(['\u{1b}', '\u{202e}']),
    };
    (!fits).then(|| format!("no {format}: {}", out.chars().take(300).collect::<String>()))
}

fn shop() -> Shop {
    let shop = Shop::stocked();
    let mutant = r#"{"id": "1", "mutatorName": "x", "status": "Killed",
        "location": {"start": {"line": 8, "column": 5}, "end": {"line": 8, "column": 9}}}"#;
    let file = format!(
        r#"{{"language": "python", "mutants": [{mutant}], "source": {:?}}}"#,
        super::shop::WRONG
    );
    let files = format!(r#"{{"src/checkout/pay.py": {file}}}"#);
    shop.write(
        "mutation.json",
        format!(r#"{{"schemaVersion": "1.0", "thresholds": {{}}, "files": {files}}}"#),
    );
    shop.write("drills.csv", "unit,date,value\nsrc/payroll,2025-01-05,1\n");
    let flow = "[[flow]]\nname = \"pay\"\npaths = [\"src/checkout\"]\nfunctions = [\"charge\"]\n\
                [[flow.state]]\nname = \"nothing-to-charge\"\nerror = \"ValueError\"\n";
    shop.write("escapee.toml", flow);
    for format in ALL {
        shop.says(&["incidents", "add", &format!("OLD-{format}"), "--title", "gone"]);
    }
    shop
}

#[test]
fn every_command_is_in_the_table() {
    let known: BTreeSet<&str> = COMMANDS.iter().map(|(name, ..)| *name).collect();
    let groups = ["", "import", "incidents", "sync"];
    let there = super::examples::all().into_iter().map(|(command, _)| command.join(" "));
    let there = there.filter(|name| !groups.contains(&name.as_str()));
    // It is left out there, as it runs none.
    let there: BTreeSet<String> = there.chain(["help".to_owned()]).collect();
    assert_eq!(there.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn every_command_gives_the_format_asked_for_or_refuses_and_says_what_there_is() {
    let shop = shop();
    let mut wrong = Vec::new();
    for (command, words, has) in COMMANDS.iter().chain(FURTHER) {
        for format in ALL {
            let is_there = has.map(|has| has.contains(&format));
            if *command == "demo" && is_there == Some(true) {
                // Built once for all tests; its document has one of its own.
                continue;
            }
            let line = format!("{command} {words}").replace("{format}", format);
            let words: Vec<&str> = line.split_whitespace().collect();
            let ran = shop.run(&[&words[..], &["--format", format]].concat());
            let refused = format!("has no {format} output\nhint: there is ");
            let is_refused = ran.code == 2 && ran.out.is_empty() && ran.err.contains(&refused);
            let problem = match is_there {
                _ if is_refused => (is_there == Some(true)).then(|| "is refused".to_owned()),
                Some(false) => Some(format!("is not refused: {} {}", ran.code, ran.err)),
                // Without a network it gets as far as the folder.
                _ if line.starts_with("sync") => (ran.code != 2 || !ran.out.is_empty())
                    .then(|| format!("ends with {}", ran.code)),
                _ if ran.code > 1 => Some(format!("fails: {}", ran.err)),
                _ => misfit(&ran.out, format),
            };
            wrong.extend(problem.map(|problem| format!("{line} --format {format} {problem}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!shop.path.join("escapee-demo").exists(), "refused, and built all the same");
}

#[test]
fn a_file_is_what_its_ending_says_or_is_not_written() {
    let shop = Shop::stocked();
    let of_ending = |ending: &str| match ending.to_ascii_lowercase().as_str() {
        "txt" => Some("text"),
        "json" => Some("json"),
        "csv" => Some("csv"),
        "md" | "markdown" => Some("markdown"),
        "html" | "htm" => Some("html"),
        _ => None,
    };
    let endings = ["", "txt", "json", "csv", "md", "markdown", "html", "htm", "HTML", "docx"];
    let commands: [(&[&str], &[&str]); 2] = [
        (&["report"], &["markdown", "html", "json", "csv"]),
        (&["worksheet", "INC-1"], &["text", "markdown", "html", "json", "csv"]),
    ];
    for (command, has) in commands {
        for ending in endings {
            for asked in ALL.map(Some).into_iter().chain([None]) {
                let name = format!("out{}{ending}", if ending.is_empty() { "" } else { "." });
                let mut words = [command, &["--out", &name]].concat();
                words.extend(asked.iter().flat_map(|asked| ["--format", asked]));
                let ran = shop.run(&words);
                let (path, named) = (shop.path.join(&name), of_ending(ending));
                let expected = match (asked, named) {
                    // Another ending would not help.
                    (Some(asked), _) if !has.contains(&asked) => Err("has no "),
                    (Some(asked), Some(named)) if asked != named => Err("is not named as"),
                    (Some(asked), _) => Ok(asked),
                    (None, Some(named)) if has.contains(&named) => Ok(named),
                    (None, None) if ending.is_empty() => Ok(has[0]),
                    (None, _) => Err("format\nhint: there is ."),
                };
                match expected {
                    Ok(format) => {
                        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
                        let text = std::fs::read_to_string(&path).unwrap();
                        assert_eq!(misfit(&text, format), None, "{words:?}");
                        std::fs::remove_file(path).unwrap();
                    }
                    Err(told) => {
                        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
                        assert!(ran.err.contains(told), "{words:?}: {}", ran.err);
                        assert!(ran.err.contains("\nhint: "), "{words:?}: {}", ran.err);
                        assert!(!path.exists(), "{words:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_deck_has_the_ending_of_one_and_no_other_format() {
    let shop = Shop::stocked();
    for (words, told) in [
        (&["--out", "r.pptx", "--format", "json"][..], "`deck` has no json output"),
        (&["--out", "r.html"], "`r.html` is no deck"),
        (&["--out", "r.html", "--format", "html"], "`deck` has no html output"),
        (&["--out", "r"], "`r` is no deck"),
    ] {
        let ran = shop.run(&[&["deck"], words].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.contains(told), "{}", ran.err);
        assert!(!shop.path.join(words[1]).exists());
    }
    shop.says(&["deck", "--out", "R.PPTX"]);
    assert!(shop.path.join("R.PPTX").exists());
}

#[test]
fn documents_of_deeds_and_words_follow_their_schemas() {
    let shop = shop();
    let documents: [(&[&str], &str); 8] = [
        (&["link", "INC-1", "--fix", "v1.2", "--cause", "v1.1"], "change"),
        (&["incidents", "edit", "INC-2", "--severity", "2"], "change"),
        (&["forget", "OLD-json"], "change"),
        (&["init", "--dry-run"], "proposal"),
        (&["help"], "help"),
        (&["help", "chart"], "help"),
        (&["help", "verified-escape", "share"], "help"),
        (&["import", "releases", "deployments.csv", "deployments.csv"], "import"),
    ];
    for (words, schema) in documents {
        let document: Value =
            serde_json::from_str(&shop.says(&[words, &["--format", "json"]].concat())).unwrap();
        assert_eq!(breaches(&document, schema), [""; 0], "{words:?}");
    }
    let linked = shop.says(&["link", "INC-1", "--fix", "v1.2", "--format", "json"]);
    let linked: Value = serde_json::from_str(&linked).unwrap();
    assert_eq!(
        [&linked["change"], &linked["given"], &linked["new"]],
        ["linked", "1", "0"].map(parsed).each_ref()
    );
    let term = shop.says(&["help", "region", "--format", "json"]);
    let term: Value = serde_json::from_str(&term).unwrap();
    assert_eq!((term["terms"].as_array().unwrap().len(), &term["commands"]), (1, &parsed("[]")));
    let printed: Value = serde_json::from_str(Demo::printed()).unwrap();
    assert_eq!(breaches(&printed, "demo"), [""; 0]);
    let files = printed["files"].as_array().unwrap();
    assert!(files.iter().all(|file| Path::new(file.as_str().unwrap()).exists()), "{files:?}");
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

#[test]
fn an_import_of_several_files_is_one_document_and_names_the_file_of_each_reason() {
    let shop = Shop::stocked();
    let head = "time,environment,component,version,commit,result\n";
    let row = |day: &str| format!("{head}{day},production,checkout,1.2,v1.2,success\n");
    shop.write("one.csv", row("2025-04-11T10:00:00Z"));
    shop.write("two.csv", row("not a time"));
    let words = ["import", "releases", "one.csv", "two.csv", "--format"];
    let csv = shop.run(&[&words[..], &["csv"]].concat());
    assert_eq!(csv.code, 1, "{}", csv.err);
    let rows: Vec<&str> = csv.out.lines().collect();
    assert_eq!(rows[..3], ["outcome,count,line,reason", "seen,2,,", "imported,1,,"]);
    let failed: Vec<&&str> = rows.iter().filter(|row| row.starts_with("failed,1,2,")).collect();
    assert!(failed.len() == 1 && failed[0].contains("two.csv: "), "{rows:?}");
    let json = shop.run(&[&words[..], &["json"]].concat());
    let document: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&document["seen"], &document["unchanged"]), (&2.into(), &1.into()));
    // What cannot be read at all is the error, and what was read before it is told.
    let ran = shop.run(&["import", "releases", "one.csv", "lcov.info", "--format", "json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &document["seen"]), (2, &1.into()), "{}", ran.err);
}
