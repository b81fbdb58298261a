//! What a person says of an incident, in place of a file: checked first, then kept for good.

use super::Workspace;
use super::import::digest;
use crate::error::Error;
use crate::history::{Repository, unusable_word};
use crate::model::commit::Time;
use crate::model::incident::Incident;
use crate::model::link::{LinkRole, PersonLink};
use crate::store::{ImportKind, ImportSource};

/// Saves an incident a person told of, and the links they gave, in place of a file.
pub fn add_incident(
    workspace: &mut Workspace,
    incident: &Incident,
    links: &[(LinkRole, String)],
    at: Time,
) -> Result<(), Error> {
    let links: Vec<PersonLink> = links
        .iter()
        .map(|(role, value)| PersonLink {
            incident: incident.id.clone(),
            role: *role,
            value: value.clone(),
        })
        .collect();
    usable(workspace, &links)?;
    let known = workspace.stored(workspace.store.incident(&incident.id))?;
    if known.is_some_and(|known| known.source != incident.source) {
        return Err(Error::Known { id: incident.id.clone() });
    }
    let text = format!("{incident:?}");
    let digest = digest(text.as_bytes());
    let source = ImportSource {
        kind: ImportKind::Person,
        name: "by hand",
        digest: &digest,
        at,
        skipped: 0,
        failed: 0,
    };
    let saved = workspace.store.save_incidents(&source, std::slice::from_ref(incident));
    workspace.stored(saved)?;
    add_links(workspace, &links, at).map(|_| ())
}

/// Saves what a person said of an incident's code; gives back how many of the links are new.
pub fn add_links(
    workspace: &mut Workspace,
    links: &[PersonLink],
    at: Time,
) -> Result<usize, Error> {
    for link in links {
        if workspace.stored(workspace.store.incident(&link.incident))?.is_none() {
            let ids = workspace.stored(workspace.store.incidents())?;
            let ids: Vec<String> = ids.into_iter().map(|incident| incident.id).collect();
            return Err(super::read::unknown(&link.incident, &ids));
        }
    }
    usable(workspace, links)?;
    let mut new = 0;
    for link in links {
        let saved = workspace.store.save_person_link(link, at);
        new += usize::from(workspace.stored(saved)?);
    }
    Ok(new)
}

/// Refuses words on code that name nothing here, before any of them is saved.
fn usable(workspace: &Workspace, links: &[PersonLink]) -> Result<(), Error> {
    if links.is_empty() {
        return Ok(());
    }
    let mut opened = Vec::new();
    let mut unreadable = None;
    for config in &workspace.project.repositories {
        match workspace.open_repository(config) {
            Ok(repository) => opened.push((config, repository)),
            Err(error) => unreadable = Some(error),
        }
    }
    if let (true, Some(error)) = (opened.is_empty(), unreadable) {
        return Err(error);
    }
    let homes: Vec<(&str, Option<&str>, &Repository)> = opened
        .iter()
        .map(|(config, repository)| (config.name.as_str(), config.branch.as_deref(), repository))
        .collect();
    for link in links {
        let problem = unusable_word(&homes, link)
            .map_err(|source| Error::History { name: link.value.clone(), source })?;
        if let Some(problem) = problem {
            return Err(Error::NoCode { problem });
        }
    }
    Ok(())
}
