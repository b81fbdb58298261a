//! Takes out of a text what may not leave: control and direction characters, e-mail addresses and
//! mentions of people. Used at every exit, and harmless when used twice.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}._%+'-]+[@＠]((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})")
        .expect("a fixed pattern")
});

static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[^\p{L}\p{N}_])(?:[@＠][\p{L}\p{N}][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*(/[\p{L}\p{N}])?|\[~[^\]\s]{1,200}\])")
        .expect("a fixed pattern")
});

/// Returns the text without control and direction characters, e-mail addresses and mentions.
///
/// C0 and C1 controls, bidirectional controls and invisible characters are dropped; line ends
/// become `\n`, and tabs stay. `@scope/package` is a name of code and stays.
pub fn clean(text: &str) -> Cow<'_, str> {
    let plain = visible(text);
    if !plain.contains(['@', '＠', '~']) {
        return plain;
    }
    let without_mail = EMAIL.replace_all(&plain, |found: &Captures<'_>| {
        // `icon@2x.png` is a picture's name and no address.
        if found[1].starts_with(|c: char| c.is_ascii_digit()) && found[1][1..].starts_with("x.") {
            found[0].to_owned()
        } else {
            "[e-mail]".to_owned()
        }
    });
    let without_names = MENTION.replace_all(&without_mail, |found: &Captures<'_>| {
        if found.get(2).is_some() { found[0].to_owned() } else { format!("{}[mention]", &found[1]) }
    });
    Cow::Owned(without_names.into_owned())
}

/// Returns the text without control and direction characters, for names of code such as paths.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_dropped) && !text.contains(['\r', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    Cow::Owned(lines.chars().filter(|c| !is_dropped(*c)).collect())
}

/// Returns the cleaned text on one line, cut after `most` characters.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    // A cut before the cleaning keeps megabytes out of it; the surplus is room for what is dropped.
    let cut: String = text.chars().take(most.saturating_mul(4)).collect();
    for word in clean(&cut).split_ascii_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().count() > most || cut.len() < text.len() {
        line = line.chars().take(most.saturating_sub(1)).collect();
        line.push('…');
    }
    line
}

fn is_dropped(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns whether the address may be a link: `https`, and nothing in it that cleaning would change.
pub(crate) fn is_address(url: &str) -> bool {
    url.starts_with("https://")
        && url.len() < 2_000
        && !url.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'))
        && clean(url) == url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_dropped_and_line_ends_unified() {
        assert_eq!(clean("a\u{1b}[31m\u{7}b\u{9b}c\u{202e}d\u{2066}e\u{200f}"), "a[31mbcde");
        assert_eq!(clean("one\r\ntwo\rthree\tfour"), "one\ntwo\nthree\tfour");
        assert!(matches!(clean("nothing to do, žluťoučký 支付"), Cow::Borrowed(_)));
    }

    #[test]
    fn addresses_and_mentions_are_masked_even_when_split_by_invisible_characters() {
        assert_eq!(clean("ask jane.doe+x@example.co.uk now"), "ask [e-mail] now");
        assert_eq!(clean("ja\u{200b}ne@exa\u{202e}mple.com"), "[e-mail]");
        assert_eq!(clean("@jane and (@joe.doe), [~jdoe]"), "[mention] and ([mention]), [mention]");
        assert_eq!(clean("@jane/@joe"), "[mention]/[mention]");
    }

    #[test]
    fn names_of_code_with_an_at_sign_stay() {
        for code in ["@types/node/a.ts", "lodash@4.17.21", "img/icon@2x.png", "a @ b", "~"] {
            assert_eq!(clean(code), code);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = clean("x@y.org @z \u{202e}").into_owned();
        assert_eq!(clean(&once), once);
    }

    #[test]
    fn one_line_joins_and_cuts() {
        assert_eq!(one_line("a\n b\t c", 10), "a b c");
        assert_eq!(one_line(&"x".repeat(5_000), 5), "xxxx…");
        assert_eq!(one_line("12345", 5), "12345");
    }

    #[test]
    fn only_plain_https_addresses_are_links() {
        assert!(is_address("https://tracker.example/INC-1?x=1"));
        for url in [
            "http://tracker.example/INC-1",
            "javascript:alert(1)",
            "https://a\"onclick=x",
            "https://a b",
            "https://jane@example.com/",
            "https://a\u{202e}b",
        ] {
            assert!(!is_address(url), "{url}");
        }
    }
}
