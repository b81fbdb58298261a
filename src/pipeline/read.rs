//! Puts dossiers together into what commands print: rates, classes and reviews.

use super::Workspace;
use super::analyze::{self, Options};
use super::progress::Progress;
use crate::error::Error;
use crate::indicators::{
    class_table, component_table, covered_share, defects, escape_rate, impact, latency_table,
    verified_share,
};
use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::period::Period;
use crate::model::project::Project;
use crate::model::rate::{Grouping, RateDefinition, RateRow, RateTable};
use crate::model::review::{Completeness, Review};
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
    for dossier in &mut dossiers {
        let holds = |defect: &&Defect| defect.incidents.contains(&dossier.incident.id);
        if let Some(defect) = defects.iter().find(holds) {
            dossier.defect.clone_from(&defect.id);
        }
    }
    Ok(dossiers)
}

/// Returns the dossier of one incident with its signals, after analysing it if that is pending.
pub fn dossier(workspace: &mut Workspace, id: &str, options: &Options) -> Result<Dossier, Error> {
    if let Some(mut dossier) = analyze::dossier(workspace, id, options)? {
        dossier.signals = super::panel::signals(workspace, &dossier, options.as_of)?;
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

/// Returns the escape rate of the defects behind the dossiers.
pub fn rate(workspace: &Workspace, dossiers: &[Dossier], by: Grouping) -> Result<RateTable, Error> {
    let defects = defects(dossiers);
    let calendar = workspace.project.calendar;
    Ok(escape_rate(&defects, RateDefinition::EscapeRate, by, calendar))
}

/// Which incidents a review is about.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// One quarter.
    pub quarter: Option<Period>,
    /// Everything from this time on.
    pub since: Option<Time>,
    /// One component.
    pub component: Option<String>,
}

impl Scope {
    fn words(&self) -> String {
        let time = match (self.quarter, self.since) {
            (Some(quarter), _) => quarter.to_string(),
            (None, Some(since)) => format!("since {}", since.format("%Y-%m-%d")),
            (None, None) => "All time".to_owned(),
        };
        self.component.as_ref().map_or_else(|| time.clone(), |name| format!("{time}, {name}"))
    }
}

/// Returns the names of all components, those without an incident too.
fn components(workspace: &Workspace, dossiers: &[Dossier]) -> Vec<String> {
    let configured = workspace.project.components.iter().map(|known| known.name.clone());
    let met = dossiers.iter().map(|dossier| dossier.component.clone());
    let mut names: Vec<String> = configured.chain(met).chain([Project::OTHER.to_owned()]).collect();
    names.sort();
    names.dedup();
    names
}

/// Returns everything a report on the scope prints. Trends end with the scope's quarter.
pub fn review(
    workspace: &Workspace,
    mut dossiers: Vec<Dossier>,
    scope: &Scope,
) -> Result<Review, Error> {
    let calendar = workspace.project.calendar;
    if let Some(component) = &scope.component {
        let known = components(workspace, &dossiers);
        if !known.contains(component) {
            return Err(Error::NoComponent { name: component.clone(), known });
        }
        dossiers.retain(|dossier| dossier.component == *component);
    }
    let end = scope.quarter.map(|quarter| calendar.bounds(quarter).1);
    let start = scope.quarter.map(|quarter| calendar.bounds(quarter).0).or(scope.since);
    let before_end = |at: Option<Time>| end.is_none_or(|end| at.is_none_or(|at| at < end));
    dossiers.retain(|dossier| before_end(dossier.incident.at()));
    let all = defects(&dossiers);

    let from_start = |at: Option<Time>| start.is_none_or(|start| at.is_some_and(|at| at >= start));
    let inside: Vec<Defect> = all.iter().filter(|d| from_start(d.at)).cloned().collect();
    let escapes = |test: &dyn Fn(&Defect) -> bool| {
        inside.iter().filter(|d| d.phase == Phase::Production && test(d)).count() as u64
    };
    let counts = workspace.stored(workspace.store.counts())?;
    let completeness = Completeness {
        incidents: inside.iter().map(|d| d.incidents.len() as u64).sum(),
        defects: inside.len() as u64,
        unlinked: escapes(&|d| !d.linked),
        no_evidence: escapes(&|d| d.linked && !d.has_evidence),
        unknown_phase: inside.iter().filter(|d| d.phase == Phase::Unknown).count() as u64,
        coverage_reports: counts.coverage_reports,
        test_runs: counts.test_runs,
        releases: counts.releases,
    };
    // A quarter is read against those before it; a span that only has a start stands for itself.
    let shown = if scope.quarter.is_some() { &all } else { &inside };
    let mut rate = escape_rate(shown, RateDefinition::EscapeRate, Grouping::Quarter, calendar);
    if let Some(quarter) = scope.quarter
        && !rate.rows.iter().any(|row| row.period == Some(quarter))
    {
        let nothing = escape_rate(&[], RateDefinition::EscapeRate, Grouping::Quarter, calendar);
        let (key, period) = (quarter.to_string(), Some(quarter));
        rate.rows.push(RateRow { key, period, ..nothing.total });
    }
    let classes = class_table(shown, calendar);
    let latency = latency_table(shown, &dossiers);
    let components = component_table(shown, calendar);
    let data_through = dossiers.iter().filter_map(|d| d.incident.at()).max();
    dossiers.retain(|dossier| from_start(dossier.incident.at()));
    dossiers.sort_by_key(|dossier| {
        let incident = &dossier.incident;
        let escape = incident.phase == Phase::Production && dossier.verdict.class.is_escape();
        (!escape, incident.severity.unwrap_or(u8::MAX), incident.at(), incident.id.clone())
    });
    Ok(Review {
        schema_version: SCHEMA_VERSION,
        scope: scope.words(),
        banner: workspace.project.banner.clone(),
        data_through,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rate,
        classes,
        impact: impact(&dossiers),
        latency,
        components,
        calibration: None,
        quadrant: None,
        covered_escapes: covered_share(&inside),
        verified_escapes: verified_share(&inside),
        completeness,
        dossiers,
    })
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
    Ok((names.len() as u64, dossiers.iter().filter_map(|d| d.incident.at()).max()))
}
