//! What a person says of an incident: it needs no file, overrides, and is kept.

use super::shop::{LCOV, Shop, flat, json};

#[test]
fn a_live_post_mortem_needs_no_file_and_a_region_alone_gives_evidence() {
    let shop = Shop::new();
    shop.write("lcov.info", LCOV.replace("DA:8,0", "DA:8,4"));
    shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.1"]);
    let region = "src/checkout/pay.py:7-8@v1.1";
    let told = ["incidents", "add", "INC-7", "--title", "Fee is wild", "--started", "2025-04-01"];
    let shown = flat(&shop.says(&[&told[..], &["--region", region]].concat()));
    for part in [
        "INC-7 Fee is wild severity unknown · production",
        "LINK region src/checkout/pay.py:7–8",
        "COVERED THEN? PARTLY 1 of 2 statements ran in a test",
        "CLASS B covered, branch not taken",
    ] {
        assert!(shown.contains(part), "no {part:?} in {shown}");
    }
    let regions = shop.says(&["regions", "INC-7"]);
    assert!(regions.contains("pay.py,7,function,uncovered,"), "{regions}");
    assert!(regions.contains("pay.py,8,function,covered,"), "{regions}");
}

#[test]
fn a_fix_or_a_cause_may_be_said_when_an_incident_is_added() {
    let shop = Shop::new();
    let add = |id, flag, rev| {
        let told = ["incidents", "add", id, "--title", "x", "--started", "2025-04-01", flag, rev];
        shop.says(&told);
        shop.says(&["show", id, "--format", "json"])
    };
    let fixed = add("INC-8", "--fix", "v1.2");
    assert_eq!(json(&fixed, "/fixes/0/commit"), shop.fix.0.as_str());
    assert_eq!(json(&fixed, "/candidates/0/commit"), shop.cause.0.as_str());
    let caused = add("INC-9", "--cause", "main:v1.1");
    assert_eq!(json(&caused, "/candidates/0/commit"), shop.cause.0.as_str());
    assert_eq!(json(&caused, "/regions/0/path"), "src/checkout/pay.py");
}

#[test]
fn a_link_overrides_what_messages_say_and_is_remembered() {
    let shop = Shop::stocked();
    let said = shop.says(&["link", "INC-1", "--fix", "v1.1"]);
    assert_eq!(said, "INC-1: 1 of 1 links are new; `escapee show INC-1` shows what follows\n");
    let fixes = |shop: &Shop| {
        let shown = shop.says(&["show", "INC-1", "--format", "json"]);
        json(&shown, "/fixes/0/commit").as_str().unwrap().to_owned()
    };
    assert_eq!(fixes(&shop), shop.cause.0);
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop.says(&["analyze", "--all"]);
    assert_eq!(fixes(&shop), shop.cause.0);
    let again = shop.says(&["link", "INC-1", "--fix", "v1.1"]);
    assert!(again.starts_with("INC-1: 0 of 1 links are new"), "{again}");
}

#[test]
fn words_that_name_nothing_are_refused_and_nothing_is_kept_of_them() {
    let shop = Shop::stocked();
    let before = shop.says(&["show", "INC-1", "--format", "json"]);
    let refused = [
        ("--fix", "nosuch", "fix `nosuch` names no commit of any repository here"),
        ("--cause", "main:nosuch", "cause `main:nosuch` names no commit of any repository here"),
        ("--region", "src/checkout/pay.py", "region `src/checkout/pay.py` is not of the form"),
        ("--region", "no.py:1-2", "region `no.py:1-2`: no file `no.py` at that commit"),
        ("--region", "src/checkout/pay.py:8-99", "the file has 9 lines at that commit"),
    ];
    for (flag, value, problem) in refused {
        let ran = shop.run(&["link", "INC-1", "--fix", "v1.1", flag, value]);
        assert_eq!(ran.code, 2, "{value}");
        assert!(ran.err.contains(problem) && ran.err.contains("\nhint: "), "{}", ran.err);
    }
    let ran = shop.run(&["incidents", "add", "INC-8", "--title", "x", "--fix", "nosuch"]);
    assert_eq!(ran.code, 2);
    assert_eq!(shop.run(&["show", "INC-8"]).code, 2, "an incident was kept with a wrong fix");
    assert_eq!(shop.run(&["link", "INC-1"]).code, 2, "a link without a word");
    assert_eq!(shop.says(&["show", "INC-1", "--format", "json"]), before);
}

#[test]
fn an_unknown_incident_is_an_error_that_names_the_near_ones() {
    let shop = Shop::stocked();
    for arguments in [
        &["show", "INC-11"][..],
        &["show", "inc-1"],
        &["regions", "INC-7"],
        &["link", "INX-1", "--fix", "v1.2"],
    ] {
        let ran = shop.run(arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with("error: no incident `"), "{}", ran.err);
        assert!(ran.err.contains("hint: did you mean INC-1"), "{}", ran.err);
    }
    let far = shop.run(&["show", "PAYROLL-4711"]);
    assert!(far.err.contains("hint: `escapee incidents list` shows what there is"), "{}", far.err);
}

#[test]
fn an_incident_by_hand_needs_an_id_and_a_title() {
    let shop = Shop::new();
    for arguments in [["", "x"], [" \t", "x"], ["INC-1", ""], ["INC-1", "\u{202e} "]] {
        let ran = shop.run(&["incidents", "add", arguments[0], "--title", arguments[1]]);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains("expected some text"), "{}", ran.err);
    }
    assert!(!shop.path.join("escapee.db").exists());
    let shown = shop.says(&["incidents", "add", " INC-1 ", "--title", " two\n lines "]);
    assert!(shown.starts_with("INC-1  two lines\n"), "{shown}");
}

#[test]
fn adding_by_hand_never_replaces_what_a_file_told() {
    let shop = Shop::stocked();
    let ran = shop.run(&["incidents", "add", "INC-1", "--title", "Other"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`INC-1` is there already"), "{}", ran.err);
    assert!(shop.says(&["show", "INC-1"]).starts_with("INC-1  Charged thrice\n"));
    shop.says(&["incidents", "add", "INC-5", "--title", "Mine"]);
    shop.says(&["incidents", "add", "INC-5", "--title", "Mine, better told"]);
    assert!(shop.says(&["show", "INC-5"]).starts_with("INC-5  Mine, better told\n"));
}
