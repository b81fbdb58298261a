//! Bad input: what is wrong is named, the exit code tells, and nothing good is lost.

use super::shop::{INCIDENTS, LCOV, Ran, Shop, flat, run_in};

fn refused(ran: &Ran, error: &str, cause: &str, hint: &str) {
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.starts_with(&format!("error: {error}")), "{}", ran.err);
    assert!(ran.err.contains(&format!("caused by: {cause}")) || cause.is_empty(), "{}", ran.err);
    assert!(ran.err.contains("hint: ") && ran.err.contains(hint), "{}", ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn a_missing_column_is_named_with_the_columns_there_are_and_how_to_map_one() {
    let shop = Shop::stocked();
    let kept = shop.says(&["incidents", "list"]);
    shop.write("bad.csv", "ticket no;what\n1;x\n");
    let ran = shop.run(&["import", "incidents", "bad.csv"]);
    refused(&ran, "cannot import `bad.csv`", "no column named `id`", "[incidents.columns] id");
    assert!(ran.err.contains("the columns are `ticket no`, `what`"), "{}", ran.err);
    assert_eq!(shop.says(&["incidents", "list"]), kept);
}

#[test]
fn a_table_of_releases_without_its_columns_is_refused_in_its_own_words() {
    let shop = Shop::new();
    shop.write("page.html", format!("<html>{}</html>\n<p>", "x".repeat(5000)));
    let ran = shop.run(&["import", "releases", "page.html"]);
    refused(&ran, "cannot import `page.html`", "no column named `time`", "name one of them `time`");
    assert!(!ran.err.contains("[incidents.columns]") && ran.err.len() < 500, "{}", ran.err);
}

#[test]
fn bad_rows_are_told_line_by_line_and_the_good_ones_are_kept() {
    let shop = Shop::new();
    let bad = "INC-3,Late,production,2,someday,checkout,x\n\
               INC-1,Again,production,2,2025-04-03,checkout,x\n\
               INC-4,Fine,production,2,2025-04-04,checkout,x\n";
    shop.write("incidents.csv", format!("{INCIDENTS}{bad}"));
    let ran = shop.run(&["import", "incidents", "incidents.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let said = flat(&ran.out);
    assert!(said.contains("seen 5 = imported 3 + updated 0 + unchanged 0 + skipped 0 + failed 2"));
    assert!(said.contains("line 4: `started_at` holds `someday`"), "{said}");
    assert!(said.contains("line 5: repeats the id `INC-1` of line 2"), "{said}");
    let list = shop.says(&["incidents", "list", "--format", "csv"]);
    assert_eq!(list.lines().count(), 4, "{list}");
}

#[test]
fn more_failures_than_fit_are_counted_and_verbose_lists_them() {
    let shop = Shop::new();
    let rows: Vec<String> = (1..=30).map(|n| format!("A-{n},x,someday")).collect();
    let rows = rows.join("\n");
    shop.write("late.csv", format!("id,title,started_at\nA-0,x,2025-01-01\n{rows}\n"));
    let short = shop.run(&["import", "incidents", "late.csv"]);
    assert_eq!(short.code, 1);
    assert!(short.out.contains("and 20 more (--verbose lists them)"), "{}", short.out);
    assert!(!short.out.contains("line 32:"));
    let long = shop.run(&["import", "incidents", "late.csv", "--verbose"]);
    assert!(long.out.contains("line 32:"), "{}", long.out);
}

#[test]
fn a_report_cut_in_the_middle_keeps_what_is_whole_and_says_where_it_ends() {
    let shop = Shop::new();
    shop.write("cut.info", &LCOV[..LCOV.find("DA:2,0").unwrap() + 4]);
    let ran = shop.run(&["import", "coverage", "cut.info", "--commit", "v1.1"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let said = flat(&ran.out);
    assert!(said.contains("the report stops in the middle of `src/payroll/run.py`"), "{said}");
    assert!(said.contains("line 13: the file ends in the middle of this record"), "{said}");
    shop.write("incidents.csv", INCIDENTS);
    shop.says(&["import", "incidents", "incidents.csv"]);
    assert!(shop.says(&["regions", "INC-1"]).contains(",8,deleted,uncovered,"));
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let shop = Shop::new();
    shop.write("incidents.csv", INCIDENTS);
    shop.write("lcov.info", LCOV);
    shop.write("empty", "");
    let ran = shop.run(&["import", "coverage", "incidents.csv", "--commit", "v1.1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("caused by: not a format escapee reads yet"), "{}", ran.err);
    let ran = shop.run(&["import", "tests", "lcov.info", "--commit", "v1.1"]);
    assert!(
        ran.err.contains("caused by: it holds a coverage report: looks like LCOV"),
        "{}",
        ran.err
    );
    let ran = shop.run(&["import", "coverage", "empty", "--commit", "v1.1"]);
    assert!(ran.err.contains("caused by: the file is empty"), "{}", ran.err);
    let ran = shop.run(&["import", "coverage", "nosuch.info", "--commit", "v1.1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read `nosuch.info`\ncaused by: "), "{}", ran.err);
}

#[test]
fn a_commit_that_does_not_exist_is_named_once() {
    let shop = Shop::stocked();
    let ran = shop.run(&["import", "coverage", "lcov.info", "--commit", "nosuch"]);
    let said = "error: cannot read the repository `main`\ncaused by: no commit is known as `nosuch`\nhint: `git fetch --tags`";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 3), "{}", ran.err);

    let row =
        "id,title,phase,started_at,fix_commits\nINC-1,x,production,2025-04-01,\"cafe123,v1.2\"\n";
    shop.write("incidents.csv", row);
    shop.says(&["import", "incidents", "incidents.csv"]);
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("fix `cafe123` names no commit of any repository here"), "{shown}");
    assert!(shown.contains(&format!("LINK fix {}", shop.fix.short())), "{shown}");
}

#[test]
fn a_report_whose_files_match_nothing_is_refused_with_examples_unless_allowed() {
    let shop = Shop::new();
    shop.write("other.info", LCOV.replace("src/checkout/pay.py", "elsewhere/till.rb"));
    let import = ["import", "coverage", "other.info", "--commit", "v1.1"];
    let half = shop.run(&import);
    assert_eq!(half.code, 0, "half of the files is the limit: {half:?}");
    assert!(flat(&half.out).contains("skipped 1"), "{}", half.out);
    let ran = shop.run(&[&import[..], &["--max-unmapped", "40"]].concat());
    let error = "1 of 2 files of `other.info` match no file at commit";
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "a limit was passed: {ran:?}");
    assert!(ran.err.starts_with(&format!("error: {error}")), "{}", ran.err);
    assert!(ran.err.contains("hint: ") && ran.err.contains("elsewhere/till.rb"), "{}", ran.err);
}

#[test]
fn a_database_that_is_a_text_file_is_refused_and_left_as_it_is() {
    let shop = Shop::new();
    let diary = shop.write("diary.txt", "dear diary");
    for arguments in [&["init"][..], &["analyze"], &["incidents", "add", "A-1", "--title", "x"]] {
        let ran = shop.run(&[arguments, &["--db", "diary.txt"]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("`diary.txt` is not a database of escapee"), "{}", ran.err);
        assert_eq!(std::fs::read(&diary).unwrap(), b"dear diary");
    }
    assert!(!shop.path.join("escapee.toml").exists(), "init left half of its work");
}

#[test]
fn a_broken_project_file_names_line_and_key() {
    let shop = Shop::stocked();
    let cases = [
        ("moment = \"shiped\"\n", "line 1", "moment"),
        ("[[repository]]\nname = \"main\"\npath = 7\n", "line 3", "path"),
        ("moment = \"shipped\"\ncolour = 1\n", "line 2", "colour"),
        ("[[repository]\n", "line 1", ""),
        ("\nkey_pattern = '(['\n", "line 2", "key_pattern"),
        ("moment = \"shipped\"\nignore_revs = \"x\"\n", "line 2", "ignore_revs"),
    ];
    for (text, line, key) in cases {
        shop.write("escapee.toml", text);
        let ran = shop.run(&["analyze"]);
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.starts_with("error: cannot use `"), "{}", ran.err);
        assert!(ran.err.contains(line) && ran.err.contains(key), "{text}: {}", ran.err);
    }
}

#[test]
fn a_fix_that_is_the_first_commit_has_nothing_to_trace_and_says_so() {
    let shop = Shop::stocked();
    shop.says(&["link", "INC-1", "--fix", "v1.0"]);
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("has no parent: nothing to trace"), "{shown}");
    assert!(shown.contains("CLASS U not determined"), "{shown}");
}

#[test]
fn a_folder_one_may_not_write_to_is_named_and_nothing_is_left_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::new();
    let locked = shop.folder().join("locked");
    git2::Repository::clone(shop.path.to_str().unwrap(), &locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    let free = std::fs::write(locked.join("probe"), "").is_ok();
    let ran = run_in(&locked, &["init"]);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).unwrap();
    if free {
        // The superuser may write everywhere; a folder that is none stands in for it.
        let ran = shop.run(&["init", "--db", ".git/HEAD/escapee.db"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with("error: cannot use the database `.git/HEAD/"), "{}", ran.err);
        assert!(!shop.path.join("escapee.toml").exists());
        return;
    }
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("escapee.db`\ncaused by: "), "{}", ran.err);
    assert!(!locked.join("escapee.toml").exists());
}

#[test]
fn a_commit_to_ignore_that_does_not_exist_is_told() {
    let shop = Shop::stocked();
    shop.write("escapee.toml", "ignore_revs = [\"0123456789\"]\n");
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("`0123456789` of ignore_revs names no commit"), "{shown}");
}
