//! Where a document breaks its schema file; knows the keywords that the schema files use.

use serde_json::Value;

/// Returns where the document breaks the schema of that name.
pub(crate) fn breaches(document: &Value, name: &str) -> Vec<String> {
    let schema = schema(name);
    breaks(document, &schema, &with_own(&schema, &self::schema("common")), name)
}

/// Returns the schema file of that name.
pub(crate) fn schema(name: &str) -> Value {
    let text = match name {
        "analysis" => include_str!("../../../schema/json/analysis.schema.json"),
        "answers" => include_str!("../../../schema/json/answers.schema.json"),
        "assertions" => include_str!("../../../schema/json/assertions.schema.json"),
        "assertion-summary" => {
            include_str!("../../../schema/json/assertion-summary.schema.json")
        }
        "calibration" => include_str!("../../../schema/json/calibration.schema.json"),
        "change" => include_str!("../../../schema/json/change.schema.json"),
        "charts" => include_str!("../../../schema/json/charts.schema.json"),
        "checkup" => include_str!("../../../schema/json/checkup.schema.json"),
        "common" => include_str!("../../../schema/json/common.schema.json"),
        "demo" => include_str!("../../../schema/json/demo.schema.json"),
        "dossier" => include_str!("../../../schema/json/dossier.schema.json"),
        "gate" => include_str!("../../../schema/json/gate.schema.json"),
        "help" => include_str!("../../../schema/json/help.schema.json"),
        "import" => include_str!("../../../schema/json/import.schema.json"),
        "incidents" => include_str!("../../../schema/json/incidents.schema.json"),
        "inspect" => include_str!("../../../schema/json/inspect.schema.json"),
        "links" => include_str!("../../../schema/json/links.schema.json"),
        "missing-reports" => include_str!("../../../schema/json/missing-reports.schema.json"),
        "panel" => include_str!("../../../schema/json/panel.schema.json"),
        "proposal" => include_str!("../../../schema/json/proposal.schema.json"),
        "rate" => include_str!("../../../schema/json/rate.schema.json"),
        "regions" => include_str!("../../../schema/json/regions.schema.json"),
        "risk" => include_str!("../../../schema/json/risk.schema.json"),
        "review" => include_str!("../../../schema/json/review.schema.json"),
        "flows" => include_str!("../../../schema/json/flows.schema.json"),
        "flow-suggestions" => include_str!("../../../schema/json/flow-suggestions.schema.json"),
        "worksheet" => include_str!("../../../schema/json/worksheet.schema.json"),
        _ => include_str!("../../../schema/json/trace.schema.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn breaks(value: &Value, schema: &Value, common: &Value, at: &str) -> Vec<String> {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap();
        // A whole file: its own definitions stand in for the common ones, which it may name too.
        if let Some(file) = name.strip_suffix(".schema.json") {
            let file = self::schema(file);
            return breaks(value, &file, &with_own(&file, common), at);
        }
        assert!(common["$defs"].get(name).is_some(), "{at}: no definition {target}");
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

/// The common definitions with those of a file beside them.
fn with_own(file: &Value, common: &Value) -> Value {
    let mut all = common.clone();
    for (name, own) in file["$defs"].as_object().into_iter().flatten() {
        all["$defs"][name] = own.clone();
    }
    all
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
