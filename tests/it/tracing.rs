//! A fix to its region and the commits that may have introduced the defect; links; moments.

#![expect(clippy::unwrap_used, reason = "what a test builds is there, or the test fails")]

mod damage;
mod linking;
mod moments;
mod odd_fixes;
mod ranking;

use escapee::history::{Repository, TraceOptions, cause_region, trace};
use escapee::model::commit::CommitId;
use escapee::model::region::{CandidateMethod, FileRegion, LineRole, Trace};

use crate::support::RepoBuilder;

const CART: &str = "\
def total(items):
    price = 0
    for item in items:
        price += item.price
    return price


def size(items):
    return len(items)
";

fn open(repo: &RepoBuilder) -> Repository {
    Repository::open(repo.path()).unwrap()
}

fn traced(repo: &RepoBuilder, fix: &CommitId) -> Trace {
    trace(&open(repo), fix, &TraceOptions::default()).unwrap()
}

fn lines(region: &FileRegion) -> Vec<(u32, LineRole)> {
    region.lines.iter().map(|line| (line.line, line.role)).collect()
}

fn found(trace: &Trace) -> Vec<(&CommitId, CandidateMethod)> {
    trace.candidates.iter().map(|c| (&c.commit, c.method)).collect()
}

#[test]
fn changed_line_is_the_region_and_its_author_the_first_candidate() {
    // add cart ── forget the count (bug) ── count again (fix)
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    let broken = CART.replace("len(items)", "0");
    let bug = repo.commit("forget the count", &[("cart.py", &broken)]);
    let fix = repo.commit("count again", &[("cart.py", CART), ("test_cart.py", "assert 1\n")]);

    let trace = traced(&repo, &fix);

    assert_eq!(trace.parent.as_ref(), Some(&bug));
    assert_eq!(trace.files.len(), 1);
    assert_eq!(lines(&trace.files[0]), [(9, LineRole::Deleted)]);
    assert_eq!(trace.files[0].functions, ["size"]);
    assert_eq!(
        found(&trace),
        [(&bug, CandidateMethod::Deleted), (&first, CandidateMethod::Adjacent)]
    );
    assert_eq!(trace.candidates[0].lines.unwrap().to_string(), "9");
    assert!(trace.candidates[0].confidence > 0.8 && trace.candidates[1].confidence < 0.2);
    assert!(trace.notes.is_empty());
}

#[test]
fn fix_that_only_adds_lines_has_its_neighbours_in_the_function_as_region() {
    // add cart ── other sum (bug) ── skip what is free (fix)
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    let broken = CART.replace("price += item.price", "price = price + item.price");
    let bug = repo.commit("other sum", &[("cart.py", &broken)]);
    let fixed = broken.replace(
        "        price = price",
        "        if item.free:\n            continue\n\n        price = price",
    );
    let fix = repo.commit("skip what is free", &[("cart.py", &fixed)]);

    let trace = traced(&repo, &fix);

    assert_eq!(lines(&trace.files[0]), [(3, LineRole::Anchor), (4, LineRole::Anchor)]);
    assert!(trace.files[0].only_adds && !trace.files[0].new_definitions_only);
    // Each wrote one neighbour.
    let mut authors = found(&trace);
    authors.sort();
    let mut both = [(&bug, CandidateMethod::Adjacent), (&first, CandidateMethod::Adjacent)];
    both.sort();
    assert_eq!(authors, both);
}

#[test]
fn header_of_a_function_is_no_neighbour() {
    let mut repo = RepoBuilder::new();
    repo.commit("add cart", &[("cart.py", CART)]);
    let fixed = CART.replace("(items):\n    return", "(items):\n    check(items)\n    return");
    let fix = repo.commit("check first", &[("cart.py", &fixed)]);

    assert_eq!(lines(&traced(&repo, &fix).files[0]), [(9, LineRole::Anchor)]);
}

#[test]
fn fix_that_only_adds_definitions_has_no_lines_and_says_so() {
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    let fixed = format!("{CART}\n\ndef tax(items):\n    return total(items) * 0.2\n");
    let fix = repo.commit("add tax", &[("cart.py", &fixed)]);

    let trace = traced(&repo, &fix);

    assert_eq!(lines(&trace.files[0]), []);
    assert!(trace.files[0].only_adds && trace.files[0].new_definitions_only);
    assert_eq!(found(&trace), [(&first, CandidateMethod::Adjacent)]);
}

#[test]
fn comment_blank_and_moved_lines_are_region_but_accuse_nobody_while_code_does() {
    // add ── comment and blank ── sum differently (bug) ── fix, which also moves and rewords
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "def a(x):\n    b = 1\n    return x + b\n")]);
    let chatty = "def a(x):\n    # adds\n\n    b = 1\n    return x + b\n";
    let comment = repo.commit("comment", &[("a.py", chatty)]);
    let bug = repo.commit("sum", &[("a.py", &chatty.replace("x + b", "x - b"))]);
    let fixed = "def a(x):\n    # sums\n    if x:\n        b = 1\n    return x + b\n";
    let fix = repo.commit("fix", &[("a.py", fixed)]);

    let trace = traced(&repo, &fix);

    let region: Vec<u32> = trace.files[0].lines.iter().map(|line| line.line).collect();
    assert_eq!(region, [2, 3, 4, 5]);
    assert_eq!(found(&trace)[0], (&bug, CandidateMethod::Deleted));
    assert!(found(&trace)[1..].contains(&(&comment, CandidateMethod::AnyLine)));
    let confidences: Vec<f64> = trace.candidates.iter().map(|c| c.confidence).collect();
    assert!(confidences.is_sorted_by(|a, b| a >= b), "{confidences:?}");
}

#[test]
fn revert_accuses_what_it_reverts_unless_messages_are_forbidden() {
    // add cart ── forget the count (bug) ── reword ── revert
    let mut repo = RepoBuilder::new();
    repo.commit("add cart", &[("cart.py", CART)]);
    let broken = CART.replace("len(items)", "0");
    let bug = repo.commit("forget the count", &[("cart.py", &broken)]);
    repo.commit("reword", &[("README.md", "a cart\n")]);
    let message = format!("Revert \"forget the count\"\n\nThis reverts commit {bug}.\n");
    let fix = repo.commit(&message, &[("cart.py", CART)]);

    let trace_read = traced(&repo, &fix);
    assert_eq!(found(&trace_read)[0], (&bug, CandidateMethod::Revert));
    assert_eq!(trace_read.candidates.iter().filter(|c| c.commit == bug).count(), 1);
    let options = TraceOptions { ignore_message: true, ..TraceOptions::default() };
    let forbidden = trace(&open(&repo), &fix, &options).unwrap();
    assert_eq!(found(&forbidden)[0], (&bug, CandidateMethod::Deleted));

    let region = cause_region(&open(&repo), &bug).unwrap();
    assert_eq!(region.len(), 1);
    assert_eq!(lines(&region[0]), [(9, LineRole::Function)]);
    assert_eq!(region[0].functions, ["size"]);
}

#[test]
fn commit_that_a_message_names_but_that_came_later_is_not_accused() {
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    repo.branch("side");
    let other = repo.commit("elsewhere", &[("b.py", "x = 1\n")]);
    repo.checkout("main");
    let fixed = CART.replace("len(items)", "len(list(items))");
    let message = format!("count any list\n\nFixes: {other}\nFixes: {first}\n");
    let fix = repo.commit(&message, &[("cart.py", &fixed)]);

    assert_eq!(found(&traced(&repo, &fix)), [(&first, CandidateMethod::Message)]);
}

#[test]
fn commit_after_the_incident_began_is_not_accused() {
    // add cart ── forget the count ── incident ── reformat ── fix
    let mut repo = RepoBuilder::new();
    repo.commit("add cart", &[("cart.py", CART)]);
    let bug = repo.commit("forget", &[("cart.py", &CART.replace("len(items)", "0 * 1"))]);
    let before = open(&repo).commit(&bug).unwrap().committed_at;
    let broken = CART.replace("len(items)", "0 * 1").replace("price = 0", "price = 0.0");
    let late = repo.commit("reformat", &[("cart.py", &broken)]);
    let fix = repo.commit("fix", &[("cart.py", CART)]);

    let without = traced(&repo, &fix);
    assert!(without.candidates.iter().any(|c| c.commit == late));
    let options = TraceOptions { before: Some(before), ..TraceOptions::default() };
    let with = trace(&open(&repo), &fix, &options).unwrap();
    assert!(with.candidates.iter().any(|c| c.commit == bug));
    assert!(with.candidates.iter().all(|c| c.commit != late));
}
