//! A shop with one defect, and what a run of the command left behind.
//!
//! ```text
//! v1.0 ── v1.1 ── v1.2          main
//!  │       │       └ INC-1: right fee   the fix of line 8
//!  │       └ SHOP-2 take a fee          puts line 8 in
//!  └ SHOP-1 checkout
//! ```

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use escapee::model::commit::CommitId;
use tempfile::TempDir;

use crate::support::RepoBuilder;

/// 2025-01-10, 2025-03-01 and 2025-04-10, 10:00 UTC each.
const DAYS: [i64; 3] = [1_736_503_200, 1_740_823_200, 1_744_279_200];

pub(super) const BEFORE: &str = "def total(items):
    return sum(items)


def charge(card, amount):
    if amount <= 0:
        raise ValueError(\"nothing to charge\")
    return card.debit(amount)
";

pub(super) const WRONG: &str = "def total(items):
    return sum(items)


def charge(card, amount):
    if amount <= 0:
        raise ValueError(\"nothing to charge\")
    fee = amount * 2
    return card.debit(amount + fee)
";

pub(super) const RIGHT: &str = "def total(items):
    return sum(items)


def charge(card, amount):
    if amount <= 0:
        raise ValueError(\"nothing to charge\")
    fee = amount // 50
    return card.debit(amount + fee)
";

const PAYROLL: &str = "def run(people):\n    for person in people:\n        person.pay()\n";
const TESTS: &str = "from checkout.pay import total


def test_total():
    assert total([1, 2]) == 3
";

/// At v1.1 no test ran the body of `charge`.
pub(super) const LCOV: &str = "TN:
SF:src/checkout/pay.py
DA:1,1
DA:2,1
DA:5,1
DA:6,0
DA:7,0
DA:8,0
DA:9,0
end_of_record
SF:src/payroll/run.py
DA:1,1
DA:2,0
DA:3,0
end_of_record
";

pub(super) const INCIDENTS: &str = "\
id,title,phase,severity,started_at,component,assignee
INC-1,Charged thrice,production,1,2025-04-01T08:00:00Z,checkout,Jane Roe
INC-2,Fee is missing,test,3,2025-02-02T08:00:00Z,checkout,Jane Roe
";

pub(super) const JUNIT: &str = r#"<testsuite name="pay" tests="1">
  <testcase classname="tests.test_pay" name="test_total" time="0.1"/>
</testsuite>
"#;

pub(super) const DEPLOYMENTS: &str = "\
time,environment,component,version,commit,result
2025-01-11T10:00:00Z,production,checkout,1.0,v1.0,success
2025-03-02T10:00:00Z,production,checkout,1.1,v1.1,success
";

/// A clone with tags, in a folder of its own.
pub(super) struct Shop {
    folder: TempDir,
    pub(super) path: PathBuf,
    pub(super) cause: CommitId,
    pub(super) fix: CommitId,
}

impl Shop {
    /// Returns the shop as a fresh clone.
    pub(super) fn new() -> Self {
        Self::named("shop", "src/checkout/pay.py", "INC-1: right fee")
    }

    /// Returns the shop with a folder, a path and a message of the fix of one's own.
    pub(super) fn named(name: &str, path: &str, fix: &str) -> Self {
        let mut repo = RepoBuilder::new();
        let files = [(path, BEFORE), ("src/payroll/run.py", PAYROLL), ("tests/test_pay.py", TESTS)];
        repo.commit_at(DAYS[0], "SHOP-1 checkout", &files);
        repo.tag("v1.0");
        let cause = repo.commit_at(DAYS[1], "SHOP-2 take a fee", &[(path, WRONG)]);
        repo.tag("v1.1");
        let fix = repo.commit_at(DAYS[2], fix, &[(path, RIGHT)]);
        repo.tag("v1.2");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        git2::Repository::clone(repo.path().to_str().unwrap(), &path).unwrap();
        Self { folder, path, cause, fix }
    }

    /// Returns the shop after everything of the journey was imported.
    pub(super) fn stocked() -> Self {
        let shop = Self::new();
        shop.write("incidents.csv", INCIDENTS);
        shop.write("lcov.info", LCOV);
        shop.write("junit.xml", JUNIT);
        shop.write("deployments.csv", DEPLOYMENTS);
        for arguments in IMPORTS {
            assert_eq!(shop.run(arguments).code, 0, "{arguments:?}");
        }
        shop
    }

    /// Writes a file into the clone.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Commits files of the clone as they are.
    pub(super) fn commit(&self, message: &str, paths: &[&str]) {
        let repository = git2::Repository::open(&self.path).unwrap();
        let mut index = repository.index().unwrap();
        for path in paths {
            index.add_path(Path::new(path)).unwrap();
        }
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let head = repository.head().unwrap().peel_to_commit().unwrap();
        let at = git2::Time::new(DAYS[2] + 86_400, 0);
        let who = git2::Signature::new("Shop", "shop@example.invalid", &at).unwrap();
        repository.commit(Some("HEAD"), &who, &who, message, &tree, &[&head]).unwrap();
    }

    /// Runs the command in the clone.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.path, arguments)
    }

    /// Returns what a run printed, which must have ended well.
    pub(super) fn says(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// Returns the folder that holds the clone's folder.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The imports of the journey.
pub(super) const IMPORTS: [&[&str]; 4] = [
    &["import", "incidents", "incidents.csv"],
    &["import", "coverage", "lcov.info", "--commit", "v1.1"],
    &["import", "tests", "junit.xml", "--commit", "v1.1"],
    &["import", "releases", "deployments.csv"],
];

/// What a run left behind.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Returns the command, set to run in a folder with a fixed present.
pub(super) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_escapee"));
    command.current_dir(folder).args(arguments).args(["--now", "2026-01-01"]);
    let builds = ["GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT"];
    for name in ["LC_ALL", "LC_CTYPE", "ESCAPEE_LOG", "CLICOLOR_FORCE"].into_iter().chain(builds) {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1").env("LANG", "C.UTF-8");
    command
}

/// Runs the command in a folder.
pub(super) fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    command(folder, arguments).output().unwrap().into()
}

/// Returns the value a JSON output holds at a pointer such as `/rows/0/key`.
pub(super) fn json(text: &str, pointer: &str) -> serde_json::Value {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    value.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {text}")).clone()
}

/// Returns a text with its line breaks and repeated spaces made one space each, so that a sentence
/// is found wherever it was broken.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
