//! Which unit a file belongs to: itself, its folder, its component or its flow.

use crate::model::built_panel::PanelUnit;
use crate::model::project::{Project, under};

/// Returns the unit of the file of that path; `None` where it belongs to none.
pub(super) fn unit_of(project: &Project, by: PanelUnit, repo: &str, path: &str) -> Option<String> {
    let several = project.repositories.len() > 1;
    let named = |path: &str| if several { format!("{repo}:{path}") } else { path.to_owned() };
    match by {
        PanelUnit::File => Some(named(path)),
        PanelUnit::Module => {
            let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
            Some(named(folder))
        }
        PanelUnit::Component => Some(project.component_of_path(repo, path).to_owned()),
        PanelUnit::Flow => project
            .flows
            .iter()
            .find(|flow| flow.paths.iter().any(|prefix| under(prefix, path)))
            .map(|flow| flow.name.clone()),
    }
}

/// Returns whether a unit of the user's own (a path prefix, a component or a flow) holds the file.
pub(super) fn holds(project: &Project, own: &str, repo: &str, path: &str) -> bool {
    own == "."
        || under(own, path)
        || own
            .strip_prefix(repo)
            .and_then(|rest| rest.strip_prefix(':'))
            .is_some_and(|p| under(p, path))
        || project.component_of_path(repo, path) == own
        || project
            .flows
            .iter()
            .any(|flow| flow.name == own && flow.paths.iter().any(|prefix| under(prefix, path)))
}
