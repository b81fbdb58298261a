//! Text from outside as a word of a shell.

use super::clean::one_line;

/// Letters of a word; what is longer is cut.
const MOST: usize = 200;

/// Returns a text as one word of a shell: bare where it is plain, else in single quotes.
pub(super) fn shell_word(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./:".contains(sign);
    let is_short = !text.is_empty() && text.len() <= MOST;
    if is_short && !text.starts_with('-') && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        quoted(&one_line(text, MOST))
    }
}

/// Returns a text as one word of a shell, in single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_shell_would_read_stays_one_word() {
        assert_eq!(shell_word("$(rm -rf .)"), "'$(rm -rf .)'");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
        assert_eq!(shell_word("-x"), "'-x'");
        assert_eq!(shell_word("SHOP:a/142"), "SHOP:a/142");
        assert_eq!(shell_word(""), "''");
        assert!(shell_word(&"a".repeat(300)).len() < 210);
    }
}
