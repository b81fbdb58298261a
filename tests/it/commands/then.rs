//! No look into the future: what came later changes no answer.

use super::shop::{DEPLOYMENTS, JUNIT, LCOV, Shop, flat, json};

/// Everything that states an answer, but for the line on what is known now.
fn answers(shop: &Shop) -> Vec<String> {
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    vec![
        json(&shown, "/verdict").to_string(),
        json(&shown, "/signals").to_string(),
        shop.says(&["regions"]),
        shop.says(&["rate", "--format", "json"]),
        shop.says(&["rate", "--by", "component", "--format", "csv"]),
    ]
}

#[test]
fn a_later_and_better_report_a_later_run_and_a_later_release_change_no_verdict_no_region_and_no_rate()
 {
    let shop = Shop::stocked();
    let before = answers(&shop);
    assert!(before[2].contains(",uncovered,"), "{}", before[2]);
    assert!(!shop.says(&["show", "INC-1"]).contains("after shipping"));

    shop.write("better.info", LCOV.replace(",0\n", ",7\n"));
    shop.says(&["import", "coverage", "better.info", "--commit", "v1.2"]);
    shop.write("red.xml", JUNIT.replace("/>", "><failure/></testcase>"));
    shop.says(&["import", "tests", "red.xml", "--commit", "v1.2"]);
    shop.write(
        "later.csv",
        format!("{DEPLOYMENTS}2025-04-11T10:00:00Z,production,checkout,1.2,v1.2,success\n"),
    );
    shop.says(&["import", "releases", "later.csv"]);
    assert_eq!(answers(&shop), before);
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("CLASS C uncovered"), "{shown}");
    assert!(shown.contains("now 1 line no longer there (report of 2025-04-10, after"), "{shown}");
}

#[test]
fn an_earlier_report_does_change_the_answer() {
    let shop = Shop::stocked();
    let before = answers(&shop);
    shop.write("second.info", LCOV.replace(",0\n", ",7\n"));
    shop.says(&["import", "coverage", "second.info", "--commit", "v1.1", "--series", "e2e"]);
    let after = answers(&shop);
    assert!(after[2].contains(",covered,"), "{}", after[2]);
    assert_ne!(after[0], before[0]);
    let coverage = |shop: &Shop| {
        let shown = shop.says(&["show", "INC-1", "--format", "json"]);
        json(&shown, "/signals/signals/0")
    };
    let signal = coverage(&shop);
    assert_eq!(signal["indicator"], "coverage");
    assert_eq!((&signal["value"], &signal["said"]), (&100.0.into(), &"silent".into()));
    let signal = coverage(&Shop::stocked());
    // 3 of 7 statements ran.
    assert!((signal["value"].as_f64().unwrap() - 300.0 / 7.0).abs() < 1e-9, "{signal}");
    assert_eq!((&signal["bar"], &signal["said"]), (&60.0.into(), &"warned".into()));
}

#[test]
fn as_of_leaves_out_what_came_later_and_keeps_the_stored_answers() {
    let shop = Shop::stocked();
    shop.says(&["analyze"]);
    let kept = shop.says(&["show", "INC-1", "--format", "json"]);

    // On 2 March nobody had met INC-1 yet.
    let early = shop.says(&["rate", "--as-of", "2025-03-02", "--format", "json"]);
    assert_eq!(json(&early, "/total/rate/n"), 1);
    let unknown = shop.run(&["show", "INC-1", "--as-of", "2025-03-02"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.starts_with("error: no incident `INC-1` as of 2025-03-02"), "{unknown:?}");

    let again = shop.says(&["analyze"]);
    assert!(again.contains("analysed 0 + unchanged 2"), "{again}");
    assert_eq!(shop.says(&["show", "INC-1", "--format", "json"]), kept);
}

#[test]
fn as_of_knows_no_later_release_be_it_a_deployment_or_a_tag() {
    let shop = Shop::stocked();
    // Without a time it is known at any time.
    shop.says(&["incidents", "add", "INC-9", "--title", "x", "--fix", "v1.2"]);
    let first = |as_of: &str| {
        let shown = shop.says(&["show", "INC-9", "--format", "json", "--as-of", as_of]);
        json(&shown, "/first_shipped")
    };
    assert_eq!(first("2025-03-03")["version"], "1.1");
    assert_eq!(first("2025-03-02")["version"], "v1.1", "tagged and not deployed yet");
    assert_ne!(first("2025-02-28")["version"], "v1.1", "not tagged yet");
}

#[test]
fn as_of_knows_no_later_report() {
    let shop = Shop::new();
    // The incident comes before the report and the deployment that tell of it.
    shop.write(
        "incidents.csv",
        "id,title,phase,started_at,fix_commits\nINC-1,x,production,2025-02-20,v1.2\n",
    );
    shop.write("lcov.info", LCOV);
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.1"]);
    let moment = ["--moment", "fix-parent"];
    let now = shop.says(&["regions", "INC-1", moment[0], moment[1]]);
    assert!(now.contains(",uncovered,"), "{now}");
    let then = shop.says(&["regions", "INC-1", moment[0], moment[1], "--as-of", "2025-02-25"]);
    assert!(then.contains(",unknown,") && !then.contains(",uncovered,"), "{then}");
}

#[test]
fn a_deployment_whose_commit_is_not_here_is_named_and_does_not_count() {
    let shop = Shop::stocked();
    let rows = DEPLOYMENTS.lines().next().unwrap();
    shop.write(
        "elsewhere.csv",
        format!("{rows}\n2025-03-31T10:00:00Z,production,,9.9,deadbeef,success\n"),
    );
    shop.says(&["import", "releases", "elsewhere.csv"]);
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("names `deadbeef`, which is not in `main`"), "{shown}");
}

#[test]
fn records_without_a_phase_are_told_at_import() {
    let shop = Shop::new();
    shop.write("quiet.csv", "id,title,started\nQ-1,Broken,2025-04-01T00:00:00Z\n");
    let said = flat(&shop.says(&["import", "incidents", "quiet.csv"]));
    assert!(
        said.contains("1 of 1 records name no phase and are neither escape nor caught"),
        "{said}"
    );
}
