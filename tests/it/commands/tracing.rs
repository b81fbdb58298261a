//! `trace` without a database.

use super::shop::{RIGHT, Shop};
use crate::support::RepoBuilder;

const HEADER: &str = "fix,rank,inducing,path,first_line,last_line,confidence,method";

#[test]
fn trace_prints_the_columns_and_needs_no_database() {
    let shop = Shop::new();
    let csv = shop.says(&["trace", "v1.2", "v1.0", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], HEADER);
    let best = format!("{},1,{},src/checkout/pay.py,8,8,", shop.fix, shop.cause);
    assert!(rows[1].starts_with(&best) && rows[1].ends_with(",deleted"), "{csv}");
    // The first commit has no parent and so no answer: one row, and nothing in it but the fix.
    assert!(rows.last().unwrap().ends_with(",,,,,,,"), "{csv}");
    assert!(!shop.path.join("escapee.db").exists());
}

#[test]
fn top_gives_at_most_so_many_rows_for_each_fix() {
    let shop = Shop::new();
    let all = shop.says(&["trace", "v1.2", "--format", "csv"]);
    assert!(all.lines().count() > 2, "the test needs a fix with several candidates: {all}");
    let one = shop.says(&["trace", "v1.2", "v1.0", "--top", "1", "--format", "csv"]);
    assert_eq!(one.lines().count(), 3, "{one}");
    let text = shop.says(&["trace", "v1.2", "--top", "1"]);
    assert!(text.contains(shop.cause.short()), "{text}");
}

#[test]
fn an_unknown_revision_is_named_and_the_rest_goes_on() {
    let shop = Shop::new();
    let list = format!("# fixes of spring\n\nnosuch\n{}\n", shop.fix);
    shop.write("fixes.txt", list);
    let ran = shop.run(&["trace", "--fixes", "fixes.txt", "--top", "1", "--format", "csv"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err, "nosuch: no commit is known as `nosuch`\n");
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert!(ran.out.contains(&shop.cause.0));
    assert_eq!(shop.run(&["trace"]).code, 2);
    assert_eq!(shop.run(&["trace", "--fixes", "nosuch.txt"]).code, 2);
}

#[test]
fn ignore_message_forbids_what_the_message_says_of_the_cause() {
    let mut repo = RepoBuilder::new();
    let other = repo.commit("payroll", &[("src/payroll.py", "def run():\n    return 1\n")]);
    let wrong = RIGHT.replace("// 50", "* 2");
    let cause = repo.commit("fee", &[("src/pay.py", wrong.as_str())]);
    let message = format!("right fee\n\nFixes: {}", other.0);
    let fix = repo.commit(&message, &[("src/pay.py", RIGHT)]);
    let trace = |more: &[&str]| {
        let words = ["trace", &fix.0, "--top", "1", "--format", "csv"];
        let ran = super::shop::run_in(repo.path(), &[&words[..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().nth(1).unwrap().split(',').nth(2).unwrap().to_owned()
    };
    assert_eq!(trace(&[]), other.0);
    assert_eq!(trace(&["--ignore-message"]), cause.0);
}

#[test]
fn trace_as_json_carries_the_schema_version() {
    let shop = Shop::new();
    let out = shop.says(&["trace", "v1.2", "--format", "json"]);
    assert_eq!(super::shop::json(&out, "/schema_version"), 1);
    assert_eq!(super::shop::json(&out, "/traces/0/candidates/0/commit"), shop.cause.0.as_str());
    assert_eq!(super::shop::json(&out, "/traces/0/fix"), shop.fix.0.as_str());
}

#[test]
fn fixes_of_several_repositories_are_traced_in_one_call() {
    let (one, two) = (Shop::new(), Shop::new());
    let [first, second] = [&one, &two].map(|shop| shop.path.display().to_string());
    let fix = &one.fix;
    let list = format!("repo,fix\n{first},{fix}\nnowhere,abc\n{second},{fix}\n{first},{fix}\n");
    one.write("pairs.csv", list);
    let words = ["trace", "--fixes", "pairs.csv", "--repos", "{repo}", "--top", "1"];
    let ran = one.run(&[&words[..], &["--format", "csv"]].concat());
    // A repository that is not there is named; the fixes of the others are all there, each once.
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`nowhere`"), "{}", ran.err);
    let rows: Vec<&str> = ran.out.lines().collect();
    assert_eq!(rows[0], format!("repo,{HEADER}"));
    assert!(rows[1].starts_with(&format!("{first},{fix},1,{}", one.cause)), "{}", ran.out);
    assert!(rows[2].starts_with(&format!("{second},{fix},1,{}", two.cause)), "{}", ran.out);
    assert_eq!(rows.len(), 3, "{}", ran.out);
}

/// Runs `trace --out` over the list of two shops' fixes.
fn trace_to(shop: &Shop, list: &str, more: &[&str]) -> super::shop::Ran {
    let words = ["trace", "--fixes", list, "--repos", "{repo}", "--out", "traced.csv"];
    shop.run(&[&words[..], more].concat())
}

#[test]
fn a_run_that_was_stopped_goes_on_and_gives_what_a_whole_run_gives() {
    let shop = Shop::new();
    let here = shop.path.display();
    shop.write("half.csv", format!("repo,fix\n{here},{}\n", shop.fix));
    shop.write("all.csv", format!("repo,fix\n{here},{}\n{here},{}\n", shop.cause, shop.fix));
    let read = |name: &str| std::fs::read(shop.path.join(name)).unwrap();
    let whole = trace_to(&shop, "all.csv", &[]);
    assert_eq!(whole.out, "traced.csv: 2 fixes, 2 with an answer\n");
    let expected = read("traced.csv");
    assert!(!shop.path.join("traced.csv.part").exists());

    // A run over one of the fixes that cannot write its file in the end leaves its answer behind, and
    // a run that is killed while it writes leaves half a line.
    std::fs::remove_file(shop.path.join("traced.csv")).unwrap();
    std::fs::create_dir(shop.path.join("traced.csv")).unwrap();
    assert_eq!(trace_to(&shop, "half.csv", &[]).code, 2);
    std::fs::remove_dir(shop.path.join("traced.csv")).unwrap();
    let mut part = read("traced.csv.part");
    part.extend(b"{\"key\":\"half a li");
    shop.write("traced.csv.part", part);

    let resumed = trace_to(&shop, "all.csv", &[]);
    assert_eq!(resumed.out, "traced.csv: 2 fixes, 2 with an answer, 1 taken over\n");
    assert_eq!(resumed.code, 0);
    assert!(read("traced.csv") == expected && !shop.path.join("traced.csv.part").exists());
}

#[test]
fn answers_kept_under_other_options_are_not_taken_over() {
    let shop = Shop::new();
    shop.write("all.csv", format!("repo,fix\n{},{}\n", shop.path.display(), shop.fix));
    std::fs::create_dir(shop.path.join("traced.csv")).unwrap();
    assert_eq!(trace_to(&shop, "all.csv", &[]).code, 2);
    std::fs::remove_dir(shop.path.join("traced.csv")).unwrap();
    let other = trace_to(&shop, "all.csv", &["--ignore-message"]);
    assert_eq!(other.out, "traced.csv: 1 fix, 1 with an answer\n");
}

#[test]
fn blame_looks_through_the_commits_the_repository_lists() {
    // write ── reformat ── fix
    let (spaced, tight) =
        ("def pay(a):\n    return sum((a), 1)\n", "def pay(a):\n    return sum(a, 1)\n");
    let mut repo = RepoBuilder::new();
    let write = repo.commit("pay", &[("pay.py", spaced)]);
    let reformat = repo.commit("reformat", &[("pay.py", tight)]);
    let list = format!("# machine made\n{reformat}  # black\n");
    repo.commit("list", &[(".git-blame-ignore-revs", &list)]);
    let fixed = tight.replace('1', "0");
    let fix = repo.commit("fix", &[("pay.py", &fixed)]);
    let blamed = || {
        let ran = super::shop::run_in(repo.path(), &["trace", &fix.0, "--format", "csv"]);
        let row = ran.out.lines().find(|row| row.ends_with(",deleted")).unwrap();
        (row.split(',').nth(2).unwrap().to_owned(), ran.err)
    };
    assert_eq!(blamed(), (write.0, String::new()));

    // What the settings name goes before the usual list, and a line that is no id is told.
    let git = git2::Repository::open(repo.path()).unwrap();
    git.config().unwrap().set_str("blame.ignoreRevsFile", "mine").unwrap();
    std::fs::write(repo.path().join("mine"), "main\n").unwrap();
    let (cause, said) = blamed();
    assert_eq!(cause, reformat.0);
    assert!(said.contains("line 1: `main` is no full id"), "{said}");
}
