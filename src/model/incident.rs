//! Incidents: what broke or was found, as its tracker tells it. No person is part of the record.

use serde::{Deserialize, Serialize};

use super::commit::Time;

/// One incident or defect record. Persons are dropped where it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Unique id, as in `INC-42`.
    pub id: String,
    /// Where the record came from: `csv`, `cli`, a tracker's name.
    pub source: String,
    /// Page of the record; only `https:` or `http:`.
    pub url: Option<String>,
    /// One line.
    pub title: String,
    /// The longer text.
    pub body: Option<String>,
    /// What the source calls it: incident, bug, user error, vendor outage.
    pub kind: Option<String>,
    /// What the source says of its state or resolution.
    pub status: Option<String>,
    /// The severity in the source's words.
    pub severity_raw: Option<String>,
    /// Severity 1 (worst) to 4.
    pub severity: Option<u8>,
    /// The phase in the source's words.
    pub phase_raw: Option<String>,
    /// Where it was found.
    pub phase: Phase,
    /// Who noticed first.
    pub detected_by: DetectedBy,
    /// When the defect entered the code.
    pub introduced_at: Option<Stamp>,
    /// When the code that carried it went live.
    pub deployed_at: Option<Stamp>,
    /// When users began to be hurt.
    pub started_at: Option<Stamp>,
    /// When somebody noticed; a lone "opened" lands here.
    pub detected_at: Option<Stamp>,
    /// When somebody took it on.
    pub acknowledged_at: Option<Stamp>,
    /// When the harm ended.
    pub mitigated_at: Option<Stamp>,
    /// When it was resolved.
    pub resolved_at: Option<Stamp>,
    /// When it was opened again.
    pub reopened_at: Option<Stamp>,
    /// Component or service, in the source's words.
    pub component: Option<String>,
    /// Labels, in the source's order.
    pub labels: Vec<String>,
    /// How many customers were hurt.
    pub customers_affected: Option<u64>,
    /// What it cost, in `currency`.
    pub cost: Option<f64>,
    /// ISO 4217 code of `cost`.
    pub currency: Option<String>,
    /// Conditions the failure needed, as imported or answered.
    pub conditions: Vec<Condition>,
    /// Whether a canary, flag or alert stopped it inside the agreed budget.
    pub contained: Contained,
    /// Id of the incident this one repeats.
    pub duplicate_of: Option<String>,
    /// Id of the problem several incidents share.
    pub problem_id: Option<String>,
    /// Version or revision it was seen in.
    pub affected_version: Option<String>,
    /// Fix commits the source names: `rev` or `repository:rev`.
    pub fix_commits: Vec<String>,
    /// Bug-introducing commits the source names: `rev` or `repository:rev`.
    pub cause_commits: Vec<String>,
    /// Versions the source says it is fixed in.
    #[serde(default)]
    pub fix_versions: Vec<String>,
    /// Ids of the records whose change brought it in.
    #[serde(default)]
    pub regressed_by: Vec<String>,
}

impl Incident {
    /// Returns a record with nothing but an id, a source and a title.
    pub fn new(id: &str, source: &str, title: &str) -> Self {
        Self {
            id: id.to_owned(),
            source: source.to_owned(),
            url: None,
            title: title.to_owned(),
            body: None,
            kind: None,
            status: None,
            severity_raw: None,
            severity: None,
            phase_raw: None,
            phase: Phase::Unknown,
            detected_by: DetectedBy::Unknown,
            introduced_at: None,
            deployed_at: None,
            started_at: None,
            detected_at: None,
            acknowledged_at: None,
            mitigated_at: None,
            resolved_at: None,
            reopened_at: None,
            component: None,
            labels: Vec::new(),
            customers_affected: None,
            cost: None,
            currency: None,
            conditions: Vec::new(),
            contained: Contained::Unknown,
            duplicate_of: None,
            problem_id: None,
            affected_version: None,
            fix_commits: Vec::new(),
            cause_commits: Vec::new(),
            fix_versions: Vec::new(),
            regressed_by: Vec::new(),
        }
    }

    /// Returns the time that places the incident: started, else detected.
    pub fn at(&self) -> Option<Time> {
        self.started_at.or(self.detected_at).map(|stamp| stamp.at)
    }
}

/// A time and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The time.
    pub at: Time,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a time came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A field of the source holds it, zone included.
    Field,
    /// Taken from another field.
    Derived,
    /// The source leaves a part open, such as the zone.
    Guessed,
}

/// Where a defect was found. Production makes it an escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// By users or in the live system.
    Production,
    /// In acceptance by users.
    Uat,
    /// In a staging environment.
    Staging,
    /// By a test.
    Test,
    /// In review.
    Review,
    /// The source does not tell.
    Unknown,
}

/// Who noticed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetectedBy {
    /// A customer.
    Customer,
    /// An alert.
    Alert,
    /// Somebody inside.
    Internal,
    /// A partner.
    Partner,
    /// The source does not tell.
    Unknown,
}

/// A condition beyond what a test suite usually holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// More traffic than the tests send.
    Load,
    /// Two things at once.
    Concurrency,
    /// Another company's system failed, was slow or throttled.
    ThirdParty,
    /// The network dropped, delayed or reordered.
    Network,
    /// More data than the tests hold.
    DataVolume,
    /// Configuration, infrastructure or migration.
    Configuration,
    /// A restart or deployment in the middle.
    Restart,
}

/// Whether an escape was stopped inside the agreed budget. A field beside the class, never a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contained {
    /// A canary, flag or alert stopped it in time.
    Yes,
    /// It was not stopped in time.
    No,
    /// Nobody said.
    Unknown,
}

/// Returns the word a fieldless enum is written as in CSV, JSON and text.
macro_rules! words {
    ($kind:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $kind {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word it is written as.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}
pub(crate) use words;

words!(Phase {
    Production => "production", Uat => "uat", Staging => "staging", Test => "test",
    Review => "review", Unknown => "unknown",
});
words!(DetectedBy {
    Customer => "customer", Alert => "alert", Internal => "internal", Partner => "partner",
    Unknown => "unknown",
});
words!(Condition {
    Load => "load", Concurrency => "concurrency", ThirdParty => "third-party",
    Network => "network", DataVolume => "data-volume", Configuration => "configuration",
    Restart => "restart",
});
words!(Contained { Yes => "yes", No => "no", Unknown => "unknown" });
words!(Origin { Field => "field", Derived => "derived", Guessed => "guessed" });
