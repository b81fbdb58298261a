//! The paths of a report in the tree of its commit, and the share of them that is not there.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::evidence::{Mapping, PathHints, map_paths};
use crate::model::commit::{BlobId, CommitId};

/// Paths of a report in a tree, each with the content the tree has there.
pub(super) struct Mapped {
    /// By the report's order.
    pub(super) files: Vec<(Mapping, Option<BlobId>)>,
    by_content: BTreeMap<BlobId, Vec<String>>,
}

impl Mapped {
    /// Finds the paths of a report in the tree.
    pub(super) fn new(raw: &[&str], tree: &[(String, BlobId)], hints: &PathHints) -> Self {
        let paths: Vec<&str> = tree.iter().map(|(path, _)| path.as_str()).collect();
        let blob_at = |path: &str| {
            let at = tree.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
            Some(tree[at].1.clone())
        };
        let files = map_paths(raw, &paths, hints).into_iter().map(|mapping| {
            let blob = mapping.path.as_deref().and_then(blob_at);
            (mapping, blob)
        });
        let mut by_content: BTreeMap<BlobId, Vec<String>> = BTreeMap::new();
        for (path, blob) in tree {
            by_content.entry(blob.clone()).or_default().push(path.clone());
        }
        Self { files: files.collect(), by_content }
    }

    /// Finds a file by its content where its path says less; of several equal files none is it.
    pub(super) fn find_by_content(&mut self, file: usize, blob: &BlobId) {
        if let Some([path]) = self.by_content.get(blob).map(Vec::as_slice) {
            let mapping = Mapping { path: Some(path.clone()), rule: "same-content" };
            self.files[file] = (mapping, Some(blob.clone()));
        }
    }

    /// Returns what share of the paths was found, and by which rules.
    pub(super) fn told(&self, commit: &CommitId) -> String {
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for (mapping, _) in self.files.iter().filter(|(mapping, _)| mapping.path.is_some()) {
            *rules.entry(mapping.rule).or_default() += 1;
        }
        let (all, found) = (self.files.len(), rules.values().sum::<usize>());
        let by: Vec<String> = rules.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
        let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
        let lost = all - found;
        let share = (lost * 100).checked_div(all).unwrap_or(0);
        let commit = commit.short();
        format!("{found} of {all} files are at {commit}{by}; unmapped: {lost}, {share} %.")
    }

    /// Refuses the report where more than `most` percent of its paths match nothing.
    pub(super) fn check(
        &self,
        raw: &[&str],
        most: u8,
        (name, commit): (&str, &CommitId),
    ) -> Result<(), Error> {
        let lost = self.files.iter().zip(raw).filter(|((mapping, _), _)| mapping.path.is_none());
        let lost: Vec<String> = lost.map(|(_, raw)| (*raw).to_owned()).collect();
        if lost.len() * 100 <= raw.len() * usize::from(most) {
            return Ok(());
        }
        Err(Error::Unmapped {
            name: name.to_owned(),
            commit: commit.short().to_owned(),
            unmapped: lost.len(),
            files: raw.len(),
            examples: lost.into_iter().take(3).collect(),
        })
    }
}

/// Returns why a path of a report is left out.
pub(super) fn unmapped_reason(raw: &str, mapping: &Mapping, commit: &CommitId) -> String {
    match mapping.rule {
        "ambiguous" => format!("`{raw}` may be any of several files at {}", commit.short()),
        _ => format!("`{raw}` matches no file at {}", commit.short()),
    }
}
