//! Revisions and regions as people and records write them: `[repo:]REV` and
//! `[repo:]PATH:A-B[@REV]`.
//!
//! A prefix is a repository only if it is the name of one, as paths may hold colons too. A few
//! hexadecimal digits are more often a number of something else than a commit, so they count only
//! as the name of a tag or branch.

use std::sync::LazyLock;

use regex::Regex;

use super::Repository;
use crate::model::commit::CommitId;
use crate::model::line_set::LineSet;
use crate::model::lines::LineRange;

/// A revision as written, and the repository it names, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedRevision<'a> {
    pub(super) repo: Option<&'a str>,
    pub(super) revision: &'a str,
}

/// A region as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedRegion<'a> {
    pub(super) repo: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) lines: LineRange,
    pub(super) revision: Option<&'a str>,
}

static LINES: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the pattern is a constant that a test compiles")]
    Regex::new(r"^(.+):(\d+)(?:-(\d+))?(?:@([^\s@]+))?$").expect("a constant pattern compiles")
});

/// Returns the revision that `[repo:]REV` names.
pub(super) fn named_revision<'a>(value: &'a str, repos: &[&str]) -> NamedRevision<'a> {
    let (repo, revision) = split_repo(value.trim(), repos);
    NamedRevision { repo, revision }
}

/// Returns the region that `[repo:]PATH:A-B[@REV]` names; `None` where it is not of that form.
pub(super) fn named_region<'a>(value: &'a str, repos: &[&str]) -> Option<NamedRegion<'a>> {
    let found = LINES.captures(value.trim())?;
    let number = |group: usize| found.get(group).and_then(|text| text.as_str().parse().ok());
    let first: u32 = number(2)?;
    let last = if found.get(3).is_some() { number(3)? } else { first };
    if first == 0 || last < first || last > LineSet::MAX_LINE {
        return None;
    }
    let (repo, path) = split_repo(found.get(1)?.as_str(), repos);
    let path = path.strip_prefix("./").unwrap_or(path);
    let revision = found.get(4).map(|text| text.as_str());
    Some(NamedRegion { repo, path, lines: LineRange { first, last }, revision })
}

impl Repository {
    /// Returns the commit that a word of a record or a person names, if it names one.
    pub(super) fn named_commit(&self, word: &str) -> Option<CommitId> {
        let short = word.len() < 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !short {
            return self.resolve(word).ok();
        }
        let names = ["refs/tags/", "refs/heads/"].map(|folder| format!("{folder}{word}"));
        names.iter().find_map(|name| self.resolve(name).ok())
    }
}

fn split_repo<'a>(value: &'a str, repos: &[&str]) -> (Option<&'a str>, &'a str) {
    match value.split_once(':') {
        Some((repo, rest)) if repos.contains(&repo) && !rest.is_empty() => (Some(repo), rest),
        _ => (None, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_is_a_repository_only_if_one_has_that_name() {
        let named = |value| named_revision(value, &["shop"]);
        assert_eq!(named("shop:v1.2"), NamedRevision { repo: Some("shop"), revision: "v1.2" });
        assert_eq!(named(" bank:v1 "), NamedRevision { repo: None, revision: "bank:v1" });
    }

    #[test]
    fn region_has_a_path_lines_and_perhaps_a_repository_and_a_revision() {
        let region = named_region("shop:src/a@b:c.rs:3-9@v1.2", &["shop"]).unwrap();
        assert_eq!((region.repo, region.path), (Some("shop"), "src/a@b:c.rs"));
        assert_eq!(
            (region.lines, region.revision),
            (LineRange { first: 3, last: 9 }, Some("v1.2"))
        );
        let region = named_region("./päth with space.py:7", &[]).unwrap();
        assert_eq!((region.repo, region.path), (None, "päth with space.py"));
        assert_eq!((region.lines, region.revision), (LineRange::one(7), None));
    }

    #[test]
    fn lines_that_cannot_be_are_no_region() {
        for value in ["a.rs", "a.rs:0", "a.rs:5-3", "a.rs:1-99999999999", ":4", "a.rs:1-2@"] {
            assert_eq!(named_region(value, &[]), None, "{value}");
        }
    }
}
