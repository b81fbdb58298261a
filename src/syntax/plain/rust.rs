//! What Rust's grammar cannot read inside macros.

use super::string_end;

/// Makes plain the variables of macros, and blanks the signs around what they repeat: `$( #[test] fn $name() {} )*`.
pub(in crate::syntax) fn plain_repetitions(source: &str) -> String {
    let mut bytes = source.as_bytes().to_vec();
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(&bytes, at);
                continue;
            }
            b'(' => {
                let repeats = at > 0 && source.as_bytes()[at - 1] == b'$';
                if repeats {
                    bytes[at - 1..=at].fill(b' ');
                }
                open.push(repeats);
            }
            b')' if open.pop() == Some(true) => {
                // Behind it a separator may stand, and how often it is.
                let signs = match &bytes[at + 1..] {
                    [b'*' | b'+' | b'?', ..] => 1,
                    [_, b'*' | b'+', ..] => 2,
                    _ => 0,
                };
                bytes[at..=at + signs].fill(b' ');
            }
            b'$' => bytes[at] = b'_',
            _ => {}
        }
        at += 1;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| source.replace('$', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_repetitions_are_blanked_and_all_else_keeps_its_place() {
        for (source, plain) in [
            ("$( fn $a() {} )*", "   fn _a() {}   "),
            ("f($($x),+)", "f(  _x   )"),
            ("$($(#[$m])* $x;)*", "    #[_m]   _x;  "),
            ("$( f(\")\") )?", "   f(\")\")   "),
            ("g(x)* 2 é", "g(x)* 2 é"),
        ] {
            assert_eq!(plain_repetitions(source), plain, "{source}");
        }
    }
}
