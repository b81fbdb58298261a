//! Words of trackers to words of the record: severity, phase, who noticed, conditions, yes and no.
//! What is not known stays unknown; the source's own word is kept beside it.

use crate::model::incident::{Condition, Contained, DetectedBy, Phase};
use crate::sources::fold::folded;

/// The words for each severity from 1 to 4, in English and then in German, French, Spanish and
/// Portuguese, without marks on their letters.
const SEVERITIES: [&str; 4] = [
    "critical blocker blocking highest emergency fatal catastrophic showstopper stopper \
     kritisch critique critica critico bloquant bloqueante",
    "major high severe urgent serious hoch dringend haute elevee majeure alta alto urgente",
    "medium minor normal moderate average mittel moyenne mineure media medio normale",
    "low lowest trivial cosmetic negligible niedrig gering basse faible baja bajo baixa baixo",
];

/// Returns the severity a text names: 1 (worst) to 4.
pub(super) fn severity(text: &str) -> Option<u8> {
    let lower = folded(text.trim());
    let rest = ["severity", "priority", "sev", "prio", "s", "p"]
        .iter()
        .find_map(|prefix| {
            let rest = lower.strip_prefix(prefix)?.trim_start_matches([' ', '-', '_', ':', '#']);
            rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
        })
        .unwrap_or(&lower);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let after = rest[digits..].chars().next();
        let level: u8 = rest[..digits].parse().ok()?;
        // Scales from 0 or to 5 keep their order and lose their ends.
        let ends = after.is_none_or(|c| !c.is_alphanumeric() && c != '.');
        return (ends && level <= 5).then(|| level.clamp(1, 4));
    }
    words(&lower).find_map(|word| {
        let level = SEVERITIES.iter().position(|known| known.split(' ').any(|known| known == word));
        level.and_then(|level| u8::try_from(level + 1).ok())
    })
}

/// Returns the phase a text names; unknown where it names two or is prose.
pub(super) fn phase(text: &str) -> Phase {
    let lower =
        text.trim().to_lowercase().replace("pre-prod", "preprod").replace("pre prod", "preprod");
    let lower = lower.replace("post-release", "production").replace("non-prod", "nonprod");
    let all: Vec<&str> = words(&lower).collect();
    if all.len() > 6 || all.iter().any(|word| matches!(*word, "not" | "before" | "non" | "no")) {
        return Phase::Unknown;
    }
    let has = |known: &[&str]| all.iter().any(|word| known.contains(word));
    let production = has(&[
        "production",
        "prod",
        "prd",
        "live",
        "field",
        "customer",
        "customers",
        "released",
        "operations",
    ]);
    let uat = has(&["uat", "acceptance"]);
    let staging = has(&["staging", "stage", "stg", "preprod", "preproduction"]);
    let by_test = has(&[
        "test",
        "testing",
        "tests",
        "qa",
        "ci",
        "sit",
        "dev",
        "development",
        "build",
        "nonprod",
    ]);
    let review = has(&["review", "inspection"]);
    match (production, uat, staging, by_test, review) {
        (true, false, false, false, false) => Phase::Production,
        // Acceptance and staging are tested in, so the word test beside them adds nothing.
        (false, true, false, _, false) => Phase::Uat,
        (false, false, true, _, false) => Phase::Staging,
        (false, false, false, true, false) => Phase::Test,
        (false, false, false, _, true) => Phase::Review,
        _ => Phase::Unknown,
    }
}

/// Returns who noticed first.
pub(super) fn detected_by(text: &str) -> DetectedBy {
    let lower = text.to_lowercase();
    let has = |known: &[&str]| words(&lower).any(|word| known.contains(&word));
    let customer = has(&["customer", "customers", "user", "users", "client", "clients", "support"]);
    let alert =
        has(&["alert", "alerts", "alerting", "alarm", "monitor", "monitoring", "probe", "pager"]);
    let internal = has(&["internal", "employee", "staff", "team", "developer", "engineer", "qa"]);
    let partner = has(&["partner", "partners", "vendor", "supplier"]);
    match (customer, alert, internal, partner) {
        (true, false, false, false) => DetectedBy::Customer,
        (false, true, false, false) => DetectedBy::Alert,
        (false, false, true, false) => DetectedBy::Internal,
        (false, false, false, true) => DetectedBy::Partner,
        _ => DetectedBy::Unknown,
    }
}

/// Returns the condition a text names.
pub(super) fn condition(text: &str) -> Option<Condition> {
    let word = words(&text.to_lowercase()).collect::<Vec<_>>().join("-");
    match word.as_str() {
        "load" | "traffic" | "scale" | "peak" => Some(Condition::Load),
        "concurrency" | "concurrent" | "race" | "race-condition" | "deadlock" => {
            Some(Condition::Concurrency)
        }
        "third-party" | "thirdparty" | "vendor" | "dependency" | "external" => {
            Some(Condition::ThirdParty)
        }
        "network" | "connectivity" => Some(Condition::Network),
        "data-volume" | "volume" | "data" => Some(Condition::DataVolume),
        "configuration" | "config" | "infrastructure" | "migration" => {
            Some(Condition::Configuration)
        }
        "restart" | "deployment" | "deploy" | "failover" => Some(Condition::Restart),
        _ => None,
    }
}

/// Returns whether an escape was contained.
pub(super) fn contained(text: &str) -> Contained {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "contained" => Contained::Yes,
        "no" | "n" | "false" | "0" => Contained::No,
        _ => Contained::Unknown,
    }
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_of_many_trackers_come_down_to_four() {
        for (text, level) in [
            ("1", 1),
            ("4", 4),
            ("sev1", 1),
            ("SEV-2", 2),
            ("P3", 3),
            ("p0", 1),
            ("P5", 4),
            ("S2: broken", 2),
            ("2 - High", 2),
            ("Critical", 1),
            ("blocker", 1),
            ("Highest", 1),
            ("major", 2),
            ("High", 2),
            ("Medium", 3),
            ("minor", 3),
            ("low", 4),
            ("Trivial", 4),
            ("Severity 3", 3),
            ("Show-stopper", 1),
            ("Kritisch", 1),
            ("Élevée", 2),
            ("Média", 3),
            ("baja", 4),
        ] {
            assert_eq!(severity(text), Some(level), "{text}");
        }
        for text in ["", "UNKNOWN", "12", "7", "soon", "3rd", "1.5", "strange", "4711"] {
            assert_eq!(severity(text), None, "{text}");
        }
    }

    #[test]
    fn phases_are_read_and_contradictions_stay_unknown() {
        for (text, expected) in [
            ("production", Phase::Production),
            ("PROD", Phase::Production),
            ("Live", Phase::Production),
            ("field", Phase::Production),
            ("Customer", Phase::Production),
            ("post-release", Phase::Production),
            ("UAT", Phase::Uat),
            ("User Acceptance Test", Phase::Uat),
            ("Test in UAT", Phase::Uat),
            ("staging", Phase::Staging),
            ("Pre-Production", Phase::Staging),
            ("preprod", Phase::Staging),
            ("system test", Phase::Test),
            ("QA", Phase::Test),
            ("CI", Phase::Test),
            ("non-prod", Phase::Test),
            ("code review", Phase::Review),
            ("", Phase::Unknown),
            ("not in production", Phase::Unknown),
            ("test in production", Phase::Unknown),
            ("Windows 10", Phase::Unknown),
            ("1.4.2", Phase::Unknown),
        ] {
            assert_eq!(phase(text), expected, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_record_reads_back() {
        for value in Phase::ALL {
            assert_eq!(phase(value.word()), *value);
        }
        for value in DetectedBy::ALL {
            assert_eq!(detected_by(value.word()), *value);
        }
        for value in Condition::ALL {
            assert_eq!(condition(value.word()), Some(*value));
        }
        for value in Contained::ALL {
            assert_eq!(contained(value.word()), *value);
        }
        assert_eq!(condition("Third Party"), Some(Condition::ThirdParty));
        assert_eq!(condition("weather"), None);
    }
}
