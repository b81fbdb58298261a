//! ServiceNow: lists saved as CSV under column names or labels, and tables of its interface, where
//! references are objects. Times are the user's in a list and UTC in a table; neither says so.

use super::super::fields::Field;
use super::Preset;

pub(super) const PRESET: Preset = Preset {
    name: "servicenow",
    headers: &[
        &["number", "short_description"],
        &["number", "sys_created_at"],
        &["number", "incident_state", "opened_at"],
    ],
    keys: &[&["number", "short_description"], &["number", "sys_id"]],
    columns: &[
        (Field::Id, &["number"]),
        (Field::Title, &["short_description", "description", "category", "number"]),
        (Field::Body, &["description"]),
        (Field::Kind, &["sys_class_name", "task_type", "category"]),
        (Field::Status, &["state", "incident_state", "close_code"]),
        (Field::Severity, &["severity", "priority", "impact"]),
        (Field::Phase, &["u_environment", "environment", "u_found_in", "found_in"]),
        (Field::StartedAt, &["work_start", "u_outage_start", "outage_start", "outage_begin"]),
        (Field::DetectedAt, &["opened_at", "opened", "sys_created_on", "created"]),
        (Field::ResolvedAt, &["resolved_at", "resolved", "closed_at", "closed"]),
        (Field::ReopenedAt, &["reopened_time", "u_reopened_at"]),
        (
            Field::Component,
            &["business_service", "cmdb_ci", "configuration_item", "service", "subcategory"],
        ),
        (Field::ProblemId, &["problem_id", "problem"]),
        (Field::RegressedBy, &["caused_by"]),
        (Field::DuplicateOf, &["parent_incident", "u_duplicate_of"]),
    ],
    constants: &[(Field::Source, "servicenow")],
    values: &[
        (
            Field::Status,
            &[
                ("1", "New"),
                ("2", "In Progress"),
                ("3", "On Hold"),
                ("6", "Resolved"),
                ("7", "Closed"),
                ("8", "Canceled"),
            ],
        ),
        (Field::ProblemId, &[("?", "")]),
        (Field::Component, &[("?", "")]),
    ],
    unread: &["cause", "incident", "location", "sys_id", "active"],
    ..Preset::EMPTY
};
