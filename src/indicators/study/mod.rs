//! Escapes by period or group under several definitions, with exposures, cost and maturity.
//!
//! Pure: dossiers, defects, deployments and exposures in, a [`RateStudy`] out. The sets of incidents
//! are those of the escape rate: what is no defect of our code (X0, X1) stands outside all.

mod case;
mod compare;
mod impact;
mod measure;
mod restated;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::classes::{covered_share, verified_share};
use super::escape_rate::{is_caught, is_escape, is_ours, is_over};
use super::periods::{between, period_of};
use crate::model::commit::Time;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::incident::{Contained, Phase};
use crate::model::period::{Calendar, Period};
use crate::model::rate::{Grouping, Rate, RateDefinition};
use crate::model::rate_study::{
    Cohort, Exposure, PrintedFigure, RateQuestion, RateStudy, StudyRow,
};
use crate::model::release::Release;
use crate::stats::wilson;
use case::{Case, cases};
use measure::{Group, measure};
use restated::restatements;
pub use table::table_of;

/// What a study rests on.
pub struct StudyData<'a> {
    /// The dossiers behind the defects.
    pub dossiers: &'a [Dossier],
    /// The defects.
    pub defects: &'a [Defect],
    /// Deployments of the environment that counts as shipped.
    pub deployments: &'a [Release],
    /// What counts of a period can be held against.
    pub exposure: &'a dyn Fn(Period) -> Exposure,
    /// How time is cut.
    pub calendar: Calendar,
    /// How far the sources reach.
    pub through: Option<Time>,
    /// How many sources of incidents there are.
    pub sources: u64,
    /// What earlier reports printed, oldest first.
    pub printed: &'a [PrintedFigure],
    /// The day on which it is asked; `None` where nothing printed is compared.
    pub today: Option<NaiveDate>,
}

/// Returns the study that answers the question.
pub fn rate_study(question: &RateQuestion, data: &StudyData<'_>) -> RateStudy {
    let ours: Vec<&Defect> = data.defects.iter().filter(|defect| is_ours(defect)).collect();
    let has_caught_source = ours.iter().any(|defect| is_caught(defect));
    let all = cases(&ours, data.dossiers);
    let (groups, unplaced) = groups(question, data, &all);
    let study_row = |key: String, period, mature, group: &Group<'_>| {
        let defects: Vec<Defect> = group.cases.iter().map(|case| case.defect.clone()).collect();
        let count = |keep: &dyn Fn(&Defect) -> bool| {
            defects.iter().filter(|defect| keep(defect)).count() as u64
        };
        let escapes = count(&is_escape);
        StudyRow {
            key,
            period,
            mature,
            measures: question
                .definitions
                .iter()
                .map(|definition| measure(*definition, group, has_caught_source))
                .collect(),
            escapes,
            caught: has_caught_source.then(|| count(&is_caught)),
            contained: count(&|d| is_escape(d) && d.contained == Contained::Yes),
            unknown_phase: count(&|d| d.phase == Phase::Unknown),
            incidents: defects
                .iter()
                .filter(|d| is_escape(d) || is_caught(d))
                .map(|d| d.incidents.len() as u64)
                .sum(),
            escape_ids: ids(&defects, is_escape),
            caught_ids: has_caught_source.then(|| ids(&defects, is_caught)),
            unlinked: wilson(count(&|d| is_escape(d) && !d.linked), escapes),
            no_evidence: wilson(count(&|d| is_escape(d) && !d.has_evidence), escapes),
            covered: covered_share(&defects),
            verified: verified_share(&defects),
            exposure: group.exposure,
            per_exposure: Vec::new(),
            impact: impact::impact(&group.cases),
        }
    };
    let mut rows: Vec<StudyRow> = groups
        .iter()
        .map(|(place, group)| study_row(place.key.clone(), place.period, place.mature, group))
        .collect();
    if question.by.is_time() {
        compare::compare(&mut rows, question.definitions.len());
    }
    let together = Group {
        cases: groups.iter().flat_map(|(_, group)| group.cases.iter().copied()).collect(),
        deployments: groups.iter().flat_map(|(_, g)| g.deployments.iter().copied()).collect(),
        exposure: sum(groups.iter().map(|(_, group)| group.exposure)),
    };
    RateStudy {
        by: question.by,
        cohort: question.cohort,
        mature_days: question.mature_days,
        through: data.through,
        sources: data.sources,
        definitions: question.definitions.clone(),
        total: study_row("all".to_owned(), None, true, &together),
        stages: stages(&ours),
        restatements: if question.by == Grouping::Quarter && question.cohort == Cohort::Discovery {
            restatements(&rows, data.printed, data.today)
        } else {
            Vec::new()
        },
        rows,
        has_caught_source,
        unplaced,
        notes: Vec::new(),
    }
}

/// Name and standing of a row.
struct Place {
    key: String,
    period: Option<Period>,
    mature: bool,
}

/// Returns the cases by row, in order, and the ids of those that stand in none.
fn groups<'a>(
    question: &RateQuestion,
    data: &'a StudyData<'_>,
    all: &'a [Case<'a>],
) -> (Vec<(Place, Group<'a>)>, Vec<String>) {
    let ripe = |end: Time| is_over(end, question.mature_days, data.through);
    let mut unplaced = Vec::new();
    let mut named: BTreeMap<(Option<Time>, String), Vec<&'a Case<'a>>> = BTreeMap::new();
    let mut periods: BTreeMap<Period, Vec<&'a Case<'a>>> = BTreeMap::new();
    for case in all {
        let known = match question.by {
            Grouping::Month | Grouping::Quarter => case.at(question.cohort).map(|at| {
                let period = period_of(data.calendar, question.by, at);
                periods.entry(period).or_default().push(case);
            }),
            Grouping::Release => case.shipped.map(|at| {
                let name = case.version.clone().unwrap_or_else(|| at.format("%F").to_string());
                named.entry((Some(at), name)).or_default().push(case);
            }),
            Grouping::Component => {
                named.entry((None, case.defect.component.clone())).or_default().push(case);
                Some(())
            }
            Grouping::Severity => {
                let severity = case.defect.severity;
                let name = severity.map_or_else(|| "unknown".to_owned(), |s| s.to_string());
                named.entry((None, name)).or_default().push(case);
                Some(())
            }
        };
        if known.is_none() {
            unplaced.push(case.defect.id.clone());
        }
    }
    if question.by == Grouping::Release {
        for release in data.deployments {
            let name = release.version.clone();
            let name = name.unwrap_or_else(|| release.time.format("%F").to_string());
            named.entry((Some(release.time), name)).or_default();
        }
    }
    if question.by.is_time() && question.definitions.contains(&RateDefinition::ChangeFailure) {
        for release in data.deployments {
            let period = period_of(data.calendar, question.by, release.time);
            periods.entry(period).or_default();
        }
    }
    let mut rows = Vec::new();
    let ends = periods.keys().next().copied().zip(periods.keys().next_back().copied());
    if let Some((first, last)) = ends {
        for period in between(first, last) {
            periods.entry(period).or_default();
        }
    }
    for (period, cases) in periods {
        let (start, end) = data.calendar.bounds(period);
        let inside = |release: &&Release| release.time >= start && release.time < end;
        let deployments: Vec<&Release> = data.deployments.iter().filter(inside).collect();
        // Escapes of later deployments are not known yet, so those are no exposure.
        let known = |r: &&&Release| data.through.is_none_or(|through| r.time <= through);
        let live = deployments.iter().filter(known).filter(|r| r.result != FAILED).count() as u64;
        let exposure = Exposure {
            deployments: (!data.deployments.is_empty()).then_some(live),
            ..(data.exposure)(period)
        };
        let place = Place { key: period.to_string(), period: Some(period), mature: ripe(end) };
        rows.push((place, Group { cases, deployments, exposure }));
    }
    let minute = |at: &Time, key: &str| format!("{key}, {}", at.format("%F %H:%M"));
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (at, key) in named.keys() {
        *uses.entry(key.clone()).or_default() += 1;
        if let Some(at) = at {
            *uses.entry(minute(at, key)).or_default() += 1;
        }
    }
    for ((at, key), cases) in named {
        let of_row = |release: &&Release| match (question.by, at) {
            (Grouping::Release, Some(at)) => release.time == at,
            (Grouping::Component, _) => release.component.as_deref() == Some(key.as_str()),
            _ => false,
        };
        let deployments = data.deployments.iter().filter(of_row).collect();
        let mature = at.is_none_or(ripe);
        // A version that went out more than once has a row for each time, told apart by it.
        let key = match at {
            Some(at) if uses[&minute(&at, &key)] > 1 => {
                format!("{key}, {}", at.format("%F %H:%M:%S"))
            }
            Some(at) if uses[&key] > 1 => minute(&at, &key),
            _ => key,
        };
        let place = Place { key, period: None, mature };
        rows.push((place, Group { cases, deployments, exposure: Exposure::default() }));
    }
    unplaced.sort();
    (rows, unplaced)
}

/// A deployment of this result never went live.
const FAILED: crate::model::release::ReleaseResult = crate::model::release::ReleaseResult::Failure;

fn sum(exposures: impl Iterator<Item = Exposure>) -> Exposure {
    let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (one, other) => one.or(other),
    };
    exposures.fold(Exposure::default(), |all, one| Exposure {
        changed_lines: add(all.changed_lines, one.changed_lines),
        merges: add(all.merges, one.merges),
        deployments: add(all.deployments, one.deployments),
    })
}

/// Returns for each stage the share found there of those found there or before.
fn stages(defects: &[&Defect]) -> Vec<(Phase, Rate)> {
    const ORDER: [Phase; 5] =
        [Phase::Review, Phase::Test, Phase::Staging, Phase::Uat, Phase::Production];
    let mut before = 0;
    let stage = |phase: Phase| {
        let here = defects.iter().filter(|defect| defect.phase == phase).count() as u64;
        before += here;
        (phase, wilson(here, before))
    };
    ORDER.into_iter().map(stage).collect()
}

/// Returns the ids of the defects that are kept, sorted.
fn ids(defects: &[Defect], keep: fn(&Defect) -> bool) -> Vec<String> {
    let mut ids: Vec<String> = defects.iter().filter(|d| keep(d)).map(|d| d.id.clone()).collect();
    ids.sort();
    ids
}
