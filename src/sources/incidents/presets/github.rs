//! GitHub: lists of its interface, webhook payloads, what `gh issue list --json` prints, and the
//! CSV that people make of them. Pull requests come in the same lists.

use super::super::fields::Field;
use super::{Preset, Skip, labels};

pub(super) const PRESET: Preset = Preset {
    name: "github",
    headers: &[
        &["number", "title", "state", "created_at"],
        &["number", "title", "state", "labels"],
        &["number", "title", "state", "createdat"],
        &["issue_number", "title", "state", "created_at"],
        &["number", "title", "html_url"],
        &["issue_id", "issue_title", "state", "url"],
    ],
    keys: &[
        &["number", "title", "state"],
        &["number", "title", "html_url"],
        &["number", "title", "createdat"],
        &["number", "title", "labels"],
    ],
    columns: &[
        (Field::Id, &["number", "issue_number", "issue_id"]),
        (Field::Title, &["title", "issue_title"]),
        (Field::Body, &["body", "description"]),
        (Field::Url, &["html_url", "url", "link"]),
        (Field::Kind, &["type", "issue_type"]),
        (Field::Status, &["state", "state_reason", "statereason"]),
        (Field::DetectedAt, &["created_at", "createdat", "created"]),
        (Field::ResolvedAt, &["closed_at", "closedat", "closed"]),
        (Field::ReopenedAt, &["history_reopened"]),
        (Field::Labels, &["labels", "label"]),
    ],
    constants: &[(Field::Source, "github")],
    values: &[
        (Field::Status, &[("null", "")]),
        (Field::ResolvedAt, &[("false", ""), ("true", "")]),
    ],
    extracts: &[labels::PHASE, labels::SEVERITY, labels::TITLE_SEVERITY],
    skips: &[
        Skip {
            columns: &["pull_request", "pull_request_url", "is_pull_request", "ispullrequest"],
            pattern: r"(?i)^(?:true|yes|1|https?://.+|\{.+)$",
            reason: "a pull request, no issue",
        },
        Skip {
            columns: &["html_url", "url"],
            pattern: r"/pull/\d+$",
            reason: "a pull request, no issue",
        },
    ],
    unread: &["id", "node_id", "milestone", "name"],
    numbered: true,
    ..Preset::EMPTY
};
