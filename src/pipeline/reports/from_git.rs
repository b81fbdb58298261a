//! Reports that were committed beside the code, read out of old commits: the history a team has
//! without knowing it.

use super::{Importer, Pin, ReportInput, ReportPlace};
use crate::error::Error;
use crate::model::batch::{Dropped, Reconciliation};
use crate::model::commit::Time;
use crate::pipeline::Workspace;

/// Imports every version of a committed report, each as measured at the commit that put it in.
///
/// Reads the history of `place.pin`, oldest first. A version that cannot be read is listed as
/// failed with its commit, and the others are imported.
pub fn from_git(
    workspace: &mut Workspace,
    import: Importer,
    path: &str,
    place: &ReportPlace,
    at: Time,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Reconciliation, Error> {
    let config = workspace.repository(place.repo.as_deref())?.clone();
    let repository = workspace.open_repository(&config)?;
    let failed = |source| Error::History { name: config.name.clone(), source };
    let tip = repository.resolve(&place.pin.commit).map_err(failed)?;
    let log = repository.log(&tip).map_err(failed)?;
    let mut versions = Vec::new();
    for commit in log.iter().rev() {
        let Some(blob) = repository.blob_at(&commit.id, path).map_err(failed)? else { continue };
        let mut is_new = true;
        for parent in &commit.parents {
            is_new &= repository.blob_at(parent, path).map_err(failed)?.as_ref() != Some(&blob);
        }
        if is_new {
            versions.push((commit.id.clone(), blob));
        }
    }
    let mut all = Reconciliation::default();
    let (mut unread, mut first_error) = (0, None);
    for (index, (commit, blob)) in versions.iter().enumerate() {
        progress(index, versions.len());
        let bytes = repository.content(blob).map_err(failed)?;
        let name = format!("{path}@{}", commit.short());
        let input = ReportInput { name: &name, file: &&bytes[..], at };
        let place = ReportPlace { pin: Pin::of_person(&commit.0), ..place.clone() };
        match import(workspace, &input, &place) {
            Ok(mut done) => {
                done.notes.clear();
                all.add(done);
            }
            Err(error @ (Error::Import { .. } | Error::Unmapped { .. })) => {
                unread += 1;
                all.seen += 1;
                all.failed.push(Dropped { line: 0, reason: format!("{name}: {error}") });
                first_error.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    if let (Some(error), true) = (first_error, unread == versions.len()) {
        return Err(error);
    }
    let ends = versions.first().zip(versions.last());
    let between = ends.map_or_else(String::new, |((first, _), (last, _))| {
        format!(", from {} to {}", first.short(), last.short())
    });
    all.notes.push(format!(
        "{} versions of `{path}` in {} commits{between}. Each is taken as measured at the commit that \
         put it in.",
        versions.len(),
        log.len()
    ));
    Ok(all)
}
