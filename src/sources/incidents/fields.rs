//! The fields of an incident record, and headers in one spelling.

use std::collections::BTreeMap;

use crate::model::incident::words;
use crate::sources::fold::folded;

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
    /// Versions it is fixed in, a list.
    FixVersions,
    /// Ids of the records whose change brought it in, a list.
    RegressedBy,
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
    CauseCommits => "cause_commits", FixVersions => "fix_versions", RegressedBy => "regressed_by",
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

    /// Returns the headers a column of the field may have, best first: its name, those of English,
    /// those of other languages.
    pub(super) fn headers(self) -> impl Iterator<Item = &'static str> {
        let own = std::iter::once(self.word()).chain(self.aliases().iter().copied());
        own.chain(self.foreign_aliases().iter().copied())
    }

    /// Returns whether a cell holds several values.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Labels
                | Self::Condition
                | Self::FixCommits
                | Self::CauseCommits
                | Self::FixVersions
                | Self::RegressedBy
        )
    }
}

/// Returns a header in lower case with `_` between words: `Custom field (Found In)` is `found_in`.
pub(in crate::sources) fn normal(header: &str) -> String {
    let lower = header.trim().to_lowercase();
    let inner = lower.strip_prefix("custom field (").and_then(|rest| rest.strip_suffix(')'));
    let words = inner.unwrap_or(&lower).split(|c: char| !c.is_alphanumeric());
    let name = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    // One tracker heads the numbers of its tickets with this sign alone.
    if name.is_empty() && lower == "#" { "number".to_owned() } else { name }
}

/// Returns a header as [`normal`] writes it, after parting words that are written together:
/// `IncidentID` is `incident_id`, `assignedTo` is `assigned_to`.
pub(super) fn parted(header: &str) -> String {
    let letters: Vec<char> = header.chars().collect();
    let mut words = String::with_capacity(header.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1);
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if begins {
            words.push('_');
        }
        words.push(*letter);
    }
    normal(&words)
}

/// The headers that all fields are known by, whatever marks and word breaks they are written with.
pub(super) struct Spellings(BTreeMap<String, &'static str>);

impl Spellings {
    /// Returns the spellings of all fields.
    pub(super) fn new() -> Self {
        let of = |field: &Field| {
            let field = *field;
            field.headers().map(|header| (together(header), header))
        };
        Self(Field::ALL.iter().flat_map(of).collect())
    }

    /// Returns the header a field is known by for one as written, else its one spelling.
    pub(super) fn of(&self, header: &str) -> String {
        let normal = normal(header);
        let known = self.0.get(&together(&normal)).map(|known| (*known).to_owned());
        known.unwrap_or_else(|| folded(&normal))
    }
}

fn together(header: &str) -> String {
    folded(header).replace('_', "")
}

#[cfg(test)]
mod tests {
    use super::super::persons::names_person;
    use super::*;

    #[test]
    fn no_header_means_two_fields() {
        let mut known: BTreeMap<String, Field> = BTreeMap::new();
        for field in Field::ALL {
            for header in field.headers() {
                let other = known.insert(together(header), *field);
                assert!(other.is_none_or(|other| other == *field), "{header}");
                assert!(header == normal(header) && !names_person(header), "{header}");
            }
        }
        assert_eq!(known.get("ticketid"), Some(&Field::Id));
    }

    #[test]
    fn marks_and_word_breaks_of_a_header_make_no_difference() {
        let known = Spellings::new();
        for (header, field) in [
            ("IncidentID", "incident_id"),
            ("createdAt", "created_at"),
            ("CreatedDate", "created_date"),
            ("Titulo", "titulo"),
            ("Título", "titulo"),
            ("Date de création", "date_de_creation"),
            ("Priorität", "prioritat"),
            ("Unheard Of", "unheard_of"),
        ] {
            assert_eq!(known.of(header), field, "{header}");
        }
        assert_eq!(parted("HTMLUrl assignedTo2Be"), "html_url_assigned_to2_be");
    }

    #[test]
    fn headers_of_trackers_come_down_to_one_spelling() {
        assert_eq!(normal("Custom field (Found In)"), "found_in");
        assert_eq!((normal("#").as_str(), normal("% Done").as_str()), ("number", "done"));
        assert_eq!(normal(" Affects Version/s"), "affects_version_s");
        assert_eq!(normal("Outward issue link (Duplicate)"), "outward_issue_link_duplicate");
    }
}
