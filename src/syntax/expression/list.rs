//! Argument lists as text: what stands between commas and between brackets.

use super::string_end;

/// Returns the parts of a text between commas that stand outside brackets and quotes, trimmed, empty
/// ones left out.
pub(in crate::syntax) fn arguments(text: &str) -> Vec<&str> {
    parts(text).collect()
}

/// Returns the argument at a place, without reading what stands behind it.
pub(in crate::syntax) fn argument(text: &str, at: usize) -> Option<&str> {
    parts(text).nth(at)
}

/// Returns the parts between commas one by one, as [`arguments`] does.
pub(in crate::syntax) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let cut = move || {
        let text = rest?;
        let comma = comma(text.as_bytes());
        rest = comma.map(|at| &text[at + 1..]);
        Some(text[..comma.unwrap_or(text.len())].trim())
    };
    std::iter::from_fn(cut).filter(|part| !part.is_empty())
}

/// Returns the first argument where another follows, without reading the others.
pub(in crate::syntax) fn first_of_several(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = comma(rest.as_bytes())?;
        let first = rest[..at].trim();
        rest = &rest[at + 1..];
        if !first.is_empty() {
            let is_part = |c: char| c != ',' && !c.is_whitespace();
            return rest.contains(is_part).then_some(first);
        }
    }
}

/// Returns the second argument of a list where it is a name, without reading further.
pub(in crate::syntax) fn second_name(list: &str) -> Option<&str> {
    let first = first_of_several(list)?;
    let (_, rest) = list.split_once(first)?;
    let rest = rest.trim_start().strip_prefix(',')?.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let ends = after.trim_start().is_empty() || after.trim_start().starts_with(',');
    (ends && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

/// Returns where the first comma outside brackets and quotes stands.
fn comma(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' | b'`' => {
                at = string_end(bytes, at);
                continue;
            }
            // Types of Rust's call: `items.collect::<Result<Vec<_>, _>>()`.
            b':' if bytes[at..].starts_with(b"::<") => {
                at = types_end(bytes, at + 2);
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns where the types end that open at `start`; the next byte where they do not end.
pub(super) fn types_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in bytes.iter().enumerate().skip(start).take(200) {
        match byte {
            b'<' => depth += 1,
            b'>' if bytes[at - 1] != b'-' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b';' | b'{' | b'"' => break,
            _ => {}
        }
    }
    start + 1
}

/// Returns the inside of the brackets a text starts with; the text where it starts with none.
pub(in crate::syntax) fn bracketed(text: &str) -> &str {
    let Some(open) = text.bytes().next().filter(|b| b"([{".contains(b)) else { return text };
    let close = match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    };
    let (mut depth, mut quote) = (0usize, None);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, _) if byte == open => depth += 1,
            (None, _) if byte == close => {
                depth -= 1;
                if depth == 0 {
                    return &text[1..at];
                }
            }
            _ => {}
        }
    }
    &text[1..]
}

/// Returns the name and the value of an argument that is given by its name behind one of the signs: `exit_code=2`,
/// `status: 404`.
pub(in crate::syntax) fn by_name<'s>(part: &'s str, signs: &[char]) -> Option<(&'s str, &'s str)> {
    let (name, value) = part.split_once(signs)?;
    // Two signs in a row are a comparison, an arrow or a path; one behind a space begins the value.
    let is_other = value.starts_with(['=', ':', '>']);
    let (name, value) = (name.trim(), value.trim());
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && !is_other).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_by_name_is_told_from_comparisons_arrows_and_paths() {
        let signs = &['=', ':'];
        assert_eq!(by_name("exit_code = 2", signs), Some(("exit_code", "2")));
        assert_eq!(by_name("status: 404", signs), Some(("status", "404")));
        assert_eq!(by_name("expected = ::pay", signs), Some(("expected", "::pay")));
        for part in ["a == 3", "a != 3", "x => 3", "cart::pay", "3", "= 3", "a.b = 3"] {
            assert_eq!(by_name(part, signs), None, "{part}");
        }
    }

    #[test]
    fn an_argument_that_is_read_alone_is_the_one_of_the_list() {
        for text in ["", ",", "a", "a,", ", a, f(b, c)", "a, \"b, c\", d", "'a, b", ")], a"] {
            let all = arguments(text);
            assert_eq!(argument(text, 0), all.first().copied(), "{text}");
            assert_eq!(argument(text, 1), all.get(1).copied(), "{text}");
            let first = all.first().copied().filter(|_| all.len() > 1);
            assert_eq!(first_of_several(text), first, "{text}");
        }
    }
}
