//! How the candidates of a fix are ranked, and what is said of them.

use escapee::history::{TraceOptions, trace};
use escapee::model::commit::CommitId;
use escapee::model::region::{CandidateMethod, Trace};

use super::{CART, found, open, traced};
use crate::support::RepoBuilder;

fn explained(repo: &RepoBuilder, fix: &CommitId) -> Trace {
    let options = TraceOptions { ignore_message: true, explain: true, ..TraceOptions::default() };
    trace(&open(repo), fix, &options).unwrap()
}

fn masked(repo: &RepoBuilder, fix: &CommitId) -> Trace {
    let options = TraceOptions { ignore_message: true, ..TraceOptions::default() };
    trace(&open(repo), fix, &options).unwrap()
}

/// Two commits that changed one line each, and a fix that changes both lines.
fn two_suspects(message: &str) -> (RepoBuilder, CommitId, CommitId, CommitId) {
    // add cart ── tax: add rates ── shipping: weigh parcels ── fix
    let mut repo = RepoBuilder::new();
    repo.commit("add cart", &[("cart.py", CART)]);
    let taxed = CART.replace("price = 0", "price = 0 * 2");
    let tax = repo.commit("tax: add rates", &[("cart.py", &taxed)]);
    let shipped = taxed.replace("len(items)", "len(items) * 3");
    let shipping = repo.commit("shipping: weigh parcels", &[("cart.py", &shipped)]);
    let fix = repo.commit(message, &[("cart.py", CART)]);
    (repo, tax, shipping, fix)
}

#[test]
fn words_of_the_message_decide_between_commits_with_a_line_each() {
    let place = |trace: &Trace, commit: &CommitId| {
        trace.candidates.iter().position(|candidate| candidate.commit == *commit).unwrap()
    };
    let (repo, tax, shipping, fix) = two_suspects("tax: compute rates once");
    let trace = masked(&repo, &fix);
    assert!(place(&trace, &tax) < place(&trace, &shipping));
    let (repo, tax, shipping, fix) = two_suspects("shipping: do not weigh parcels twice");
    let trace = masked(&repo, &fix);
    assert!(place(&trace, &shipping) < place(&trace, &tax));
}

#[test]
fn trailers_ids_and_cited_subjects_change_nothing_where_messages_are_forbidden() {
    let (repo, tax, _, plain) = two_suspects("count again\n");
    let before = masked(&repo, &plain);
    for message in [
        format!("count again\n\nFixes: {tax} (\"tax: add rates\")\n"),
        format!("count again\n\nFixes: {} (\"tax: add\nrates\")\n", tax.short()),
        format!("count again\n\n{tax} (\"tax: add rates\")\n"),
        "count again\n\nReported-by: tax rates <tax@rates.example>\n".to_owned(),
    ] {
        let (repo, _, _, fix) = two_suspects(&message);
        let after = masked(&repo, &fix);
        assert_eq!(after.candidates, before.candidates, "{message}");
        assert!(after.fix != before.fix);
    }
}

#[test]
fn commit_that_only_changed_the_file_comes_behind_those_with_a_suspected_line() {
    // add cart ── greet ── fix of another function
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add cart", &[("cart.py", CART)]);
    let apart = "\n# More of the shop.\n".repeat(8);
    let greeted = format!("{CART}{apart}\ndef greet(name):\n    return name\n");
    let greet = repo.commit("say hello", &[("cart.py", &greeted)]);
    let fix =
        repo.commit("count", &[("cart.py", &greeted.replace("len(items)", "len(items or ())"))]);

    let trace = traced(&repo, &fix);

    assert_eq!(
        found(&trace),
        [(&first, CandidateMethod::Deleted), (&greet, CandidateMethod::Touched)]
    );
    assert_eq!((trace.candidates[1].lines, trace.candidates[1].path.as_str()), (None, ""));
}

#[test]
fn author_of_the_line_before_a_rename_in_it_is_a_candidate_too() {
    // add ── wait less (bug) ── rename a variable ── wait again (fix)
    let mut repo = RepoBuilder::new();
    let text = |line: &str| format!("def retry(tries):\n    {line}\n    return tries\n");
    repo.commit("add retry", &[("retry.py", &text("pause(tries)"))]);
    let bug = repo.commit("wait less", &[("retry.py", &text("sleep_seconds(tries, delay, 0)"))]);
    let rename = text("sleep_seconds(tries, pause, 0)");
    let rename = repo.commit("rename delay to pause", &[("retry.py", &rename)]);
    let fix = repo.commit("wait again", &[("retry.py", &text("sleep_seconds(tries, pause, 9)"))]);

    let trace = explained(&repo, &fix);

    let of = |commit: &CommitId| trace.candidates.iter().find(|c| c.commit == *commit).unwrap();
    let value = |commit: &CommitId, name: &str| {
        of(commit).clues.iter().find(|clue| clue.name == name).map_or(0.0, |clue| clue.value)
    };
    assert_eq!(of(&rename).method, CandidateMethod::Deleted);
    assert_eq!(of(&bug).method, CandidateMethod::Earlier);
    // Both lines have the words sleep_seconds, sleep, seconds, tries, and one word that differs.
    let alike = value(&bug, "earlier");
    assert!((alike - 0.8).abs() < 1e-9, "{alike}");
    assert!((value(&rename, "rewrites") - alike).abs() < 1e-9);
}

#[test]
fn each_clue_says_what_it_adds_and_the_strongest_comes_first() {
    let (repo, tax, _, fix) = two_suspects("tax: compute rates once");

    let trace = explained(&repo, &fix);

    let of_tax = trace.candidates.iter().find(|c| c.commit == tax).unwrap();
    let strengths: Vec<f64> = of_tax.clues.iter().map(|clue| clue.adds.abs()).collect();
    assert!(strengths.is_sorted_by(|a, b| a >= b), "{strengths:?}");
    let deleted = of_tax.clues.iter().find(|clue| clue.name == "deleted").unwrap();
    // One of the two lines that the fix deletes.
    assert!((deleted.value - 0.5).abs() < 1e-9);
    assert!(of_tax.clues.iter().all(|clue| !clue.words.is_empty()));
    // The sums of what clues add rank as the list does.
    let sum = |at: usize| trace.candidates[at].clues.iter().map(|clue| clue.adds).sum::<f64>();
    assert!(sum(0) > sum(1));
    assert!(traced(&repo, &fix).candidates.iter().all(|c| c.clues.is_empty()));
}

#[test]
fn the_same_fix_is_ranked_the_same_whatever_was_asked_before() {
    let (repo, _, shipping, fix) = two_suspects("count again");
    let fresh = masked(&repo, &fix);
    let asked = open(&repo);
    trace(&asked, &shipping, &TraceOptions::default()).unwrap();
    let options = TraceOptions { ignore_message: true, ..TraceOptions::default() };
    let warm = trace(&asked, &fix, &options).unwrap();
    assert_eq!(trace(&asked, &fix, &options).unwrap(), warm);
    assert_eq!(warm, fresh);
}

#[test]
fn confidences_fall_and_lie_between_nought_and_one() {
    let (repo, _, _, fix) = two_suspects("tax: compute rates once");
    let confidences: Vec<f64> =
        masked(&repo, &fix).candidates.iter().map(|c| c.confidence).collect();
    assert!(confidences.len() >= 2);
    assert!(confidences.is_sorted_by(|a, b| a >= b), "{confidences:?}");
    assert!(confidences.iter().all(|c| (0.0..=1.0).contains(c)));
}
