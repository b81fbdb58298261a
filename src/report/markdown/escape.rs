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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_tables_code_and_tags_stay_text() {
        assert_eq!(escape("[x](y) | `c` <b>\n&"), r"\[x\](y) \| \`c\` &lt;b&gt; &amp;");
    }
}
