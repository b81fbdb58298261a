//! What could have kept a defect from users besides a test of the code, and what it did.

use serde::{Deserialize, Serialize};

use super::incident::words;

/// Something that could have kept the defect from users, besides a test of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// A test under load.
    Load,
    /// A test of two things at once.
    Concurrency,
    /// A test with a failing, slow or throttling third party.
    FaultInjection,
    /// Doing it again does no harm.
    Idempotency,
    /// A baseline that a slower or costlier release is held against.
    Baseline,
    /// Being able to see what happens inside.
    Observability,
    /// An alert that names it.
    Alert,
    /// A budget of errors that stops releases.
    ErrorBudget,
    /// A flag that turns it off.
    Flag,
    /// A release to a few first.
    Canary,
    /// A way back that was rehearsed and takes less than ten minutes.
    Rollback,
    /// A border that holds the damage.
    Containment,
    /// A check of configuration or data before it is live.
    Configuration,
    /// An environment like the real one.
    Environment,
}

words!(Layer {
    Load => "load", Concurrency => "concurrency", FaultInjection => "fault-injection",
    Idempotency => "idempotency", Baseline => "baseline", Observability => "observability",
    Alert => "alert", ErrorBudget => "error-budget", Flag => "flag", Canary => "canary",
    Rollback => "rollback", Containment => "containment", Configuration => "configuration",
    Environment => "environment",
});

impl Layer {
    /// Returns the question of the layer as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Load => "Is there a load test of this path, and did it run?",
            Self::Concurrency => "Is there a test of two of these at once?",
            Self::FaultInjection => {
                "Is there a test with the third party failing, slow, throttling?"
            }
            Self::Idempotency => "Does doing it again do no harm, and is that tested?",
            Self::Baseline => "Was the release held against a performance baseline?",
            Self::Observability => "Could we see what happened inside?",
            Self::Alert => "Was there an alert for this, and did it fire?",
            Self::ErrorBudget => "Was the error budget spent, and did that stop the release?",
            Self::Flag => "Was the change behind a flag?",
            Self::Canary => "Did the release go to a few first?",
            Self::Rollback => "Was the rollback rehearsed, how long did it take, was data lost?",
            Self::Containment => "What held the damage to a part of the users?",
            Self::Configuration => "Was configuration or data checked before it was live?",
            Self::Environment => "Did the test environment look like the real one here?",
        }
    }
}

/// What a layer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayerState {
    /// It was there and worked.
    Worked,
    /// It was there and failed.
    Failed,
    /// It was not there.
    Absent,
    /// It could not have helped.
    NotApplicable,
    /// People told of it without saying which.
    Told,
    /// Nobody knows.
    Unknown,
}

words!(LayerState {
    Worked => "worked", Failed => "failed", Absent => "absent",
    NotApplicable => "not-applicable", Told => "told", Unknown => "unknown",
});

/// A layer and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerEvidence {
    /// The layer.
    pub layer: Layer,
    /// What it did.
    pub state: LayerState,
    /// Whether people say so; else the record or the verdict does, and people may know better.
    pub by_people: bool,
    /// What says so.
    pub words: String,
}
