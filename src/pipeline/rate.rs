//! Puts dossiers, deployments and history together into a study of escapes.

use std::cell::RefCell;

use super::Workspace;
use crate::error::Error;
use crate::history::Repository;
use crate::indicators::{StudyData, cohort_table, defects, rate_study, table_of};
use crate::model::commit::{CommitId, Time};
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::period::Period;
use crate::model::rate::{Grouping, RateDefinition, RateTable};
use crate::model::rate_study::{
    Cohort, Exposure, PrintedFigure, RateQuestion, RateStudy, Restatement, StudyRow,
};
use crate::model::region::FileKind;
use crate::model::release::Release;
use crate::model::review::CohortTable;
use crate::syntax;

/// Returns the escape rate by what the question asks for. What shipped when is known to the study alone, so
/// releases, cohorts by introduction and late maturity have its rows.
pub fn table(
    workspace: &Workspace,
    dossiers: &[Dossier],
    (question, study): (&RateQuestion, &RateStudy),
    as_of: Option<Time>,
) -> Result<RateTable, Error> {
    let by_time_found = question.cohort == Cohort::Discovery && question.mature_days == 0;
    if question.by == Grouping::Release || !by_time_found {
        return Ok(table_of(study));
    }
    super::read::rate(workspace, dossiers, question.by, as_of)
}

/// A repository with its first parents, newest first.
struct Trunk {
    name: String,
    repository: Repository,
    commits: Vec<(CommitId, Time)>,
}

/// Returns the study that answers the question, as the data stood at `as_of`, asked `now`.
pub fn study(
    workspace: &Workspace,
    dossiers: &[Dossier],
    question: &RateQuestion,
    as_of: Option<Time>,
    now: Time,
) -> Result<RateStudy, Error> {
    let early = |at: Time| as_of.is_none_or(|as_of| at <= as_of);
    let mut deployments = workspace.stored(workspace.store.releases())?;
    let environment = &workspace.project.environment;
    deployments.retain(|release| release.environment == *environment && early(release.time));
    let (sources, newest) = super::read::completeness(workspace, dossiers)?;
    let through = as_of.or(newest);
    let mut printed = workspace.stored(workspace.store.printed_figures())?;
    printed.retain(|figure| early(figure.printed_at));
    let defects = defects(dossiers);
    let (trunks, mut notes) =
        if question.by.is_time() { trunks(workspace) } else { (Vec::new(), Vec::new()) };
    let problem = RefCell::new(None);
    let exposure = |period: Period| {
        let (start, end) = workspace.project.calendar.bounds(period);
        let end = as_of.map_or(end, |as_of| end.min(as_of));
        exposure(&trunks, start, end).unwrap_or_else(|error| {
            problem.borrow_mut().get_or_insert(error);
            Exposure::default()
        })
    };
    let mut study = rate_study(
        question,
        &StudyData {
            dossiers,
            defects: &defects,
            deployments: &deployments,
            exposure: &exposure,
            calendar: workspace.project.calendar,
            through,
            sources,
            printed: &printed,
            today: Some(now.date_naive()),
        },
    );
    if let Some(error) = problem.into_inner() {
        return Err(error);
    }
    notes.extend(absent(question, &deployments));
    study.notes = notes;
    Ok(study)
}

/// Returns the quarters of a report whose figures an earlier report printed otherwise. With `kept`
/// the figures are stored as printed now, for the next one.
pub fn restatements(
    workspace: &mut Workspace,
    dossiers: &[Dossier],
    quarter: Option<Period>,
    now: Time,
    kept: bool,
) -> Result<Vec<Restatement>, Error> {
    let question = RateQuestion {
        by: Grouping::Quarter,
        definitions: vec![RateDefinition::EscapeRate],
        cohort: Cohort::Discovery,
        mature_days: 0,
    };
    let defects = defects(dossiers);
    let printed = workspace.stored(workspace.store.printed_figures())?;
    let today = Some(now.date_naive());
    let data = StudyData { printed: &printed, today, ..bare(workspace, dossiers, &defects) };
    let study = rate_study(&question, &data);
    let fits = |row: &StudyRow| quarter.is_none_or(|q| row.period <= Some(q));
    let shown: Vec<StudyRow> = study.rows.into_iter().filter(fits).collect();
    let mut restated = study.restatements;
    restated.retain(|one| shown.iter().any(|row| row.key == one.key));
    if !kept {
        return Ok(restated);
    }
    let shown = shown.into_iter();
    let figures: Vec<PrintedFigure> = shown
        .map(|row| PrintedFigure {
            printed_at: now,
            key: row.key,
            escapes: row.escape_ids,
            caught: row.caught_ids,
        })
        .collect();
    let saved = workspace.store.save_printed_figures(&figures);
    saved.map_err(|source| Error::Store { path: workspace.database.clone(), source })?;
    Ok(restated)
}

/// Returns the defects by the quarter in which the change that carried them shipped; how far the
/// data reach says which quarters are complete.
pub(super) fn cohort(
    workspace: &Workspace,
    dossiers: &[Dossier],
    defects: &[Defect],
    through: Option<Time>,
) -> CohortTable {
    let question = RateQuestion {
        by: Grouping::Quarter,
        definitions: vec![RateDefinition::EscapeRate],
        cohort: Cohort::Introduction,
        mature_days: MATURE_DAYS,
    };
    let data = StudyData { through, ..bare(workspace, dossiers, defects) };
    cohort_table(&rate_study(&question, &data))
}

/// Days until what shipped in a quarter counts as complete.
const MATURE_DAYS: u32 = 90;

/// Returns a study's data without deployments and exposures.
fn bare<'a>(
    workspace: &Workspace,
    dossiers: &'a [Dossier],
    defects: &'a [Defect],
) -> StudyData<'a> {
    StudyData {
        dossiers,
        defects,
        deployments: &[],
        exposure: &|_| Exposure::default(),
        calendar: workspace.project.calendar,
        through: None,
        sources: 0,
        printed: &[],
        today: None,
    }
}

/// Opens what can be opened; a repository that is not there leaves the exposures unknown.
fn trunks(workspace: &Workspace) -> (Vec<Trunk>, Vec<String>) {
    let (mut trunks, mut notes) = (Vec::new(), Vec::new());
    for config in &workspace.project.repositories {
        let opened = workspace.open_repository(config).and_then(|repository| {
            let failed = |source| Error::History { name: config.name.clone(), source };
            let tip = repository.branch_tip(config.branch.as_deref()).map_err(failed)?;
            let commits = match &tip {
                Some(tip) => repository.first_parents(tip).map_err(failed)?,
                None => Vec::new(),
            };
            Ok(Trunk { name: config.name.clone(), repository, commits })
        });
        match opened {
            Ok(trunk) => trunks.push(trunk),
            Err(_) => notes.push(format!(
                "Changed lines and merges of `{}` are not known: the repository cannot be read.",
                config.name
            )),
        }
    }
    if notes.is_empty() { (trunks, notes) } else { (Vec::new(), notes) }
}

/// Returns lines of source changed and commits merged from `start` until before `end`.
fn exposure(trunks: &[Trunk], start: Time, end: Time) -> Result<Exposure, Error> {
    if trunks.is_empty() {
        return Ok(Exposure::default());
    }
    let (mut lines, mut merges) = (0, 0);
    for trunk in trunks {
        let inside = trunk.commits.iter().filter(|(_, at)| *at >= start && *at < end);
        merges += inside.count() as u64;
        let newest = |before: Time| trunk.commits.iter().find(|(_, at)| *at < before);
        let Some((last, _)) = newest(end) else { continue };
        let first = newest(start).map(|(id, _)| id);
        if first == Some(last) {
            continue;
        }
        let failed = |source| Error::History { name: trunk.name.clone(), source };
        let changed = trunk.repository.churn(first, last).map_err(failed)?;
        lines += changed
            .iter()
            .filter(|one| {
                let path = one.new_path.as_deref().or(one.old_path.as_deref());
                path.is_some_and(|path| syntax::file_kind(path) == FileKind::Source)
            })
            .map(|one| one.added + one.deleted)
            .sum::<u64>();
    }
    Ok(Exposure { changed_lines: Some(lines), merges: Some(merges), deployments: None })
}

/// Returns what a definition needs and the data lack, by name.
fn absent(question: &RateQuestion, deployments: &[Release]) -> Vec<String> {
    let asks = |definition| question.definitions.contains(&definition);
    let mut notes = Vec::new();
    if deployments.is_empty()
        && (asks(RateDefinition::ChangeFailure) || question.by == Grouping::Release)
    {
        notes.push(
            "No deployment is known: `escapee import releases FILE` brings them in.".to_owned(),
        );
    }
    if asks(RateDefinition::Density) && !question.by.is_time() {
        notes.push("Changed lines are known by period only: ask `--by quarter`.".to_owned());
    }
    notes
}
