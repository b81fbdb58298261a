//! Exact counts: kept for releases and where they are asked for, and for nothing else.

use super::reviewing::breaches::breaches;
use super::shop::{LCOV, Shop, flat, json};

/// A report in which the body of `charge` ran, some of it often.
fn counted() -> String {
    LCOV.replace("DA:8,0", "DA:8,4012").replace("DA:9,0", "DA:9,1")
}

/// The shop with its incident and no evidence; what is measured at its fix's parent, by `tag`.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.write(
        "incidents.csv",
        "id,title,phase,started_at,fix_commits\nINC-1,x,production,2025-04-01,v1.2\n",
    );
    shop.write("counted.info", counted());
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop
}

fn hits(shop: &Shop) -> Vec<String> {
    let regions = shop.says(&["regions", "INC-1", "--moment", "fix-parent"]);
    let rows = regions.lines().skip(1);
    rows.map(|row| row.rsplit(',').next().unwrap_or("").to_owned()).collect()
}

fn untag(shop: &Shop) {
    let clone = git2::Repository::open(&shop.path).unwrap();
    clone.tag_delete("v1.1").unwrap();
}

#[test]
fn the_report_of_a_release_keeps_how_often_lines_ran_and_tells_it() {
    let shop = shop();
    let import = ["import", "coverage", "counted.info", "--commit", "v1.1"];
    let said = flat(&shop.says(&import));
    assert!(said.contains("How often each line ran is kept for 2 files (tag v1.1)"), "{said}");
    assert_eq!(hits(&shop), ["4012"]);
    let regions = shop.says(&["regions", "INC-1", "--format", "json"]);
    assert_eq!(breaches(&json(&regions, ""), "regions"), [""; 0]);
    assert_eq!(json(&regions, "/regions/0/hits"), 4012);
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    assert_eq!(breaches(&json(&shown, ""), "dossier"), [""; 0]);
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("ran the statement 4,012 times"), "{shown}");

    // The same file again, also without its tag, loses nothing.
    untag(&shop);
    let said = shop.says(&["import", "coverage", "counted.info", "--commit", &shop.cause.0]);
    assert!(flat(&said).contains("unchanged 2") && said.contains("(as before)"), "{said}");
    assert_eq!(hits(&shop), ["4012"]);
}

#[test]
fn an_ordinary_report_keeps_no_counts_unless_it_is_asked_to() {
    let shop = shop();
    untag(&shop);
    let commit = shop.cause.0.clone();
    let import = ["import", "coverage", "counted.info", "--commit", &commit];
    let said = shop.says(&import);
    assert!(!said.contains("How often"), "{said}");
    assert_eq!(hits(&shop), [""]);
    let said = flat(&shop.says(&[&import[..], &["--keep-hits"]].concat()));
    assert!(said.contains("unchanged 2"), "{said}");
    assert!(said.contains("is kept for 2 files (--keep-hits)"), "{said}");
    assert_eq!(hits(&shop), ["4012"]);
    // Once kept they stay, and a shard that was counted adds to them.
    shop.says(&import);
    shop.write("shard.info", counted().replace("DA:1,1", "DA:1,2"));
    shop.says(&["import", "coverage", "shard.info", "--commit", &commit, "--keep-hits"]);
    assert_eq!(hits(&shop), ["8024"]);
}

#[test]
fn a_report_that_waits_keeps_what_was_asked_for_when_it_was_given() {
    let shop = shop();
    untag(&shop);
    let elsewhere = "0123456789abcdef0123456789abcdef01234567";
    // One file of three is in the repository.
    let lost = "SF:lost/one.py\nDA:1,9\nend_of_record\nSF:lost/two.py\nDA:1,9\nend_of_record\n";
    let text = counted();
    let (pay, _) = text.split_at(text.find("SF:src/payroll").unwrap());
    shop.write("waits.info", format!("{pay}{lost}"));
    let import = ["import", "coverage", "waits.info", "--commit", elsewhere, "--keep-hits"];
    shop.says(&import);
    let merged = ["import", "pending", "--commit", elsewhere, "--merged-as", &shop.cause.0];
    let refused = shop.run(&merged);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(flat(&refused.out).contains("waits on"), "{refused:?}");

    shop.says(&[&import[..], &["--max-unmapped", "70"]].concat());
    let said = flat(&shop.says(&merged));
    assert!(said.contains("imported 1"), "{said}");
    assert!(said.contains("is kept for 1 files (--keep-hits)"), "only files of the tree: {said}");
    assert_eq!(hits(&shop), ["4012"]);
}

#[test]
fn a_run_told_by_two_files_is_not_counted_twice() {
    let shop = shop();
    let import = |file: &str| flat(&shop.says(&["import", "coverage", file, "--commit", "v1.1"]));
    assert!(!import("counted.info").contains("the very counts"));
    shop.write("again.info", format!("# once more\n{}", counted()));
    let said = import("again.info");
    assert!(said.contains("2 of them have the very counts that another file"), "{said}");
    assert_eq!(hits(&shop), [""]);
}

#[test]
fn a_deployment_that_failed_or_went_elsewhere_makes_no_release() {
    let shop = shop();
    untag(&shop);
    let commit = shop.cause.0.clone();
    let import = ["import", "coverage", "counted.info", "--commit", &commit];
    let deploy = |environment: &str, result: &str| {
        let row = format!("2025-03-09T10:00:00Z,{environment},{commit},{result}\n");
        shop.write("deploys.csv", format!("time,environment,commit,result\n{row}"));
        shop.says(&["import", "releases", "deploys.csv"]);
        shop.says(&import)
    };
    assert!(!deploy("staging", "success").contains("How often"));
    assert!(!deploy("production", "failure").contains("How often"));
    assert!(deploy("production", "success").contains("(release production)"));
}
