//! The fields of an incident record, the headers they are known by, and the columns that name
//! persons.

use crate::model::incident::words;

/// A field of the incident record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Unique id, as in `INC-42`.
    Id,
    /// Where the record came from; `csv` where nothing says.
    Source,
    /// Page of the record.
    Url,
    /// One line.
    Title,
    /// The longer text.
    Body,
    /// What the source calls it: incident, bug, user error, vendor outage.
    Kind,
    /// What the source says of its state and resolution.
    Status,
    /// The severity in the source's words.
    SeverityRaw,
    /// Severity, 1 (worst) to 4, or words for it.
    Severity,
    /// The phase in the source's words.
    PhaseRaw,
    /// Where it was found: production, uat, staging, test or review, or words for it.
    Phase,
    /// Who noticed first: customer, alert, internal or partner.
    DetectedBy,
    /// When the defect entered the code.
    IntroducedAt,
    /// When the code that carried it went live.
    DeployedAt,
    /// When users began to be hurt.
    StartedAt,
    /// When somebody noticed; a lone "opened" is this.
    DetectedAt,
    /// When somebody took it on.
    AcknowledgedAt,
    /// When the harm ended.
    MitigatedAt,
    /// When it was resolved.
    ResolvedAt,
    /// When it was opened again.
    ReopenedAt,
    /// Component or service.
    Component,
    /// Labels, a list.
    Labels,
    /// How many customers were hurt.
    CustomersAffected,
    /// What it cost.
    Cost,
    /// ISO 4217 code of the cost.
    Currency,
    /// Conditions the failure needed, a list.
    Condition,
    /// Whether it was stopped inside the agreed budget: yes or no.
    Contained,
    /// Id of the incident this one repeats.
    DuplicateOf,
    /// Id of the problem several incidents share.
    ProblemId,
    /// Version or revision it was seen in.
    AffectedVersion,
    /// Fix commits, a list of `rev` or `repository:rev`.
    FixCommits,
    /// Bug-introducing commits, a list of `rev` or `repository:rev`.
    CauseCommits,
}

words!(Field {
    Id => "id", Source => "source", Url => "url", Title => "title", Body => "body", Kind => "kind",
    Status => "status", SeverityRaw => "severity_raw", Severity => "severity",
    PhaseRaw => "phase_raw", Phase => "phase", DetectedBy => "detected_by",
    IntroducedAt => "introduced_at", DeployedAt => "deployed_at", StartedAt => "started_at",
    DetectedAt => "detected_at", AcknowledgedAt => "acknowledged_at",
    MitigatedAt => "mitigated_at", ResolvedAt => "resolved_at", ReopenedAt => "reopened_at",
    Component => "component", Labels => "labels", CustomersAffected => "customers_affected",
    Cost => "cost", Currency => "currency", Condition => "condition", Contained => "contained",
    DuplicateOf => "duplicate_of", ProblemId => "problem_id",
    AffectedVersion => "affected_version", FixCommits => "fix_commits",
    CauseCommits => "cause_commits",
});

/// The times of the record, in the order of an incident's life.
pub(super) const TIMES: [Field; 8] = [
    Field::IntroducedAt,
    Field::DeployedAt,
    Field::StartedAt,
    Field::DetectedAt,
    Field::AcknowledgedAt,
    Field::MitigatedAt,
    Field::ResolvedAt,
    Field::ReopenedAt,
];

impl Field {
    /// Returns the field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.word() == name)
    }

    /// Returns other headers the field is known by, best first, in lower case with `_` between words.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Id => &[
                "key",
                "issue_key",
                "incident_id",
                "incident_key",
                "incident_number",
                "incident",
                "bug_id",
                "defect_id",
                "ticket_id",
                "ticket",
                "number",
                "issue_number",
                "issue_id",
                "issue",
            ],
            Self::Url => &["link", "html_url", "web_url", "permalink", "issue_url"],
            Self::Title => {
                &["summary", "short_description", "short_desc", "subject", "headline", "name"]
            }
            Self::Body => &["description", "details"],
            Self::Kind => &[
                "type",
                "issue_type",
                "original_type",
                "work_item_type",
                "incident_type",
                "tracker",
            ],
            Self::Status => &["state", "issue_status", "bug_status", "original_status"],
            Self::Severity => &[
                "sev",
                "severity_level",
                "incident_severity",
                "bug_severity",
                "priority",
                "urgency",
            ],
            Self::Phase => &[
                "found_in_phase",
                "phase_found",
                "found_in_environment",
                "found_in",
                "detected_in",
                "detection_phase",
                "raised_during",
                "stage",
                "environment",
                "env",
            ],
            Self::DetectedBy => {
                &["found_by", "detection_source", "detection", "source_of_detection"]
            }
            Self::IntroducedAt => &["introduced", "introduced_on"],
            Self::DeployedAt => &["deployed", "deployed_on", "released_at"],
            Self::StartedAt => &[
                "started",
                "start_time",
                "start",
                "incident_start",
                "impact_start",
                "impact_started_at",
                "impact_start_date",
                "occurred_at",
                "occurred",
                "began_at",
                "actual_start",
            ],
            Self::DetectedAt => &[
                "detected",
                "detected_on",
                "discovered_at",
                "discovered",
                "opened_at",
                "opened",
                "opened_on",
                "created_at",
                "created",
                "created_on",
                "created_date",
                "creation_date",
                "date_created",
                "reported_at",
                "reported",
                "reported_on",
                "open_date",
                "date_opened",
                "date",
            ],
            Self::AcknowledgedAt => &["acknowledged", "acked_at"],
            Self::MitigatedAt => &["mitigated", "stable_at", "impact_end", "impact_end_date"],
            Self::ResolvedAt => &[
                "resolved",
                "resolved_on",
                "resolution_date",
                "resolved_date",
                "date_resolved",
                "fixed_at",
                "closed_at",
                "closed",
                "closed_on",
                "closed_date",
                "end_time",
                "actual_end",
            ],
            Self::ReopenedAt => &["reopened", "reopened_on"],
            Self::Component => &[
                "components",
                "component_s",
                "service",
                "services",
                "affected_service",
                "business_service",
                "module",
                "area",
                "subsystem",
                "product",
            ],
            Self::Labels => &["label", "tags", "tag", "keywords", "categories"],
            Self::CustomersAffected => &[
                "affected_customers",
                "customers_impacted",
                "users_affected",
                "affected_users",
                "users_impacted",
                "impacted_users",
            ],
            Self::Cost => &["total_cost", "incident_cost"],
            Self::Condition => &["conditions"],
            Self::DuplicateOf => &[
                "duplicate",
                "duplicates",
                "dup_of",
                "duplicate_incident_id",
                "outward_issue_link_duplicate",
            ],
            Self::ProblemId => &["problem", "problem_key"],
            Self::AffectedVersion => &[
                "affects_version",
                "affects_versions",
                "affects_version_s",
                "found_in_version",
                "found_in_build",
                "versions",
                "version",
            ],
            Self::FixCommits => &[
                "fix_commit",
                "fix_sha",
                "fix_shas",
                "fix_hash",
                "fix_revision",
                "fix_rev",
                "fixing_commit",
                "fixed_by_commit",
                "fixed_in_commit",
                "fix",
            ],
            Self::CauseCommits => &[
                "cause_commit",
                "cause_sha",
                "cause_revision",
                "root_cause_commit",
                "introducing_commit",
                "bug_introducing_commit",
                "inducing_commit",
                "cause",
            ],
            Self::Source
            | Self::SeverityRaw
            | Self::PhaseRaw
            | Self::Currency
            | Self::Contained => &[],
        }
    }

    /// Returns whether a cell holds several values.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Labels | Self::Condition | Self::FixCommits | Self::CauseCommits)
    }
}

/// Returns a header in lower case with `_` between words: `Custom field (Found In)` is `found_in`.
pub(in crate::sources) fn normal(header: &str) -> String {
    let lower = header.trim().to_lowercase();
    let inner = lower.strip_prefix("custom field (").and_then(|rest| rest.strip_suffix(')'));
    let words = inner.unwrap_or(&lower).split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// Returns whether a header, as [`normal`] writes it, holds persons. Comments name their authors.
pub(super) fn names_person(header: &str) -> bool {
    const ROLES: [&str; 29] = [
        "assignee",
        "assigned",
        "reporter",
        "author",
        "creator",
        "owner",
        "watcher",
        "watchers",
        "commander",
        "responder",
        "responders",
        "lead",
        "manager",
        "participant",
        "participants",
        "caller",
        "requester",
        "contact",
        "email",
        "mail",
        "user",
        "username",
        "approver",
        "tester",
        "developer",
        "person",
        "comment",
        "comments",
        "cc",
    ];
    let mut words = header.split('_').peekable();
    let ends_in_by = header.ends_with("_by") && header != "detected_by" && header != "found_by";
    let first_person = words.any(|word| ROLES.contains(&word));
    // `lead_time` and `user_impact` are measures, not persons.
    let measure = ["time", "impact", "count", "affected", "impacted", "hours", "minutes"]
        .iter()
        .any(|word| header.ends_with(word));
    (first_person && !measure) || ends_in_by || matches!(header, "on_call" | "oncall" | "log_work")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_means_two_fields() {
        let mut known: Vec<&str> = Field::ALL.iter().map(|field| field.word()).collect();
        known.extend(Field::ALL.iter().flat_map(|field| field.aliases()));
        let all = known.len();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), all);
        assert!(known.iter().all(|header| *header == normal(header) && !names_person(header)));
    }

    #[test]
    fn headers_of_trackers_come_down_to_one_spelling() {
        assert_eq!(normal("Custom field (Found In)"), "found_in");
        assert_eq!(normal(" Affects Version/s"), "affects_version_s");
        assert_eq!(normal("Outward issue link (Duplicate)"), "outward_issue_link_duplicate");
    }

    #[test]
    fn columns_that_hold_persons_are_known() {
        for header in [
            "Assignee",
            "Reporter Id",
            "Watchers",
            "creator_name",
            "assigned_to",
            "Opened by",
            "Comment",
            "Project lead",
            "E-mail",
            "caller_id",
        ] {
            assert!(names_person(&normal(header)), "{header}");
        }
        for header in
            ["lead_time_minutes", "users_affected", "detected_by", "priority", "ownership"]
        {
            assert!(!names_person(&normal(header)), "{header}");
        }
    }
}
