//! Reports as teams have them: of commits the clone lacks, in archives and folders, committed beside
//! the code, with paths that begin somewhere else.

use std::io::Write;
use std::path::Path;

use super::shop::{LCOV, Shop, flat, run_in};
use crate::support::RepoBuilder;

const ELSEWHERE: &str = "0123456789abcdef0123456789abcdef01234567";

fn states(shop: &Shop) -> Vec<String> {
    let regions = shop.says(&["regions", "INC-1", "--moment", "fix-parent"]);
    let rows = regions.lines().skip(1);
    rows.map(|row| row.split(',').nth(6).unwrap_or("").to_owned()).collect()
}

/// The shop with its incident and nothing measured.
fn bare() -> Shop {
    let shop = Shop::new();
    shop.write(
        "incidents.csv",
        "id,title,phase,started_at,fix_commits\nINC-1,x,production,2025-04-01,v1.2\n",
    );
    shop.write("lcov.info", LCOV);
    shop.says(&["import", "incidents", "incidents.csv"]);
    shop
}

#[test]
fn a_report_of_a_commit_that_was_squashed_waits_until_a_person_says_what_it_became() {
    let shop = bare();
    let said = flat(&shop.says(&["import", "coverage", "lcov.info", "--commit", ELSEWHERE]));
    assert!(said.contains("seen 2 = imported 0") && said.contains("skipped 2"), "{said}");
    assert!(said.contains("is not in this clone"), "{said}");
    assert_eq!(states(&shop), ["unknown"], "never HEAD by assumption");
    assert!(flat(&shop.says(&["import", "pending"])).contains("`lcov.info` waits for 0123456789"));

    let merged = ["--commit", "0123456789", "--merged-as", "v1.1"];
    let said = flat(&shop.says(&[&["import", "pending"][..], &merged].concat()));
    assert!(said.contains("imported 2") && said.contains("it counts for"), "{said}");
    assert_eq!(states(&shop), ["uncovered"]);
    assert!(shop.says(&["import", "pending"]).contains("No report waits"));
}

#[test]
fn a_report_that_came_before_its_commit_is_taken_in_once_the_commit_is_here() {
    let shop = bare();
    let other = shop.folder().join("other");
    let ahead = git2::Repository::clone(shop.path.to_str().unwrap(), &other).unwrap();
    let tag = ahead.revparse_single("v1.1").unwrap().peel_to_commit().unwrap();
    let sign =
        git2::Signature::new("a", "a@example.org", &git2::Time::new(1_741_000_000, 0)).unwrap();
    let commit = ahead
        .commit(None, &sign, &sign, "ahead", &tag.tree().unwrap(), &[&tag])
        .unwrap()
        .to_string();
    ahead.reference("refs/heads/ahead", commit.parse().unwrap(), true, "").unwrap();
    shop.says(&["import", "coverage", "lcov.info", "--commit", &commit]);

    let clone = git2::Repository::open(&shop.path).unwrap();
    let mut remote = clone.remote_anonymous(other.to_str().unwrap()).unwrap();
    remote.fetch(&["refs/heads/ahead:refs/heads/ahead"], None, None).unwrap();
    let ran = shop.run(&["import", "coverage", "lcov.info", "--commit", "v1.0"]);
    assert!(ran.err.contains("is here now: `lcov.info` was taken in"), "{ran:?}");
    assert!(shop.says(&["import", "pending"]).contains("No report waits"));
}

#[test]
fn a_word_that_is_no_full_id_is_an_error_and_not_a_commit_to_wait_for() {
    let shop = bare();
    let ran = shop.run(&["import", "coverage", "lcov.info", "--commit", "0123456"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("0123456"), "{}", ran.err);
}

#[test]
fn parts_of_a_run_are_read_from_folders_and_archives_and_unite() {
    let shop = bare();
    let (pay, run) = LCOV.split_at(LCOV.find("SF:src/payroll").unwrap());
    std::fs::create_dir_all(shop.path.join("reports/unit")).unwrap();
    shop.write("reports/unit/pay.info", pay);
    shop.write("reports/notes.txt", "no report");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(shop.path.join("ci.zip")).unwrap());
    zip.start_file("../out/run.info", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(run.as_bytes()).unwrap();
    zip.finish().unwrap();

    let ran = shop.run(&["import", "coverage", "reports", "ci.zip", "--commit", "v1.1"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("`reports`: 1 of 2 files are no reports"), "{}", ran.err);
    assert_eq!(ran.out.matches("imported 1").count(), 2, "{}", ran.out);
    assert_eq!(states(&shop), ["uncovered"]);
    let whole = shop.says(&["import", "coverage", "lcov.info", "--commit", "v1.1"]);
    assert!(whole.contains("unchanged 2"), "the parts were the whole: {whole}");
    let inspected = shop.says(&["inspect", "ci.zip", "--format", "json"]);
    assert!(inspected.contains("ci.zip/../out/run.info"), "{inspected}");
}

#[test]
fn reports_committed_beside_the_code_become_its_history() {
    // a ran ── (code) ── b ran, a not ── (broken report) ── same as before
    let mut repo = RepoBuilder::new();
    let lcov = |a: u8, b: u8| format!("SF:a.py\nDA:1,{a}\nDA:2,{b}\nend_of_record\n");
    let (one, two) = (lcov(1, 0), lcov(0, 1));
    let code = "a = 1\nb = 2\n";
    repo.commit("first", &[("a.py", code), ("cov/lcov.info", &one)]);
    repo.commit("code", &[("b.py", code)]);
    repo.commit("second", &[("cov/lcov.info", &two)]);
    repo.commit("broken", &[("cov/lcov.info", "hello")]);
    repo.commit("again", &[("cov/lcov.info", &one)]);
    let folder = tempfile::tempdir().unwrap();
    git2::Repository::clone(repo.path().to_str().unwrap(), folder.path().join("c")).unwrap();
    let at = folder.path().join("c");
    let arguments = ["import", "coverage", "--from-git", "cov/lcov.info", "--verbose"];
    let ran = run_in(&at, &arguments);
    let out = flat(&ran.out);
    assert_eq!(ran.code, 1, "one version is no report: {ran:?}");
    assert!(out.contains("4 versions of `cov/lcov.info` in 5 commits"), "{out}");
    assert!(out.contains("seen 4 = imported 3") && out.contains("failed 1"), "{out}");
    let again = flat(&run_in(&at, &arguments).out);
    assert!(again.contains("imported 0 + updated 0 + unchanged 3"), "{again}");
}

#[test]
fn paths_are_found_under_source_roots_and_go_modules_and_the_share_is_told() {
    let mut repo = RepoBuilder::new();
    repo.commit(
        "one",
        &[
            ("core/src/A.java", "class A {}\n"),
            ("web/src/A.java", "class A {}\n"),
            ("srv/go.mod", "module x.org/shop\n"),
            ("srv/pay/pay.go", "package pay\n"),
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    git2::Repository::clone(repo.path().to_str().unwrap(), folder.path().join("c")).unwrap();
    let at = folder.path().join("c");
    let says = |name: &str, text: &str| {
        std::fs::write(at.join(name), text).unwrap();
        let ran = run_in(&at, &["import", "coverage", name, "--commit", "HEAD"]);
        (ran.code, flat(&ran.out), flat(&ran.err))
    };
    let cobertura = |root: &str| {
        format!(
            "<coverage line-rate='1'><sources><source>{root}</source></sources><packages><package><classes>\
             <class filename='A.java'><lines><line number='1' hits='1'/></lines></class></classes></package>\
             </packages></coverage>"
        )
    };
    let (code, out, _) = says("cobertura.xml", &cobertura("C:\\build\\web\\src"));
    assert_eq!(code, 0);
    assert!(out.contains("1 of 1 files are at") && out.contains("(1 source-root)"), "{out}");
    let (_, out, _) = says("go.out", "mode: set\nx.org/shop/pay/pay.go:1.1,1.9 1 1\n");
    assert!(out.contains("(1 go-module); unmapped: 0, 0 %"), "{out}");
    let (code, out, err) = says("lost.xml", &cobertura("/build"));
    assert_eq!((code, out.as_str()), (1, ""), "more than the limit is a check that said no");
    assert!(err.contains("1 of 1 files of `lost.xml` match no file"), "{err}");
    assert!(Path::new(&at).join("escapee.db").is_file());
}

#[test]
fn a_report_without_a_commit_is_pinned_by_its_sources_then_by_the_build_and_never_by_head() {
    let shop = bare();
    let embeds = |source: &str| {
        let mutant = serde_json::json!({"id": "1", "mutatorName": "x", "status": "Killed",
            "location": {"start": {"line": 8, "column": 1}, "end": {"line": 8, "column": 2}}});
        let file = serde_json::json!({"language": "python", "source": source, "mutants": [mutant]});
        serde_json::json!({"schemaVersion": "1", "thresholds": {"high": 1, "low": 0},
            "files": {"src/checkout/pay.py": file}})
        .to_string()
    };
    shop.write("mutants.json", embeds(super::shop::WRONG));
    let said = flat(&shop.says(&["import", "mutants", "mutants.json"]));
    let cause = shop.cause.short();
    let by_content =
        format!("Measured at {cause} (the newest commit that holds the 1 source it embeds)");
    assert!(said.contains(&by_content), "{said}");

    shop.write("unknown.json", embeds("nobody = 1\n"));
    let ran = shop.run(&["import", "mutants", "unknown.json"]);
    assert!(ran.code == 2 && ran.err.contains("nothing tells at which commit"), "{ran:?}");
    let ran = shop.run(&["import", "coverage", "lcov.info"]);
    assert!(ran.code == 2 && flat(&ran.err).contains("name it with --commit REV"), "{ran:?}");
    assert!(flat(&shop.says(&["doctor"])).contains("coverage GAP 0 reports"));

    let timed = "<testsuites timestamp='2025-03-05T10:00:00Z'><testsuite timestamp='2025-03-05T10:00:00Z'>\
                 <testcase name='a'/></testsuite></testsuites>";
    shop.write("timed.xml", timed);
    let ran = shop.run(&["import", "tests", "timed.xml"]);
    let offered = format!("when the branch stood at {}", shop.cause.0);
    assert!(ran.code == 2 && flat(&ran.err).contains(&offered), "{ran:?}");

    let mut command = super::shop::command(&shop.path, &["import", "coverage", "lcov.info"]);
    let ran: super::shop::Ran = command.env("GITHUB_SHA", &shop.cause.0).output().unwrap().into();
    let told =
        format!("Measured at {cause} (GITHUB_SHA of the environment; --commit names another)");
    assert!(ran.code == 0 && flat(&ran.out).contains(&told), "{ran:?}");
    assert_eq!(states(&shop), ["uncovered"]);
}
