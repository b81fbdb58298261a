//! Text that Markdown shows as it is.

use std::borrow::Cow;

use crate::report::clean::clean;

/// Returns the text on one line, cleaned, with every sign escaped that Markdown or HTML would read. An
/// underscore within a word is no sign.
pub(in crate::report) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let text = clean(text);
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let in_word = |sign: Option<&char>| sign.is_some_and(|sign| sign.is_alphanumeric());
        match sign {
            '_' if !(in_word(Some(&before)) && in_word(signs.peek())) => safe.push_str("\\_"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '|' | '`' | '*' | '[' | ']' | '\\' | '~' => safe.extend(['\\', sign]),
            '\n' | '\t' => safe.push(' '),
            sign => safe.push(sign),
        }
        before = sign;
    }
    safe
}

/// Returns Markdown that begins a block, so that its first signs make no heading, list or rule of it.
pub(in crate::report) fn begin(markdown: &str) -> Cow<'_, str> {
    let digits = markdown.len() - markdown.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &markdown[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        Cow::Owned(format!("{}\\{rest}", &markdown[..digits]))
    } else if markdown.starts_with(['#', '+', '-', '=', ':']) {
        Cow::Owned(format!("\\{markdown}"))
    } else {
        Cow::Borrowed(markdown)
    }
}

/// Returns the text escaped but for its commands, which stand between backticks and stay code.
pub(in crate::report) fn prose(text: &str) -> String {
    let text = clean(text).replace(['\n', '\t'], " ");
    let parts: Vec<&str> = text.split('`').collect();
    // Of an odd number of backticks one is no quotation mark, and nobody knows which.
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let set = |(place, part): (usize, &&str)| match place % 2 {
        // Code holds its signs as they are, which not every reader of Markdown knows.
        1 if part.trim().is_empty() || part.contains(['<', '>', '&', '|']) => {
            format!("\\`{}\\`", escape(part))
        }
        1 => format!("`{part}`"),
        _ => escape(part),
    };
    parts.iter().enumerate().map(set).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_tables_code_and_tags_stay_text() {
        assert_eq!(prose("a|b `escapee show ID` *c*"), r"a\|b `escapee show ID` \*c\*");
        assert_eq!(prose("`<b>"), r"\`&lt;b&gt;");
        assert_eq!(prose("`<b>` `a b`"), r"\`&lt;b&gt;\` `a b`");
        assert_eq!(prose("__init__ of snake_case _x_"), r"\_\_init\_\_ of snake_case \_x\_");
        assert_eq!(escape("[x](y) | `c` <b>\n&"), r"\[x\](y) \| \`c\` &lt;b&gt; &amp;");
    }

    #[test]
    fn no_text_becomes_a_heading_a_list_or_a_rule() {
        for (text, safe) in [
            ("# x", r"\# x"),
            ("- x", r"\- x"),
            ("---", r"\---"),
            ("12. x", r"12\. x"),
            ("12 of 31", "12 of 31"),
            ("INC-1", "INC-1"),
        ] {
            assert_eq!(begin(text), safe);
        }
    }
}
