//! Post-mortem documents with front matter: when it began and ended, what it was about.

use super::super::fields::Field;
use super::Preset;

pub(super) const PRESET: Preset = Preset {
    name: "postmortem",
    headers: &[],
    keys: &[&["front_matter"]],
    columns: &[
        (Field::Id, &["uuid", "id", "slug", "key"]),
        (Field::Title, &["title", "name"]),
        (Field::Body, &["body"]),
        (Field::Url, &["url", "link", "source"]),
        (Field::Kind, &["type", "kind"]),
        (Field::Severity, &["severity", "sev", "priority"]),
        (
            Field::StartedAt,
            &["start_time", "started_at", "start", "impact_start", "incident_start"],
        ),
        (Field::DetectedAt, &["detected_at", "detect_time", "detection_time", "detected"]),
        (Field::ResolvedAt, &["end_time", "resolved_at", "end", "impact_end", "resolved"]),
        (Field::Component, &["component", "service", "product"]),
        (Field::Labels, &["categories", "labels", "tags"]),
        (
            Field::CustomersAffected,
            &["customers_affected", "users_affected", "impact_users", "impact_customers"],
        ),
        (Field::FixCommits, &["fix_commits", "fix", "fixes"]),
        (Field::CauseCommits, &["cause_commits", "cause", "root_cause"]),
    ],
    constants: &[(Field::Source, "postmortem")],
    unread: &["front_matter", "keywords", "company", "date"],
    ..Preset::EMPTY
};
