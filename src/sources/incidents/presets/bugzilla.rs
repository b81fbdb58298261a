//! Bugzilla: the CSV of a list, whose default columns hold no creation date, and bugs of its
//! interface, with their histories where those are given too.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "bugzilla",
    headers: &[
        &["bug_id", "short_desc"],
        &["bug_id", "summary"],
        &["bug_id", "bug_status"],
        &["id", "summary", "product", "creation_time"],
    ],
    keys: &[&["id", "summary", "product", "component"], &["id", "summary", "creation_time"]],
    columns: &[
        (Field::Id, &["bug_id", "id"]),
        (Field::Title, &["short_desc", "summary"]),
        (Field::Kind, &["type"]),
        (Field::Status, &["bug_status", "status", "resolution"]),
        (Field::Severity, &["bug_severity", "severity", "priority"]),
        (Field::DetectedAt, &["opendate", "opened", "creation_time", "creation_ts"]),
        (Field::ResolvedAt, &["cf_last_resolved", "last_resolved", "history_resolved"]),
        (Field::ReopenedAt, &["history_reopened"]),
        (Field::Component, &["component", "product"]),
        (Field::Labels, &["keywords"]),
        (Field::AffectedVersion, &["version"]),
        (Field::FixVersions, &["target_milestone"]),
        (Field::RegressedBy, &["regressed_by"]),
        (Field::DuplicateOf, &["dupe_of", "dup_id"]),
    ],
    constants: &[(Field::Source, "bugzilla")],
    values: &[
        (Field::Severity, &[("--", ""), ("enhancement", ""), ("n/a", "")]),
        (Field::AffectedVersion, &[("unspecified", "")]),
        (Field::FixVersions, &[("---", ""), ("future", "")]),
    ],
    extracts: &[WHITEBOARD_PHASE, labels::TITLE_SEVERITY],
    unread: &["url", "changeddate", "changed", "last_change_time", "alias", "blocks"],
    ..Preset::EMPTY
};

const WHITEBOARD_PHASE: super::Extract =
    super::Extract { columns: &["keywords", "whiteboard", "status_whiteboard"], ..labels::PHASE };
