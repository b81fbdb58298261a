//! Text in ASCII: signs of typography spelled out, letters of other scripts as `?`.

/// Returns the text with nothing in it but ASCII.
pub(super) fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{a0}' | '\u{2009}' | '\u{202f}' => plain.push(' '),
            '–' | '—' | '−' | '‐' => plain.push('-'),
            '…' => plain.push_str("..."),
            '“' | '”' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '·' => plain.push('|'),
            '→' => plain.push_str("->"),
            '←' => plain.push_str("<-"),
            '×' => plain.push('x'),
            '≥' => plain.push_str(">="),
            '≤' => plain.push_str("<="),
            '±' => plain.push_str("+/-"),
            sign if sign.is_ascii() => plain.push(sign),
            _ => plain.push('?'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_style_leaves_no_other_sign() {
        let text = ascii("39\u{a0}% [24–56\u{a0}%] … “支” · −3");
        assert_eq!(text, "39 % [24-56 %] ... \"?\" | -3");
    }
}
