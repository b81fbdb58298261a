//! Trac: the CSV or tab-separated text of a query or report.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "trac",
    headers: &[
        &["id", "summary", "status", "type", "priority"],
        &["id", "summary", "status", "type", "milestone"],
        &["ticket", "summary", "component"],
        &["ticket", "summary", "status"],
    ],
    columns: &[
        (Field::Id, &["id", "ticket"]),
        (Field::Title, &["summary"]),
        (Field::Body, &["description"]),
        (Field::Kind, &["type"]),
        (Field::Status, &["status", "resolution"]),
        (Field::Severity, &["severity", "priority"]),
        (Field::Phase, &["found_in", "phase", "environment"]),
        (Field::DetectedAt, &["created", "time"]),
        (Field::Component, &["component"]),
        (Field::Labels, &["keywords"]),
        (Field::AffectedVersion, &["version"]),
    ],
    constants: &[(Field::Source, "trac")],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    unread: &["modified", "changetime"],
    ..Preset::EMPTY
};
