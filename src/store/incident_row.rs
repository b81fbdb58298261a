//! An incident as a row, and back.

use rusqlite::{Connection, Row, named_params};

use super::value::{from_json, from_word, json, time, time_text};
use super::{StoreError, run};
use crate::model::incident::{Contained, DetectedBy, Incident, Origin, Phase, Stamp};

/// Returns the incident as a row can hold it: a severity outside 1 to 4, a cost that is no number or
/// a count beyond 2⁶³ is not known.
pub(super) fn storable(incident: &Incident) -> Incident {
    let mut incident = incident.clone();
    incident.severity = incident.severity.filter(|severity| (1..=4).contains(severity));
    incident.cost = incident.cost.filter(|cost| cost.is_finite());
    incident.customers_affected =
        incident.customers_affected.filter(|count| i64::try_from(*count).is_ok());
    incident
}

/// Writes a storable incident over what there is of the same id.
pub(super) fn replace(connection: &Connection, incident: &Incident) -> Result<(), StoreError> {
    let at = |stamp: Option<Stamp>| stamp.map(|stamp| time_text(stamp.at));
    let origin = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.origin.word());
    let id = incident.id.as_str();
    let row = named_params! {
        ":id": id,
        ":source": incident.source,
        ":url": incident.url,
        ":title": incident.title,
        ":body": incident.body,
        ":kind": incident.kind,
        ":status": incident.status,
        ":severity_raw": incident.severity_raw,
        ":severity": incident.severity,
        ":phase_raw": incident.phase_raw,
        ":phase": incident.phase.word(),
        ":detected_by": incident.detected_by.word(),
        ":introduced_at": at(incident.introduced_at),
        ":introduced_origin": origin(incident.introduced_at),
        ":deployed_at": at(incident.deployed_at),
        ":deployed_origin": origin(incident.deployed_at),
        ":started_at": at(incident.started_at),
        ":started_origin": origin(incident.started_at),
        ":detected_at": at(incident.detected_at),
        ":detected_origin": origin(incident.detected_at),
        ":acknowledged_at": at(incident.acknowledged_at),
        ":acknowledged_origin": origin(incident.acknowledged_at),
        ":mitigated_at": at(incident.mitigated_at),
        ":mitigated_origin": origin(incident.mitigated_at),
        ":resolved_at": at(incident.resolved_at),
        ":resolved_origin": origin(incident.resolved_at),
        ":reopened_at": at(incident.reopened_at),
        ":reopened_origin": origin(incident.reopened_at),
        ":component": incident.component,
        ":labels": json(&incident.labels, "labels of incident", id)?,
        ":customers_affected": incident.customers_affected.map(|count| count as i64),
        ":cost": incident.cost,
        ":currency": incident.currency,
        ":conditions": json(&incident.conditions, "conditions of incident", id)?,
        ":contained": incident.contained.word(),
        ":duplicate_of": incident.duplicate_of,
        ":problem_id": incident.problem_id,
        ":affected_version": incident.affected_version,
        ":fix_commits": json(&incident.fix_commits, "fix commits of incident", id)?,
        ":cause_commits": json(&incident.cause_commits, "cause commits of incident", id)?,
        ":fix_versions": json(&incident.fix_versions, "fix versions of incident", id)?,
        ":regressed_by": json(&incident.regressed_by, "causes of incident", id)?,
    };
    run(connection, include_str!("../../schema/queries/replace_incident.sql"), row)?;
    Ok(())
}

/// Returns the incident in a row.
pub(super) fn read(row: &Row<'_>) -> Result<Incident, StoreError> {
    let id: String = row.get("id")?;
    let list = |column: &str, what| from_json(&row.get::<_, String>(column)?, what, &id);
    let phase = row.get("phase")?;
    let detected_by = row.get("detected_by")?;
    let contained = row.get("contained")?;
    let conditions: String = row.get("conditions")?;
    let customers: Option<i64> = row.get("customers_affected")?;
    Ok(Incident {
        source: row.get("source")?,
        url: row.get("url")?,
        title: row.get("title")?,
        body: row.get("body")?,
        kind: row.get("kind")?,
        status: row.get("status")?,
        severity_raw: row.get("severity_raw")?,
        severity: row.get("severity")?,
        phase_raw: row.get("phase_raw")?,
        phase: from_word(Phase::ALL, Phase::word, "a phase", phase)?,
        detected_by: from_word(DetectedBy::ALL, DetectedBy::word, "a finder", detected_by)?,
        introduced_at: stamp(row, "introduced_at", "introduced_origin")?,
        deployed_at: stamp(row, "deployed_at", "deployed_origin")?,
        started_at: stamp(row, "started_at", "started_origin")?,
        detected_at: stamp(row, "detected_at", "detected_origin")?,
        acknowledged_at: stamp(row, "acknowledged_at", "acknowledged_origin")?,
        mitigated_at: stamp(row, "mitigated_at", "mitigated_origin")?,
        resolved_at: stamp(row, "resolved_at", "resolved_origin")?,
        reopened_at: stamp(row, "reopened_at", "reopened_origin")?,
        component: row.get("component")?,
        labels: list("labels", "labels of incident")?,
        customers_affected: customers.and_then(|count| u64::try_from(count).ok()),
        cost: row.get("cost")?,
        currency: row.get("currency")?,
        conditions: from_json(&conditions, "conditions of incident", &id)?,
        contained: from_word(Contained::ALL, Contained::word, "containment", contained)?,
        duplicate_of: row.get("duplicate_of")?,
        problem_id: row.get("problem_id")?,
        affected_version: row.get("affected_version")?,
        fix_commits: list("fix_commits", "fix commits of incident")?,
        cause_commits: list("cause_commits", "cause commits of incident")?,
        fix_versions: list("fix_versions", "fix versions of incident")?,
        regressed_by: list("regressed_by", "causes of incident")?,
        id,
    })
}

fn stamp(row: &Row<'_>, at: &str, origin: &str) -> Result<Option<Stamp>, StoreError> {
    let Some(word) = row.get::<_, Option<String>>(origin)? else {
        return Ok(None);
    };
    let origin = from_word(Origin::ALL, Origin::word, "an origin of a time", word)?;
    Ok(Some(Stamp { at: time(row, at)?, origin }))
}
