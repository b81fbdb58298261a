//! Dossiers as commands read them, and the rates of their defects.

use std::collections::BTreeMap;

use super::Workspace;
use super::analyze::{self, Options};
use super::progress::Progress;
use crate::error::Error;
use crate::indicators::{defects, escape_rate};
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::rate::{Grouping, RateDefinition, RateTable};
use crate::store::ImportKind;

/// Version of the shapes that JSON output carries.
pub const SCHEMA_VERSION: u32 = 1;

/// Returns all dossiers, sorted by incident id, after analysing what is pending.
pub fn dossiers(
    workspace: &mut Workspace,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<Vec<Dossier>, Error> {
    let mut dossiers = analyze::dossiers(workspace, options, progress)?;
    let defects = defects(&dossiers);
    let of = defects.iter().flat_map(|d| d.incidents.iter().map(move |id| (id.as_str(), &d.id)));
    let of: BTreeMap<&str, &String> = of.collect();
    for dossier in &mut dossiers {
        if let Some(defect) = of.get(dossier.incident.id.as_str()) {
            dossier.defect.clone_from(defect);
        }
    }
    Ok(dossiers)
}

/// Returns the dossier of one incident with its signals, after analysing it if that is pending.
pub fn dossier(workspace: &mut Workspace, id: &str, options: &Options) -> Result<Dossier, Error> {
    if let Some(mut dossier) = analyze::dossier(workspace, id, options)? {
        match super::panel::signals(workspace, &dossier, options.as_of) {
            Ok(signals) => dossier.signals = signals,
            // What was found out is worth showing without the history, and says what it lacks.
            Err(Error::History { name, source }) => {
                dossier.missing.push(super::panel::unreadable(&name, &source));
            }
            Err(error) => return Err(error),
        }
        return Ok(dossier);
    }
    let ids: Vec<String> =
        workspace.stored(workspace.store.incidents())?.into_iter().map(|i| i.id).collect();
    if let (Some(as_of), true) = (options.as_of, ids.iter().any(|known| known == id)) {
        let as_of = as_of.format("%Y-%m-%d %H:%M").to_string();
        return Err(Error::NotYet { id: id.to_owned(), as_of });
    }
    Err(unknown(id, &ids))
}

/// Returns the error for an incident that is not among the dossiers.
pub fn no_incident(id: &str, dossiers: &[Dossier]) -> Error {
    let ids: Vec<String> = dossiers.iter().map(|d| d.incident.id.clone()).collect();
    unknown(id, &ids)
}

pub(super) fn unknown(id: &str, ids: &[String]) -> Error {
    let wanted = id.to_lowercase();
    let mut near: Vec<(usize, &String)> = Vec::new();
    for id in ids {
        let known = id.to_lowercase();
        let apart = edits(&wanted, &known);
        if apart <= 2 && apart < known.chars().count().min(wanted.chars().count())
            || known.contains(&wanted)
            || wanted.contains(&known)
        {
            near.push((apart, id));
        }
    }
    near.sort();
    let like = near.into_iter().take(3).map(|(_, id)| id.clone()).collect();
    Error::NoIncident { id: id.to_owned(), like }
}

/// Returns how many letters must be put in, taken out or exchanged to make one word of another
/// (Levenshtein's distance).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let exchanged = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Returns the escape rate of the defects behind the dossiers, as the data stood at `as_of`.
pub fn rate(
    workspace: &Workspace,
    dossiers: &[Dossier],
    by: Grouping,
    as_of: Option<Time>,
) -> Result<RateTable, Error> {
    let defects = defects(dossiers);
    let through = as_of.or_else(|| newest(dossiers));
    let calendar = workspace.project.calendar;
    Ok(escape_rate(&defects, RateDefinition::EscapeRate, by, calendar, through))
}

/// Returns how far the records reach: the newest time among them.
pub(super) fn newest(dossiers: &[Dossier]) -> Option<Time> {
    dossiers.iter().filter_map(|dossier| dossier.incident.at()).max()
}

/// Returns how many files of incidents were read, and the newest time in them.
pub fn completeness(
    workspace: &Workspace,
    dossiers: &[Dossier],
) -> Result<(u64, Option<Time>), Error> {
    let imports = workspace.stored(workspace.store.imports())?;
    let of_incidents = |import: &&crate::store::ImportRecord| import.kind == ImportKind::Incidents;
    let names: std::collections::BTreeSet<&str> =
        imports.iter().filter(of_incidents).map(|import| import.name.as_str()).collect();
    Ok((names.len() as u64, newest(dossiers)))
}
