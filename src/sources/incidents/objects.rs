//! Objects and lists inside cells, as JSON or as a Python program prints them, to the value that
//! stands for them.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

/// Longest cell that is looked into, in bytes.
const LONGEST: usize = 100_000;

/// The keys whose value stands for an object, best first.
const NAMES: [&str; 8] =
    ["display_value", "name", "value", "summary", "title", "label", "key", "display"];

/// Keys that only persons have.
const PERSON: [&str; 9] = [
    "displayName",
    "emailAddress",
    "email",
    "accountId",
    "login",
    "username",
    "avatar_url",
    "avatarUrls",
    "real_name",
];

/// Returns whether an object is a person.
pub(super) fn is_person(object: &serde_json::Map<String, Value>) -> bool {
    PERSON.iter().any(|key| object.contains_key(*key))
}

/// Returns the text that stands for a value: itself, or the name of an object that is no person.
pub(super) fn display(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Array(_) => None,
        Value::Bool(answer) => Some(answer.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Object(object) if is_person(object) => None,
        Value::Object(object) => {
            let named = NAMES.iter().filter_map(|key| object.get(*key));
            named.filter(|value| !value.is_object()).find_map(display)
        }
    }
}

/// Returns the values that stand for an object or list in a cell, one a line; `None` leaves the
/// cell as it is.
pub(super) fn plain(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let pair = (cell.chars().next()?, cell.chars().next_back()?);
    if !matches!(pair, ('{', '}') | ('[', ']') | ('(', ')')) || cell.len() > LONGEST {
        return None;
    }
    let value: Value = serde_json::from_str(cell)
        .or_else(|_| serde_json::from_str(&as_json(cell)?))
        .ok()
        .filter(|value: &Value| value.is_object() || value.is_array())?;
    let items = match &value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    Some(items.into_iter().filter_map(display).collect::<Vec<_>>().join("\n"))
}

/// Returns the JSON of what Python prints: other quotes, other words, tuples, a comma at the end.
fn as_json(text: &str) -> Result<String, serde_json::Error> {
    let mut json = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '\'' || first == '"' {
            let (string, after) = string(&rest[1..], first);
            json.push_str(&serde_json::to_string(&string)?);
            rest = after;
            continue;
        }
        let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        let (put, length): (Cow<'_, str>, usize) = match (first, word) {
            (_, "None") => ("null".into(), 4),
            (_, "True") => ("true".into(), 4),
            (_, "False") => ("false".into(), 5),
            ('u' | 'b', "u" | "b") if rest[1..].starts_with(['\'', '"']) => ("".into(), 1),
            ('(', _) => ("[".into(), 1),
            (')' | ']' | '}', _) => {
                let kept = json.trim_end().trim_end_matches(',').len();
                json.truncate(kept);
                (if first == '}' { "}" } else { "]" }.into(), 1)
            }
            _ if word.is_empty() => (first.to_string().into(), first.len_utf8()),
            _ => (word.into(), word.len()),
        };
        json.push_str(&put);
        rest = &rest[length..];
    }
    Ok(json)
}

/// Returns a string of Python and what follows its closing quote.
fn string(text: &str, quote: char) -> (String, &str) {
    let mut found = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some((_, 'n')) => found.push('\n'),
                Some((_, 't')) => found.push('\t'),
                Some((_, 'r')) => found.push('\r'),
                Some((_, escaped @ ('x' | 'u'))) => {
                    let digits = if escaped == 'x' { 2 } else { 4 };
                    let code: String = characters.by_ref().take(digits).map(|(_, c)| c).collect();
                    let code = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    found.push(code.unwrap_or('\u{fffd}'));
                }
                Some((_, other)) => {
                    let _ = write!(found, "{other}");
                }
                None => {}
            },
            _ if c == quote => return (found, &text[at + c.len_utf8()..]),
            _ => found.push(c),
        }
    }
    (found, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_lists_of_both_writings_give_their_names() {
        for (cell, text) in [
            (r#"{"id": 4, "name": "Normal"}"#, "Normal"),
            ("{'link': 'https://x/y', 'value': 'P1', 'display_value': u'Bank'}", "Bank"),
            ("{'name': \"it's\", 'open': True, 'closed': None,}", "it's"),
            ("['a', 'b, c']", "a\nb, c"),
            ("('a', None, 3)", "a\n3"),
            ("[{'name': 'x'}, {'id': 1}]", "x"),
            (r"{'name': 'Gr\xf6\u00dfe\n'}", "Größe\n"),
            ("{}", ""),
        ] {
            assert_eq!(plain(cell).as_deref(), Some(text), "{cell}");
        }
        for cell in ["{abc}", "plain", "{'a': 'b'", "", "{'a' 'b'}", "[x] done (y)"] {
            assert_eq!(plain(cell), None, "{cell}");
        }
    }

    #[test]
    fn an_object_that_is_a_person_stands_for_nothing() {
        assert_eq!(plain("{'displayName': 'Jane Roe', 'name': 'jroe'}").as_deref(), Some(""));
        assert_eq!(display(&serde_json::json!({"login": "jroe", "name": "Jane"})), None);
    }
}
