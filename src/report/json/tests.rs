//! Every document against its schema file, on a rich, a bare and a hostile value.

mod import;

use serde_json::Value;

use super::super::sample;
use super::breaches::{breaches, schema};
use super::*;
use crate::model::assertion::{Assertion, AssertionKind, Strength, TestFunction};
use crate::model::assertion_scan::{AssertionSummary, ModuleDensity, NotRead, ScanReach};
use crate::model::built_panel::{BuiltPanel, PanelUnit};
use crate::model::calibration::{NextStep, Risk, RiskBasis, RiskRow};
use crate::model::commit::CommitId;
use crate::model::gate::{Gate, GateFinding};
use crate::model::lines::LineRange;
use crate::model::panel::{Claim, Panel, PanelIndicator, PanelRow};
use crate::model::proposal::Proposal;

fn check(name: &str, write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    write(&mut one).unwrap();
    write(&mut two).unwrap();
    assert_eq!(one, two, "the same value gives the same bytes");
    let text = String::from_utf8(one).unwrap();
    assert!(text.starts_with("{\n  \"schema_version\": 1,\n"), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(breaches(&value, name), [""; 0]);
    text
}

#[test]
fn every_document_follows_its_schema() {
    for dossier in [sample::dossier(), sample::bare(), sample::full()] {
        check("dossier", |out| super::dossier(out, &dossier, Some("invented data")));
        check("incidents", |out| incidents(out, std::slice::from_ref(&dossier.incident), None));
        check("regions", |out| regions(out, std::slice::from_ref(&dossier), None));
        for view in [View::Worksheet, View::Blind] {
            check("worksheet", |out| {
                super::worksheet(out, &dossier, view, &sample::agreement(), None)
            });
        }
    }
    check("flows", |out| flows(out, &[sample::flow_report()], None));
    check("flow-suggestions", |out| suggestions(out, &[sample::suggestion()], None));
    check("inspect", |out| inspections(out, &super::inspect::tests::files()));
    check("rate", |out| rate_study(out, &sample::rate_table(), &sample::rate_study(), None));
    check("trace", |out| trace(out, &sample::trace(), Some(1), None));
    check("review", |out| review(out, &sample::review()));
    let said = sample::dossier().worksheet.answers;
    check("answers", |out| super::said(out, &[("A-1", &said)], &sample::agreement(), None));
}

#[test]
fn what_tests_assert_follows_its_schema() {
    let test = TestFunction {
        path: "tests/test_cart.py".to_owned(),
        name: "test_declined".to_owned(),
        lines: LineRange { first: 3, last: 5 },
        assertions: vec![Assertion {
            line: 4,
            kind: AssertionKind::FailureState,
            expects: "Declined\u{1b}[31m".to_owned(),
            strength: Strength::Strong,
        }],
        calls: Vec::new(),
        asserted_calls: Vec::new(),
        skipped: false,
        rows: Some(2),
    };
    let not_read = NotRead { path: "a.ts".to_owned(), because: "too hard".to_owned() };
    let reach = ScanReach { seen: 2, read: 1, not_read: vec![not_read], ..ScanReach::default() };
    let tests = || std::iter::once(test.clone());
    let written = check("assertions", |out| assertions(out, &reach, tests()));
    assert!(!written.contains('\u{1b}'), "{written}");
    let module = ModuleDensity {
        module: "shop".to_owned(),
        files: 1,
        executable_lines: None,
        tests: 1,
        assertion_free: 0,
        assertions: 1,
        failure_states: 1,
        density: None,
    };
    let summary = AssertionSummary {
        reach,
        tests: 1,
        assertion_free: vec![test.clone()],
        modules: vec![module],
        ..AssertionSummary::default()
    };
    check("assertion-summary", |out| assertion_summary(out, &summary));
}

#[test]
fn links_and_proposals_follow_their_schema() {
    for dossier in [sample::dossier(), sample::bare(), sample::full()] {
        let linked = [(&dossier.incident, dossier.links.as_slice())];
        let text = check("links", |out| links(out, &linked, Some("invented data")));
        assert_eq!(text.matches("\"confidence\"").count(), dossier.links.len());
    }
    let proposal = Proposal {
        repo: "app".into(),
        commit: CommitId("3f2a9c1".repeat(5) + "abcde"),
        subject: "Fix the \u{202e}total".into(),
        at: sample::dossier().incident.started_at.unwrap().at,
        score: 0.71,
        reasons: vec!["two days after it began".into()],
    };
    let incident = sample::bare().incident;
    let text =
        check("links", |out| proposals(out, &[(&incident, std::slice::from_ref(&proposal))], None));
    assert!(text.contains("\"score\": 0.71") && !text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_document_with_a_key_too_many_or_too_few_breaks_its_schema() {
    let text =
        check("rate", |out| rate_study(out, &sample::rate_table(), &sample::rate_study(), None));
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["rows"][0]["rate"].as_object_mut().unwrap().remove("hi");
    value["author"] = "jane".into();
    let found = breaches(&value, "rate");
    assert_eq!(found[..2], ["rate has author besides", "rate.rows[0].rate lacks hi"]);
}

#[test]
fn a_hostile_incident_leaves_cleaned_and_still_follows_the_schema() {
    let text = check("dossier", |out| super::dossier(out, &sample::hostile(), None));
    sample::assert_harmless(&text);
    let sheet = (View::Worksheet, sample::agreement());
    let text = check("worksheet", |out| {
        super::worksheet(out, &sample::hostile(), sheet.0, &sheet.1, None)
    });
    sample::assert_harmless(&text);
}

#[test]
fn no_schema_names_a_person() {
    let all = [
        "assertions",
        "assertion-summary",
        "calibration",
        "common",
        "dossier",
        "gate",
        "import",
        "incidents",
        "panel",
        "rate",
        "regions",
        "review",
        "risk",
        "trace",
        "worksheet",
    ];
    for name in all {
        let text = schema(name).to_string();
        for person in ["author", "assignee", "reporter", "committer", "owner", "email"] {
            assert!(!text.contains(&format!("\"{person}\"")), "{person} in {name}");
        }
    }
}

#[test]
fn a_rate_keeps_its_six_keys_in_order() {
    let mut table = sample::rate_table();
    table.rows.truncate(1);
    let text = check("rate", |out| rate_study(out, &table, &sample::rate_study(), None));
    let (_, row) = text.split_once("\"rows\"").unwrap();
    let (_, rate) = row.split_once("\"rate\": ").unwrap();
    insta::assert_snapshot!(rate.split_inclusive('}').next().unwrap(), @r#"
    {
            "k": 9,
            "n": 30,
            "rate": 0.3,
            "lo": 0.13568323274845015,
            "hi": 0.4643167672515498,
            "method": "wilson"
          }
    "#);
}

#[test]
fn panels_gates_and_risks_keep_their_shape() {
    let row = PanelRow {
        unit: sample::HOSTILE.to_owned(),
        period: "2026Q1".to_owned(),
        loc: 40.0,
        churn: 2.0,
        escapes: 1,
        caught: None,
    };
    let coverage =
        PanelIndicator { name: "coverage".to_owned(), claim: Claim::Protects, values: vec![None] };
    let built = BuiltPanel {
        panel: Panel { rows: vec![row], indicators: vec![coverage], ..Panel::default() },
        escape_ids: vec![vec!["INC-1".to_owned()]],
        caught_ids: vec![Vec::new()],
        left_out: vec![("INC-2".to_owned(), "no time".to_owned())],
        escapes: 2,
        ..BuiltPanel::default()
    };
    let text = check("panel", |out| panel(out, &built, PanelUnit::Module, Some("invented data")));
    sample::assert_harmless(&text);
    let finding = GateFinding { repo: "a".to_owned(), path: "b".to_owned(), seen: 9, run: 3 };
    let no = Gate { floor: 60, findings: vec![finding], ..Gate::default() };
    check("gate", |out| gate(out, &no, None));
    let basis = RiskBasis {
        indicator: "coverage".to_owned(),
        periods: 3,
        escaped: 40,
        recall: 0.5,
        recall_base: 0.25,
        observed_over_expected: 1.0,
        oe_lo: 0.7,
        oe_hi: 1.4,
    };
    let row = |next| RiskRow {
        unit: "checkout".to_owned(),
        forecast: 0.125,
        value: 40.0,
        mean: 71.5,
        loc: 900.0,
        churn: 12.0,
        next,
    };
    let path = "a.py".to_owned();
    let steps = [
        None,
        Some(NextStep::RunLines { path: path.clone(), lines: 12 }),
        Some(NextStep::TakeBranches { path: path.clone(), branches: 2 }),
        Some(NextStep::KillMutants { path: path.clone(), mutants: 3 }),
        Some(NextStep::AssertState { state: "card-declined".to_owned() }),
        Some(NextStep::AssertIn { path, assertions: 0 }),
    ];
    let rows = steps.into_iter().map(row).collect();
    let list = Risk { basis: Some(basis), rows, why_not: None };
    check("risk", |out| risk(out, &list, None));
    let none = Risk { basis: None, rows: Vec::new(), why_not: Some("No list.".to_owned()) };
    check("risk", |out| risk(out, &none, None));
}
