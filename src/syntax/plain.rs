//! What a grammar cannot read, made plain: a text of the same length in which each such stretch is one that
//! it can. A tree of the plain text has the places of the source.

use super::language::Language;

mod attributes;
mod csharp;
mod kotlin;
mod rust;

pub(super) use attributes::attributes_of_one_branch;
use csharp::plain_csharp;
use kotlin::{plain_accessors, plain_strings};
pub(super) use rust::plain_repetitions;

/// Types that C++ knows by itself: as a macro's argument they end the grammar's reading.
const BUILT_IN: &[&str] = &[
    "auto",
    "bool",
    "char",
    "char16_t",
    "char32_t",
    "double",
    "float",
    "int",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "intptr_t",
    "long",
    "short",
    "signed",
    "size_t",
    "ssize_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "uintptr_t",
    "unsigned",
    "void",
];

/// Most blanks in front of a line's first word.
const MAX_BLANKS: usize = 400;

/// Longest list that a macro is looked through, in bytes.
const MAX_LIST: usize = 1_000;

/// Returns the plain text of a source that its grammar found errors in; `None` where nothing is known that
/// could be the cause.
pub(super) fn plain(language: Language, source: &str) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    match language {
        Language::C | Language::Cpp => plain_macros(&mut bytes),
        Language::Kotlin => {
            plain_strings(&mut bytes);
            plain_accessors(&mut bytes);
        }
        Language::CSharp => plain_csharp(&mut bytes),
        _ => return None,
    }
    let text = String::from_utf8(bytes).ok()?;
    (text != source).then_some(text)
}

/// Makes plain what macros of C and C++ are given, and blanks those on a line of their own that no semicolon ends.
fn plain_macros(bytes: &mut [u8]) {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' => at = string_end(bytes, at),
            b'/' if bytes[at..].starts_with(b"//") => at = line_end(bytes, at),
            b'/' if bytes[at..].starts_with(b"/*") => at = comment_end(bytes, at),
            b'#' if is_line_start(bytes, at) => at = directive_end(bytes, at),
            byte if is_name(byte) => {
                let end = name_end(bytes, at);
                at = if is_macro(&bytes[at..end]) { plain_macro(bytes, at, end) } else { end };
            }
            _ => at += 1,
        }
    }
}

/// Makes one macro plain; gives back where to read on.
fn plain_macro(bytes: &mut [u8], start: usize, end: usize) -> usize {
    let close = match bytes.get(end) {
        Some(b'(') => closing(bytes, end),
        _ => Some(end),
    };
    let Some(close) = close else { return end };
    let is_alone = is_line_start(bytes, start) && line_end(bytes, close) == blank_end(bytes, close);
    let next = bytes[close..].iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let goes_on = |byte: u8| !(is_name(byte) || matches!(byte, b'}' | b'#' | b'~' | b'/'));
    if is_alone && !speaks_of_tests(&bytes[start..end]) && !next.is_none_or(goes_on) {
        blank(&mut bytes[start..close]);
        return close;
    }
    // One that begins with a line and is a name alone, in the body of a function.
    let is_indented = start > 0 && matches!(bytes[start - 1], b' ' | b'\t');
    let is_long = end - start > 7 && bytes[start..end].contains(&b'_');
    if is_alone && close == end && is_indented && is_long && !speaks_of_tests(&bytes[start..end]) {
        blank(&mut bytes[start..end]);
        return end;
    }
    if close > end {
        plain_declaration(bytes, end + 1, close);
    }
    let mut at = end;
    while at < close {
        match bytes[at] {
            b'"' | b'\'' => at = string_end(bytes, at),
            byte if is_name(byte) => {
                let end = name_end(bytes, at);
                let is_type = BUILT_IN.iter().any(|word| word.as_bytes() == &bytes[at..end]);
                let is_argument =
                    matches!(after_blanks(bytes, end), Some(b',' | b')' | b'*' | b'&'))
                        && matches!(before_blanks(bytes, at), Some(b',' | b'('));
                if is_type && is_argument {
                    bytes[at].make_ascii_uppercase();
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    end
}

/// Makes one name of a variable that a macro's first argument declares: `auto cart` of
/// `ASSERT_OK_AND_ASSIGN(auto cart, pay())`.
fn plain_declaration(bytes: &mut [u8], start: usize, close: usize) {
    let mut depth = 0usize;
    let comma = bytes[start..close].iter().position(|byte| {
        match byte {
            b'<' => depth += 1,
            b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *byte == b',' && depth == 0
    });
    let Some(comma) = comma.filter(|comma| *comma < 200) else { return };
    let first = &bytes[start..start + comma];
    let from = start + first.len() - first.trim_ascii_start().len();
    let to = start + first.trim_ascii_end().len();
    if from >= to {
        return;
    }
    let text = &bytes[from..to];
    let is_part =
        |b: &u8| is_name(*b) || matches!(b, b':' | b'<' | b'>' | b',' | b'*' | b'&' | b' ' | b'\n');
    let name = text.iter().rposition(|b| !is_name(*b));
    let declares = is_name(text[0])
        && !text[0].is_ascii_digit()
        && text.iter().all(is_part)
        && name.is_some_and(|at| {
            matches!(text[at], b' ' | b'*' | b'&' | b'\n') && at + 1 < text.len()
        });
    if declares {
        let is_break = |b: u8| matches!(b, b'\n' | b'\r');
        for byte in &mut bytes[from..to] {
            if !is_name(*byte) && !is_break(*byte) {
                *byte = b'_';
            }
        }
    }
}

/// Whether a macro by its name opens a test or asserts, and so must be read.
fn speaks_of_tests(name: &[u8]) -> bool {
    const WORDS: &[&str] = &[
        "TEST", "CASE", "ASSERT", "CHECK", "EQUAL", "EXPECT", "REQUIRE", "SAME", "VERIFY", "FAIL",
        "THROW",
    ];
    WORDS.iter().any(|word| memchr::memmem::find(name, word.as_bytes()).is_some())
}

/// Blanks a stretch; its line breaks stay.
fn blank(stretch: &mut [u8]) {
    for byte in stretch {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a name is written as macros are: in capitals, three letters or more.
fn is_macro(name: &[u8]) -> bool {
    name.len() > 2
        && name[0].is_ascii_uppercase()
        && name.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
}

fn name_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| is_name(**byte)).count()
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found)
}

/// Returns where the blanks of a line end.
fn blank_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count()
}

fn comment_end(bytes: &[u8], at: usize) -> usize {
    // `/*/` opens a comment and does not close it.
    let inside = bytes.get(at + 2..).unwrap_or_default();
    memchr::memmem::find(inside, b"*/").map_or(bytes.len(), |found| at + found + 4)
}

/// Returns where a directive of the preprocessor ends, its continued lines included.
fn directive_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let end = line_end(bytes, at);
        let is_continued = bytes[at..end].trim_ascii_end().last() == Some(&b'\\');
        if !is_continued || end >= bytes.len() {
            return end;
        }
        at = end + 1;
    }
}

/// Returns where a quoted text ends; on its line at the latest.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' => return at,
            byte if byte == bytes[start] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Returns where the bracket closes that opens at a place.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let (mut depth, mut at) = (0usize, open);
    while at < bytes.len() && at < open + MAX_LIST {
        match bytes[at] {
            b'"' | b'\'' => {
                at = string_end(bytes, at);
                continue;
            }
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'{' | b'}' | b';' => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether only blanks stand in front of a place on its line, of which so many are looked at.
fn is_line_start(bytes: &[u8], at: usize) -> bool {
    let mut before = bytes[..at].iter().rev().take(MAX_BLANKS);
    let end = before.find(|byte| !matches!(byte, b' ' | b'\t'));
    end.map_or(at <= MAX_BLANKS, |byte| *byte == b'\n')
}

fn after_blanks(bytes: &[u8], at: usize) -> Option<&u8> {
    bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace())
}

fn before_blanks(bytes: &[u8], at: usize) -> Option<&u8> {
    bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace())
}
