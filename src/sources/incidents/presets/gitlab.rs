//! GitLab: the CSV it sends by mail, and lists of its interface. Older servers name no closing time.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "gitlab",
    headers: &[
        &["title", "issue_id", "url", "created_at_utc"],
        &["title", "issue_id", "state", "labels"],
        &["title", "iid", "state"],
    ],
    keys: &[&["iid", "title", "state", "web_url"], &["iid", "project_id", "title"]],
    columns: &[
        (Field::Id, &["iid", "issue_id"]),
        (Field::Title, &["title"]),
        (Field::Body, &["description"]),
        (Field::Url, &["web_url", "url"]),
        (Field::Kind, &["issue_type", "type"]),
        (Field::Status, &["state"]),
        (Field::Severity, &["severity"]),
        (Field::DetectedAt, &["created_at", "created_at_utc"]),
        (Field::ResolvedAt, &["closed_at", "closed_at_utc"]),
        (Field::Labels, &["labels"]),
    ],
    constants: &[(Field::Source, "gitlab")],
    values: &[(Field::Severity, &[("unknown", "")])],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    separators: &[(Field::Labels, ",")],
    unread: &["id", "start_date", "milestone", "project_id", "locked"],
    numbered: true,
    ..Preset::EMPTY
};
