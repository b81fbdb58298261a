//! PagerDuty: the CSV of its incidents and analytics pages, and pages of its interface. An alert
//! opened what names no person.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "pagerduty",
    headers: &[
        &["incident_number", "service_name"],
        &["incident_number", "description", "urgency"],
        &["incident_number", "title", "urgency"],
    ],
    keys: &[&["incident_number", "title", "urgency"], &["incident_number", "service"]],
    columns: &[
        (Field::Id, &["id", "incident_id", "incident_number"]),
        (Field::Title, &["title", "description", "summary"]),
        (Field::Body, &["body_details", "details"]),
        (Field::Url, &["html_url"]),
        (Field::Kind, &["incident_type", "type"]),
        (Field::Status, &["status"]),
        (Field::Severity, &["priority_name", "priority", "urgency"]),
        (Field::DetectedAt, &["created_at", "created_on"]),
        (
            Field::AcknowledgedAt,
            &["acknowledged_at", "first_acknowledged_at", "acknowledgements_at"],
        ),
        (Field::ResolvedAt, &["resolved_at", "resolved_on"]),
        (Field::Component, &["service_name", "service"]),
    ],
    constants: &[(Field::Source, "pagerduty")],
    values: &[(Field::Kind, &[("incident_default", "incident")])],
    extracts: &[labels::PHASE, labels::TITLE_SEVERITY],
    unread: &["incident_key", "number", "name"],
    ..Preset::EMPTY
};
