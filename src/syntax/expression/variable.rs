//! Whether a text speaks of a variable.

use super::string_end;

/// Whether a text names a variable outside quotes: not as a member of another, as in `other.name`.
pub(in crate::syntax) fn names_variable(text: &str, name: &str) -> bool {
    const MAX_READ: usize = 4_000;
    if name.is_empty() || text.len() > MAX_READ || !text.contains(name) {
        return false;
    }
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'"' | b'\'') {
            let end = string_end(bytes, at);
            if text[..at].ends_with("format!(")
                && text.get(at..end).and_then(shown_inline) == Some(name)
            {
                return true;
            }
            at = end;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| is_part(byte)).count();
        if end == at {
            at += 1;
            continue;
        }
        let is_member = at > 0 && bytes[at - 1] == b'.';
        if &bytes[at..end] == name.as_bytes() && !is_member {
            return true;
        }
        at = end;
    }
    false
}

/// Returns the variable that a text of Rust's `format!` shows and nothing else: `err` of `"{err:?}"`.
pub(in crate::syntax) fn shown_inline(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("\"{")?.strip_suffix("}\"")?;
    let name = inner.split_once(':').map_or(inner, |(name, _)| name);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_name.then_some(name)
}
