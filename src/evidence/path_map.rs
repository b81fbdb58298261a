//! Paths of a report to paths of a commit's tree.
//!
//! Reports write paths as the build machine saw them: absolute, with drive letters, from a package
//! root, or as a bare name. A wrong match would lend one file the coverage of another, so a path
//! that fits several files, or shares nothing but its name with one, stays unmapped.

use std::collections::{BTreeMap, BTreeSet};

use super::path_hints::{PathHints, of_module, under_root};
use super::path_index::{Found, Index};

/// Where a report's path lies in the tree, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The path in the tree; `None` where none fits or several do.
    pub path: Option<String>,
    /// `go-module`, `source-root`, `exact`, `suffix`, `prefix-stripped`, `unmapped` or `ambiguous`.
    pub rule: &'static str,
}

/// Exchanges of prefixes that are tried on an ambiguous path: the most frequent ones.
const MOST_REWRITES: usize = 64;

/// Returns the mapping of each path of a report, in the same order.
///
/// In order: the module it names (`go-module`); the source root it lies under (`source-root`); the
/// path itself (`exact`); the one file that shares the longest run of trailing
/// segments (`suffix`), where either path is the end of the other or they share the name and a
/// folder; for what fits several files, the exchange of prefixes that the other files of the report
/// agree on (`prefix-stripped`). Takes `O((r + t) log t)` for `r` report paths and `t` tree paths.
pub fn map_paths(raw: &[&str], tree: &[&str], hints: &PathHints) -> Vec<Mapping> {
    let index = Index::new(tree);
    let cleaned: Vec<Vec<&str>> = raw.iter().map(|path| segments(path)).collect();
    let found: Vec<Found> = cleaned.iter().map(|path| index.find(path)).collect();
    let rewrites = rewrites(&cleaned, &found);
    let triples = raw.iter().zip(cleaned.iter().zip(found));
    let mapping = triples.map(|(raw, (path, found))| {
        if let Some(path) = of_module(raw, hints, &index) {
            return Mapping { path: Some(path), rule: "go-module" };
        }
        match under_root(raw, hints, &index) {
            Some(path) => Mapping { path: Some(path), rule: "source-root" },
            None => settle(path, found, &rewrites, &index),
        }
    });
    mapping.collect()
}

/// Returns the segments of a path, without drive letter, root, `.` and resolvable `..`.
pub(super) fn segments(path: &str) -> Vec<&str> {
    let path = path.trim().strip_prefix("file://").unwrap_or(path.trim());
    let mut segments = Vec::new();
    for segment in path.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ if segments.is_empty() && is_drive(segment) => {}
            _ => segments.push(segment),
        }
    }
    segments
}

fn is_drive(segment: &str) -> bool {
    matches!(segment.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// Exchanges of a report's prefix for a tree's prefix, with how many files agree on each.
type Rewrites = BTreeMap<(Vec<String>, Vec<String>), usize>;

/// Returns the prefixes that differ once `shared` trailing segments are taken away.
fn rewrite(raw: &[&str], path: &str, shared: usize) -> (Vec<String>, Vec<String>) {
    let tree: Vec<&str> = path.split('/').collect();
    let cut = |segments: &[&str]| -> Vec<String> {
        segments[..segments.len().saturating_sub(shared)].iter().map(|&s| s.to_owned()).collect()
    };
    (cut(raw), cut(&tree))
}

fn rewrites(raw: &[Vec<&str>], found: &[Found]) -> Rewrites {
    let mut rewrites = Rewrites::new();
    for (raw, found) in raw.iter().zip(found) {
        match found {
            Found::Exact(_) => *rewrites.entry((Vec::new(), Vec::new())).or_insert(0) += 1,
            Found::Suffix { path, shared, .. } if *shared > 1 || raw.len() == *shared => {
                *rewrites.entry(rewrite(raw, path, *shared)).or_insert(0) += 1;
            }
            _ => {}
        }
    }
    rewrites
}

fn settle(raw: &[&str], found: Found, rewrites: &Rewrites, index: &Index<'_>) -> Mapping {
    match found {
        Found::Exact(path) => Mapping { path: Some(path), rule: "exact" },
        Found::Suffix { path, shared, whole } => {
            if is_credible(raw, &path, shared, whole, rewrites) {
                Mapping { path: Some(path), rule: "suffix" }
            } else {
                Mapping { path: None, rule: "unmapped" }
            }
        }
        Found::Several => by_rewrite(raw, rewrites, index).map_or(
            Mapping { path: None, rule: "ambiguous" },
            |path| Mapping { path: Some(path), rule: "prefix-stripped" },
        ),
        Found::Nothing => Mapping { path: None, rule: "unmapped" },
    }
}

/// Whether a match by suffix is more than a coincidence of names, as in a library of the machine
/// that has a `utils.py` too.
fn is_credible(raw: &[&str], path: &str, shared: usize, whole: bool, rewrites: &Rewrites) -> bool {
    if whole && (shared > 1 || raw.len() == 1) {
        return true;
    }
    let exchange = rewrite(raw, path, shared);
    let agreeing = rewrites.get(&exchange).copied().unwrap_or(0);
    let most = rewrites.values().copied().max().unwrap_or(0);
    if shared > 1 {
        // A part of the path is enough where no other exchange is far better supported.
        return agreeing * 4 >= most || agreeing > 2;
    }
    // Only the name is shared: the other files must agree, or there is nothing they could say and
    // the file lies at the root of the tree.
    agreeing > 0 || (whole && rewrites.is_empty())
}

/// Returns the one file that the exchanges of prefixes lead to; `None` where they lead to several.
fn by_rewrite(raw: &[&str], rewrites: &Rewrites, index: &Index<'_>) -> Option<String> {
    let mut ranked: Vec<_> = rewrites.iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let mut targets: BTreeSet<String> = BTreeSet::new();
    for ((from, to), _) in ranked.into_iter().take(MOST_REWRITES) {
        if raw.len() > from.len() && raw.iter().zip(from).all(|(a, b)| a == b) {
            let rest = &raw[from.len()..];
            let path: Vec<&str> =
                to.iter().map(String::as_str).chain(rest.iter().copied()).collect();
            targets.insert(path.join("/"));
        }
    }
    targets.retain(|path| index.paths.contains(path.as_str()));
    if targets.len() == 1 { targets.pop_first() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(raw: &[&str], tree: &[&str]) -> Vec<(Option<String>, &'static str)> {
        map_paths(raw, tree, &PathHints::default()).into_iter().map(|m| (m.path, m.rule)).collect()
    }

    fn one(raw: &str, tree: &[&str]) -> (Option<String>, &'static str) {
        mapped(&[raw], tree).remove(0)
    }

    fn to(path: &str, rule: &'static str) -> (Option<String>, &'static str) {
        (Some(path.to_owned()), rule)
    }

    #[test]
    fn the_same_path_is_exact_however_it_is_written() {
        let tree = ["src/a.py", "b.py"];
        for raw in ["src/a.py", "./src/a.py", "src\\a.py", "src/x/../a.py", "src//a.py"] {
            assert_eq!(one(raw, &tree), to("src/a.py", "exact"), "{raw}");
        }
    }

    #[test]
    fn absolute_paths_lose_what_the_build_machine_put_in_front() {
        let tree = ["src/a.py", "lib/a.py", "src/b/a.py"];
        for raw in ["/home/ci/src/a.py", "C:\\build\\src\\a.py", "file:///w/src/a.py"] {
            assert_eq!(one(raw, &tree), to("src/a.py", "suffix"), "{raw}");
        }
    }

    #[test]
    fn a_path_from_a_package_root_finds_its_file_below_the_sources() {
        let tree =
            ["core/src/main/java/com/shop/Cart.java", "core/src/test/java/com/shop/CartTest.java"];
        assert_eq!(one("com/shop/Cart.java", &tree), to(tree[0], "suffix"));
        assert_eq!(one("Cart.java", &tree), to(tree[0], "suffix"));
    }

    #[test]
    fn a_name_that_several_files_have_stays_unmapped() {
        let tree = ["a/utils.py", "b/utils.py"];
        assert_eq!(one("utils.py", &tree), (None, "ambiguous"));
        assert_eq!(one("/ci/x/utils.py", &tree), (None, "ambiguous"));
    }

    #[test]
    fn the_other_files_of_the_report_break_a_tie() {
        // `model/a.kt` is under two modules; the rest of the report speaks of the first one.
        let tree = ["one/src/model/a.kt", "two/src/model/a.kt", "one/src/b.kt", "one/src/c.kt"];
        let raw = ["/ci/src/model/a.kt", "/ci/src/b.kt", "/ci/src/c.kt"];
        assert_eq!(mapped(&raw, &tree)[0], to("one/src/model/a.kt", "prefix-stripped"));
    }

    #[test]
    fn bare_names_follow_the_one_folder_that_the_report_is_about() {
        let tree = ["shop/cart.py", "shop/pay.py", "fixtures/cart.py"];
        assert_eq!(mapped(&["cart.py", "pay.py"], &tree)[0], to("shop/cart.py", "prefix-stripped"));
        // With a second folder in the report it may be either.
        let tree = ["shop/cart.py", "shop/pay.py", "lib/cart.py", "lib/tax.py"];
        assert_eq!(mapped(&["cart.py", "pay.py", "tax.py"], &tree)[0], (None, "ambiguous"));
    }

    #[test]
    fn a_library_file_with_the_name_of_ours_is_not_ours() {
        let tree = ["shop/utils.py", "shop/cart.py", "setup.py"];
        let raw = ["/ci/w/shop/cart.py", "/usr/lib/six/utils.py", "/usr/lib/six/setup.py"];
        let found = mapped(&raw, &tree);
        assert_eq!(found[0], to("shop/cart.py", "suffix"));
        assert_eq!((found[1].clone(), found[2].clone()), ((None, "unmapped"), (None, "unmapped")));
    }

    #[test]
    fn a_file_at_the_root_is_found_through_the_prefix_of_the_others() {
        let tree = ["main.go", "pkg/a.go", "pkg/b.go"];
        let raw = ["/ci/w/main.go", "/ci/w/pkg/a.go", "/ci/w/pkg/b.go"];
        assert_eq!(mapped(&raw, &tree)[0], to("main.go", "suffix"));
    }

    #[test]
    fn hostile_paths_map_to_nothing() {
        let tree = ["src/a.py"];
        for raw in ["", "/", "..", "../../..", "C:", "\u{202e}yp.a", "\0"] {
            assert_eq!(one(raw, &tree).0, None, "{raw}");
        }
        assert_eq!(mapped(&["src/a.py"], &[]), [(None, "unmapped")]);
    }

    #[test]
    fn sixty_thousand_files_with_one_name_are_mapped_without_comparing_all_pairs() {
        let tree: Vec<String> = (0..60_000).map(|n| format!("p{n}/src/mod.rs")).collect();
        let raw: Vec<String> = (0..60_000).map(|n| format!("/ci/p{n}/src/mod.rs")).collect();
        let tree: Vec<&str> = tree.iter().map(String::as_str).collect();
        let raw: Vec<&str> = raw.iter().map(String::as_str).collect();
        let found = map_paths(&raw, &tree, &PathHints::default());
        assert!(found.iter().zip(&tree).all(|(m, path)| m.path.as_deref() == Some(*path)));
    }
}
