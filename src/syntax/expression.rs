//! Expressions as text: enough of a reader to split arguments and to find what is compared with what.
//!
//! Text serves all languages alike, the inside of Rust macros included, where no tree is at hand.

mod list;
mod variable;

use list::types_end;
pub(super) use list::{
    argument, arguments, bracketed, by_name, first_of_several, parts, second_name,
};
pub(super) use variable::{names_variable, shown_inline};

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Order,
    In,
    NotIn,
}

/// Operators, longest first where one holds another. Those of words need their blanks.
const OPERATORS: &[(&str, Comparison)] = &[
    (" is not ", Comparison::NotEqual),
    (" not in ", Comparison::NotIn),
    ("!==", Comparison::NotEqual),
    ("===", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("==", Comparison::Equal),
    ("<=", Comparison::Order),
    (">=", Comparison::Order),
    (" is ", Comparison::Equal),
    (" in ", Comparison::In),
    (" < ", Comparison::Order),
    (" > ", Comparison::Order),
];

/// Stands for what brackets or quotes hold.
const HIDDEN: u8 = 1;

/// Returns a text of the same length in which all that stands in brackets or quotes is hidden, and
/// line breaks are blanks.
fn masked(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut mask = Vec::with_capacity(bytes.len());
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'"' | b'\'' | b'`' => {
                let end = string_end(bytes, at);
                mask.resize(end, HIDDEN);
                at = end;
                continue;
            }
            // Types of Rust's call: `paid.parse::<Result<Cart, Gone>>()`.
            b':' if bytes[at..].starts_with(b"::<") => {
                let end = types_end(bytes, at + 2);
                mask.resize(end, HIDDEN);
                at = end;
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            _ => {}
        }
        let hidden = depth > 0 || matches!(byte, b')' | b']' | b'}');
        mask.push(match byte {
            _ if hidden => HIDDEN,
            b'\n' | b'\r' | b'\t' => b' ',
            _ => byte,
        });
        if matches!(byte, b')' | b']' | b'}') {
            depth = depth.saturating_sub(1);
        }
        at += 1;
    }
    mask
}

/// Returns where the string that opens at `start` ends. A lone quote (a Rust lifetime) is one byte.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    start + 1
}

/// Returns the sides of `and` and `or`.
pub(super) fn clauses(text: &str) -> Vec<&str> {
    split_at(text, &["&&", "||", " and ", " or "])
}

/// Returns the sides of `or` alone.
pub(super) fn alternatives(text: &str) -> Vec<&str> {
    split_at(text, &["||", " or "])
}

fn split_at<'s>(text: &'s str, separators: &[&str]) -> Vec<&'s str> {
    let mask = masked(text);
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while at < mask.len() {
        match separators.iter().find(|s| mask[at..].starts_with(s.as_bytes())) {
            Some(separator) => {
                parts.push(&text[start..at]);
                at += separator.len();
                start = at;
            }
            None => at += 1,
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Returns the two sides of the first comparison outside brackets and quotes.
pub(super) fn comparison(text: &str) -> Option<(&str, Comparison, &str)> {
    let mask = masked(text);
    for at in 0..mask.len() {
        for (operator, comparison) in OPERATORS {
            if mask[at..].starts_with(operator.as_bytes()) {
                let (left, right) = (&text[..at], &text[at + operator.len()..]);
                return Some((left.trim(), *comparison, right.trim()));
            }
        }
    }
    None
}

/// Returns the text without brackets around the whole of it.
pub(super) fn bare(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        if masked(text).iter().any(|byte| *byte != HIDDEN) || !balanced(inner) {
            break;
        }
        text = inner.trim();
    }
    text
}

/// Whether no bracket closes in `text` that did not open in it.
fn balanced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0i64, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' | b'`' => {
                at = string_end(bytes, at);
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns the name and the arguments of a text that is one call, as `a.b(x, y)` gives `a.b` and `x, y`.
pub(super) fn call(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let open = masked(text).iter().rposition(|byte| *byte != HIDDEN)? + 1;
    let name = &text[..open];
    let arguments = inner.get(open..)?.strip_prefix('(')?;
    balanced(arguments).then_some((name, arguments))
}

/// Returns what C++'s `static_cast<int>(x)` or a cast by call, as `int(x)`, is given; any other text
/// as it is.
pub(super) fn uncast(text: &str) -> &str {
    match call(text) {
        Some((name, inner)) if name.starts_with("static_cast<") || name == "int" => inner.trim(),
        _ => text,
    }
}

/// Returns the identifiers that stand outside brackets and quotes.
pub(super) fn outer_names(text: &str) -> Vec<String> {
    identifiers(&masked(text))
}

/// Returns the identifiers anywhere in a text; quoted text is looked into as well.
pub(super) fn all_names(text: &str) -> Vec<String> {
    identifiers(text.as_bytes())
}

fn identifiers(bytes: &[u8]) -> Vec<String> {
    bytes
        .split(|b| !(b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80))
        .filter(|word| word.first().is_some_and(|b| !b.is_ascii_digit()))
        .map(|word| String::from_utf8_lossy(word).into_owned())
        .collect()
}

/// Whether a text is a literal: a number, a quoted text, a list or the like.
pub(super) fn is_literal(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '&', '+']);
    let first = text.bytes().next();
    first.is_some_and(|b| b.is_ascii_digit() || b"\"'`[{".contains(&b))
        || matches!(text, "true" | "false" | "True" | "False")
        || is_nothing(text)
        || text.starts_with("vec!")
        || (text.len() > 1
            && b"rbuf".contains(&text.as_bytes()[0])
            && b"\"'".contains(&text.as_bytes()[1]))
}

/// Whether a text is the language's word for no value.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "None" | "nil" | "null" | "undefined" | "nullptr" | "NULL")
}

/// Whether a text is an empty or zero value, which as an expectation means "none of these".
pub(super) fn is_empty_value(text: &str) -> bool {
    is_nothing(text)
        || matches!(
            text,
            "0" | "0U"
                | "0u"
                | "0UL"
                | "0ul"
                | "0L"
                | "\"\""
                | "''"
                | "b\"\""
                | "b''"
                | "[]"
                | "{}"
                | "()"
                | "false"
                | "False"
                | "vec![]"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_operators_inside_brackets_and_quotes_do_not_split() {
        assert_eq!(
            arguments("a, f(b, c), \"x, y\", [1, 2],"),
            ["a", "f(b, c)", "\"x, y\"", "[1, 2]"]
        );
        assert_eq!(
            comparison("f(a == b) == 'c != d'"),
            Some(("f(a == b)", Comparison::Equal, "'c != d'"))
        );
        assert_eq!(comparison("x is not None"), Some(("x", Comparison::NotEqual, "None")));
        assert_eq!(comparison("f(a == b)"), None);
        assert_eq!(clauses("a and f(b or c) || d"), ["a", "f(b or c)", "d"]);
        assert_eq!(
            comparison("Vec::<'a>::new() == x"),
            Some(("Vec::<'a>::new()", Comparison::Equal, "x"))
        );
    }

    #[test]
    fn a_variable_is_named_outside_quotes_and_not_as_a_member() {
        assert!(names_variable("f(code, 3)", "code"));
        assert!(names_variable("`${code}`", "code"));
        for text in ["paid.code", "'code'", "codes", "\"a code\"", "status_code"] {
            assert!(!names_variable(text, "code"), "{text}");
        }
    }

    #[test]
    fn a_call_is_a_name_and_its_last_brackets() {
        assert_eq!(call("a.b(x)(y)"), None);
        assert_eq!(call("a.b(x, 'y)')"), Some(("a.b", "x, 'y)'")));
        assert_eq!(call("a + b"), None);
        assert_eq!(bare("((a) == (b))"), "(a) == (b)");
        assert_eq!(bare("(a) == (b)"), "(a) == (b)");
    }

    #[test]
    fn hostile_text_ends() {
        for text in ["((((", "))))", "\"\\", "'", "==", "a ==", "", "é == \"ü"] {
            let _ = (arguments(text), comparison(text), bare(text), call(text), clauses(text));
        }
    }
}
