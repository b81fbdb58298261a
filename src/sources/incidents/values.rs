//! Numbers, revisions, addresses and lists as cells write them.

/// Longest name of a revision kept.
const MAX_REVISION: usize = 250;

/// Returns a count: digits, with thousands grouped by `,` `.` `'` or a blank.
pub(super) fn count(text: &str) -> Option<u64> {
    let text = text.trim();
    let groups: Vec<&str> = text.split([',', '.', '\'', ' ', '\u{a0}', '\u{202f}']).collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !groups.iter().all(|group| digits(group)) {
        return None;
    }
    match groups.as_slice() {
        [whole] => whole.parse().ok(),
        // `12.0` is a count that a spreadsheet wrote as a number.
        [whole, zero] if *zero == "0" => whole.parse().ok(),
        [first, rest @ ..] if first.len() <= 3 && rest.iter().all(|g| g.len() == 3) => {
            groups.concat().parse().ok()
        }
        _ => None,
    }
}

/// Returns an amount and the currency its sign names.
pub(super) fn money(text: &str) -> Option<(f64, Option<&'static str>)> {
    let currency = match text {
        _ if text.contains('€') => Some("EUR"),
        _ if text.contains('£') => Some("GBP"),
        _ => None,
    };
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, '€' | '£' | '$' | ' ' | '\'' | '\u{a0}' | '\u{202f}'))
        .collect();
    if !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    // The last mark is the decimal one, unless it cuts off three digits and so may group thousands.
    let last = digits.rfind(['.', ',']);
    let plain = match last {
        Some(at) if groups_thousands(&digits, at) => digits.replace(['.', ','], ""),
        Some(at) => format!("{}.{}", digits[..at].replace(['.', ','], ""), &digits[at + 1..]),
        None => digits,
    };
    let amount: f64 = plain.parse().ok()?;
    amount.is_finite().then_some((amount, currency))
}

fn groups_thousands(digits: &str, last: usize) -> bool {
    let mark = &digits[last..=last];
    let other = if mark == "." { "," } else { "." };
    // A single `.` with three digits behind it is how a program writes a decimal number.
    digits.len() - last == 4
        && !digits.contains(other)
        && (mark == "," || digits.matches(mark).count() > 1)
}

/// Returns the items of a list cell. Commits are split at white space too.
pub(super) fn items<'a>(text: &'a str, separator: Option<&str>, commits: bool) -> Vec<&'a str> {
    let parts: Vec<&str> = match separator {
        Some(separator) if !separator.is_empty() => text.split(separator).collect(),
        _ => text
            .split(|c: char| matches!(c, ';' | ',' | '\n') || (commits && c.is_whitespace()))
            .collect(),
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Returns a revision: `rev`, `repository:rev`, or the hash at the end of a commit's address.
pub(in crate::sources) fn revision(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    if text.starts_with("https://") || text.starts_with("http://") {
        let (_, after) = text.rsplit_once("/commit/").or_else(|| text.rsplit_once("/commits/"))?;
        let hash = after.split(['/', '?', '#']).next()?;
        return is_hash(hash).then(|| hash.to_lowercase());
    }
    let revision = text.rsplit_once(':').map_or(text, |(_, revision)| revision);
    let starts_well = |part: &str| part.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let allowed = |c: char| c.is_alphanumeric() || "._/~^@+-:".contains(c);
    let good = text.len() <= MAX_REVISION
        && starts_well(text)
        && starts_well(revision)
        && text.chars().all(allowed);
    good.then(|| if is_hash(text) { text.to_lowercase() } else { text.to_owned() })
}

/// Returns whether a word could be nothing but a commit: a hash, or a revision with a number in it.
pub(super) fn is_surely_revision(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_hash(text: &str) -> bool {
    (7..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns an address a page may link to: `http` or `https`, without blanks, markup or a login.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let good = text.len() <= 2_000
        && !host.is_empty()
        && !host.contains('@')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"'`\\".contains(c));
    good.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_money_of_both_worlds() {
        assert_eq!(
            (count("1,200"), count("1.200.300"), count("12.0"), count("7")),
            (Some(1200), Some(1_200_300), Some(12), Some(7))
        );
        assert_eq!((count("~5"), count("-5"), count("1,2"), count("")), (None, None, None, None));
        assert_eq!(money("1.234,56 €"), Some((1234.56, Some("EUR"))));
        assert_eq!(money("$1,234.56"), Some((1234.56, None)));
        assert_eq!(money("1,234"), Some((1234.0, None)));
        assert_eq!(money("0.125"), Some((0.125, None)));
        assert_eq!(money("1,234,567"), Some((1_234_567.0, None)));
        assert_eq!((money("much"), money("-3"), money("")), (None, None, None));
    }

    #[test]
    fn revisions_are_words_of_git_or_addresses_of_commits() {
        assert_eq!(revision("DEADBEEF1").as_deref(), Some("deadbeef1"));
        assert_eq!(revision("shop:v1.2").as_deref(), Some("shop:v1.2"));
        let address = "https://gitlab.com/a/b/-/commit/0011223344556677?x=1";
        assert_eq!(revision(address).as_deref(), Some("0011223344556677"));
        for bad in ["--upload-pack=x", "a b", "x:-n", "$(rm)", "https://example.org/x", ""] {
            assert_eq!(revision(bad), None, "{bad}");
        }
    }

    #[test]
    fn lists_split_at_their_separator() {
        assert_eq!(items("incident, sev1;x", None, false), ["incident", "sev1", "x"]);
        assert_eq!(items("hello worlds", None, false), ["hello worlds"]);
        assert_eq!(items("a1 b2\nc3", None, true), ["a1", "b2", "c3"]);
        assert_eq!(items("a,b|c", Some("|"), false), ["a,b", "c"]);
    }

    #[test]
    fn only_pages_of_the_web_are_addresses() {
        assert!(web_address("https://example.org/a?b=1#c").is_some());
        for bad in [
            "javascript:alert(1)",
            "https://u:p@example.org",
            "https://",
            "file:///etc",
            "https://a/\"><x",
            "//a",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
