//! Shortcut: the CSV of stories, whose times are local with their offset in a column of its own,
//! and stories of its interface with their commits.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "shortcut",
    headers: &[
        &["id", "name", "type", "created_at", "completed_at", "utc_offset"],
        &["id", "name", "type", "is_completed", "created_at"],
    ],
    keys: &[&["id", "name", "story_type"]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Title, &["name"]),
        (Field::Body, &["description"]),
        (Field::Url, &["app_url"]),
        (Field::Kind, &["type", "story_type"]),
        (Field::Status, &["state", "workflow_state"]),
        (Field::Severity, &["severity", "priority"]),
        (Field::DetectedAt, &["created_at"]),
        (Field::ResolvedAt, &["completed_at"]),
        (Field::Component, &["product_area", "technical_area", "project", "team"]),
        (Field::Labels, &["labels"]),
        (Field::FixCommits, &["commits_hash"]),
    ],
    constants: &[(Field::Source, "shortcut")],
    values: &[(Field::Severity, &[("none", ""), ("no priority", "")])],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    separators: &[(Field::Labels, ";")],
    unread: &["started_at", "moved_at", "updated_at", "external_id", "epic_state", "started"],
    offset_column: Some("utc_offset"),
    ..Preset::EMPTY
};
