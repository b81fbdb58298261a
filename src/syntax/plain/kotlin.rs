//! What Kotlin's grammar cannot read.

use super::{blank, blank_end, closing, comment_end, is_line_start, is_name, line_end, string_end};

/// Makes plain Kotlin's strings that its grammar does not know: the dollars in front of one, and quotes that
/// end a raw one.
pub(super) fn plain_strings(bytes: &mut [u8]) {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => at = line_end(bytes, at),
            b'/' if bytes[at..].starts_with(b"/*") => at = comment_end(bytes, at),
            b'$' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'$').count();
                if bytes.get(at + run) == Some(&b'"') {
                    bytes[at..at + run].fill(b' ');
                }
                at += run;
            }
            b'"' if bytes[at..].starts_with(b"\"\"\"") => {
                let body = at + 3;
                let Some(found) = memchr::memmem::find(&bytes[body..], b"\"\"\"") else { return };
                let from = body + found;
                let run = bytes[from..].iter().take_while(|byte| **byte == b'"').count();
                bytes[from..from + run - 3].fill(b' ');
                at = from + run;
            }
            b'"' | b'\'' => at = string_end(bytes, at),
            _ => at += 1,
        }
    }
}

/// Makes plain what Kotlin's grammar takes for parts of a declaration: calls of `get` and `set` at the start of
/// a line and variables of these names, for accessors of the property above them; the `context(…)` of a function it
/// does not know; the `suspend` of a lambda.
pub(super) fn plain_accessors(bytes: &mut [u8]) {
    for at in 0..bytes.len() {
        let is_word = bytes[at..].starts_with(b"get(") || bytes[at..].starts_with(b"set(");
        // An accessor takes nothing or a name; a call of this kind a text or more.
        let is_call = matches!(bytes.get(at + 4), Some(b'"'));
        if ((is_word && is_call) || is_variable(bytes, at)) && is_line_start(bytes, at) {
            bytes[at + 1] = b'E';
        }
        if bytes[at..].starts_with(b"suspend") && is_lambda(bytes, at, at + "suspend".len()) {
            blank(&mut bytes[at..at + "suspend".len()]);
        }
        // `in1.close()` behind a line's end is taken for the operator `in`.
        let is_operator =
            [&b"in"[..], b"is", b"as"].iter().any(|word| bytes[at..].starts_with(word));
        if is_operator
            && bytes.get(at + 2).is_some_and(u8::is_ascii_digit)
            && is_line_start(bytes, at)
        {
            bytes[at].make_ascii_uppercase();
        }
        // What a function needs around it, on a line of its own.
        if bytes[at..].starts_with(b"context(")
            && is_line_start(bytes, at)
            && let Some(close) = closing(bytes, at + "context".len())
            && line_end(bytes, close) == blank_end(bytes, close)
        {
            blank(&mut bytes[at..close]);
        }
    }
}

/// Whether a variable that is called `get` or `set` stands at a place and something is done with it: `set += "cart"`,
/// `set["cart"] = 3`.
fn is_variable(bytes: &[u8], at: usize) -> bool {
    const DONE: &[&[u8]] = &[b"=", b"+=", b"-=", b".", b"["];
    let is_word = bytes[at..].starts_with(b"get") || bytes[at..].starts_with(b"set");
    if !is_word {
        return false;
    }
    let behind = bytes.get(blank_end(bytes, (at + 3).min(bytes.len()))..).unwrap_or_default();
    DONE.iter().any(|done| behind.starts_with(done))
}

/// Whether a word that ends at a place stands in front of a lambda.
fn is_lambda(bytes: &[u8], at: usize, end: usize) -> bool {
    let begins = at == 0 || !(is_name(bytes[at - 1]) || matches!(bytes[at - 1], b'.' | b'`'));
    begins && bytes.get(blank_end(bytes, end)) == Some(&b'{')
}
