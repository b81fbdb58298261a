//! Records in the shape of their tracker to flat ones: nested fields come up, custom fields get
//! their names, links, histories and rich text become plain values.

use std::collections::BTreeMap;

use serde_json::Value;

use super::documents::{Object, Records, id_text};
use super::rich_text;
use crate::sources::incidents::raw::kept;

impl Records {
    /// Brings every record into a flat shape.
    pub(super) fn reshape(&mut self) {
        let mut merged = 0;
        for (number, object) in &mut self.objects {
            rename_in_fields(object, &self.names);
            if let Ok(raw) = serde_json::to_string(&kept(object)) {
                self.raws.insert(*number, raw);
            }
            lift(object, "fields");
            lift(object, "attributes");
            rename(object, &self.names);
            custom_fields(object);
            links(object);
            page_of_an_issue(object);
            reopenings(object);
            last_change_of_a_resolved_page(object);
            if let Some(Value::String(tags)) = object.get("System.Tags") {
                let tags = tags.split(';').map(|tag| Value::from(tag.trim())).collect();
                object.insert("System.Tags".to_owned(), Value::Array(tags));
            }
            let history = id_text(object).and_then(|id| self.histories.remove(&id));
            merged += usize::from(history.is_some());
            if let Some(history) = history.or_else(|| object.remove("history")) {
                status_times(object, &history);
            }
            for value in object.values_mut() {
                if let Some(text) = rich_text::plain(value) {
                    *value = Value::String(text);
                }
            }
        }
        if !self.histories.is_empty() {
            let (left, read) = (self.histories.len(), merged);
            self.notes.push(format!("{left} histories have no bug in this file; {read} have"));
        }
    }
}

/// Moves the entries of a nested object up; what is there already stays.
fn lift(object: &mut Object, key: &str) {
    if let Some(Value::Object(inner)) = object.get(key).cloned() {
        object.remove(key);
        for (name, value) in inner {
            object.entry(name).or_insert(value);
        }
    }
}

/// Names fields before anything is kept, as the list of names is not.
fn rename_in_fields(object: &mut Object, names: &BTreeMap<String, String>) {
    if let Some(Value::Object(fields)) = object.get_mut("fields") {
        rename(fields, names);
    }
}

fn rename(object: &mut Object, names: &BTreeMap<String, String>) {
    for (id, name) in names.iter().filter(|(id, _)| id.starts_with("customfield_")) {
        if let Some(value) = object.remove(id) {
            object.entry(name.clone()).or_insert(value);
        }
    }
}

/// Gives each `{ name, value }` of a list of custom fields its own place.
fn custom_fields(object: &mut Object) {
    let Some(Value::Array(fields)) = object.remove("custom_fields") else { return };
    for field in fields {
        if let (Some(name), Some(value)) =
            (field.get("name").and_then(Value::as_str), field.get("value"))
        {
            object.entry(name.to_owned()).or_insert_with(|| value.clone());
        }
    }
}

/// Reads the links of an issue that say which it repeats, which problem it belongs to and which
/// issue brought it in.
fn links(object: &mut Object) {
    let Some(Value::Array(links)) = object.remove("issuelinks") else { return };
    for link in links {
        let kind = link.pointer("/type/name").and_then(Value::as_str).unwrap_or_default();
        let kind = kind.to_lowercase();
        let key = |side: &str| link.pointer(side).and_then(Value::as_str).map(Value::from);
        let (name, other) = if kind.starts_with("duplicate") {
            ("duplicate_of", key("/outwardIssue/key"))
        } else if kind.starts_with("problem") {
            ("problem_id", key("/inwardIssue/key"))
        } else if kind.starts_with("regression") || kind.starts_with("cause") {
            ("regressed_by", key("/inwardIssue/key"))
        } else {
            continue;
        };
        if let Some(other) = other {
            if name == "regressed_by" {
                // Several can have brought it in.
                let all = object.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(all) = all {
                    all.push(other);
                }
                continue;
            }
            object.entry(name).or_insert(other);
        }
    }
}

/// Builds the address people open from the one programs ask.
fn page_of_an_issue(object: &mut Object) {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let (Some(key), Some((server, _))) =
        (text("key"), text("self").and_then(|address| address.split_once("/rest/api/")))
    {
        let page = format!("{server}/browse/{key}");
        object.insert("browse_url".to_owned(), Value::from(page));
    }
}

/// Reads the last time a change of status to reopened names.
fn reopenings(object: &mut Object) {
    let Some(log) = object.remove("changelog") else { return };
    let mut last: Option<&str> = None;
    for change in log.get("histories").and_then(Value::as_array).into_iter().flatten() {
        let is = |item: &Value, key: &str, word: &str| {
            let text = item.get(key).and_then(Value::as_str);
            text.is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        let mut items = change.get("items").and_then(Value::as_array).into_iter().flatten();
        if items.any(|item| is(item, "field", "status") && is(item, "toString", "reopened")) {
            // They come newest first or last; as text, times of one zone sort as times.
            last = last.max(change.get("created").and_then(Value::as_str));
        }
    }
    if let Some(time) = last {
        object.insert("history_reopened".to_owned(), Value::from(time));
    }
}

/// A page that is resolved now was resolved at its last change of status.
fn last_change_of_a_resolved_page(object: &mut Object) {
    let resolved = object.get("status").and_then(Value::as_str) == Some("resolved");
    if resolved
        && object.get("resolved_at").is_none_or(Value::is_null)
        && let Some(changed) = object.get("last_status_change_at").cloned()
    {
        object.insert("resolved_at".to_owned(), changed);
    }
}

/// Reads the last times a history names of being resolved and reopened.
fn status_times(object: &mut Object, history: &Value) {
    let changes = history.as_array().into_iter().flatten();
    for change in changes {
        let Some(when) = change.get("when").filter(|when| when.is_string()) else { continue };
        let fields = change.get("changes").and_then(Value::as_array).into_iter().flatten();
        for field in fields {
            let is_status = ["status", "bug_status"]
                .contains(&field.get("field_name").and_then(Value::as_str).unwrap_or_default());
            match field.get("added").and_then(Value::as_str) {
                Some("RESOLVED") if is_status => {
                    object.insert("history_resolved".to_owned(), when.clone());
                }
                Some("REOPENED") if is_status => {
                    object.insert("history_reopened".to_owned(), when.clone());
                    object.remove("history_resolved");
                }
                _ => {}
            }
        }
    }
}
