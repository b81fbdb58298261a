//! `assertions` without a database: a folder, a commit, formats, what is kept from before.

use tempfile::TempDir;

use super::shop::{Ran, run_in};
use crate::support::RepoBuilder;

const HELPERS: &str = "def check(cart):\n    assert cart.total() == 3\n";
const TESTS: &str = "\
import pytest
from .helpers import check


def test_declined(cart):
    with pytest.raises(Declined, match='limit'):
        cart.pay()


def test_helped(cart):
    check(cart)


def test_runs(cart):
    cart.pay()
";
const SOURCE: &str =
    "def total(items):\n    return sum(items)\n\n\ndef pay(card):\n    card.debit()\n";

const FILES: [(&str, &str); 4] = [
    ("tests/test_cart.py", TESTS),
    ("tests/helpers.py", HELPERS),
    ("shop/cart.py", SOURCE),
    ("README.md", "A shop.\n"),
];

/// The shop as a folder, and its history.
struct Both {
    folder: TempDir,
    repo: RepoBuilder,
}

impl Both {
    fn new() -> Self {
        // one test ── three tests
        let mut repo = RepoBuilder::new();
        let one = "def test_a():\n    assert total([1]) == 1\n";
        repo.commit("one", &[("tests/test_cart.py", one)]);
        repo.commit("three", &FILES);
        let both = Self { folder: TempDir::new().unwrap(), repo };
        for (path, text) in FILES {
            both.write(path, text);
        }
        both
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run_in(self.folder.path(), &[&["assertions"], arguments].concat())
    }

    /// Runs on the history.
    fn at(&self, arguments: &[&str]) -> Ran {
        let repo = self.repo.path().to_str().unwrap();
        self.run(&[&["--repo", repo], arguments].concat())
    }
}

#[test]
fn a_folder_and_its_commit_give_the_same_rows_and_no_database_is_made() {
    let shop = Both::new();
    let wanted = "test,path,line,kind,expects,strength\r\n\
                  test_declined,tests/test_cart.py,6,failure-state,Declined: 'limit',strong\r\n\
                  test_helped,tests/test_cart.py,11,value,3,strong\r\n";
    let csv = ["--format", "csv"];
    for ran in [
        shop.run(&csv),
        shop.run(&[&["tests"][..], &csv].concat()),
        shop.at(&[&["--at", "HEAD"][..], &csv].concat()),
        shop.at(&[&["tests/test_cart.py", "tests/helpers.py", "--at", "HEAD"][..], &csv].concat()),
    ] {
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, wanted, ""));
    }
    let before = shop.at(&[&["--at", "HEAD~1"][..], &csv].concat()).out;
    assert!(before.ends_with("\r\ntest_a,tests/test_cart.py,2,value,1,strong\r\n"), "{before}");
    assert!(!shop.folder.path().join("escapee.db").exists());
}

#[test]
fn helpers_are_followed_into_files_that_were_not_asked_for_and_only_those_asked_for_are_listed() {
    let both = Both::new();
    both.write("tests/test_other.py", "def test_other():\n    assert total([1]) == 1\n");
    let one = &["tests/test_cart.py", "--format", "csv"];
    let whole = both.run(&["--format", "csv"]).out;
    let of_cart = |text: &str| {
        let rows = text.lines().filter(|row| row.contains("tests/test_cart.py"));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    for found in [both.run(one).out, both.at(&[one, &["--at", "HEAD"][..]].concat()).out] {
        assert!(found.contains("test_helped,tests/test_cart.py,11,value,"), "{found}");
        assert!(!found.contains("test_other"), "{found}");
        assert_eq!(of_cart(&found), of_cart(&whole));
    }
    let json = both.run(&["tests/test_cart.py", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["files"]["seen"], 1, "what was asked for is what is counted: {json}");
}

#[test]
fn a_helper_that_cannot_be_read_is_told_although_it_was_not_asked_for() {
    let both = Both::new();
    both.write("tests/cart.test.ts", "it('x', () => { expect(pay()).toBe(3); });\n");
    both.write("tests/helper.test.ts", &"case 1:".repeat(7_000));
    let json = both.run(&["tests/cart.test.ts", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["files"]["not_read"][0]["path"], "tests/helper.test.ts", "{json}");
    assert_eq!((&json["files"]["seen"], &json["files"]["read"]), (&2.into(), &1.into()));
    assert_eq!(json["tests"].as_array().unwrap().len(), 1);
}

#[test]
fn outside_a_repository_only_the_folder_of_a_named_file_is_looked_through() {
    let both = Both::new();
    both.write("far/conftest.py", "def check(cart):\n    assert cart.total() == 4\n");
    let index = both.folder.path().join("seen.db");
    let index = ["--format", "json", "--index", index.to_str().unwrap()];
    let known = || {
        let json = both.run(&index).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["files"]["known"].as_u64().unwrap()
    };
    both.run(&[&["tests/test_cart.py"], &index[..]].concat());
    assert_eq!(known(), 2, "the file and the one beside it");
}

#[test]
fn the_summary_lists_tests_that_assert_nothing_and_says_what_density_counts() {
    insta::assert_snapshot!(Both::new().run(&["--summary"]).out, @"
    3 tests, 2 assertions: 1 on a failure state, 0 weak; 4 files seen: 2 read, 2
    without tests by their name, 0 not read

    Tests that assert nothing: 1
    tests/test_cart.py:14 test_runs

    Assertion density
    Assertions in the tests linked to a module per 100 executable lines of it.
    Linked: the test's file mirrors a file of the module by name and folders, or it
    calls a function that this module alone defines. Executable lines: first lines
    of statements.
    module  lines  tests  no assertion  assertions  failure states  density
    shop        4      3             1           2               1     50.0
    Linked to no module: 0 tests of 3.
    ");
}

#[test]
fn every_file_is_accounted_for_and_one_that_cannot_be_parsed_says_why() {
    let shop = Both::new();
    shop.write("tests/garbage.test.ts", &"case 1:".repeat(7_000));
    let value: serde_json::Value =
        serde_json::from_str(&shop.run(&["--format", "json"]).out).unwrap();
    let files = &value["files"];
    let count = |key: &str| files[key].as_u64().unwrap();
    assert_eq!(count("seen"), 5);
    assert_eq!(count("read") + count("known") + count("other"), 4);
    assert_eq!(files["not_read"][0]["path"], "tests/garbage.test.ts");
    assert_eq!(files["not_read"][0]["because"], "too hard to parse for its size");
    assert_eq!(value["tests"].as_array().unwrap().len(), 3);
}

#[test]
fn a_second_scan_reads_only_what_changed_where_a_database_keeps_it() {
    let shop = Both::new();
    let index = shop.folder.path().join("seen.db");
    let index = ["--format", "json", "--index", index.to_str().unwrap()];
    let counts = |ran: &Ran| {
        let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let count = |key: &str| value["files"][key].as_u64().unwrap();
        ((count("read"), count("known")), value["tests"].clone())
    };
    let (first, tests) = counts(&shop.run(&index));
    assert_eq!(first, (2, 0));
    assert_eq!(counts(&shop.run(&index)), ((0, 2), tests.clone()));
    // The commit holds the same contents.
    assert_eq!(counts(&shop.at(&[&index[..], &["--at", "HEAD"]].concat())), ((0, 2), tests));
    shop.write("tests/helpers.py", "def check(cart):\n    pass\n");
    let (third, changed) = counts(&shop.run(&index));
    assert_eq!(third, (1, 1));
    assert_eq!(changed[1]["assertions"].as_array().unwrap().len(), 0, "{changed}");
}

#[test]
fn an_unknown_revision_and_a_path_that_is_not_there_are_named() {
    let shop = Both::new();
    let ran = shop.at(&["--at", "nosuch"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no commit is known as `nosuch`"), "{}", ran.err);
    let ran = shop.run(&["nosuch"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read `nosuch`"), "{}", ran.err);
}

#[test]
fn text_names_each_test_with_its_assertions() {
    insta::assert_snapshot!(Both::new().run(&[]).out, @"
    tests/test_cart.py
      5      test_declined
        6      failure-state Declined: 'limit'
      10     test_helped
        11     value 3
      14     test_runs (asserts nothing)

    3 tests, 2 assertions, 1 without any; 4 files seen: 2 read, 2 without tests by
    their name, 0 not read
    ");
}
