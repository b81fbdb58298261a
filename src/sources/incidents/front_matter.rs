//! Post-mortem documents: Markdown whose front matter, YAML between two lines of `---`, says when it
//! was and what it was about; the text after it is the body.

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};

use super::json::Object;
use crate::sources::SourceError;

/// Most of a document's front matter that is read, in bytes.
const LONGEST: usize = 1 << 18;

/// Deepest nesting that is followed.
const DEEPEST: usize = 20;

/// Returns whether a file begins like a document with front matter.
pub(super) fn begins(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    text.starts_with(b"---\n") || text.starts_with(b"---\r\n")
}

/// Returns the record of a document. Its file's name stands in where it names no id.
pub(super) fn record(text: &str, file: &str) -> Result<Object, SourceError> {
    let text = text.trim_start_matches('\u{feff}');
    let rest = text.strip_prefix("---").unwrap_or(text).trim_start_matches('\r');
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let mut length = 0;
    let end = rest.split_inclusive('\n').find(|line| {
        let ends = matches!(line.trim_end(), "---" | "...");
        length += if ends { 0 } else { line.len() };
        ends
    });
    let (head, body) = match end {
        Some(line) if length <= LONGEST => (&rest[..length], &rest[length + line.len()..]),
        _ => return Err(SourceError::FrontMatter { problem: "it has no end".to_owned() }),
    };
    let Some(Value::Object(mut record)) = yaml(head)? else {
        return Err(SourceError::FrontMatter { problem: "it holds no fields".to_owned() });
    };
    let heading = body.lines().find_map(|line| line.strip_prefix("# "));
    if let (false, Some(heading)) = (record.contains_key("title"), heading) {
        record.insert("title".to_owned(), Value::from(heading.trim()));
    }
    let summary = record.remove("summary").and_then(|v| v.as_str().map(str::to_owned));
    let text = [summary.as_deref().unwrap_or_default().trim(), body.trim()];
    let text = text.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    if !text.is_empty() {
        record.insert("body".to_owned(), Value::from(text));
    }
    if !["uuid", "id", "slug", "key"].iter().any(|key| record.contains_key(*key)) {
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        record.insert("id".to_owned(), Value::from(name));
    }
    // Tells it from the record of any other kind of file.
    record.insert("front_matter".to_owned(), Value::from("yes"));
    Ok(record)
}

/// Returns the first document of a text of YAML. What it repeats by name is left out, as a few names
/// could stand for gigabytes.
fn yaml(text: &str) -> Result<Option<Value>, SourceError> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| {
            let line = error.marker().line() + 1;
            SourceError::FrontMatter { problem: format!("line {line}: {}", error.info()) }
        })?;
        let value = match event {
            Event::MappingStart(..) => {
                open.push((Value::Object(Map::new()), None));
                None
            }
            Event::SequenceStart(..) => {
                open.push((Value::Array(Vec::new()), None));
                None
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop().map(|(value, _)| value),
            Event::Scalar(text, ..) => Some(Value::String(text.into_owned())),
            Event::Alias(_) => Some(Value::Null),
            _ => None,
        };
        if open.len() > DEEPEST {
            return Err(SourceError::FrontMatter { problem: "it is nested too deep".to_owned() });
        }
        let Some(value) = value else { continue };
        match open.last_mut() {
            None => return Ok(Some(value)),
            Some((Value::Array(items), _)) => items.push(value),
            Some((Value::Object(fields), key)) => match key.take() {
                None => *key = Some(value.as_str().unwrap_or_default().to_owned()),
                Some(key) => drop(fields.insert(key, value)),
            },
            Some(_) => {}
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_gives_its_fields_and_its_text() {
        let text = "---\nstart_time: 2026-01-05T10:00:00Z\ncategories:\n- cloud\n- dns\nimpact: {users: 7}\nsummary: \"It was *DNS*\"\n---\n\n# The name that was not\n\nIt went away.\n";
        let record = record(text, "outage-7.md").unwrap();
        let expected = json!({
            "start_time": "2026-01-05T10:00:00Z", "categories": ["cloud", "dns"],
            "impact": {"users": "7"}, "title": "The name that was not", "id": "outage-7",
            "body": "It was *DNS*\n\n# The name that was not\n\nIt went away.",
            "front_matter": "yes",
        });
        assert_eq!(Value::Object(record), expected);
    }

    #[test]
    fn names_that_stand_for_more_are_not_followed_and_nonsense_is_an_error() {
        let bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: t\n---\n";
        let bomb = record(bomb, "x.md").unwrap();
        assert_eq!(bomb["b"], json!([null, null]));
        for text in ["---\ntitle: t\n", "---\n- a\n---\n", "---\n\"a\n---\n", "---\n---\n"] {
            assert!(record(text, "x.md").is_err(), "{text:?}");
        }
        let deep = format!("---\na: {}{}\n---\n", "[".repeat(60), "]".repeat(60));
        assert!(record(&deep, "x.md").is_err());
    }
}
