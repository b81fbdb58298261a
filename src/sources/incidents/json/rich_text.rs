//! Rich text kept as a tree of nodes to plain text. Mentioned persons become `@…`.

use serde_json::Value;

/// Deepest nesting that is followed.
const DEEPEST: usize = 60;

/// Returns the plain text of a document of nodes, or `None` where the value is no such document.
pub(super) fn plain(value: &Value) -> Option<String> {
    let is_document = value.get("type").and_then(Value::as_str) == Some("doc");
    if !is_document || !value.get("content").is_some_and(Value::is_array) {
        return None;
    }
    let mut text = String::new();
    node(value, &mut text, 0);
    Some(text.trim().to_owned())
}

fn node(value: &Value, text: &mut String, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "text" => text.push_str(value.get("text").and_then(Value::as_str).unwrap_or_default()),
        "hardBreak" => text.push('\n'),
        "mention" => text.push_str("@…"),
        "inlineCard" | "blockCard" => {
            text.push_str(value.pointer("/attrs/url").and_then(Value::as_str).unwrap_or_default());
        }
        "emoji" => {
            let name = value.pointer("/attrs/shortName").and_then(Value::as_str);
            text.push_str(name.unwrap_or_default());
        }
        _ => {}
    }
    for child in value.get("content").and_then(Value::as_array).into_iter().flatten() {
        node(child, text, depth + 1);
    }
    let ends_line = matches!(
        kind,
        "paragraph" | "heading" | "listItem" | "codeBlock" | "blockquote" | "tableRow" | "rule"
    );
    if ends_line && !text.ends_with('\n') {
        text.push('\n');
    }
    if kind == "tableCell" || kind == "tableHeader" {
        text.truncate(text.trim_end_matches('\n').len());
        text.push('\t');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_lines_and_persons_nobody() {
        let document = serde_json::json!({"type": "doc", "version": 1, "content": [
            {"type": "paragraph", "content": [
                {"type": "text", "text": "Charged twice, says "},
                {"type": "mention", "attrs": {"id": "7:ab", "text": "@Jane Roe"}},
                {"type": "hardBreak"},
                {"type": "text", "text": "since noon"}]},
            {"type": "bulletList", "content": [
                {"type": "listItem", "content": [
                    {"type": "paragraph", "content": [{"type": "text", "text": "one"}]}]}]},
        ]});
        let text = "Charged twice, says @…\nsince noon\none";
        assert_eq!(plain(&document).as_deref(), Some(text));
        assert_eq!(plain(&serde_json::json!("doc")), None);
        assert_eq!(plain(&serde_json::json!({"type": "doc"})), None);
    }
}
