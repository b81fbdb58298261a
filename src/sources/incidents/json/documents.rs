//! JSON text to records: pages are opened, pull requests, events and histories set aside.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::batch::Dropped;
use crate::sources::SourceError;

/// An object of JSON.
pub(in crate::sources::incidents) type Object = Map<String, Value>;

/// Keys under which pages hold their records.
const PAGES: [&str; 15] = [
    "issues",
    "incidents",
    "bugs",
    "result",
    "results",
    "items",
    "records",
    "stories",
    "tickets",
    "work_items",
    "workItems",
    "nodes",
    "data",
    "values",
    "value",
];

/// Keys that make an object a record of its own.
const IDS: [&str; 7] = ["id", "key", "number", "iid", "identifier", "sys_id", "incident_number"];

/// The records of a file.
#[derive(Default)]
pub(super) struct Records {
    /// Records by their number in the file, from 1.
    pub(super) objects: Vec<(u64, Object)>,
    pub(super) skipped: Vec<Dropped>,
    pub(super) rejected: Vec<Dropped>,
    pub(super) notes: Vec<String>,
    /// Names of fields that records hold by number.
    pub(super) names: BTreeMap<String, String>,
    /// Histories that stand beside their records, by id.
    pub(super) histories: BTreeMap<String, Value>,
    /// What is kept of the records as they were, by their number.
    pub(super) raws: BTreeMap<u64, String>,
    seen: u64,
    paged: u64,
    total: u64,
    more: bool,
}

impl Records {
    /// Reads every document of a text; a text that ends in the middle keeps those before.
    pub(super) fn read(&mut self, text: &str) -> Result<(), SourceError> {
        let mut any = false;
        for document in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            match document {
                Ok(document) => self.document(document),
                Err(source) if any => {
                    self.reject(format!("the JSON cannot be read on from line {}", source.line()));
                    break;
                }
                Err(source) => {
                    let (line, column) = (source.line(), source.column());
                    return Err(SourceError::BadJson { line, column, source });
                }
            }
            any = true;
        }
        if self.total > self.paged {
            let (total, paged) = (self.total, self.paged);
            self.notes.push(format!(
                "the export is not whole: its pages speak of {total} records and hold {paged}"
            ));
        } else if self.more {
            self.notes.push(
                "the export is not whole: its last page says that more records follow".to_owned(),
            );
        }
        Ok(())
    }

    /// Reads the JSON in a cell of a table.
    pub(super) fn cell(&mut self, line: u64, text: &str) {
        self.seen = line.saturating_sub(1);
        if let Ok(Value::Object(object)) = serde_json::from_str(text) {
            self.record(object);
        } else {
            let reason = "its `data` is no JSON object".to_owned();
            self.rejected.push(Dropped { line, reason });
        }
    }

    /// Takes the records of a document.
    pub(super) fn document(&mut self, document: Value) {
        match document {
            Value::Array(items) if is_field_list(&items) => self.field_names(&items),
            Value::Array(items) => items.into_iter().for_each(|item| self.document(item)),
            Value::Object(object) => self.page_or_record(object),
            _ => self.reject("a value that is no record".to_owned()),
        }
    }

    fn page_or_record(&mut self, mut object: Object) {
        if IDS.iter().any(|key| object.contains_key(*key)) {
            return self.record(object);
        }
        if object.len() <= 2
            && let Some(Value::Object(node)) = object.remove("node")
        {
            return self.record(node);
        }
        if let Some(Value::Object(issue)) = object.remove("issue") {
            // A delivery of a hook; a query's answer holds a connection of its own in there.
            return self.page_or_record(issue);
        }
        if let Some(Value::Object(names)) = object.get("names") {
            let text =
                |(id, name): (&String, &Value)| Some((id.clone(), name.as_str()?.to_owned()));
            self.names.extend(names.iter().filter_map(text));
        }
        let Some(key) = PAGES.into_iter().chain(["edges"]).find(|key| holds_more(&object, key))
        else {
            return self.only_child_or_record(object);
        };
        let number = |key: &str| object.get(key).and_then(Value::as_u64);
        let is = |key: &str, value: bool| object.get(key).and_then(Value::as_bool) == Some(value);
        let declared = ["total", "total_count", "totalCount"].into_iter().filter_map(number).max();
        let more = is("more", true) || is("isLast", false) || has_next_page(&object);
        let before = self.seen;
        if let Some(records) = object.remove(key) {
            self.document(records);
        }
        if declared.is_some() || more || object.contains_key("isLast") {
            self.paged += self.seen - before;
        }
        self.total = self.total.max(declared.unwrap_or(0));
        self.more = more;
    }

    /// Opens the wrappers of a query's answer, which hold one object each.
    fn only_child_or_record(&mut self, mut object: Object) {
        let only = (object.len() == 1).then(|| object.keys().next().cloned()).flatten();
        match only.and_then(|key| object.remove(&key)) {
            Some(inner @ (Value::Object(_) | Value::Array(_))) => self.document(inner),
            _ => self.record(object),
        }
    }

    fn record(&mut self, mut object: Object) {
        self.seen += 1;
        let line = self.seen;
        let skipped = &mut self.skipped;
        let mut skip = |reason: &str| skipped.push(Dropped { line, reason: reason.to_owned() });
        let has = |key: &str| object.contains_key(key);
        if has("action") && object.get("pull_request").is_some_and(Value::is_object) {
            return skip("a pull request, no issue");
        }
        if has("event") && !has("title") {
            return skip("an event, no issue");
        }
        if has("history")
            && !has("summary")
            && let (Some(id), Some(history)) = (id_text(&object), object.remove("history"))
        {
            self.histories.insert(id, history);
            return skip("the history of a bug, read into it");
        }
        self.objects.push((self.seen, object));
    }

    fn reject(&mut self, reason: String) {
        self.seen += 1;
        self.rejected.push(Dropped { line: self.seen, reason });
    }

    fn field_names(&mut self, fields: &[Value]) {
        let text = |field: &Value, key: &str| Some(field.get(key)?.as_str()?.to_owned());
        let named = fields.iter().filter_map(|f| Some((text(f, "id")?, text(f, "name")?)));
        self.names.extend(named.filter(|(id, _)| id.starts_with("customfield_")));
    }
}

/// Returns the id of an object as text.
pub(super) fn id_text(object: &Object) -> Option<String> {
    match object.get("id")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn is_field_list(items: &[Value]) -> bool {
    let is_field = |item: &Value| {
        ["id", "name", "custom", "clauseNames"].iter().all(|key| item.get(key).is_some())
    };
    !items.is_empty() && items.iter().all(is_field)
}

fn holds_more(object: &Object, key: &str) -> bool {
    match object.get(key) {
        Some(Value::Array(items)) => items.iter().all(|item| item.is_object() || item.is_array()),
        Some(Value::Object(inner)) => {
            PAGES.into_iter().chain(["edges"]).any(|key| inner.contains_key(key))
                || (key == "data" && inner.values().any(Value::is_object))
        }
        _ => false,
    }
}

fn has_next_page(object: &Object) -> bool {
    let next = object.get("pageInfo").and_then(|info| info.get("hasNextPage"));
    next.and_then(Value::as_bool) == Some(true)
        || object.get("nextPageToken").is_some_and(Value::is_string)
}
