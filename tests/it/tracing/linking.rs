//! An incident to the commits that fixed and caused it.

use escapee::history::{
    Copies, FixVersions, LinkRequest, LinkedRepository, LinksFound, LogIndex, Repository, links,
    proposals,
};
use escapee::model::commit::CommitId;
use escapee::model::incident::{Incident, Origin, Stamp};
use escapee::model::lines::LineRange;
use escapee::model::link::{LinkMethod, LinkRole, LinkTarget, PersonLink};

use crate::support::RepoBuilder;

/// Returns the links of an incident in repositories of these names.
fn linked(repos: &[(&str, &RepoBuilder)], incident: &Incident, said: &[PersonLink]) -> LinksFound {
    let read: Vec<(&str, Repository, LogIndex, Copies)> = repos
        .iter()
        .map(|(name, builder)| {
            let repo = Repository::open(builder.path()).unwrap();
            let tip = repo.branch_tip(Some("main")).unwrap().unwrap();
            let log = LogIndex::new(repo.log(&tip).unwrap(), None);
            let copies = Copies::read(&repo, &log, &repo.tags().unwrap()).unwrap();
            (*name, repo, log, copies)
        })
        .collect();
    let homes: Vec<LinkedRepository<'_>> = read
        .iter()
        .map(|(name, repo, log, copies)| LinkedRepository {
            name,
            repo,
            branch: Some("main"),
            log,
            copies,
            tags: &[],
            tag_pattern: None,
        })
        .collect();
    links(&homes, &LinkRequest { incident, persons: said }).unwrap()
}

fn incident() -> Incident {
    Incident::new("INC-4", "csv", "charged twice")
}

fn said(role: LinkRole, value: &str) -> PersonLink {
    PersonLink { incident: "INC-4".into(), role, value: value.to_owned() }
}

fn fix(commit: &CommitId) -> LinkTarget {
    LinkTarget::Fix { repo: "shop".into(), commit: commit.clone() }
}

fn cause(commit: &CommitId) -> LinkTarget {
    LinkTarget::Cause { repo: "shop".into(), commit: commit.clone() }
}

fn found(links: &LinksFound) -> Vec<(LinkTarget, LinkMethod)> {
    links.links.iter().map(|link| (link.target.clone(), link.method)).collect()
}

#[test]
fn key_in_a_message_links_its_commit_and_not_that_of_a_longer_key() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n")]);
    let mine = repo.commit("INC-4: charge once", &[("a.py", "x = 2\n")]);
    repo.commit("INC-42: other", &[("a.py", "x = 3\n")]);

    let found_links = linked(&[("shop", &repo)], &incident(), &[]);

    assert_eq!(found(&found_links), [(fix(&mine), LinkMethod::KeyInMessage)]);
    assert_eq!(found_links.problems, [""; 0]);
}

#[test]
fn person_beats_the_record_and_the_record_beats_messages() {
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add", &[("a.py", "x = 1\n")]);
    let second = repo.commit("b", &[("a.py", "x = 2\n")]);
    repo.commit("INC-4: c", &[("a.py", "x = 3\n")]);
    let mut record = incident();
    record.fix_commits = vec![format!("shop:{second}")];
    record.cause_commits = vec![first.0.clone()];
    let shop = [("shop", &repo)];

    assert_eq!(
        found(&linked(&shop, &record, &[])),
        [(fix(&second), LinkMethod::FixField), (cause(&first), LinkMethod::CauseField)]
    );
    let words = [said(LinkRole::Fix, first.short()), said(LinkRole::Cause, "main~1")];
    assert_eq!(
        found(&linked(&shop, &record, &words)),
        [(fix(&first), LinkMethod::Person), (cause(&second), LinkMethod::Person)]
    );
}

#[test]
fn what_cannot_be_found_is_a_problem_and_the_next_source_is_used() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n")]);
    let mine = repo.commit("INC-4: b", &[("a.py", "x = 2\n")]);
    let mut record = incident();
    // A few digits are a number of something else, even where an id happens to begin with them.
    let digits: String = mine.0.chars().take(4).collect();
    record.fix_commits = vec!["0123456789".into(), digits.clone()];
    let words = [
        said(LinkRole::Region, "a.py:1-9"),
        said(LinkRole::Region, "b.py:1"),
        said(LinkRole::Region, "a.py"),
        PersonLink { incident: "INC-5".into(), role: LinkRole::Fix, value: "nowhere".into() },
    ];

    let found_links = linked(&[("shop", &repo)], &record, &words);

    assert_eq!(found(&found_links), [(fix(&mine), LinkMethod::KeyInMessage)]);
    assert_eq!(
        found_links.problems,
        [
            "fix `0123456789` names no commit of any repository here",
            &format!("fix `{digits}` names no commit of any repository here"),
            "region `a.py:1-9`: the file has 1 lines at that commit",
            "region `b.py:1`: no file `b.py` at that commit",
            "region `a.py` is not of the form `PATH:A-B[@REV]`",
        ]
    );
}

#[test]
fn region_names_the_tip_of_the_default_branch_unless_it_says_otherwise() {
    let mut repo = RepoBuilder::new();
    let first = repo.commit("add", &[("src/ä b.py", "x = 1\ny = 2\n")]);
    let tip = repo.commit("b", &[("src/ä b.py", "x = 2\ny = 2\n")]);
    let words = [
        said(LinkRole::Region, "shop:src/ä b.py:1-2"),
        said(LinkRole::Region, &format!("src/ä b.py:2@{first}")),
    ];

    let found_links = linked(&[("shop", &repo)], &incident(), &words);

    let mut commits = Vec::new();
    for link in &found_links.links {
        let LinkTarget::Region { commit, lines, .. } = &link.target else { panic!("{link:?}") };
        commits.push((commit, lines.to_string()));
    }
    commits.sort_by_key(|(_, lines)| lines.len());
    assert_eq!(commits, [(&first, "2".to_owned()), (&tip, "1-2".to_owned())]);
}

#[test]
fn fix_that_was_taken_back_does_not_count_and_the_revert_is_none() {
    // add ── fix ── revert of the fix ── fix again
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n")]);
    let bad = repo.commit("INC-4: try", &[("a.py", "x = 2\n")]);
    let message = format!("Revert \"INC-4: try\"\n\nThis reverts commit {bad}.");
    let revert = repo.commit(&message, &[("a.py", "x = 1\n")]);
    let good = repo.commit("INC-4: better", &[("a.py", "x = 3\n")]);

    let found_links = linked(&[("shop", &repo)], &incident(), &[]);

    assert_eq!(found(&found_links), [(fix(&good), LinkMethod::KeyInMessage)]);
    assert_eq!(found_links.dropped.len(), 1);
    assert_eq!(found_links.dropped[0].commit, bad);
    assert_eq!(found_links.dropped[0].reason, format!("taken back by `{}`", revert.short()));
    // A record that names the bad one only does not hide what messages know.
    let mut record = incident();
    record.fix_commits = vec![bad.0.clone()];
    let found_links = linked(&[("shop", &repo)], &record, &[]);
    assert_eq!(found(&found_links), [(fix(&good), LinkMethod::KeyInMessage)]);
    assert_eq!(
        (found_links.dropped.len(), found_links.dropped[0].method),
        (1, LinkMethod::FixField)
    );
}

#[test]
fn revert_of_a_fix_that_is_on_no_branch_here_is_no_fix_either() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n")]);
    repo.commit("Revert \"INC-4: try (#7)\" (#8)", &[("a.py", "x = 2\n")]);

    assert_eq!(linked(&[("shop", &repo)], &incident(), &[]), LinksFound::default());
}

#[test]
fn fix_that_reverts_a_commit_names_it_as_the_cause() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n")]);
    let bug = repo.commit("faster", &[("a.py", "x = 2\n")]);
    let message =
        format!("Revert \"faster\"\n\nIt charged twice: INC-4.\nThis reverts commit {bug}.");
    let revert = repo.commit(&message, &[("a.py", "x = 1\n")]);

    assert_eq!(
        found(&linked(&[("shop", &repo)], &incident(), &[])),
        [(cause(&bug), LinkMethod::Revert), (fix(&revert), LinkMethod::KeyInMessage)]
    );
}

#[test]
fn cause_that_also_names_the_incident_is_no_fix() {
    let mut repo = RepoBuilder::new();
    let bug = repo.commit("retry faster, see INC-4", &[("a.py", "x = 1\n")]);
    let message = format!("INC-4: retry slower\n\nRoot cause: {bug}\nFixes: 0000000123");
    let good = repo.commit(&message, &[("a.py", "x = 2\n")]);

    let found_links = linked(&[("shop", &repo)], &incident(), &[]);

    assert_eq!(
        found(&found_links),
        [(cause(&bug), LinkMethod::RootCauseLine), (fix(&good), LinkMethod::KeyInMessage)]
    );
    let problem =
        format!("the message of `{}` names `0000000123`, which is not in `shop`", good.short());
    assert_eq!(found_links.problems, [problem]);
}

#[test]
fn cherry_picks_of_one_another_count_once_as_the_default_branchs() {
    // add ─┬─ fix (main)
    //      └─ pick ── same change without a word (release)
    let mut repo = RepoBuilder::new();
    let text = "a = 1\nb = 1\nc = 1\nd = 1\n";
    repo.commit("add", &[("a.py", text)]);
    repo.branch("release");
    repo.checkout("main");
    let main = repo.commit("INC-4: fix", &[("a.py", &text.replace("a = 1", "a = 2"))]);
    repo.checkout("release");
    let message = format!("INC-4: fix\n\n(cherry picked from commit {main})");
    let pick = repo.commit(&message, &[("a.py", &text.replace("a = 1", "a = 2"))]);
    repo.commit("back", &[("a.py", text)]);
    let silent = repo.commit("by hand", &[("a.py", &text.replace("a = 1", "a = 2"))]);
    let mut record = incident();
    record.fix_commits = vec![pick.0.clone(), silent.0.clone(), main.0.clone()];

    let found_links = linked(&[("shop", &repo)], &record, &[]);

    assert_eq!(found(&found_links), [(fix(&main), LinkMethod::FixField)]);
    let dropped: Vec<_> = found_links.dropped.iter().map(|d| (&d.commit, &*d.reason)).collect();
    let reason = format!("the same change as `{}`", main.short());
    assert_eq!(dropped, [(&pick, &*reason), (&silent, &*reason)]);
}

#[test]
fn merge_is_left_out_where_it_brings_in_a_commit_that_names_the_incident() {
    let mut repo = RepoBuilder::new();
    repo.commit("add", &[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]);
    repo.branch("INC-4-charge-once");
    let inner = repo.commit("INC-4: charge once", &[("a.py", "x = 2\n")]);
    repo.checkout("main");
    repo.commit("other", &[("b.py", "y = 2\n")]);
    let with_key = repo.merge("INC-4-charge-once", &[("a.py", "x = 2\n")]);
    repo.branch("INC-7-log");
    repo.commit("log it", &[("a.py", "x = 3\n")]);
    repo.checkout("main");
    repo.commit("more", &[("b.py", "y = 3\n")]);
    let without = repo.merge("INC-7-log", &[("a.py", "x = 3\n")]);

    let shop = [("shop", &repo)];
    assert_eq!(found(&linked(&shop, &incident(), &[])), [(fix(&inner), LinkMethod::KeyInMessage)]);
    let seven = Incident::new("INC-7", "csv", "no log");
    assert_eq!(found(&linked(&shop, &seven, &[])), [(fix(&without), LinkMethod::KeyInMessage)]);
    assert_ne!(with_key, without);
}

#[test]
fn incident_may_have_fixes_in_several_repositories() {
    let (mut shop, mut bank) = (RepoBuilder::new(), RepoBuilder::new());
    let in_shop = shop.commit("INC-4: a", &[("a.py", "x = 1\n")]);
    bank.commit("first", &[("b.py", "y = 1\n")]);
    let in_bank = bank.commit("INC-4: b", &[("b.py", "y = 2\n")]);

    let found_links = linked(&[("shop", &shop), ("bank", &bank)], &incident(), &[]);

    let other = LinkTarget::Fix { repo: "bank".into(), commit: in_bank };
    assert_eq!(
        found(&found_links),
        [(other, LinkMethod::KeyInMessage), (fix(&in_shop), LinkMethod::KeyInMessage)]
    );
}

#[test]
fn root_cause_line_of_the_record_names_the_cause() {
    let mut repo = RepoBuilder::new();
    let bug = repo.commit("add", &[("a.py", "x = 1\n")]);
    let mut record = incident();
    record.body = Some(format!("It was bad.\n\nRoot cause: {}\n", bug.short()));

    assert_eq!(
        found(&linked(&[("shop", &repo)], &record, &[])),
        [(cause(&bug), LinkMethod::RootCauseLine)]
    );
}

#[test]
fn a_stack_trace_names_lines_of_the_version_it_was_seen_in_where_nothing_else_is_known() {
    // pay and web (v1) ── a line more in front ── INC-4: charge once
    let mut repo = RepoBuilder::new();
    let pay = "def pay():\n    card.debit()\n";
    let web = "def get():\n    return pay()\n";
    let seen = repo.commit("add", &[("src/shop/pay.py", pay), ("src/shop/web.py", web)]);
    repo.tag("v1");
    repo.commit("comment", &[("src/shop/pay.py", &format!("# pay\n{pay}"))]);
    let mut record = incident();
    record.affected_version = Some("v1".into());
    record.body = Some(
        "Traceback (most recent call last):\n  File \"/app/src/shop/web.py\", line 2, in get\n    return pay()\n  File \"/usr/lib/python3/site-packages/flask/app.py\", line 9, in run\n  File \"/app/src/shop/pay.py\", line 2, in pay\n    card.debit()\nValueError: no\n  File \"/app/src/shop/pay.py\", line 999, in none\n"
            .into(),
    );
    let region = |path: &str, line| LinkTarget::Region {
        repo: "shop".into(),
        commit: seen.clone(),
        path: path.into(),
        lines: LineRange::one(line),
    };

    let links = linked(&[("shop", &repo)], &record, &[]);

    let expected = [region("src/shop/pay.py", 2), region("src/shop/web.py", 2)];
    assert_eq!(found(&links), expected.map(|target| (target, LinkMethod::StackFrame)));
    let fixed = repo.commit("INC-4: charge once", &[("src/shop/pay.py", "def pay():\n    pass\n")]);
    let links = linked(&[("shop", &repo)], &record, &[]);
    assert_eq!(found(&links), [(fix(&fixed), LinkMethod::KeyInMessage)]);
}

#[test]
fn a_proposal_stands_near_the_end_in_the_words_and_the_component_of_its_incident() {
    const HOUR: i64 = 3_600;
    let start = 1_767_607_200; // 2026-01-05T10:00:00Z
    let mut repo = RepoBuilder::new();
    repo.commit_at(start - 90 * 24 * HOUR, "fix double charge", &[("pay.py", "x = 1\n")]);
    repo.commit_at(start + HOUR, "update readme", &[("README.md", "hello\n")]);
    let right =
        repo.commit_at(start + 5 * HOUR, "do not charge cards twice", &[("pay.py", "x = 2\n")]);
    let near = repo.commit_at(start + 6 * HOUR, "fix tax line of charge", &[("tax.py", "x = 3\n")]);
    let mut record = Incident::new("OPS-9", "csv", "Cards were charged twice");
    let stamp = |hours: i64| {
        let at = chrono::DateTime::from_timestamp(start + hours * HOUR, 0).unwrap();
        Some(Stamp { at, origin: Origin::Field })
    };
    (record.started_at, record.resolved_at) = (stamp(0), stamp(6));
    let opened = Repository::open(repo.path()).unwrap();
    let tip = opened.branch_tip(Some("main")).unwrap().unwrap();
    let log = LogIndex::new(opened.log(&tip).unwrap(), None);
    let copies = Copies::read(&opened, &log, &[]).unwrap();
    let tags = opened.tags().unwrap();
    let home = LinkedRepository {
        name: "shop",
        repo: &opened,
        branch: Some("main"),
        log: &log,
        copies: &copies,
        tags: &tags,
        tag_pattern: None,
    };
    let propose = |record: &Incident| {
        let found = proposals(
            &[home],
            record,
            &|_, path| path == "pay.py",
            &mut FixVersions::default(),
            None,
        )
        .unwrap();
        found.into_iter().map(|one| (one.commit, one.reasons)).collect::<Vec<_>>()
    };

    let found = propose(&record);

    let commits: Vec<&CommitId> = found.iter().map(|(commit, _)| commit).collect();
    assert_eq!(commits, [&right, &near]);
    assert_eq!(
        found[0].1,
        ["words: cards, charged, twice", "1 h before the end", "in the component"]
    );
    record.started_at = None;
    assert!(propose(&record).is_empty());
}

#[test]
fn the_record_that_brought_it_in_gives_the_changes_made_for_it_as_causes() {
    let mut repo = RepoBuilder::new();
    let change = repo.commit("Bug 1273442: charge in steps", &[("pay.py", "x = 1\n")]);
    repo.commit("Bug 12734421: another", &[("pay.py", "x = 2\n")]);
    repo.commit("Bug 7: tax\n\nNot as in bug 1273442.", &[("tax.py", "x = 1\n")]);
    let message = "INC-4: charge once\n\nRegression from bug 1273442.";
    let fixed = repo.commit(message, &[("pay.py", "x = 3\n")]);
    let mut record = incident();
    record.regressed_by = vec!["1273442".into(), "99".into()];

    let links = linked(&[("shop", &repo)], &record, &[]);

    let expected =
        [(cause(&change), LinkMethod::RegressedBy), (fix(&fixed), LinkMethod::KeyInMessage)];
    assert_eq!(found(&links), expected);
    assert_eq!(links.problems, ["no commit was made for `99`, named as the cause"]);
}

#[test]
fn the_version_that_fixed_it_moves_its_commits_up_and_halves_the_others() {
    const DAY: i64 = 86_400;
    let start = 1_767_607_200; // 2026-01-05T10:00:00Z
    let mut repo = RepoBuilder::new();
    repo.commit_at(start - DAY, "shop", &[("pay.py", "x = 0\n")]);
    repo.tag("v1.2.0");
    let slow =
        repo.commit_at(start + 30 * DAY, "fix: cards charged twice", &[("pay.py", "x = 1\n")]);
    repo.tag("v1.2.1-rc.1");
    repo.commit_at(start + 29 * DAY + 60, "version 1.2.1", &[("VERSION", "1.2.1\n")]);
    repo.tag("v1.2.1");
    let near =
        repo.commit_at(start + 31 * DAY, "fix: cards charged twice", &[("pay.py", "x = 2\n")]);
    let mut record = Incident::new("OPS-9", "csv", "Cards were charged twice");
    let at = chrono::DateTime::from_timestamp(start, 0).unwrap();
    record.started_at = Some(Stamp { at, origin: Origin::Field });
    let at = chrono::DateTime::from_timestamp(start + 31 * DAY, 0).unwrap();
    record.resolved_at = Some(Stamp { at, origin: Origin::Field });
    let opened = Repository::open(repo.path()).unwrap();
    let tip = opened.branch_tip(Some("main")).unwrap().unwrap();
    let log = LogIndex::new(opened.log(&tip).unwrap(), None);
    let copies = Copies::read(&opened, &log, &[]).unwrap();
    let tags = opened.tags().unwrap();
    let home = LinkedRepository {
        name: "shop",
        repo: &opened,
        branch: Some("main"),
        log: &log,
        copies: &copies,
        tags: &tags,
        tag_pattern: None,
    };
    let propose = |record: &Incident| {
        proposals(&[home], record, &|_, _| false, &mut FixVersions::default(), None).unwrap()
    };
    let before = propose(&record);
    assert_eq!(before.iter().map(|one| &one.commit).collect::<Vec<_>>(), [&near, &slow]);

    record.fix_versions = vec!["1.2.1".into(), "9.9".into()];
    let found = propose(&record);

    assert_eq!(found.iter().map(|one| &one.commit).collect::<Vec<_>>(), [&slow, &near]);
    let (old, new) = (before[1].score, found[0].score);
    assert!((new - (old + 0.3 * (1.0 - old))).abs() < 1e-12, "{old} {new}");
    assert_eq!(found[0].reasons.last().unwrap(), "went out with v1.2.1, which fixed it");
    assert!((found[1].score - before[0].score / 2.0).abs() < 1e-12);
}
