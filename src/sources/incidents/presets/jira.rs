//! Jira: the CSV of all or of the shown fields, and pages of its search, rich text included.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "jira",
    headers: &[
        &["issue_key", "summary"],
        &["issue_key", "issue_type"],
        &["issue_key", "issue_id"],
        &["key", "summary", "issue_type"],
    ],
    keys: &[&["key", "fields"], &["key", "self", "id"]],
    columns: &[
        (Field::Id, &["issue_key", "key"]),
        (Field::Title, &["summary"]),
        (Field::Body, &["description"]),
        (Field::Url, &["browse_url"]),
        (Field::Kind, &["issue_type", "issuetype"]),
        (Field::Status, &["status", "resolution"]),
        (Field::Severity, &["severity", "priority"]),
        (
            Field::Phase,
            &[
                "found_in_phase",
                "phase_found",
                "found_in_environment",
                "found_in",
                "detected_in",
                "detection_phase",
                "raised_during",
                "environment",
            ],
        ),
        (Field::DetectedAt, &["created"]),
        (Field::ResolvedAt, &["resolved", "resolutiondate", "resolution_date"]),
        (Field::ReopenedAt, &["history_reopened"]),
        (Field::Component, &["component_s", "components", "component"]),
        (Field::Labels, &["labels"]),
        (
            Field::AffectedVersion,
            &["affects_version_s", "affects_versions", "versions", "found_in_version"],
        ),
        (Field::FixVersions, &["fix_version_s", "fix_versions", "fixversions"]),
        (
            Field::RegressedBy,
            &[
                "inward_issue_link_regression",
                "inward_issue_link_cause",
                "inward_issue_link_causes",
                "regressed_by",
            ],
        ),
        (Field::DuplicateOf, &["outward_issue_link_duplicate"]),
        (Field::ProblemId, &["inward_issue_link_problem_incident"]),
    ],
    constants: &[(Field::Source, "jira")],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY, labels::CAUSE_IN_COMMENT],
    unread: &["issue_id", "id", "start_date", "self", "project_url", "url", "date", "detection"],
    ..Preset::EMPTY
};
