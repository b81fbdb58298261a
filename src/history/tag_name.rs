//! Names of release tags: which belong to a component, and which is a version's.
//!
//! Pure. A pattern is a name in which `*` stands for any text, as in `cart-v*`.

use crate::model::commit::Tag;

/// Returns whether a tag's name fits the pattern. No pattern takes every name.
pub fn tag_matches(pattern: Option<&str>, name: &str) -> bool {
    let Some(pattern) = pattern else { return true };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Returns the tag of a version as trackers write it: `v1.2`, `1.2`, or what the pattern makes of it.
///
/// A version that several tags could mean, as in `cart-1.2` and `pay-1.2`, names none of them.
pub fn tag_of_version<'a>(
    tags: &'a [Tag],
    pattern: Option<&str>,
    version: &str,
) -> Option<&'a Tag> {
    let version = version.trim();
    let named = |name: &str| tags.iter().find(|tag| tag.name == name);
    if version.is_empty() {
        return None;
    }
    let bare = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let from_pattern = pattern.filter(|p| p.matches('*').count() == 1).and_then(|pattern| {
        named(&pattern.replacen('*', version, 1)).or_else(|| named(&pattern.replacen('*', bare, 1)))
    });
    let exact = named(version).or(from_pattern);
    exact.or_else(|| named(&format!("v{bare}"))).or_else(|| named(bare)).or_else(|| {
        let mut ending = tags
            .iter()
            .filter(|tag| tag_matches(pattern, &tag.name) && ends_with_version(&tag.name, bare));
        ending.next().filter(|_| ending.next().is_none())
    })
}

fn ends_with_version(name: &str, version: &str) -> bool {
    let starts_in_digit = version.starts_with(|c: char| c.is_ascii_digit());
    let Some(before) = name.strip_suffix(version) else { return false };
    let before = before.strip_suffix('v').unwrap_or(before);
    starts_in_digit && before.ends_with(['-', '_', '/', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::commit::CommitId;

    fn tags(names: &[&str]) -> Vec<Tag> {
        let tag = |name: &&str| Tag {
            name: (*name).to_owned(),
            commit: CommitId("0".repeat(40)),
            at: chrono::DateTime::UNIX_EPOCH,
        };
        names.iter().map(tag).collect()
    }

    #[test]
    fn star_stands_for_any_text() {
        for (pattern, name) in [("v*", "v1.2"), ("*", "x"), ("v*-*", "v1-rc1"), ("v1", "v1")] {
            assert!(tag_matches(Some(pattern), name), "{pattern} {name}");
        }
        for (pattern, name) in [("v*", "1.2"), ("v1", "v12"), ("a*b*c", "acb"), ("v*v", "v")] {
            assert!(!tag_matches(Some(pattern), name), "{pattern} {name}");
        }
        assert!(tag_matches(None, "anything"));
    }

    #[test]
    fn version_finds_its_tag_with_and_without_the_letter() {
        let all = tags(&["v1.2", "2.0", "cart-3.0", "cart-v4.0", "pay-4.0"]);
        let found =
            |pattern, version| tag_of_version(&all, pattern, version).map(|tag| tag.name.as_str());
        assert_eq!(found(None, "1.2"), Some("v1.2"));
        assert_eq!(found(None, "v2.0"), Some("2.0"));
        assert_eq!(found(None, "3.0"), Some("cart-3.0"));
        assert_eq!(found(None, "4.0"), None);
        assert_eq!(found(Some("pay-*"), "4.0"), Some("pay-4.0"));
        assert_eq!(found(Some("cart-v*"), "4.0"), Some("cart-v4.0"));
        assert_eq!(found(None, ".2"), None);
        assert_eq!(found(None, ""), None);
    }
}
