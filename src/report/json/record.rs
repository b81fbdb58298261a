//! An incident as JSON: the field names of the record, times as text, their origins beside.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::commit::Time;
use crate::model::incident::{Condition, Contained, DetectedBy, Incident, Origin, Phase, Stamp};

/// An incident record with its field names; `time_origins` tells where each time came from.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    id: &'a str,
    source: &'a str,
    url: Option<&'a str>,
    title: &'a str,
    body: Option<&'a str>,
    kind: Option<&'a str>,
    status: Option<&'a str>,
    severity_raw: Option<&'a str>,
    severity: Option<u8>,
    phase_raw: Option<&'a str>,
    phase: Phase,
    detected_by: DetectedBy,
    introduced_at: Option<Time>,
    deployed_at: Option<Time>,
    started_at: Option<Time>,
    detected_at: Option<Time>,
    acknowledged_at: Option<Time>,
    mitigated_at: Option<Time>,
    resolved_at: Option<Time>,
    reopened_at: Option<Time>,
    time_origins: BTreeMap<&'static str, Origin>,
    component: Option<&'a str>,
    labels: &'a [String],
    customers_affected: Option<u64>,
    cost: Option<f64>,
    currency: Option<&'a str>,
    condition: &'a [Condition],
    contained: Contained,
    duplicate_of: Option<&'a str>,
    problem_id: Option<&'a str>,
    affected_version: Option<&'a str>,
    fix_commits: &'a [String],
    cause_commits: &'a [String],
    fix_versions: &'a [String],
    regressed_by: &'a [String],
}

impl<'a> Record<'a> {
    /// Returns the record of the incident.
    pub(super) fn new(incident: &'a Incident) -> Self {
        let at = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.at);
        Self {
            id: &incident.id,
            source: &incident.source,
            url: incident.url.as_deref(),
            title: &incident.title,
            body: incident.body.as_deref(),
            kind: incident.kind.as_deref(),
            status: incident.status.as_deref(),
            severity_raw: incident.severity_raw.as_deref(),
            severity: incident.severity,
            phase_raw: incident.phase_raw.as_deref(),
            phase: incident.phase,
            detected_by: incident.detected_by,
            introduced_at: at(incident.introduced_at),
            deployed_at: at(incident.deployed_at),
            started_at: at(incident.started_at),
            detected_at: at(incident.detected_at),
            acknowledged_at: at(incident.acknowledged_at),
            mitigated_at: at(incident.mitigated_at),
            resolved_at: at(incident.resolved_at),
            reopened_at: at(incident.reopened_at),
            time_origins: origins(incident),
            component: incident.component.as_deref(),
            labels: &incident.labels,
            customers_affected: incident.customers_affected,
            cost: incident.cost,
            currency: incident.currency.as_deref(),
            condition: &incident.conditions,
            contained: incident.contained,
            duplicate_of: incident.duplicate_of.as_deref(),
            problem_id: incident.problem_id.as_deref(),
            affected_version: incident.affected_version.as_deref(),
            fix_commits: &incident.fix_commits,
            cause_commits: &incident.cause_commits,
            fix_versions: &incident.fix_versions,
            regressed_by: &incident.regressed_by,
        }
    }
}

fn origins(incident: &Incident) -> BTreeMap<&'static str, Origin> {
    [
        ("introduced_at", incident.introduced_at),
        ("deployed_at", incident.deployed_at),
        ("started_at", incident.started_at),
        ("detected_at", incident.detected_at),
        ("acknowledged_at", incident.acknowledged_at),
        ("mitigated_at", incident.mitigated_at),
        ("resolved_at", incident.resolved_at),
        ("reopened_at", incident.reopened_at),
    ]
    .into_iter()
    .filter_map(|(name, stamp)| Some((name, stamp?.origin)))
    .collect()
}
