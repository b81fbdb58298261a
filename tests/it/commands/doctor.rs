//! `doctor`: what is missing, and the script that makes the reports that are.

use std::process::Command;

use super::shop::{DEPLOYMENTS, LCOV, Shop, flat, json, run_in};

const INCIDENTS: &str = "\
id,title,phase,started_at,fix_commits
INC-1,Charged thrice,production,2025-04-01T08:00:00Z,v1.2
INC-3,Vendor down,production,2025-04-02T08:00:00Z,
";

/// The shop with incidents and deployments, and nothing measured.
fn bare() -> Shop {
    let shop = Shop::new();
    shop.write("incidents.csv", INCIDENTS);
    shop.write("deployments.csv", DEPLOYMENTS);
    shop.write("lcov.info", LCOV);
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop.says(&["import", "releases", "deployments.csv"]);
    shop
}

#[test]
fn the_script_of_missing_reports_makes_them_and_then_none_is_missing() {
    let shop = bare();
    let found = shop.says(&["doctor", "--missing-reports", "--format", "json"]);
    assert_eq!(json(&found, "/answered"), 1, "{found}");
    assert_eq!(json(&found, "/commits/0/incidents/0"), "INC-1");
    assert_eq!(json(&found, "/commits/0/commit"), shop.cause.0.as_str(), "what was live then");
    let test = format!("mkdir cov && cp '{}' cov/lcov.info", shop.path.join("lcov.info").display());
    let script =
        shop.says(&["doctor", "--missing-reports", "--test", &test, "--report", "cov/lcov.info"]);
    assert!(script.contains("# 1 of 1 incidents"), "{script}");

    run_script(&script, &shop.path);
    let regions = shop.says(&["regions", "INC-1", "--moment", "fix-parent"]);
    assert!(regions.contains("uncovered"), "{regions}");
    let found = shop.says(&["doctor", "--missing-reports", "--format", "json"]);
    assert_eq!(json(&found, "/commits"), serde_json::json!([]), "{found}");
    let worktrees = Command::new("git").args(["worktree", "list"]).current_dir(&shop.path).output();
    assert_eq!(worktrees.unwrap().stdout.split(|byte| *byte == b'\n').count(), 2, "all are gone");
}

#[test]
fn a_commit_whose_report_cannot_be_made_keeps_no_other_out_and_fails_the_script() {
    let shop = bare();
    let copied =
        format!("mkdir cov && cp '{}' cov/lcov.info", shop.path.join("lcov.info").display());
    let script = |test: &str| {
        shop.says(&["doctor", "--missing-reports", "--test", test, "--report", "cov/lcov.info"])
    };
    // No report is made, or one that cannot be read.
    for test in ["true", "mkdir cov && echo no report > cov/lcov.info"] {
        let ran = ran_script(&script(test), &shop.path);
        assert_eq!(ran.status.code(), Some(2), "{test}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    // A commit that is not here stands in front of the one that is.
    let gone = "0123456789abcdef0123456789abcdef01234567";
    let script =
        script(&copied).replace("for commit in \\\n", &format!("for commit in \\\n  {gone} \\\n"));
    assert!(script.contains(gone), "{script}");
    let places = tempfile::tempdir().unwrap();
    let ran = ran_script(
        &format!("TMPDIR='{}'; export TMPDIR\n{script}", places.path().display()),
        &shop.path,
    );
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(std::fs::read_dir(places.path()).unwrap().count(), 0, "nothing is left behind");
    let regions = shop.says(&["regions", "INC-1", "--moment", "fix-parent"]);
    assert!(regions.contains("uncovered"), "the other was made: {regions}");
}

#[test]
fn a_blank_report_or_command_is_a_usage_error() {
    let shop = bare();
    for given in [["--report", ""], ["--test", " "]] {
        let ran = shop.run(&[&["doctor", "--missing-reports"][..], &given].concat());
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.out.is_empty() && ran.err.contains(given[0]), "{ran:?}");
    }
}

fn run_script(script: &str, folder: &std::path::Path) {
    let ran = ran_script(script, folder);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn ran_script(script: &str, folder: &std::path::Path) -> std::process::Output {
    let here = std::path::Path::new(env!("CARGO_BIN_EXE_escapee")).parent().unwrap();
    let path = std::env::join_paths(
        [here.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).current_dir(folder).env("PATH", path.unwrap());
    shell.output().unwrap()
}

#[test]
fn the_script_goes_to_the_folder_and_the_database_it_was_asked_for() {
    let shop = bare();
    let elsewhere = shop.folder().join("it's else.db");
    std::fs::rename(shop.path.join("escapee.db"), &elsewhere).unwrap();
    let (repo, database) = (shop.path.to_str().unwrap(), elsewhere.to_str().unwrap());
    let test = format!("mkdir cov && cp '{}' cov/lcov.info", shop.path.join("lcov.info").display());
    let asked = ["doctor", "--missing-reports", "--repo", repo, "--db", database];
    let made = [&asked[..], &["--test", &test, "--report", "cov/lcov.info"]].concat();
    let script = run_in(shop.folder(), &made).out;
    run_script(&script, shop.folder());
    let found = run_in(shop.folder(), &[&asked[..], &["--format", "json"]].concat());
    assert_eq!(json(&found.out, "/commits"), serde_json::json!([]), "{found:?}");
    assert!(!shop.path.join("escapee.db").exists(), "the database of the folder was not meant");
}

#[test]
fn a_look_at_the_store_names_what_waits_what_is_lost_what_is_red_and_what_it_weighs() {
    let shop = bare();
    let said = flat(&shop.says(&["doctor"]));
    assert!(said.contains("2 of the 2 newest releases have no coverage report"), "{said}");
    shop.write("odd.info", format!("{LCOV}SF:lib/gone.py\nDA:1,1\nend_of_record\n"));
    shop.says(&["import", "coverage", "odd.info", "--commit", "v1.1"]);
    let red = "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>";
    shop.write("red.xml", red);
    shop.says(&["import", "tests", "red.xml", "--commit", "v1.1"]);
    let elsewhere = "0123456789abcdef0123456789abcdef01234567";
    shop.says(&["import", "coverage", "lcov.info", "--commit", elsewhere, "--series", "far"]);

    let said = flat(&shop.says(&["doctor"]));
    for sentence in [
        "1 of the 2 newest releases have no coverage report at or before them: 1.0",
        "1 reports wait for a commit that is not here: 0123456789 (coverage of far)",
        "1 paths of the newest coverage reports match no file of their commit: lib/gone.py (main)",
        "1 suites are red in their newest run",
        "main (1 of 2 tests at",
        "coverage of main: 1 reports, 2 changes",
    ] {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
}

#[test]
fn a_waiting_report_that_fits_nothing_waits_on_and_keeps_no_other_out() {
    let shop = bare();
    let elsewhere = "0123456789abcdef0123456789abcdef01234567";
    shop.write("foreign.info", "SF:x/y.c\nDA:1,1\nend_of_record\n");
    for file in ["foreign.info", "lcov.info"] {
        shop.says(&["import", "coverage", file, "--commit", elsewhere]);
    }
    let merged = ["import", "pending", "--commit", elsewhere, "--merged-as", "v1.1"];
    let ran = shop.run(&merged);
    assert_eq!(ran.code, 1, "{ran:?}");
    let said = flat(&ran.out);
    assert!(said.contains("imported 2") && said.contains("`foreign.info` waits on"), "{said}");
    shop.says(&[&merged[..], &["--max-unmapped", "100"]].concat());
    assert!(shop.says(&["import", "pending"]).contains("No report waits"));
}
