//! One number, one value: what the demo's report, deck, charts and terminal say of the same thing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

/// The demo, made once; tests write elsewhere.
static DEMO: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("shop");
    let out = folder.to_string_lossy().into_owned();
    let made = Command::new(env!("CARGO_BIN_EXE_escapee")).args(["demo", "--out", &out]).output();
    assert!(made.unwrap().status.success());
    (scratch, folder)
});

/// Returns what a command prints on the demo, each run of white space as one space.
fn said(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_escapee"))
        .args(args)
        .arg("--repo")
        .arg(&DEMO.1)
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap().replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a chart of the demo as text.
fn chart(args: &[&str]) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("chart.svg");
    let out = file.to_string_lossy().into_owned();
    said(&[&["chart"], args, &["--out", &out]].concat());
    std::fs::read_to_string(Path::new(&file)).unwrap().replace('\u{a0}', " ")
}

#[test]
fn a_report_has_one_escape_rate_for_a_quarter() {
    // The panel places 1 of the 2 escapes of 2026Q2 and none of the caught: 1 of 1 is no escape rate.
    let report = said(&["report", "--format", "markdown"]);
    assert!(report.contains("| 2026Q2 | 2 of 4 = 50 %"), "{report}");
    assert!(!report.contains("100 % to 67 %") && !report.contains("-33 points"), "{report}");
    let calibration = said(&["calibrate"]);
    assert!(!calibration.contains("escape rate [95 %]"), "{calibration}");
    assert!(!calibration.contains("-33 points"), "{calibration}");
    assert!(calibration.contains("share escaped [95 %]"), "{calibration}");
}

#[test]
fn a_quarter_that_is_not_over_is_so_in_every_output() {
    // The newest record is of 2026-09-07.
    let rate = said(&["rate"]);
    assert!(rate.contains("2026Q3 * 2 of 3"), "{rate}");
    assert!(rate.contains("A period is complete at its end; the data reach to 2026-09-07."));
    let report = said(&["report", "--format", "markdown"]);
    assert!(report.contains("| 2026Q3 so far | 2 of 3"), "{report}");
    assert!(!report.contains("2026Q3 against 2026Q2"), "{report}");
    assert!(report.contains("2026Q2 against 2026Q1: −10 points"), "{report}");
    let quarter = said(&["report", "--quarter", "2026Q3", "--format", "markdown"]);
    assert!(quarter.contains("# 2026Q3 so far: 2 of 3 defects escaped"), "{quarter}");
    assert!(!quarter.contains("Against the period before"), "{quarter}");
    assert!(chart(&["escape-rate"]).contains("* Q3 2026 is not over in the data"));
}

#[test]
fn whether_a_cohort_is_complete_does_not_depend_on_the_quarter_asked_for() {
    // 90 days after 2026Q2 is 2026-09-28, and the data reach to 2026-09-07.
    for scope in [&[][..], &["--quarter", "2026Q3"]] {
        let report = said(&[&["report", "--format", "markdown"], scope].concat());
        let row = "| 2026Q2 | 2 of 2 = 100 % \\[34–100 %\\] | 2 | 0 | not yet |";
        assert!(report.contains(row), "{scope:?}: {report}");
    }
}

#[test]
fn only_escapes_of_our_code_are_counted_as_escapes_without_a_link() {
    // INC-116 has no link; INC-106 is a vendor's, INC-119 a user's mistake, INC-121 of unknown phase.
    let report = said(&["report", "--format", "markdown"]);
    assert!(report.contains("| Escapes without a link to code | 1 |"), "{report}");
    assert!(report.contains("| 14 of 17 | 1 unlinked |"), "{report}");
}

#[test]
fn a_guess_at_a_layer_is_no_finding() {
    let report = said(&["report", "--format", "markdown"]);
    assert!(report.contains("**No layer has been confirmed by people yet.**"), "{report}");
    assert!(report.contains("| rollback | 0 | 0 | 0 | 17 | 16 |"), "{report}");
    assert!(!said(&["show", "DEF-204"]).contains("rollback FAILED?"));
}

#[test]
fn where_no_covering_test_is_known_to_have_run_no_silence_is_reported() {
    // INC-111 is a double charge that has no fix of its own.
    let drawn = chart(&["timeline", "--incident", "INC-111"]);
    assert!(drawn.contains("Red before shipping: –, no run of a covering test."), "{drawn}");
    let report = said(&["report", "--format", "markdown"]);
    assert!(!report.contains("warned before shipping in 1 of 17"), "{report}");
}

#[test]
fn time_hidden_ends_with_detection_and_is_rounded_alike() {
    // INC-114: from 2026-01-20 to the start on 2026-02-28 39 days, to its detection 42.
    let drawn = chart(&["timeline", "--incident", "INC-114"]);
    let latency = chart(&["latency"]);
    for text in [said(&["show", "INC-114"]), drawn] {
        assert!(text.contains("hidden 42 days"), "{text}");
        assert!(!text.contains("38 days") && !text.contains("39 days"), "{text}");
    }
    assert!(latency.contains("INC-114: 42 days"), "{latency}");
}

#[test]
fn the_worst_escape_is_that_of_most_customers_and_the_rule_is_named() {
    let report = said(&["report", "--format", "markdown"]);
    let rule = "The worst three escapes by severity, customers, cost and how long they lasted";
    let (_, table) = report.split_once(rule).unwrap();
    let place = |id: &str| table.find(&format!("| {id} |")).unwrap();
    // 2,100, 612 and 412 customers; INC-105, the earliest, hit 12.
    assert!(place("INC-113") < place("INC-110") && place("INC-110") < place("INC-118"), "{table}");
    let drawn = chart(&["timeline"]);
    assert!(drawn.contains("by severity, customers, cost, duration"), "{drawn}");
}

#[test]
fn a_chart_of_a_panel_in_a_file_names_that_file_and_its_periods() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("ours.csv");
    let mut panel = "unit,period,loc,churn,coverage,escapes,caught\n".to_owned();
    for (place, period) in ["2023Q1", "2023Q2", "2023Q3"].iter().enumerate() {
        for unit in 0..10 {
            let (churn, cover) = (unit + place, (unit * 37) % 101);
            let row = ["u", &unit.to_string(), ",", period, ",100,"].concat();
            let counts = [churn, cover, unit % 2, 1].map(|n| n.to_string()).join(",");
            panel.push_str(&[row, counts, "\n".to_owned()].concat());
        }
    }
    std::fs::write(&path, panel).unwrap();
    let drawn = chart(&["coverage-floor", "--panel", &path.to_string_lossy()]);
    assert!(drawn.contains("Source: ours.csv, 2023Q1–2023Q3"), "{drawn}");
    assert!(!drawn.contains("escapee.db") && !drawn.contains("data to"), "{drawn}");
}
