//! Pivotal Tracker: the CSV of a project, under the headers of its early and of its late years.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "pivotal",
    headers: &[
        &["id", "story", "story_type", "current_state"],
        &["id", "title", "iteration", "current_state"],
    ],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Title, &["title", "story"]),
        (Field::Body, &["description"]),
        (Field::Url, &["url"]),
        (Field::Kind, &["type", "story_type"]),
        (Field::Status, &["current_state"]),
        (Field::Severity, &["severity", "priority"]),
        (Field::DetectedAt, &["created_at"]),
        (Field::ResolvedAt, &["accepted_at"]),
        (Field::Labels, &["labels"]),
    ],
    constants: &[(Field::Source, "pivotal")],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    separators: &[(Field::Labels, ",")],
    unread: &["iteration_start", "iteration_end", "deadline", "estimate", "task", "task_status"],
    ..Preset::EMPTY
};
