//! Azure DevOps: the CSV of a query, trees included, and work items of its interface.

use super::super::fields::Field;
use super::{Preset, labels};

pub(super) const PRESET: Preset = Preset {
    name: "azure",
    headers: &[
        &["id", "work_item_type", "title"],
        &["id", "work_item_type", "title_1"],
        &["id", "work_item_type", "state"],
    ],
    keys: &[&["id", "rev", "fields"], &["id", "fields", "url"]],
    columns: &[
        (Field::Id, &["id", "system_id"]),
        (Field::Title, &["title", "title_1", "title_2", "title_3", "title_4", "system_title"]),
        (
            Field::Body,
            &["repro_steps", "microsoft_vsts_tcm_reprosteps", "description", "system_description"],
        ),
        (Field::Kind, &["work_item_type", "system_workitemtype"]),
        (
            Field::Status,
            &["state", "system_state", "resolved_reason", "microsoft_vsts_common_resolvedreason"],
        ),
        (
            Field::Severity,
            &[
                "severity",
                "microsoft_vsts_common_severity",
                "priority",
                "microsoft_vsts_common_priority",
            ],
        ),
        (
            Field::Phase,
            &["found_in_environment", "how_found", "microsoft_vsts_cmmi_howfound", "environment"],
        ),
        (Field::DetectedAt, &["created_date", "system_createddate"]),
        (
            Field::ResolvedAt,
            &[
                "resolved_date",
                "microsoft_vsts_common_resolveddate",
                "closed_date",
                "microsoft_vsts_common_closeddate",
            ],
        ),
        (Field::Component, &["area_path", "system_areapath"]),
        (Field::Labels, &["tags", "system_tags"]),
        (
            Field::FixVersions,
            &["integration_build", "integrated_in", "microsoft_vsts_build_integrationbuild"],
        ),
        (Field::AffectedVersion, &["found_in", "found_in_build", "microsoft_vsts_build_foundin"]),
    ],
    constants: &[(Field::Source, "azure")],
    extracts: &[AZURE_PHASE, AZURE_SEVERITY, labels::TITLE_SEVERITY],
    separators: &[(Field::Labels, ";")],
    unread: &["url", "stage", "area"],
    ..Preset::EMPTY
};

const TAGS: &[&str] = &["tags", "system_tags"];
const AZURE_PHASE: super::Extract = super::Extract { columns: TAGS, ..labels::PHASE };
const AZURE_SEVERITY: super::Extract = super::Extract { columns: TAGS, ..labels::SEVERITY };
