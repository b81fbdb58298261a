//! What labels and titles tell where a tracker has no field for it: the phase, the severity.

use super::super::fields::Field;
use super::Extract;

/// `found-in:uat`, `found-in::production`, `environment: staging`, `phase/test`.
pub(super) const PHASE: Extract = Extract {
    field: Field::Phase,
    columns: &["labels", "label", "tags", "keywords"],
    pattern: r"(?i)(?:^|[,;\s])(?:found[-_ ]?in|found[-_ ]?during|detected[-_ ]?in|environment|env|phase)\s*[:=/]{1,2}\s*([\w-]+(?: (?:test|testing|review))?)",
};

/// `severity::2`, `sev1`, `S3`, `priority: high`, `P0`.
pub(super) const SEVERITY: Extract = Extract {
    field: Field::Severity,
    columns: &["labels", "label", "tags", "keywords"],
    pattern: r"(?i)(?:^|[,;]\s*|\s)((?:severity|sev|priority|prio)\s*[-:=/]{0,2}\s*(?:[0-5]|critical|blocker|high|medium|low|major|minor)|[ps][0-5])(?:$|[,;\s])",
};

/// `P3: the page is blank`, `[S1] nothing works`.
pub(super) const TITLE_SEVERITY: Extract = Extract {
    field: Field::Severity,
    columns: &["title", "summary", "name", "subject", "short_description"],
    pattern: r"(?i)^\s*\[?((?:sev|s|p)-?[0-5])\]?\s*(?:[:\]–-]|$)",
};

/// `root cause: 1a2b3c4` in a comment written as date, author and text.
pub(super) const CAUSE_IN_COMMENT: Extract = Extract {
    field: Field::CauseCommits,
    columns: &["comment", "comments"],
    pattern: r"(?is)^[^;]*;[^;]*;.*?\broot cause:\s*([0-9a-f]{7,40})\b",
};
