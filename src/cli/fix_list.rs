//! Lists of fixes for `escapee trace`: one commit a line, or a CSV with the columns `repo,fix`.

use std::path::{Path, PathBuf};

/// Fixes of one repository: its name, if the list gives one, and the revisions in order.
pub(super) type Fixes = (Option<String>, Vec<String>);

/// Returns the fixes of a list, by repository in the order of their first fix. Empty lines and
/// lines that start with `#` are passed over; further columns are not read.
pub(super) fn fixes(text: &str) -> Vec<Fixes> {
    let named = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let mut lines = text.lines().map(str::trim).filter(named).peekable();
    let cells = |line: &str| -> Vec<String> {
        line.split(',').map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
    };
    let header = lines.peek().map(|line| cells(&line.to_ascii_lowercase())).unwrap_or_default();
    let place = |name: &str| header.iter().position(|cell| cell == name);
    let (Some(repo), Some(fix)) = (place("repo"), place("fix")) else {
        return vec![(None, lines.map(str::to_owned).collect())];
    };
    let mut found: Vec<Fixes> = Vec::new();
    for row in lines.skip(1).map(cells) {
        let (Some(repo), Some(fix)) = (row.get(repo), row.get(fix)) else { continue };
        let known = found.iter().position(|(name, _)| name.as_ref() == Some(repo));
        let home = known.unwrap_or_else(|| {
            found.push((Some(repo.clone()), Vec::new()));
            found.len() - 1
        });
        if !found[home].1.contains(fix) {
            found[home].1.push(fix.clone());
        }
    }
    found
}

/// Returns the folder of a repository of the list: the pattern with `{repo}`, `{owner}` and
/// `{name}` filled in, `{repo}` below `folder` where there is none.
pub(super) fn folder(folder: &Path, pattern: Option<&str>, repo: &str) -> PathBuf {
    let (owner, name) = repo.rsplit_once('/').unwrap_or(("", repo));
    match pattern {
        None => folder.join(repo),
        Some(pattern) => PathBuf::from(
            pattern.replace("{repo}", repo).replace("{owner}", owner).replace("{name}", name),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_a_header_is_of_one_repository() {
        assert_eq!(fixes("# mine\nabc\n\n v1.0 \n"), [(None, vec!["abc".into(), "v1.0".into()])]);
    }

    #[test]
    fn a_csv_groups_fixes_by_repository_and_takes_each_once() {
        let list = fixes("repo,fix,inducing\na/b,1,9\nc,2,9\na/b,3,9\na/b,1,8\n");
        let of = |repo: &str, fixes: &[&str]| {
            (Some(repo.to_owned()), fixes.iter().map(|fix| (*fix).to_owned()).collect())
        };
        assert_eq!(list, [of("a/b", &["1", "3"]), of("c", &["2"])]);
    }

    #[test]
    fn a_pattern_places_the_parts_of_a_name() {
        let at = |pattern| folder(Path::new("clones"), pattern, "owner/name");
        assert_eq!(at(None), Path::new("clones/owner/name"));
        assert_eq!(at(Some("/x/{owner}+{name}/repo")), Path::new("/x/owner+name/repo"));
    }
}
