//! Incidents for tests.

use super::trace::{candidate, trace};
use super::worksheet::worksheet;
use super::{at, id};
use crate::model::assertion::{Assertion, AssertionKind, Strength};
use crate::model::dossier::{Dossier, TracedFix};
use crate::model::evidence::{
    ConditionEvidence, ConditionSource, CoverageFacts, CoveringTest, EvidenceMethod, Exclusion,
    Facts, FailureState, FixTests, LineEvidence, LineState, LostSignal, MutantTally,
    RegionEvidence, RegionThen, Survivor, TestLinkMethod,
};
use crate::model::incident::{Condition, Contained, DetectedBy, Incident, Origin, Phase, Stamp};
use crate::model::lines::LineRange;
use crate::model::link::{Confidence, Link, LinkMethod, LinkTarget};
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::region::{CandidateMethod, LineRole};
use crate::model::signals::{Signal, Signals};
use crate::model::test_run::TestStatus;
use crate::model::verdict::{Abstention, EscapeClass, EvidenceRow, Verdict};
use crate::model::worksheet::Worksheet;

fn stamp(text: &str, origin: Origin) -> Stamp {
    Stamp { at: at(text), origin }
}

/// Returns an incident with an answer to everything.
pub(in crate::report) fn dossier() -> Dossier {
    let mut incident =
        Incident::new("SHOP-142", "csv", "Customers charged twice when the gateway times out");
    incident.url = Some("https://tracker.example/SHOP-142".to_owned());
    incident.body = Some("Seen by jane@example.com".to_owned());
    incident.kind = Some("incident".to_owned());
    incident.severity = Some(1);
    incident.severity_raw = Some("P1".to_owned());
    incident.phase = Phase::Production;
    incident.detected_by = DetectedBy::Customer;
    incident.deployed_at = Some(stamp("2026-01-12T08:46:00Z", Origin::Derived));
    incident.started_at = Some(stamp("2026-01-12T09:12:00Z", Origin::Field));
    incident.detected_at = Some(stamp("2026-01-12T09:20:00Z", Origin::Guessed));
    incident.resolved_at = Some(stamp("2026-01-12T11:40:00Z", Origin::Field));
    incident.customers_affected = Some(1_240);
    incident.labels = vec!["payments".to_owned()];
    Dossier {
        incident,
        defect: "SHOP-142".to_owned(),
        component: "checkout".to_owned(),
        links: vec![Link {
            target: LinkTarget::Fix { repo: "shop".to_owned(), commit: id('f') },
            method: LinkMethod::FixField,
        }],
        fixes: vec![TracedFix {
            repo: "shop".to_owned(),
            commit: id('f'),
            subject: "Send an idempotency key with every retry".to_owned(),
            at: at("2026-01-12T11:20:00Z"),
            regions: vec![],
            dropped: None,
        }],
        candidates: vec![candidate('3', 0.91, CandidateMethod::Deleted), candidate('4', 0.4, CandidateMethod::Function)],
        introduced_at: Some(at("2025-12-02T10:00:00Z")),
        moment: Some(moment(MomentKind::Shipped, 'a', Some("r2026.01.1"))),
        first_shipped: Some(moment(MomentKind::FirstShipped, '9', Some("r2025.12.2"))),
        regions: vec![region("src/payment/retry.py", LineState::Covered), region("src/payment/log.py", LineState::Uncovered)],
        file_verdicts: vec![verdict(EscapeClass::F), verdict(EscapeClass::C)],
        facts: facts(),
        verdict: verdict(EscapeClass::F),
        worksheet: worksheet(),
        signals: Some(Signals {
            repo: "shop".to_owned(),
            commit: id('a'),
            unit: "src/payment".to_owned(),
            signals: vec![
                Signal::new("coverage".to_owned(), (Some(94.0), Some(310)), Some(60.0), vec![81.0, 75.0, 90.0]),
                Signal::new("mutation_score".to_owned(), (None, None), None, vec![]),
            ],
        }),
        missing: vec!["no mutation report at or before the moment: escapee import mutants FILE --commit aaaaaaaaaa".to_owned()],
    }
}

/// Returns the rich incident with every part of its facts and every kind of link set.
pub(in crate::report) fn full() -> Dossier {
    let mut full = dossier();
    full.defect = "SHOP-99".to_owned();
    full.incident.contained = Contained::No;
    full.incident.conditions = vec![Condition::ThirdParty];
    full.incident.cost = Some(12_500.5);
    full.incident.currency = Some("EUR".to_owned());
    full.incident.component = Some("payments".to_owned());
    full.incident.reopened_at = Some(stamp("2026-01-13T08:00:00Z", Origin::Field));
    let repo = "shop".to_owned();
    let lines = LineRange { first: 10, last: 12 };
    let path = "src/payment/retry.py".to_owned();
    full.links.extend([
        Link {
            target: LinkTarget::Cause { repo: repo.clone(), commit: id('3') },
            method: LinkMethod::RootCauseLine,
        },
        Link {
            target: LinkTarget::Region { repo, commit: id('a'), path, lines },
            method: LinkMethod::Person,
        },
    ]);
    full.fixes[0].dropped = Some("taken back by 1111111111".to_owned());
    full.fixes[0].regions = trace().remove(0).1.files;
    if let Some(state) = &mut full.facts.failure_state {
        state.candidates = vec!["charged-twice".to_owned()];
    }
    let (path, operator) = ("src/payment/retry.py".to_owned(), "Assignment".to_owned());
    let commit = id('a');
    full.facts.survivors = vec![Survivor { commit, path, line: 12, operator, not_run: false }];
    full.regions[0].then = Some(RegionThen {
        commit: id('7'),
        path: "src/retry.py".to_owned(),
        lines: [Some(7), Some(8)].into_iter().chain([None; 12]).collect(),
        ambiguous: vec![8],
        functions: vec!["retry".to_owned()],
        compared: false,
    });
    full.facts.exclusion = Some(Exclusion::NotOurCode { words: "vendor outage".to_owned() });
    full.facts.signal = Some(LostSignal {
        test: "test_retry".to_owned(),
        passed_at: id('2'),
        failed_at: id('3'),
        then: TestStatus::Skipped,
        then_at: id('a'),
    });
    full.facts.edited_expectation = Some("test_retry: 200 -> 504".to_owned());
    full.facts.conditions = vec![ConditionEvidence {
        condition: Condition::ThirdParty,
        source: ConditionSource::WordsAndFix,
        words: "timeout, retry(key)".to_owned(),
    }];
    full.facts.fix_tests = Some(FixTests { touches_tests: true, ..FixTests::default() });
    full
}

/// Returns an incident of which nothing but a title is known.
pub(in crate::report) fn bare() -> Dossier {
    Dossier {
        incident: Incident::new("OPS-7", "cli", "Something is slow"),
        defect: "OPS-7".to_owned(),
        component: "other".to_owned(),
        links: vec![],
        fixes: vec![],
        candidates: vec![],
        introduced_at: None,
        moment: None,
        first_shipped: None,
        regions: vec![],
        file_verdicts: vec![],
        facts: Facts::default(),
        verdict: Verdict {
            sub: vec![],
            evidence: vec![],
            would_change: vec!["a link to code".to_owned()],
            abstained: vec![],
            confidence: Confidence::Low,
            ..verdict(EscapeClass::U)
        },
        worksheet: Worksheet::default(),
        signals: None,
        missing: vec!["no link to code: escapee link OPS-7 --fix REV".to_owned()],
    }
}

pub(super) fn verdict(class: EscapeClass) -> Verdict {
    let row = |question: &str, answer: &str| EvidenceRow {
        question: question.to_owned(),
        answer: answer.to_owned(),
        commits: Vec::new(),
    };
    Verdict {
        class,
        rule: EscapeClass::ALL.iter().position(|c| *c == class).unwrap() as u8 + 1,
        sub: vec!["one covering test".to_owned(), "the fix adds an assertion".to_owned()],
        evidence: vec![
            row("covered then", "14 of 14 statements ran in a test"),
            row("asserted then", "status == 200 in test_retry, nothing on a timeout"),
        ],
        abstained: vec![Abstention {
            class: EscapeClass::S,
            missing: "test runs between 3333333333 and the moment".to_owned(),
        }],
        would_change: vec!["an assertion on `timeout` at the moment would make it N".to_owned()],
        confidence: Confidence::High,
    }
}

fn moment(kind: MomentKind, digit: char, version: Option<&str>) -> Moment {
    let version = version.map(str::to_owned);
    let at = Some(at("2026-01-12T08:46:00Z"));
    Moment { kind, rung: Rung::Deployment, commit: Some(id(digit)), at, version }
}

fn region(path: &str, state: LineState) -> RegionEvidence {
    let line = |line| LineEvidence {
        line,
        role: LineRole::Deleted,
        statement: line,
        state,
        evidence_commit: Some(id('8')),
        hits: None,
        method: EvidenceMethod::CarriedForward,
    };
    RegionEvidence {
        repo: "shop".to_owned(),
        commit: id('a'),
        path: path.to_owned(),
        lines: (10..24).map(line).collect(),
        evidence_at: Some(at("2026-01-10T07:00:00Z")),
        now: vec!["covered (report of 2026-02-01, after shipping)".to_owned()],
        functions: Vec::new(),
        only_adds: false,
        then: None,
    }
}

fn facts() -> Facts {
    let assertion = |kind, expects: &str| Assertion {
        line: 30,
        kind,
        expects: expects.to_owned(),
        strength: Strength::Strong,
    };
    Facts {
        coverage: Some(CoverageFacts {
            path: "src/payment/retry.py".to_owned(),
            statements: [(LineState::Covered, 14)].into(),
            ..CoverageFacts::default()
        }),
        tests: Some(vec![CoveringTest {
            path: "tests/test_retry.py".to_owned(),
            name: "TestRetry.test_retry".to_owned(),
            line: 28,
            method: TestLinkMethod::CallsFunction,
            score: TestLinkMethod::CallsFunction.score(),
            assertions: vec![assertion(AssertionKind::Value, "status == 200")],
            skipped: false,
        }]),
        mutants: Some(MutantTally { killed: 2, survived: 6, no_coverage: 1 }),
        failure_state: Some(FailureState {
            level: 2,
            by: Some("test_retry: status == 200".to_owned()),
            looked_for: Some("timeout-after-charge".to_owned()),
            flow: Some("checkout".to_owned()),
            by_people: false,
            candidates: Vec::new(),
        }),
        ..Facts::default()
    }
}
