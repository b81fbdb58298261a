//! Redmine: the CSV of a list, and pages of its interface with custom fields by name. `Start date`
//! is when work is to begin there.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "redmine",
    headers: &[&["number", "tracker", "subject"], &["tracker", "status", "subject"]],
    keys: &[&["id", "subject", "tracker"], &["id", "subject", "status", "project"]],
    columns: &[
        (Field::Id, &["number", "id"]),
        (Field::Title, &["subject"]),
        (Field::Body, &["description"]),
        (Field::Kind, &["tracker"]),
        (Field::Status, &["status"]),
        (Field::Severity, &["severity", "priority"]),
        (Field::DetectedAt, &["created", "created_on"]),
        (Field::ResolvedAt, &["closed", "closed_on"]),
        (Field::Component, &["category", "project"]),
        (Field::Labels, &["tags"]),
        (Field::FixVersions, &["target_version", "fixed_version"]),
        (Field::AffectedVersion, &["affected_version", "found_in_version"]),
    ],
    constants: &[(Field::Source, "redmine")],
    values: &[(Field::Severity, &[("immediate", "1"), ("urgent", "2")])],
    extracts: &[labels::PHASE, labels::TITLE_SEVERITY],
    unread: &["start_date", "start", "parent_task", "updated", "updated_on", "issue", "url"],
    ..Preset::EMPTY
};
