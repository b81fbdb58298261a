//! What C#'s grammar cannot read.

use super::{after_blanks, comment_end, is_name, line_end, name_end, string_end};

/// Makes plain the doubled quotes in verbatim strings, `$@"a ""{b}"" c"`, and variables that are called as the
/// word for a function that waits, `async`.
pub(super) fn plain_csharp(bytes: &mut [u8]) {
    let mut at = 0;
    while at < bytes.len() {
        let is_verbatim = bytes[at] == b'"'
            && at > 0
            && (bytes[at - 1] == b'@' || (at > 1 && &bytes[at - 2..at] == b"@$"));
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => at = line_end(bytes, at),
            b'/' if bytes[at..].starts_with(b"/*") => at = comment_end(bytes, at),
            b'"' if is_verbatim => at = plain_verbatim(bytes, at),
            b'"' | b'\'' => at = string_end(bytes, at),
            byte if is_name(byte) => {
                let end = name_end(bytes, at);
                if &bytes[at..end] == b"async" && is_variable(bytes, end) {
                    bytes[at..end].copy_from_slice(b"waits");
                }
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// Blanks the doubled quotes of a verbatim string; gives back where it ends.
fn plain_verbatim(bytes: &mut [u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'"', Some(b'"')) => {
                bytes[at..at + 2].fill(b' ');
                at += 2;
            }
            (b'"', _) => break,
            _ => at += 1,
        }
    }
    at + 1
}

/// Whether what follows the word says that it is a variable: behind the word for a function that waits stands
/// another, a list of parameters or of types.
fn is_variable(bytes: &[u8], end: usize) -> bool {
    let Some(next) = after_blanks(bytes, end) else { return false };
    let follows = bytes[end..].trim_ascii_start();
    matches!(next, b')' | b',' | b';' | b'?' | b':' | b'=' | b'&' | b'|' | b'.' | b']' | b'}')
        && !follows.starts_with(b"=>")
        || follows.starts_with(b"!=")
}
