//! Sentry: lists of issues. What it holds was noticed by software, not by a person.

use super::super::fields::Field;
use super::Preset;

pub(super) const PRESET: Preset = Preset {
    name: "sentry",
    headers: &[&["firstseen", "lastseen", "culprit"]],
    keys: &[&["firstseen", "lastseen", "culprit"], &["firstseen", "shortid"]],
    columns: &[
        (Field::Id, &["id"]),
        (Field::Title, &["title", "metadata_title"]),
        (Field::Body, &["culprit"]),
        (Field::Url, &["permalink"]),
        (Field::Kind, &["issuecategory", "type"]),
        (Field::Status, &["status", "substatus"]),
        (Field::Severity, &["level", "priority"]),
        (Field::StartedAt, &["firstseen"]),
        (Field::DetectedAt, &["firstseen"]),
        (Field::Component, &["project"]),
        (Field::CustomersAffected, &["usercount"]),
        (Field::AffectedVersion, &["firstrelease_version", "firstrelease"]),
    ],
    constants: &[(Field::Source, "sentry"), (Field::DetectedBy, "alert")],
    values: &[(
        Field::Severity,
        &[("fatal", "1"), ("error", "2"), ("warning", "3"), ("info", "4"), ("debug", "4")],
    )],
    unread: &["count", "name", "stats"],
    ..Preset::EMPTY
};
