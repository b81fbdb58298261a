//! The commit a report is imported for: in the clone, declared to be merged as one that is, or not
//! here yet. It is never assumed.

use super::ReportPlace;
use crate::error::Error;
use crate::evidence::{PathHints, go_module};
use crate::history::{HistoryError, Repository};
use crate::model::commit::{BlobId, CommitId, Time};
use crate::pipeline::Workspace;

/// Most `go.mod` files read.
const MAX_MODULES: usize = 200;

/// Where a report goes.
pub(super) enum Target {
    /// A commit whose tree can be read.
    Here(Box<Here>),
    /// A commit that is not in the clone: repository and id.
    Elsewhere(String, CommitId),
}

/// A commit whose tree can be read.
pub(super) struct Here {
    /// Name of its repository.
    pub(super) name: String,
    pub(super) repository: Repository,
    /// The commit the report was measured at.
    pub(super) commit: CommitId,
    /// The commit whose tree its paths are looked for in.
    pub(super) tree_of: CommitId,
    pub(super) committed_at: Time,
    pub(super) merged_as: Vec<CommitId>,
    /// What was named and what was assumed.
    pub(super) told: String,
}

impl Target {
    /// Finds the commit that the place names.
    pub(super) fn find(workspace: &Workspace, place: &ReportPlace) -> Result<Self, Error> {
        let config = workspace.repository(place.repo.as_deref())?;
        let repository = workspace.open_repository(config)?;
        let failed = |source| Error::History { name: config.name.clone(), source };
        let merged_as = place.merged_as.iter().map(|rev| repository.resolve(rev).map_err(failed));
        let merged_as = merged_as.collect::<Result<Vec<_>, _>>()?;
        let (rev, name) = (&place.pin.commit, config.name.clone());
        let (commit, tree_of, told) = match (repository.resolve(rev), merged_as.first()) {
            (Ok(commit), _) => {
                let told = format!("Measured at {} ({}).", commit.short(), place.pin.named_by);
                (commit.clone(), commit, told)
            }
            (Err(HistoryError::UnknownRevision { .. }), Some(merged)) if is_full_id(rev) => {
                let commit = CommitId(rev.to_ascii_lowercase());
                let told = format!(
                    "Measured at {}, which is not in this clone; it counts for {} (--merged-as), \
                     whose files are taken for those that were measured.",
                    commit.short(),
                    merged.short()
                );
                (commit, merged.clone(), told)
            }
            (Err(HistoryError::UnknownRevision { .. }), None) if is_full_id(rev) => {
                return Ok(Self::Elsewhere(name, CommitId(rev.to_ascii_lowercase())));
            }
            (Err(source), _) => return Err(failed(source)),
        };
        let committed_at = repository.commit(&tree_of).map_err(failed)?.committed_at;
        let here = Here { name, repository, commit, tree_of, committed_at, merged_as, told };
        Ok(Self::Here(Box::new(here)))
    }
}

impl Here {
    /// Returns the files of the commit's tree, sorted by path.
    pub(super) fn tree(&self) -> Result<Vec<(String, BlobId)>, Error> {
        let failed = |source| Error::History { name: self.name.clone(), source };
        self.repository.files_at(&self.tree_of).map_err(failed)
    }

    /// Returns what the tree says of where a report's paths begin.
    pub(super) fn hints(
        &self,
        raw: &[&str],
        roots: &[String],
        tree: &[(String, BlobId)],
    ) -> PathHints {
        let mut hints = PathHints { roots: roots.to_vec(), ..PathHints::default() };
        if raw.iter().any(|path| path.rsplit('.').next() == Some("go")) {
            let is_module = |path: &str| path == "go.mod" || path.ends_with("/go.mod");
            let files = tree.iter().filter(|(path, _)| is_module(path)).take(MAX_MODULES);
            for (path, blob) in files {
                // A module that cannot be read is one hint less.
                let Ok(content) = self.repository.content(blob) else { continue };
                if let Some(module) = go_module(&String::from_utf8_lossy(&content)) {
                    let folder = path.strip_suffix("go.mod").unwrap_or("").trim_end_matches('/');
                    hints.modules.push((module.to_owned(), folder.to_owned()));
                }
            }
        }
        hints
    }
}

/// Whether a revision is a whole commit id, which may be one that the clone lacks.
pub(super) fn is_full_id(rev: &str) -> bool {
    matches!(rev.len(), 40 | 64) && rev.bytes().all(|byte| byte.is_ascii_hexdigit())
}
