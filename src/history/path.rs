//! Paths as the model writes them: text, quoted as git does where the bytes are not UTF-8.

use std::borrow::Cow;

/// Returns the path as text: itself, or `"a\303"` in quotes where its bytes are not UTF-8.
///
/// A path that itself starts with a quote is quoted too, so that no two paths read the same.
pub(super) fn to_text(path: &[u8]) -> String {
    match std::str::from_utf8(path) {
        Ok(text) if !text.starts_with('"') => text.to_owned(),
        _ => quoted(path),
    }
}

/// Returns the bytes of a path written by [`to_text`]; any other text stands for itself.
pub(super) fn from_text(text: &str) -> Cow<'_, [u8]> {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner.and_then(unquoted) {
        Some(bytes) => Cow::Owned(bytes),
        None => Cow::Borrowed(text.as_bytes()),
    }
}

fn quoted(path: &[u8]) -> String {
    let mut text = String::from("\"");
    for &byte in path {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => {
                let octal = [byte >> 6, byte >> 3 & 7, byte & 7];
                text.push('\\');
                text.extend(octal.map(|digit| char::from(b'0' + digit)));
            }
        }
    }
    text.push('"');
    text
}

fn unquoted(inner: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            mark @ (b'"' | b'\\') => mark,
            first @ b'0'..=b'3' => {
                let mut value = first - b'0';
                for _ in 0..2 {
                    let digit = rest.next().filter(|digit| (b'0'..=b'7').contains(digit))?;
                    value = value * 8 + (digit - b'0');
                }
                value
            }
            _ => return None,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_not_text_are_quoted_and_read_back() {
        let path = b"src/caf\xe9 \"x\"\n.c";
        assert_eq!(to_text(path), "\"src/caf\\351 \\\"x\\\"\\012.c\"");
        assert_eq!(from_text(&to_text(path)).as_ref(), path);
    }

    #[test]
    fn text_stays_as_it_is_unless_it_looks_quoted() {
        assert_eq!(to_text("naïve.c".as_bytes()), "naïve.c");
        assert_eq!(to_text(b"\"a\""), r#""\"a\"""#);
        assert_eq!(from_text(r#""\"a\"""#).as_ref(), b"\"a\"");
        assert_eq!(from_text("\"half").as_ref(), b"\"half");
    }
}
