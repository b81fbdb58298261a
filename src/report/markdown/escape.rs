//! Text that Markdown shows as it is.

use crate::report::clean::clean;

/// Returns the text on one line, cleaned, with every sign escaped that Markdown or HTML would read.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in clean(text).chars() {
        match sign {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '|' | '`' | '*' | '[' | ']' | '\\' | '~' => safe.extend(['\\', sign]),
            '\n' | '\t' => safe.push(' '),
            sign => safe.push(sign),
        }
    }
    safe
}

/// Returns the text escaped but for its commands, which stand between backticks and stay code.
pub(super) fn prose(text: &str) -> String {
    let text = clean(text).replace(['\n', '\t'], " ");
    let parts: Vec<&str> = text.split('`').collect();
    // Of an odd number of backticks one is no quotation mark, and nobody knows which.
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let set = |(place, part): (usize, &&str)| match place % 2 {
        1 if part.trim().is_empty() => format!("\\`{part}\\`"),
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
        assert_eq!(escape("[x](y) | `c` <b>\n&"), r"\[x\](y) \| \`c\` &lt;b&gt; &amp;");
    }
}
