//! What a report and a tree say of where paths begin: source roots, and the modules of Go.

use super::path_index::{Found, Index};
use super::path_map::segments;

/// Where the paths of a report may begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathHints {
    /// Folders that relative paths are relative to, as the report names them.
    pub roots: Vec<String>,
    /// Import paths of Go modules, each with the folder of its `go.mod`; that of the root is empty.
    pub modules: Vec<(String, String)>,
}

/// Returns the file a path is under one of the roots, where a part of the root is in the tree, too,
/// and only one file answers best.
pub(super) fn under_root(raw: &str, hints: &PathHints, index: &Index<'_>) -> Option<String> {
    let path = segments(raw);
    let is_absolute = raw.trim_start().starts_with(['/', '\\']) || raw.contains(':');
    if is_absolute || path.is_empty() {
        return None;
    }
    let mut best: (usize, Vec<String>) = (path.len(), Vec::new());
    for root in &hints.roots {
        let joined: Vec<&str> = segments(root).into_iter().chain(path.iter().copied()).collect();
        let (file, shared) = match index.find(&joined) {
            Found::Exact(file) => (file, joined.len()),
            Found::Suffix { path, shared, whole: true } => (path, shared),
            _ => continue,
        };
        if shared > best.0 {
            best = (shared, vec![file]);
        } else if shared == best.0 && shared > path.len() && !best.1.contains(&file) {
            best.1.push(file);
        }
    }
    match best.1.as_slice() {
        [_] => best.1.pop(),
        _ => None,
    }
}

/// Returns the file that a path names by the import path of its module; the longest one counts.
pub(super) fn of_module(raw: &str, hints: &PathHints, index: &Index<'_>) -> Option<String> {
    let fits = hints.modules.iter().filter_map(|(module, folder)| {
        let rest = raw.strip_prefix(module.as_str())?.strip_prefix('/')?;
        let path = if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") };
        index.paths.contains(path.as_str()).then_some((module.len(), path))
    });
    fits.max().map(|(_, path)| path)
}

/// Returns the import path that a `go.mod` declares.
pub fn go_module(text: &str) -> Option<&str> {
    let declared = text.lines().find_map(|line| line.trim().strip_prefix("module "))?;
    let module = declared.split("//").next().unwrap_or(declared).trim().trim_matches('"');
    (!module.is_empty()).then_some(module)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::map_paths;

    fn mapped(
        raw: &[&str],
        tree: &[&str],
        hints: &PathHints,
    ) -> Vec<(Option<String>, &'static str)> {
        map_paths(raw, tree, hints).into_iter().map(|m| (m.path, m.rule)).collect()
    }

    #[test]
    fn a_source_root_tells_files_of_one_name_apart_and_goes_before_the_name_itself() {
        let tree = ["a.py", "src/a.py", "core/java/x/A.java", "web/java/x/A.java"];
        let roots = |roots: &[&str]| PathHints {
            roots: roots.iter().map(|root| (*root).to_owned()).collect(),
            ..PathHints::default()
        };
        let to = |path: &str| (Some(path.to_owned()), "source-root");
        assert_eq!(mapped(&["a.py"], &tree, &roots(&["/ci/shop/src"]))[0], to("src/a.py"));
        assert_eq!(
            mapped(&["x\\A.java"], &tree, &roots(&["C:\\w\\web\\java"]))[0],
            to("web/java/x/A.java")
        );
        let both = roots(&["/ci/core/java", "/ci/web/java"]);
        assert_eq!(mapped(&["x/A.java"], &tree, &both)[0], (None, "ambiguous"));
        // A root of the machine alone says nothing.
        assert_eq!(mapped(&["a.py"], &tree, &roots(&["/ci/shop", "."]))[0].1, "exact");
    }

    #[test]
    fn a_go_path_begins_with_its_module_and_the_longest_one_counts() {
        let tree = ["pkg/a.go", "tools/pkg/a.go", "tools/go.mod", "go.mod"];
        let modules = [("x.org/shop", ""), ("x.org/shop/tools", "tools")];
        let hints = PathHints {
            modules: modules.map(|(m, f)| (m.to_owned(), f.to_owned())).to_vec(),
            ..PathHints::default()
        };
        let raw = ["x.org/shop/pkg/a.go", "x.org/shop/tools/pkg/a.go", "x.org/shopping/pkg/a.go"];
        let found = mapped(&raw, &tree, &hints);
        assert_eq!(found[0], (Some("pkg/a.go".to_owned()), "go-module"));
        assert_eq!(found[1], (Some("tools/pkg/a.go".to_owned()), "go-module"));
        assert_ne!(found[2].1, "go-module");
        assert_eq!(go_module("// x\nmodule \"x.org/shop\" // y\n"), Some("x.org/shop"));
    }
}
