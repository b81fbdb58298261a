//! `YouTrack`: the CSV of a list of issues. Its normal priority is the middle of five, and its
//! environment is prose on a device.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "youtrack",
    headers: &[
        &["issue_id", "project", "summary", "state", "subsystem"],
        &["issue_id", "project", "summary", "state", "votes"],
    ],
    columns: &[
        (Field::Id, &["issue_id"]),
        (Field::Title, &["summary"]),
        (Field::Body, &["description"]),
        (Field::Kind, &["type"]),
        (Field::Status, &["state"]),
        (Field::Severity, &["severity", "priority"]),
        (Field::Phase, &["found_in_phase", "found_in", "stage"]),
        (Field::DetectedAt, &["created"]),
        (Field::ResolvedAt, &["resolved"]),
        (Field::Component, &["subsystem", "component"]),
        (Field::Labels, &["tags"]),
        (Field::AffectedVersion, &["affected_versions"]),
        (Field::FixVersions, &["fix_versions", "fixed_in_build"]),
    ],
    constants: &[(Field::Source, "youtrack")],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    unread: &["environment", "updated", "votes"],
    ..Preset::EMPTY
};
