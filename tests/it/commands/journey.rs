//! From `init` to the report, as a new user goes.

use std::io::Write as _;
use std::process::Stdio;

use super::shop::{
    DEPLOYMENTS, IMPORTS, INCIDENTS, JUNIT, LCOV, Ran, Shop, command, flat, json, run_in,
};

#[test]
fn init_proposes_what_it_sees_and_never_overwrites() {
    let shop = Shop::new();
    shop.write("lcov.info", LCOV);
    let trial = shop.says(&["init", "--dry-run"]);
    assert!(trial.contains("tag_pattern = \"v*\""), "{trial}");
    assert!(trial.contains(r"key_pattern = '\b[A-Z][A-Z0-9]+-\d+\b'"), "{trial}");
    assert!(!shop.path.join("escapee.toml").exists() && !shop.path.join("escapee.db").exists());

    insta::assert_snapshot!(shop.says(&["init"]), @r"
    release tags  v* matches 3 of 3: v1.2, v1.1, v1.0
    issue keys    \b[A-Z][A-Z0-9]+-\d+\b matches 3 of the last 3 messages
    components    checkout, payroll
    reports       lcov.info
    git           keep the database out of it: add the line `escapee.db*` to
                  .gitignore
    wrote escapee.toml and escapee.db
    next: read escapee.toml, then `escapee import incidents FILE`
    ");
    let written = std::fs::read_to_string(shop.path.join("escapee.toml")).unwrap();
    assert!(trial.starts_with(&written));

    shop.write("escapee.toml", "# mine\n");
    let again = shop.run(&["init"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("escapee.toml` is there already\nhint: edit it"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(shop.path.join("escapee.toml")).unwrap(), "# mine\n");
}

#[test]
fn init_in_a_shallow_clone_says_how_to_mend_it() {
    let shop = Shop::new();
    shop.write(".git/shallow", format!("{}\n", shop.cause));
    let seen = flat(&shop.says(&["init"]));
    assert!(seen.contains("shallow: blame stops at its edge; `git fetch --unshallow`"), "{seen}");
}

#[test]
fn the_whole_journey_answers_and_doing_it_again_changes_nothing() {
    let shop = Shop::new();
    shop.says(&["init"]);
    shop.write("incidents.csv", INCIDENTS);
    shop.write("lcov.info", LCOV);
    shop.write("junit.xml", JUNIT);
    shop.write("deployments.csv", DEPLOYMENTS);
    let sums = [(2, "incidents"), (2, "coverage"), (1, "tests"), (2, "releases")];
    for ((count, what), arguments) in sums.iter().zip(IMPORTS) {
        let done = shop.says(arguments);
        let sum = format!(
            "seen {count} = imported {count} + updated 0 + unchanged 0 + skipped 0 + failed 0"
        );
        assert!(done.contains(&sum), "{what}: {done}");
    }

    let analysed = shop.says(&["analyze"]);
    assert!(analysed.contains("incidents 2 = analysed 2 + unchanged 0"), "{analysed}");
    assert!(analysed.contains("linked to code 1 · with a region 1 · with coverage evidence 1"));
    assert!(analysed.contains("rates and reports count a defect once"), "{analysed}");

    let shown = flat(&shop.says(&["show", "INC-1"]));
    for part in [
        "INC-1 Charged thrice SEV-1 · production · component checkout",
        &format!("LINK fix {} in main · key in the commit message", shop.fix.short()),
        &format!("INTRODUCED BY {} 2025-03-01", shop.cause.short()),
        &format!("MOMENT shipped 1.1 · {} · 2025-03-02 10:00 UTC", shop.cause.short()),
        "COVERED THEN? NO",
        "CLASS C uncovered",
    ] {
        assert!(shown.contains(part), "no {part:?} in {shown}");
    }

    insta::assert_snapshot!(shop.says(&["regions"]).replace(&shop.cause.0, "CAUSE"), @r"
    incident,repo,commit,path,line,role,covered,evidence_commit,method,then_commit,then_path,then_line,then,hits
    INC-1,main,CAUSE,src/checkout/pay.py,8,deleted,uncovered,CAUSE,at-commit,CAUSE,src/checkout/pay.py,8,exact,
    ");
    let rate = shop.says(&["rate", "--format", "json"]);
    assert_eq!(json(&rate, "/total/rate/k"), 1);
    assert_eq!(json(&rate, "/total/rate/n"), 2);
    assert_eq!(json(&rate, "/total/rate/method"), "wilson");

    for arguments in IMPORTS {
        let again = shop.says(arguments);
        assert!(again.contains("imported 0 + updated 0 + unchanged"), "{arguments:?}: {again}");
        assert!(again.contains("skipped 0 + failed 0"), "{arguments:?}: {again}");
        assert!(!again.contains("unchanged 0"), "{arguments:?}: {again}");
    }
    let again = shop.says(&["analyze"]);
    assert!(again.contains("incidents 2 = analysed 0 + unchanged 2"), "{again}");
}

#[test]
fn charts_and_reports_are_written_where_they_are_asked_for() {
    let shop = Shop::stocked();
    shop.says(&["chart", "escape-rate", "--out", "pictures/rate.svg"]);
    shop.says(&["chart", "escape-rate", "--out", "pictures/rate.png", "--scale", "1"]);
    let svg = std::fs::read_to_string(shop.path.join("pictures/rate.svg")).unwrap();
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{}", &svg[..40]);
    let png = std::fs::read(shop.path.join("pictures/rate.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let names = shop.says(&["chart", "list"]);
    assert!(names.contains("escape-rate") && names.contains("class-breakdown"), "{names}");

    for name in ["review.html", "review.md", "review.json"] {
        let said = shop.says(&["report", "--quarter", "2025Q2", "--out", name]);
        assert_eq!(said, format!("{name}: 1 incident, 2025Q2\n"));
    }
    let read = |name| std::fs::read_to_string(shop.path.join(name)).unwrap();
    assert!(read("review.html").contains("INC-1") && read("review.html").contains("<svg"));
    assert!(read("review.md").contains("| INC-1 | Charged thrice |"));
    assert_eq!(json(&read("review.json"), "/schema_version"), 1);
    for name in ["review.html", "review.md", "review.json"] {
        assert!(!read(name).contains("INC-2"), "{name} holds what came before the quarter");
    }
}

#[test]
fn the_headline_of_a_report_counts_its_scope_and_nothing_else() {
    let shop = Shop::stocked();
    shop.says(&["init"]);
    let headline = |scope: &[&str]| {
        let report = shop.says(&[&["report"][..], scope].concat());
        report.lines().find(|line| line.starts_with("# ")).unwrap().to_owned()
    };
    // INC-2 was caught on 2 February, INC-1 escaped on 1 April; the data reach no further.
    assert_eq!(headline(&[]), "# All time: 1 of 2 defects escaped to production");
    for (scope, words) in [
        (&["--quarter", "2025Q1"][..], "2025Q1: 0 of 1 defects escaped to production"),
        (&["--quarter", "2025Q2"], "2025Q2 so far: 1 of 1 defects escaped to production"),
        (&["--quarter", "2026Q1"], "2026Q1 so far: no escape reported"),
        (&["--since", "2025-12-01"], "since 2025-12-01: no escape reported"),
        (
            &["--quarter", "2025Q2", "--component", "payroll"],
            "2025Q2 so far, payroll: no escape reported",
        ),
        (
            &["--quarter", "2025Q1", "--component", "checkout"],
            "2025Q1, checkout: 0 of 1 defects escaped to production",
        ),
    ] {
        assert_eq!(headline(scope), format!("# {words}"));
    }
    let ran = shop.run(&["report", "--component", "cellar"]);
    assert_eq!(ran.code, 2);
    let error = "error: no component `cellar`\nhint: there is: checkout, other, payroll\n";
    assert_eq!(ran.err, error);
}

#[test]
fn import_as_json_tells_what_was_decided_and_what_became_of_each_row() {
    let shop = Shop::new();
    shop.write(
        "mixed.csv",
        "id,title,started_at,reporter\nA-1,Fine,2025-02-03,Jane Roe\n,,,\nA-2,Late,someday,x\n",
    );
    let done = shop.run(&["import", "incidents", "mixed.csv", "--format", "json"]);
    assert_eq!(done.code, 1, "{}", done.err);
    let keys: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let keys: Vec<&String> = keys.as_object().unwrap().keys().collect();
    for key in ["schema_version", "decided", "seen", "imported", "updated", "unchanged"] {
        assert!(keys.iter().any(|k| *k == key), "{key} of {keys:?}");
    }
    assert!(done.out.trim_start_matches("{\n").trim_start().starts_with("\"schema_version\": 1"));
    assert_eq!(json(&done.out, "/seen"), 3);
    assert_eq!(json(&done.out, "/imported"), 1);
    assert_eq!(json(&done.out, "/skipped/0/reason"), "blank row");
    assert_eq!(json(&done.out, "/skipped/0/count"), 1);
    assert_eq!(json(&done.out, "/failed/0/line"), 4);
    assert!(json(&done.out, "/failed/0/reason").as_str().unwrap().contains("`someday`"));
    assert_eq!(json(&done.out, "/records/0/id"), "A-1");
    assert_eq!(json(&done.out, "/decided/columns/3/reason"), "person");
}

#[test]
fn a_dry_run_shows_the_columns_and_leaves_no_trace() {
    let shop = Shop::new();
    shop.write("incidents.csv", INCIDENTS);
    insta::assert_snapshot!(
        shop.says(&["import", "incidents", "incidents.csv", "--dry-run"]),
        @r"
    encoding    UTF-8
    delimiter   ,
    zone        of the times themselves, else UTC as a guess
    column      field of the record
    id          id
    title       title
    phase       phase
    severity    severity
    started_at  started_at, read as ISO 8601
    component   component
    assignee    –

    incident  started     resolved  sev  phase       title
    INC-1     2025-04-01  –         1    production  Charged thrice
    INC-2     2025-02-02  –         3    test        Fee is missing

    columns that hold persons or their words, dropped: assignee
    seen 2 = imported 2 + updated 0 + unchanged 0 + skipped 0 + failed 0
    This was a dry run: nothing was changed.
    "
    );
    assert!(!shop.path.join("escapee.db").exists());
    shop.says(&["import", "incidents", "incidents.csv"]);
    let again = shop.says(&["import", "incidents", "incidents.csv", "--dry-run"]);
    assert!(again.contains("imported 0 + updated 0 + unchanged 2"), "{again}");
}

#[test]
fn a_file_may_come_through_a_pipe() {
    let shop = Shop::new();
    let mut child = command(&shop.path, &["import", "incidents", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(INCIDENTS.as_bytes()).unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("seen 2 = imported 2"), "{}", ran.out);
}

#[test]
fn imports_at_the_same_time_wait_for_one_another() {
    let shop = Shop::stocked();
    let series: Vec<String> = (0..4).map(|n| format!("suite-{n}")).collect();
    let children: Vec<_> = series
        .iter()
        .map(|name| {
            let import = ["import", "coverage", "lcov.info", "--commit", "v1.1", "--series", name];
            command(&shop.path, &import).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    let review = shop.says(&["report", "--format", "json"]);
    assert_eq!(json(&review, "/completeness/coverage_reports"), 5);
}

#[test]
fn a_packed_report_is_the_same_report() {
    let shop = Shop::stocked();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(LCOV.as_bytes()).unwrap();
    shop.write("lcov.info.gz", packed.finish().unwrap());
    let done = shop.says(&["import", "coverage", "lcov.info.gz", "--commit", "v1.1"]);
    assert!(done.contains("imported 0 + updated 0 + unchanged 2"), "{done}");
}

#[test]
fn several_files_of_one_run_are_one_report() {
    let shop = Shop::stocked();
    let (checkout, payroll) = LCOV.split_at(LCOV.find("SF:src/payroll").unwrap());
    shop.write("checkout.info", checkout.replace("DA:8,0", "DA:8,2"));
    shop.write("payroll.info", payroll);
    let series = ["--commit", "v1.1", "--series", "parts"];
    let files = ["import", "coverage", "checkout.info", "payroll.info"];
    shop.says(&[&files[..], &series].concat());
    let review = shop.says(&["report", "--format", "json"]);
    assert_eq!(json(&review, "/completeness/coverage_reports"), 2);
    assert!(shop.says(&["regions", "INC-1"]).contains(",8,deleted,covered,"));
}

#[test]
fn commands_that_read_analyse_what_is_pending_and_say_so_where_nothing_is_there() {
    let shop = Shop::stocked();
    let rate = shop.says(&["rate"]);
    assert!(rate.contains("1 of 2"), "{rate}");
    let analysed = shop.says(&["analyze"]);
    assert!(analysed.contains("analysed 0 + unchanged 2"), "{analysed}");

    let bare = tempfile::tempdir().unwrap();
    for arguments in [&["rate"][..], &["show", "INC-1"], &["report"], &["incidents", "list"]] {
        let ran = run_in(bare.path(), arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with("error: no database yet\nhint: start with"), "{}", ran.err);
    }
    assert_eq!(std::fs::read_dir(bare.path()).unwrap().count(), 0);
}
