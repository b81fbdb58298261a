//! Linear: the CSV of a workspace, and nodes of its interface. `Started` is when work began there.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "linear",
    headers: &[
        &["id", "team", "title", "status", "priority", "created", "completed"],
        &["id", "title", "cycle_number", "triaged"],
    ],
    keys: &[
        &["identifier", "title"],
        &["identifier", "title", "prioritylabel"],
        &["identifier", "createdat"],
    ],
    columns: &[
        (Field::Id, &["identifier", "id"]),
        (Field::Title, &["title"]),
        (Field::Body, &["description"]),
        (Field::Url, &["url"]),
        (Field::Status, &["status", "state"]),
        (Field::Severity, &["prioritylabel", "priority"]),
        (Field::DetectedAt, &["created", "createdat"]),
        (Field::ResolvedAt, &["completed", "completedat", "canceled", "canceledat"]),
        (Field::Component, &["project", "team"]),
        (Field::Labels, &["labels"]),
    ],
    constants: &[(Field::Source, "linear")],
    values: &[(Field::Severity, &[("no priority", ""), ("0", ""), ("urgent", "1")])],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    separators: &[(Field::Labels, ",")],
    unread: &["started", "startedat", "stage", "duplicate", "number", "name"],
    ..Preset::EMPTY
};
