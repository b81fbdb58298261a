//! Every document against its schema file, on a rich, a bare and a hostile value.

use serde_json::Value;

use super::super::sample;
use super::*;
use crate::model::assertion::{Assertion, AssertionKind, Strength, TestFunction};
use crate::model::assertion_scan::{AssertionSummary, ModuleDensity, NotRead, ScanReach};
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::lines::LineRange;

fn schema(name: &str) -> Value {
    let text = match name {
        "assertions" => include_str!("../../../schema/json/assertions.schema.json"),
        "assertion-summary" => {
            include_str!("../../../schema/json/assertion-summary.schema.json")
        }
        "common" => include_str!("../../../schema/json/common.schema.json"),
        "dossier" => include_str!("../../../schema/json/dossier.schema.json"),
        "import" => include_str!("../../../schema/json/import.schema.json"),
        "incidents" => include_str!("../../../schema/json/incidents.schema.json"),
        "inspect" => include_str!("../../../schema/json/inspect.schema.json"),
        "rate" => include_str!("../../../schema/json/rate.schema.json"),
        "regions" => include_str!("../../../schema/json/regions.schema.json"),
        "review" => include_str!("../../../schema/json/review.schema.json"),
        "flows" => include_str!("../../../schema/json/flows.schema.json"),
        "flow-suggestions" => include_str!("../../../schema/json/flow-suggestions.schema.json"),
        "worksheet" => include_str!("../../../schema/json/worksheet.schema.json"),
        _ => include_str!("../../../schema/json/trace.schema.json"),
    };
    serde_json::from_str(text).unwrap()
}

/// Returns where the value breaks the schema; knows the keywords the schema files use.
fn breaks(value: &Value, schema: &Value, common: &Value, at: &str) -> Vec<String> {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap();
        return breaks(value, &common["$defs"][name], common, at);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let all: Vec<Vec<String>> = choices.iter().map(|c| breaks(value, c, common, at)).collect();
        return if all.iter().any(Vec::is_empty) { vec![] } else { all.concat() };
    }
    let mut found = Vec::new();
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    if !types.is_empty() && !types.iter().any(|name| is(value, name)) {
        found.push(format!("{at} is no {types:?}: {value}"));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value))
        || schema.get("const").is_some_and(|only| only != value)
    {
        found.push(format!("{at} may not be {value}"));
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(breaks(item, &schema["items"], common, &format!("{at}[{place}]")));
    }
    let Some(fields) = value.as_object() else { return found };
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !fields.contains_key(key) {
            found.push(format!("{at} lacks {key}"));
        }
    }
    for (key, field) in fields {
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (None, Value::Bool(false)) => found.push(format!("{at} has {key} besides")),
            (Some(part), _) | (None, part) => {
                found.extend(breaks(field, part, common, &format!("{at}.{key}")));
            }
        }
    }
    found
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

fn check(name: &str, write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    write(&mut one).unwrap();
    write(&mut two).unwrap();
    assert_eq!(one, two, "the same value gives the same bytes");
    let text = String::from_utf8(one).unwrap();
    assert!(text.starts_with("{\n  \"schema_version\": 1,\n"), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(breaks(&value, &schema(name), &schema("common"), name), [""; 0]);
    text
}

fn decided() -> serde_json::Value {
    serde_json::json!({
        "format": "csv",
        "preset": null,
        "encoding": "UTF-8",
        "delimiter": "comma",
        "columns": [{ "header": "Key", "field": "id", "reason": "alias" }],
        "date_formats": {},
        "mapping": { "id": ["Key"] },
        "zone": null,
        "notes": [],
    })
}

fn import() -> Reconciliation {
    let dropped = |line, reason: &str| Dropped { line, reason: reason.to_owned() };
    Reconciliation {
        seen: 6,
        imported: 2,
        updated: 1,
        unchanged: 0,
        skipped: vec![dropped(4, "pull request"), dropped(9, "pull request")],
        failed: vec![dropped(7, "no date in `started`, by jane@example.com")],
        notes: vec!["encoding UTF-8".to_owned()],
    }
}

#[test]
fn every_document_follows_its_schema() {
    for dossier in [sample::dossier(), sample::bare(), sample::full()] {
        check("dossier", |out| super::dossier(out, &dossier, Some("invented data")));
        check("incidents", |out| incidents(out, std::slice::from_ref(&dossier.incident), None));
        check("regions", |out| regions(out, std::slice::from_ref(&dossier), None));
        for view in [View::Worksheet, View::Blind] {
            check("worksheet", |out| {
                super::worksheet(out, &dossier, view, &sample::agreement(), None)
            });
        }
    }
    check("flows", |out| flows(out, &[sample::flow_report()], None));
    check("flow-suggestions", |out| suggestions(out, &[sample::suggestion()], None));
    check("inspect", |out| inspections(out, &super::inspect::tests::files()));
    check("rate", |out| rate_table(out, &sample::rate_table(), None));
    check("trace", |out| trace(out, &sample::trace(), Some(1), None));
    check("review", |out| review(out, &sample::review()));
}

#[test]
fn what_tests_assert_follows_its_schema() {
    let test = TestFunction {
        path: "tests/test_cart.py".to_owned(),
        name: "test_declined".to_owned(),
        lines: LineRange { first: 3, last: 5 },
        assertions: vec![Assertion {
            line: 4,
            kind: AssertionKind::FailureState,
            expects: "Declined\u{1b}[31m".to_owned(),
            strength: Strength::Strong,
        }],
        calls: Vec::new(),
        skipped: false,
        rows: Some(2),
    };
    let not_read = NotRead { path: "a.ts".to_owned(), because: "too hard".to_owned() };
    let reach = ScanReach { seen: 2, read: 1, not_read: vec![not_read], ..ScanReach::default() };
    let tests = || std::iter::once(test.clone());
    let written = check("assertions", |out| assertions(out, &reach, tests()));
    assert!(!written.contains('\u{1b}'), "{written}");
    let module = ModuleDensity {
        module: "shop".to_owned(),
        files: 1,
        executable_lines: None,
        tests: 1,
        assertion_free: 0,
        assertions: 1,
        failure_states: 1,
        density: None,
    };
    let summary = AssertionSummary {
        reach,
        tests: 1,
        assertion_free: vec![test.clone()],
        modules: vec![module],
        ..AssertionSummary::default()
    };
    check("assertion-summary", |out| assertion_summary(out, &summary));
}

#[test]
fn a_document_with_a_key_too_many_or_too_few_breaks_its_schema() {
    let text = check("rate", |out| rate_table(out, &sample::rate_table(), None));
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["rows"][0]["rate"].as_object_mut().unwrap().remove("hi");
    value["author"] = "jane".into();
    let found = breaks(&value, &schema("rate"), &schema("common"), "rate");
    assert_eq!(found[..2], ["rate has author besides", "rate.rows[0].rate lacks hi"]);
}

#[test]
fn a_hostile_incident_leaves_cleaned_and_still_follows_the_schema() {
    let text = check("dossier", |out| super::dossier(out, &sample::hostile(), None));
    sample::assert_harmless(&text);
    let sheet = (View::Worksheet, sample::agreement());
    let text = check("worksheet", |out| {
        super::worksheet(out, &sample::hostile(), sheet.0, &sheet.1, None)
    });
    sample::assert_harmless(&text);
}

#[test]
fn no_schema_names_a_person() {
    let all = [
        "assertions",
        "assertion-summary",
        "common",
        "dossier",
        "import",
        "incidents",
        "rate",
        "regions",
        "review",
        "trace",
        "worksheet",
    ];
    for name in all {
        let text = schema(name).to_string();
        for person in ["author", "assignee", "reporter", "committer", "owner", "email"] {
            assert!(!text.contains(&format!("\"{person}\"")), "{person} in {name}");
        }
    }
}

#[test]
fn an_import_prints_the_shape_of_a_dry_run() {
    let text = check("import", |out| reconciliation(out, &decided(), &import(), &[], None));
    insta::assert_snapshot!(text, @r#"
    {
      "schema_version": 1,
      "decided": {
        "columns": [
          {
            "field": "id",
            "header": "Key",
            "reason": "alias"
          }
        ],
        "date_formats": {},
        "delimiter": "comma",
        "encoding": "UTF-8",
        "format": "csv",
        "mapping": {
          "id": [
            "Key"
          ]
        },
        "notes": [],
        "preset": null,
        "zone": null
      },
      "seen": 6,
      "imported": 2,
      "updated": 1,
      "unchanged": 0,
      "skipped": [
        {
          "reason": "pull request",
          "count": 2
        }
      ],
      "failed": [
        {
          "line": 7,
          "reason": "no date in `started`, by [e-mail]"
        }
      ],
      "notes": [
        "encoding UTF-8"
      ],
      "records": []
    }
    "#);
}

#[test]
fn a_rate_keeps_its_six_keys_in_order() {
    let mut table = sample::rate_table();
    table.rows.truncate(1);
    let text = check("rate", |out| rate_table(out, &table, None));
    let (_, row) = text.split_once("\"rows\"").unwrap();
    let (_, rate) = row.split_once("\"rate\": ").unwrap();
    insta::assert_snapshot!(rate.split_inclusive('}').next().unwrap(), @r#"
    {
            "k": 9,
            "n": 30,
            "rate": 0.3,
            "lo": 0.13568323274845015,
            "hi": 0.4643167672515498,
            "method": "wilson"
          }
    "#);
}
